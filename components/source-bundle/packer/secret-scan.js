"use strict";

// Plain JavaScript, as everything that a packing thread loads: a thread would need half a second to load a TypeScript compiler.

/** @typedef {{ kind: string, line?: number }} Finding what was found, in words without the value, and the line it is in */

/**
 * Names of files that exist to hold credentials. `.env` and what begins or ends with it is judged by its content where the name says that it is an example.
 *
 * @type {readonly (readonly [RegExp, string])[]}
 */
const NAMES = [
    [/^(\.env([.~].*)?|\.envrc|.+\.env)$/, "a file of environment variables"],
    [/^application_default_credentials\.json$/, "credentials of Google Cloud"],
    [/^\.netrc$/, "a file of passwords (.netrc)"],
    [/^\.pgpass$/, "a file of database passwords (.pgpass)"],
    [/^\.pypirc$/, "credentials of a package index (.pypirc)"],
    [/^\.git-credentials$/, "credentials of Git"],
    [/^\.htpasswd$/, "a file of password hashes (.htpasswd)"],
    [/\.(p12|pfx|jks|keystore|kdbx|ppk)$/, "a key store"],
    [/^terraform\.tfstate(\.backup)?$/, "Terraform's state, which holds secrets in plain text"],
];

const EXAMPLE = /(^|[._-])(example|sample|template|dist|defaults?)([._-]|$)/i;

/**
 * Forms that nothing but a credential has. Each begins with a text that is searched for first, which is far quicker than an expression. Of the
 * surroundings it takes what makes it sure: a name alone, such as `-----BEGIN PRIVATE KEY-----` in source code, is no finding.
 *
 * @type {readonly { needle: string, before: number, form: RegExp, kind: string }[]}
 */
const FORMS = [
    {
        needle: "PRIVATE KEY",
        before: 40,
        form: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?:[\s"'+]|\\+[rn]|[A-Za-z-]+: [^\n]*\n)*[A-Za-z0-9+/]{40}/,
        kind: "a private key",
    },
    ...["secret_access_key", "SECRET_ACCESS_KEY", "SecretAccessKey", "secretAccessKey"].map((needle) => ({
        needle,
        before: 0,
        // Assigned, set in a dictionary, given as a default, or in a Dockerfile; 40 hexadecimal digits are a commit.
        form: new RegExp(
            `${needle}["'\\]),:=(\\s]{1,8}(?![^\\s"']*EXAMPLE)(?![0-9a-f]{40}\\b)[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/])`,
        ),
        kind: "an AWS secret access key",
    })),
    { needle: "AccountKey=", before: 0, form: /AccountKey=[A-Za-z0-9+/]{86}==/, kind: "a key of an Azure account" },
    {
        needle: ":_authToken=",
        before: 0,
        form: /:_authToken=(?!\$)[^\s"']{20,}/,
        kind: "a token of a package registry",
    },
    { needle: "github_pat_", before: 0, form: /github_pat_[A-Za-z0-9_]{60,}/, kind: "a GitHub token" },
    ...["ghp_", "gho_", "ghs_"].map((needle) => ({
        needle,
        before: 0,
        form: new RegExp(`${needle}[A-Za-z0-9]{36}`),
        kind: "a GitHub token",
    })),
    { needle: "sk_live_", before: 0, form: /sk_live_[A-Za-z0-9]{20,}/, kind: "a live Stripe key" },
    { needle: "xoxb-", before: 0, form: /xoxb-[0-9]{8,}-[A-Za-z0-9-]{20,}/, kind: "a Slack token" },
];

/**
 * Looks for what must not be readable by everyone who can read a bundle.
 *
 * @param {string} path in the bundle
 * @param {Buffer} content whole
 * @returns {Finding | undefined}
 */
function findSecret(path, content) {
    const name = path.slice(path.lastIndexOf("/") + 1);
    const text = readable(content);
    return byName(path, name, text) ?? inAddress(name, text) ?? byContent(text);
}

/**
 * PowerShell writes UTF-16.
 *
 * @param {Buffer} content
 * @returns {Buffer}
 */
const readable = (content) =>
    content.length > 1 && content.readUInt16BE(0) === 0xfffe
        ? Buffer.from(content.toString("utf16le"), "utf8")
        : content;

/** Files that name package indexes. */
const INDEXES =
    /^(.*requirements.*\.(txt|in)|constraints.*\.txt|pip\.(conf|ini)|Pipfile|pyproject\.toml|poetry\.toml|uv\.toml|\.condarc)$/;

/**
 * @param {string} name
 * @param {Buffer} content
 * @returns {Finding | undefined}
 */
function inAddress(name, content) {
    if (!INDEXES.test(name)) return undefined;
    const match = /[a-z+]+:\/\/[^\s/:@"']+:(?![$<{])[^\s/@"']+@/.exec(content.toString("latin1"));
    return match === null ? undefined : { kind: "an address with a password", line: lineAt(content, match.index) };
}

/**
 * @param {string} path
 * @param {string} name
 * @param {Buffer} content
 * @returns {Finding | undefined}
 */
function byName(path, name, content) {
    if (/(^|\/)\.aws\/credentials$/.test(path)) return { kind: "credentials of the AWS CLI" };
    const kind = NAMES.find(([form]) => form.test(name))?.[1];
    if (kind === undefined || content.length === 0) return undefined;
    const isExample = EXAMPLE.test(name.replace(/^\./, "")) && kind === "a file of environment variables";
    return isExample ? realValue(content.toString("utf8")) : { kind };
}

const SECRET_NAME = /(SECRET|PASSWORD|PASSWD|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY)/i;
const PLACEHOLDER = /example|change|your|xxx|placeholder|insecure|secret|dummy|replace|todo|\.\.\.|[<>{}$]/i;

/**
 * An example of a .env file may name secrets, but not hold one: a value of 20 characters or more that mixes letters and digits and does not call itself a
 * placeholder.
 *
 * @param {string} text
 * @returns {Finding | undefined}
 */
function realValue(text) {
    for (const [i, row] of text.split("\n").entries()) {
        const [, name = "", value = ""] = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*["']?([^"'\s#]*)/.exec(row) ?? [];
        const looksReal = value.length >= 20 && /[a-z]/i.test(value) && /\d/.test(value) && !PLACEHOLDER.test(value);
        if (SECRET_NAME.test(name) && looksReal) {
            return { kind: `what looks like the real value of ${name}`, line: i + 1 };
        }
    }
    return undefined;
}

/**
 * @param {Buffer} content
 * @returns {Finding | undefined}
 */
function byContent(content) {
    if (content.toString("latin1", 0, 16) === "SQLite format 3\0") return { kind: "a SQLite database" };
    for (const { needle, before, form, kind } of FORMS) {
        for (let at = content.indexOf(needle, 0, "latin1"); at !== -1; at = content.indexOf(needle, at + 1, "latin1")) {
            const start = Math.max(0, at - before);
            const match = form.exec(content.toString("latin1", start, at + 600));
            if (match !== null) return { kind, line: lineAt(content, start + match.index) };
        }
    }
    return undefined;
}

/**
 * @param {Buffer} content
 * @param {number} end
 * @returns {number} from 1
 */
function lineAt(content, end) {
    let line = 1;
    for (let at = content.indexOf(10); at !== -1 && at < end; at = content.indexOf(10, at + 1)) line += 1;
    return line;
}

module.exports = { findSecret };
