import type { Script } from "../application";
import type { Hit } from "../finding";
import { FileRule, rule } from "../pattern-rule";
import { textOf, valueOf } from "../read-config";
import type { Command, Line } from "../shell-lines";
import { source } from "../sources";
import { isEssential, isFetch, managePy } from "../steps";

/** Steps that may fail without anyone's noticing. */
export const silentFailureRules: readonly FileRule[] = [
    rule(
        {
            name: "no-set-e",
            level: "warning",
            what: "scripts of several steps without set -e",
            happens:
                "A step that fails does not end the script: its exit code is that of the last step, and the deployment succeeds on what is half done.",
            instead:
                "set -euo pipefail in the first line after the shebang; in a command of a .config file, as its first line.",
            source: source.bashSet,
        },
        ({ scripts }) => scripts.flatMap(withoutSetE),
    ),
    rule(
        {
            name: "ignored-failure",
            level: "error",
            what: "|| true behind a download, a secret, a migration or collectstatic",
            happens:
                "When the step fails the deployment goes on and succeeds, without the file, the secret, the table.",
            instead: 'Let it fail, or say what is missing: … || { echo "…" >&2; exit 1; }',
            source: source.hooks,
        },
        ({ scripts }) => scripts.flatMap(ignoredFailures),
    ),
    rule(
        {
            name: "ignore-errors",
            level: "error",
            what: "ignoreErrors on a download, a migration or collectstatic",
            happens:
                "When the step fails the deployment goes on and succeeds, without the file, the secret, the table.",
            instead: "Remove ignoreErrors.",
            source: source.instanceKeys,
        },
        ({ scripts }) => scripts.flatMap(ignoreErrors),
    ),
    rule(
        {
            name: "discarded-output",
            level: "warning",
            what: "downloads with their output in /dev/null and nobody who asks for the status",
            happens:
                "When the step fails there is neither a message nor an end: the deployment succeeds without what was to be fetched.",
            instead: "set -euo pipefail, and let standard error reach the log.",
            source: source.bashSet,
        },
        ({ scripts }) => scripts.filter((script) => !isStrict(script)).flatMap(discardedOutput),
    ),
    rule(
        {
            name: "status-after-set-e",
            level: "warning",
            what: "a test of $? on the line after a command, under set -e",
            happens:
                "set -e ends the script at the failing command: the test and its message are never reached, and the deployment aborts without a reason in the log.",
            instead: 'if ! command; then echo "…" >&2; exit 1; fi',
            source: source.bashSet,
        },
        ({ scripts }) => scripts.filter(isStrict).flatMap(statusAfterFailure),
    ),
    rule(
        {
            name: "masked-status",
            level: "warning",
            what: "local or export with the result of a command",
            happens:
                "The status is that of local or export, which is always 0: neither set -e nor $? sees the failure, and an error message becomes the value.",
            instead: "Two lines: local result, then result=$(…).",
            source: source.shellStatus,
        },
        ({ scripts }) => scripts.flatMap(maskedStatus),
    ),
];

export const isStrict = ({ text }: Script): boolean =>
    /^#!\S+.*\s-\w*e/.test(text) || /(^|[\n;&]|then)\s*set\s+(-\w+\s+)*(-\w*e|-o\s+errexit)/.test(text);

/** What cannot fail in a way that matters, or only says or prepares something. */
const harmless =
    /^(echo|printf|exit|return|:|true|false|set|shopt|export|local|declare|readonly|unset|trap|cd|source|\.|fi|done|esac|else|then|do|for|case|function|while|if|elif|until|\}|sleep|date|umask|mkdir|rm|touch|\[|test|[A-Za-z_]\w*(\+?=|\s*\(\)))(?=[\s;]|$|\S*=|\()/;

function withoutSetE(script: Script): Hit[] {
    const { role, file, name, statements, commands } = script;
    const isShell = role !== "hook" || /^#!.*\b(ba|da|z|k)?sh\b/.test(script.text);
    if (role === "text" || !isShell || isStrict(script)) {
        return [];
    }
    const last = statements.findLastIndex(({ text }) => !/^(fi|done|esac|\}|;;)$/.test(text));
    const unseen = commands.find(
        (each) =>
            each.statement < last &&
            !each.substituted &&
            !harmless.test(each.text) &&
            !isAsked(each, commands, statements),
    );
    return unseen === undefined ? [] : [{ file, line: unseen.line, found: name }];
}

