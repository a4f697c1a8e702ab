import { nearestName } from "../../../components/settings/nearest";
import { Application, phaseOf, Script } from "../application";
import type { Hit } from "../finding";
import { FileRule, patternRule, rule } from "../pattern-rule";
import { source } from "../sources";

const noise = /(^|\/)(\.[^/]*|README[^/]*|[^/]*~)$/i;

/** Scripts of .platform/hooks: that they run, and whenever they are needed. */
export const hookRules: readonly FileRule[] = [
    rule(
        {
            name: "hook-location",
            level: "error",
            what: "scripts beside the folders of hooks",
            happens:
                "Elastic Beanstalk runs what lies directly in prebuild, predeploy and postdeploy of .platform/hooks and .platform/confighooks; this script never runs.",
            instead: ".platform/hooks/predeploy/NN-name.sh, for example.",
            source: source.hooks,
        },
        misplacedHooks,
    ),
    rule(
        {
            name: "hook-without-shebang",
            level: "error",
            what: "hooks that do not begin with #!",
            happens: "The instance cannot start the file (exec format error), and the deployment ends.",
            instead: "#!/bin/bash in the very first line.",
            source: source.hooks,
        },
        ({ scripts }) =>
            scripts
                .filter((each) => isRun(each) && !each.text.startsWith("#!") && !each.text.includes("\0"))
                .map(({ file }) => ({ file, line: 1, found: "no #! in the first line" })),
    ),
    rule(
        {
            name: "carriage-return",
            level: "warning",
            what: "hooks, and a Procfile, with Windows line ends",
            happens:
                "The carriage return becomes a part of the interpreter's name, or of the last argument, and neither is found. The bundle is packed with plain line feeds; a bundle made by hand is not.",
            instead: "Save the file with LF, and add *.sh text eol=lf (Procfile text eol=lf) to .gitattributes.",
            source: source.hooks,
        },
        ({ scripts, files, platform }) =>
            [
                ...scripts.filter(isRun),
                ...(platform === "python" ? [{ file: "Procfile", text: files.get("Procfile") ?? "" }] : []),
            ]
                .filter(({ text }) => text.includes("\r\n"))
                .map(({ file }) => ({ file, line: 1, found: "CRLF" })),
    ),
    rule(
        {
            name: "hook-not-in-confighooks",
            level: "warning",
            what: "hooks that write variables, in .platform/hooks alone",
            happens:
                "When only an environment property changes, Elastic Beanstalk runs .platform/confighooks and not this hook: what it wrote keeps the old values.",
            instead: "Put the same script into .platform/confighooks too.",
            source: source.hooks,
        },
        writersWithoutConfigHook,
    ),
    patternRule(
        {
            name: "chmod-hooks",
            level: "warning",
            what: "chmod of hooks in commands",
            happens:
                "commands run before the hooks are in place, and platform versions since April 2022 make them executable themselves.",
            instead: "Remove it; the bundle gives hooks mode 0755.",
            source: source.hooks,
        },
        /\bchmod\b.*\.platform\b/,
        ({ role }) => role === "command" || role === "container_command",
    ),
    patternRule(
        {
            name: "command-leader-variable",
            level: "warning",
            what: "EB_IS_COMMAND_LEADER",
            happens:
                "The variable is not documented: a later platform version may not set it, and the step then runs nowhere, or everywhere.",
            instead: "A container command with leader_only: true.",
            source: source.instanceKeys,
        },
        /\$\{?EB_IS_COMMAND_LEADER\b/,
    ),
];

const runFolder = /^\.platform\/(config)?hooks\/(prebuild|predeploy|postdeploy)\/[^/]+$/;

/** Elastic Beanstalk runs it, or tries to. */
const isRun = ({ file, role }: Script): boolean =>
    role === "hook" && runFolder.test(file) && !/(^|\/)\.[^/]+$/.test(file);

const hookLike =
    /^\.platform\/((config)?hooks\/|(config_?|conf_)?hooks?\/|(config)?hooks?\/?.*|(prebuild|predeploy|postdeploy)\/)|^\.ebextensions\/(config)?hooks\//;

/** A script that another one calls is in its right place wherever it lies. */
function misplacedHooks({ files, scripts }: Application): Hit[] {
    return [...files.keys()]
        .filter((path) => hookLike.test(path) && !runFolder.test(path) && !noise.test(path))
        .filter(
            (path) =>
                !scripts.some(
                    ({ file, text }) => file !== path && text.includes(path.slice(path.lastIndexOf("/") + 1)),
                ),
        )
        .map((path) => ({ file: path, line: 1, found: path, ...rightPlace(path) }));
}

const phases: readonly string[] = ["prebuild", "predeploy", "postdeploy"];

/** `post_deploy` is postdeploy; of other names nobody can tell. */
function rightPlace(path: string): Pick<Hit, "instead"> {
    const parts = path.split("/");
    const phase = parts.slice(1, -1).flatMap((each) => nearestName(each, phases) ?? [])[0];
    const root = path.includes("confighooks") ? "confighooks" : "hooks";
    return phase === undefined ? {} : { instead: `.platform/${root}/${phase}/${parts.at(-1) ?? ""}` };
}

const writesVariables =
    /(>>?|\btee\b(\s+-a)?)\s*["']?(\S*\/)?(\.env\b|etc\/environment\b|etc\/profile\.d\/|sh\.local\b)|(get-config\s+environment\b|\/deployment\/env\b).*[^2&]>\s*["']?(?!\/dev\/)[\w/$]/;

function writersWithoutConfigHook({ scripts, files }: Application): Hit[] {
    return scripts
        .filter((each) => isRun(each) && each.file.startsWith(".platform/hooks/"))
        .flatMap((script): Hit[] => {
            const twin = `.platform/confighooks/${phaseOf(script)}/${script.file.split("/").at(-1) ?? ""}`;
            const found = script.lines.find(({ text }) => writesVariables.test(text));
            return found === undefined || files.has(twin)
                ? []
                : [{ file: script.file, line: found.line, found: "a file of variables" }];
        });
}
