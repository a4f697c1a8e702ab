import { everywhere } from "../levels";
import { Item, mostBytes, TextFile } from "../read/archive";
import { bundleOfVersion, versionType } from "../read/bundle";
import type { Config, Rule } from "../rule";

export const bundleSecrets: Rule = {
    name: "bundle-secrets",
    displayName: "No secrets in the bundle",
    description: "A source bundle holds no file of variables, private key or credentials.",
    levels: everywhere,
    severity: "critical",
    remediationSteps:
        "Leave the file out of the archive, hand its values to the application from Secrets Manager, and change them.",
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.secrets.env-vars.html",
    tags: ["bundle", "secrets"],
    configSchema: {
        properties: {
            allow: {
                type: "array",
                items: { type: "string" },
                description: "Paths in the bundle of files that are harmless",
            },
        },
    },
    sees: "graph",
    types: [versionType],
    async judge(version, graph, config) {
        const bundle = await bundleOfVersion(version, graph);
        if (bundle.kind === "unknown") {
            // What something else has uploaded, nobody sees here.
            return bundle.elsewhere ? [] : [`That the bundle holds no secrets cannot be proven: ${bundle.reason}.`];
        }
        const allowed = allowedIn(config);
        const files = await bundle.contents.read(isWanted(allowed));
        return files.flatMap((file) => {
            const found = findingIn(file, kindOf(file));
            return found === undefined ? [] : [`${file.name} in the bundle ${found}. ${remedy}`];
        });
    },
};

const remedy =
    "Whoever may read the bucket, or an instance's disk, can read it. In this project: leave the file out with app.package.exclude, move its values into " +
    "secrets, and change them. In any other program: leave it out of the archive and use " +
    "aws:elasticbeanstalk:application:environmentsecrets; if it is harmless, name it in the rule's configuration, allow.";

type Kind = "variables" | "store" | "passwords" | "key" | "credentials" | "text";

/** Files by whose names secrets are to be expected; what they hold decides. */
const kinds: readonly (readonly [Kind, RegExp])[] = [
    ["variables", /(^|\/)(\.env([.~-][^/]*)?|\.envrc|[^/]+\.env)$/i],
    ["store", /\.(p12|pfx|ppk|jks|keystore|kdbx)$/i],
    ["passwords", /(^|\/)\.(netrc|pgpass|pypirc|git-credentials)$/i],
    ["key", /(^|\/)(id_(rsa|dsa|ecdsa|ed25519)|[^/]+\.(pem|key|p8))$/i],
    ["credentials", /(^|\/)(credentials(\.csv)?|\.aws\/config|[^/]*accesskeys\.csv|rootkey\.csv)$/i],
    // Nothing in these names tells; a service's credentials.json, a deploy_key or an id_rsa.bak has a key in it.
    ["text", /(^|\/)(\.?[^./]+|[^/]+\.(json|txt|bak|conf|config|cfg|ini|ya?ml))$/i],
];

/** Of the files whose names tell nothing, so many and no larger ones are read: a bundle of ten thousand files is still judged in a moment. */
const mostTexts = 1000;
const mostTextBytes = 64 * 1024;

/** Keys that an application's own tests need. */
const ofTests = /(^|\/)(tests?|testing|fixtures|specs?)\//i;

/** Sets of variables that are meant to be read by everyone. */
const example = /(^|[._-])(example|sample|template|dist|defaults?)([._-]|$)/i;

/** Keys that come with a package, for its own tests, are known to everyone. */
const ofPackage = /(^|\/)(site-packages|node_modules)\//;

function isWanted(allowed: readonly unknown[]): (item: Item) => boolean {
    let texts = 0;
    return (item) => {
        const kind = allowed.includes(item.name) ? undefined : kindOf(item);
        return kind === "text" ? ++texts <= mostTexts : kind !== undefined;
    };
}

function kindOf({ name, ...item }: Pick<Item, "name"> & Partial<Item>): Kind | undefined {
    if (item.kind === "folder" || item.bytes === 0 || ofPackage.test(name)) {
        return undefined;
    }
    const kind = kinds.find(([, form]) => form.test(name))?.[0];
    const isExample = kind === "variables" && example.test(name.slice(name.lastIndexOf("/") + 1));
    // No key is that large; slides of Keynote have the same ending.
    const isOther = kind === "key" && (item.bytes ?? 0) > mostBytes;
    const isNoText =
        kind === "text" && (item.kind === "link" || (item.bytes ?? 0) > mostTextBytes || ofTests.test(name));
    return isExample || isOther || isNoText ? undefined : kind;
}

/** What is wrong with a file, without a word of what it holds. */
function findingIn({ text }: TextFile, kind: Kind | undefined): string | undefined {
    switch (kind) {
        case "variables":
            return "is a file of environment variables";
        case "store":
            return "is a key store";
        case "passwords":
            return "is a file of passwords";
        case "key":
            return unreadable(text) ?? keyIn(text);
        case "text":
            return keyIn(text);
        case "credentials":
            return unreadable(text) ?? (accessKey.test(text ?? "") ? "holds AWS credentials" : undefined);
        case undefined:
            return undefined;
    }
}

const unreadable = (text: string | undefined): string | undefined =>
    text === undefined
        ? "has the name of a secret and cannot be read, so that it holds none cannot be proven"
        : undefined;

const keyIn = (text: string | undefined): string | undefined =>
    privateKey.test(text ?? "") ? "holds a private key" : undefined;

/**
 * With what follows it, in JSON behind an escaped end of line: the line alone stands in programs and documents. PuTTY's and OpenSSH's forms have it too.
 */
const privateKey =
    /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?:[\s"'+]|\\+[rn]|[A-Za-z-]+: [^\n]*\n)*[A-Za-z0-9+/]{40}/;

/** Those of AWS's documents have EXAMPLE in them. */
const accessKey =
    /secret.?(?:access.?)?key(?![^]{0,120}EXAMPLE)[^]{0,120}(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/])/i;

function allowedIn({ allow }: Config): readonly unknown[] {
    return Array.isArray(allow) ? allow : [];
}
