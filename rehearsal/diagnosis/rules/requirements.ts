import { during } from "../during";
import { inOutput, type KnownFailure } from "../rule";
import { framesOf } from "../traceback";

const phases = during.requirements;

/** Errors come by another way than the rest, and may overtake it. */
const conflict = inOutput(
    /Cannot install (?:\S.* and )?(?<requirement>\S+) because these[^]*?The conflict is caused by:\n\s*(?<one>.+)\n\s*(?<other>.+)/,
    /The conflict is caused by:\n\s*(?<one>.+)\n\s*(?<other>.+)[^]*Cannot install (?:\S.* and )?(?<requirement>\S+) because these/,
);
const asked = (side = ""): string => side.replace(/^The user requested /, "requirements.txt asks for ");

/** What pip says when requirements.txt cannot be installed. https://pip.pypa.io/en/stable/topics/dependency-resolution/ */
export const requirementsRules: readonly KnownFailure[] = [
    {
        name: "conflicting-requirements",
        phases,
        matches: (step, context) => {
            const found = conflict(step, context);
            return found && { ...found, one: asked(found["one"]), other: asked(found["other"]) };
        },
        cause: "No versions fit all requirements: {one}, and {other}.",
        advice: "Change the versions in requirements.txt so that they allow each other, and pin what was resolved together: app.python.lock in the stack file does so.",
    },
    {
        name: "requirement-needs-other-python",
        phases,
        matches: inOutput(
            /(?:: |; )(?<version>[^\s;]+) Requires-Python (?<needed>[^;\n]+)[^]*No matching distribution found for (?<requirement>\S+==\k<version>)(?:\s|$)/,
        ),
        cause: "{requirement} needs Python {needed}, and this is Python {python}.",
        advice: "Choose a platform branch with such a Python (app.platform.version in the stack file), or a version of the package in requirements.txt that supports this one.",
    },
    {
        name: "package-index-unreachable",
        phases,
        matches: inOutput(
            /Retrying \(Retry\(.*connection broken by '(?<reason>[A-Za-z]+)[^]*No matching distribution found for (?<requirement>\S+)/,
        ),
        cause: "The package index did not answer ({reason}), so that {requirement} could not be had.",
        advice: "Give the instances a way to the internet (network.nat in the stack file), or put the packages into the bundle: app.python.vendorWheels.",
    },
    {
        name: "no-such-distribution",
        phases,
        matches: inOutput(/No matching distribution found for (?<requirement>\S+)/),
        cause: "The package index has no {requirement} that Python {python} on this kind of machine can install.",
        advice: "Correct name and version in requirements.txt; a package that is not on PyPI goes into the bundle, or its index into app.python.indexUrl.",
    },
    {
        name: "missing-pg-config",
        phases,
        matches: inOutput(/(?:Collecting (?<requirement>psycopg2\S*)[^]*)?Error: pg_config executable not found/),
        cause: "psycopg2 comes as source, and building it needs pg_config of PostgreSQL's development files.",
        advice: "Require psycopg[binary] in requirements.txt, which comes built, or name libpq-devel and gcc under environment.instances.packages in the stack file.",
    },
    {
        name: "missing-compiler",
        phases,
        matches: inOutput(
            /(?:No such file or directory: '|command '|can't find )(?<program>gcc|cc|g\+\+|cargo|rustc|Rust compiler)\b(?:[^]*?Failed building wheel for (?<requirement>\S+))?/,
        ),
        cause: "A requirement comes as source, and there is no {program} to build it with.",
        advice: "Choose a version in requirements.txt that has a wheel for this Python, or name the compiler under environment.instances.packages in the stack file.",
    },
    {
        name: "missing-header",
        phases,
        matches: inOutput(
            /fatal error: (?<header>[^\s:]+): No such file or directory(?:[^]*?Failed building wheel for (?<requirement>\S+))?/,
        ),
        cause: "A requirement comes as source, and building it needs {header}, which is not on the instance.",
        advice: "Name the package of Amazon Linux that has {header} (its name ends in -devel) under environment.instances.packages in the stack file, or require a version that has a wheel.",
    },
    {
        name: "missing-library",
        phases,
        matches: inOutput(/(?:Collecting (?<requirement>\S+)[^]*)?Can not find valid pkg-config name/),
        cause: "mysqlclient comes as source, and building it needs the development files of MySQL or MariaDB.",
        advice: "Name mariadb-connector-c-devel, gcc and pkgconf under environment.instances.packages in the stack file, or require a driver that comes built.",
    },
    {
        name: "requirement-not-built",
        phases,
        matches: inOutput(
            /Failed building wheel for (?<requirement>\S+)/,
            /Failed to build '(?<requirement>[^'\n]+)' when /,
            /Collecting (?<requirement>[^\s(]+)(?![^]*\nCollecting )[^]*(?:metadata-generation-failed|Getting requirements to build wheel did not run successfully)/,
        ),
        cause: "{requirement} comes as source, and building it failed; the reason stands above that line.",
        advice: "Choose a version in requirements.txt that has a wheel for Python {python}, or name what the build lacks under environment.instances.packages in the stack file.",
    },
    {
        name: "requirement-hash-mismatch",
        phases,
        matches: inOutput(/DO NOT MATCH THE HASHES[^\n]*\n\s*(?<requirement>\S+) from /),
        cause: "What the package index sent for {requirement} does not have the hash in requirements.txt.",
        advice: "If its version was changed, write the hashes anew (pip-compile --generate-hashes); otherwise find out who changed the package.",
    },
    {
        name: "requirement-without-hash",
        phases,
        matches: inOutput(
            /In --require-hashes mode, all requirements must have (?:their versions pinned with ==|hashes)[^\n]*\n\s*(?<requirement>\S+)/,
            /Hashes are required in --require-hashes mode[^]*?\n\s*(?<requirement>\S+) --hash/,
        ),
        cause: "requirements.txt has hashes, so that every package needs a version and a hash, and {requirement} has not.",
        advice: "Write requirements.txt with all that the packages need (pip-compile --generate-hashes), or let app.python.lock in the stack file do so.",
    },
    {
        name: "requirements-encoding",
        phases,
        matches: ({ output }) => {
            const reads = framesOf(output).some(({ file }) => file.endsWith("/pip/_internal/req/req_file.py"));
            return (reads && output.includes("UnicodeDecodeError: ")) ||
                /Invalid requirement: '[^'\n]*\\x00/.test(output)
                ? {}
                : undefined;
        },
        cause: "requirements.txt is not a UTF-8 file: some editors, and `pip freeze >` in PowerShell, write other encodings.",
        advice: "Save requirements.txt as UTF-8.",
    },
    {
        name: "invalid-requirement",
        phases,
        matches: inOutput(/Invalid requirement: '(?<text>[^'\n]*)'/),
        cause: "pip cannot read {text} in requirements.txt.",
        advice: "Write a requirement as name==version, one on a line.",
    },
    {
        name: "requirements-file-missing",
        phases,
        matches: inOutput(
            /Could not open requirements file: \[Errno 2\] No such file or directory: '(?:\/var\/app\/staging\/)?(?<text>[^']+)'/,
        ),
        cause: "{text} is not in the bundle, and requirements are to be read from it.",
        advice: "Look whether .ebignore, .gitignore or app.package.exclude leaves it out, and whether its path in requirements.txt is relative to that file.",
    },
    {
        name: "requirement-folder-missing",
        phases,
        matches: inOutput(/(?<text>\.{0,2}\/\S+) is not a valid editable requirement/),
        cause: "requirements.txt asks for the package in {text}, which is not in the bundle.",
        advice: "Look whether an ignore file leaves it out, or require a published version.",
    },
    {
        name: "requirement-from-git",
        phases,
        matches: inOutput(
            /git clone .*?(?<text>(?:https?|ssh):\/\/\S+) \S+ did not run successfully/,
            /Cannot find command 'git'[^]*?(?<text>your PATH)/,
        ),
        cause: "A requirement comes from Git, and it could not be fetched: {text}.",
        advice: "Put a wheel of it into the bundle, or name git under environment.instances.packages in the stack file and give the instance access to the repository.",
    },
];