/** `a || exit 1`, `a || {`, or the condition of an `if` or a loop. */
const isAsked = ({ statement }: Command, all: readonly Command[], lines: readonly Line[]): boolean =>
    all.some((each) => each.statement === statement && each.end === "||") ||
    /^(if|while|until|elif|!)\s/.test(lines[statement]?.text ?? "");

const shrug = /^(true|:|\/bin\/true|echo\b|printf\b|exit 0|return 0)/;

function ignoredFailures({ file, name, commands }: Script): Hit[] {
    return commands.flatMap((command, i): Hit[] => {
        if (!isEssential(command.text)) {
            return [];
        }
        const rest = commands.slice(i).filter(({ statement }) => statement === command.statement);
        const alternative = rest.findIndex(({ end }) => end === "||");
        const piped = rest.slice(0, Math.max(alternative, 0)).every(({ end }) => end === "|" || end === ")");
        const then = rest.slice(alternative + 1);
        return alternative >= 0 &&
            piped &&
            shrug.test(then[0]?.text ?? "") &&
            !then.some(({ text }) => /^(exit|return) [1-9$]|^false\b/.test(text))
            ? [
                  {
                      file,
                      line: command.line,
                      found: `${wordsOf(command.text)} || ${(then[0]?.text ?? "").split(" ", 1)[0] ?? ""} in ${name}`,
                  },
              ]
            : [];
    });
}

/** Enough to find it by, too little to hold a token. */
const wordsOf = (text: string): string => {
    const django = managePy(text);
    return django === undefined
        ? (/^\S+(\s+[a-z][a-z0-9-]*){0,2}(?=\s|$)/.exec(text)?.[0] ?? "")
        : `manage.py ${django}`;
};

function ignoreErrors({ file, name, entry, commands }: Script): Hit[] {
    const ignore = valueOf(entry, "ignoreErrors");
    return ignore !== undefined &&
        /^(true|yes|on)$/i.test(textOf(ignore) ?? "") &&
        commands.some(({ text }) => isEssential(text))
        ? [{ file, line: ignore.line, found: `ignoreErrors of ${name}` }]
        : [];
}

function discardedOutput({ file, name, commands, statements }: Script): Hit[] {
    return commands
        .filter(({ text, alone, end, statement, substituted }) => {
            const next = statements[statement + 1]?.text ?? "";
            const isLast = statement === statements.length - 1;
            return (
                alone &&
                !isLast &&
                !substituted &&
                (end === "" || end === ";") &&
                isFetch(text) &&
                /(>|&>)\s*\/dev\/null/.test(text) &&
                !/\$\?/.test(next)
            );
        })
        .map(({ line, text }) => ({ file, line, found: `${wordsOf(text)} > /dev/null in ${name}` }));
}

function statusAfterFailure({ file, name, statements, commands, text }: Script): Hit[] {
    return /set\s+\+e/.test(text)
        ? []
        : statements.flatMap(({ text: asked, line }, i): Hit[] => {
              const before = commands.filter(({ statement }) => statement === i - 1);
              const isPlain =
                  before.length > 0 &&
                  before.every(({ end }) => end !== "||") &&
                  before.some(({ alone, substituted }) => alone || substituted);
              return isPlain &&
                  !/^(local|export|declare|readonly)\b/.test(statements[i - 1]?.text ?? "") &&
                  /^(if\s+)?(\[\[?|test)\s+["']?\$\?/.test(asked)
                  ? [{ file, line, found: `$? in ${name}` }]
                  : [];
          });
}

function maskedStatus({ file, name, commands }: Script): Hit[] {
    return commands
        .filter(
            ({ text, statement }) =>
                /^(local|declare|export|readonly|typeset)\s+(-\w+\s+)*\w+=["']?\$\(\)/.test(text) &&
                commands.some(
                    (each) =>
                        each.statement === statement &&
                        each.substituted &&
                        (isFetch(each.text) || /get-config\b/.test(each.text)),
                ),
        )
        .map(({ line, text }) => ({ file, line, found: `${text.split(/[\s=]/, 2).join(" ")}=$(…) in ${name}` }));
}
