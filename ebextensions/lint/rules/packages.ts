import { Application, section } from "../application";
import type { Hit } from "../finding";
import { FileRule, rule } from "../pattern-rule";
import { entriesIn, Entry } from "../read-config";
import { source } from "../sources";

/** System packages. */
export const packageRules: readonly FileRule[] = [
    rule(
        {
            name: "packages-of-python",
            level: "error",
            what: "packages: python:",
            happens:
                "That manager is easy_install of Python 2.7, which is not on Amazon Linux 2023: the deployment ends.",
            instead: "Name the packages in requirements.txt; the platform installs them into the virtual environment.",
            source: source.instanceKeys,
        },
        ({ configs }) =>
            configs.flatMap((config) =>
                section(config, "packages")
                    .filter(({ key }) => key === "python")
                    .map(({ line }) => ({ file: config.path, line, found: "packages.python" })),
            ),
    ),
    rule(
        {
            name: "missing-package",
            level: "error",
            what: "packages that Amazon Linux 2023 does not have under that name",
            happens: "The package manager does not find it, and the deployment ends.",
            instead: "Use the package that is named, or a wheel that needs none.",
            source: source.linux2023,
        },
        missingPackages,
    ),
];

/** Those of the one manager that Amazon Linux 2023 has. */
export const packageNames = (config: Application["configs"][number]): Entry[] =>
    section(config, "packages")
        .filter(({ key }) => key === "yum")
        .flatMap(({ value }) => entriesIn(value));

/** Names that recipes for earlier systems have, looked up one by one. */
const replacements: readonly (readonly [RegExp, string])[] = [
    [
        /^postgresql(\d\d)?-devel$/,
        "libpq-devel, which has pg_config; psycopg[binary] and psycopg2-binary need neither.",
    ],
    [/^amazon-linux-extras$/, "Remove it: Amazon Linux 2023 has no extras."],
    [/^awslogs$/, "Remove it and set environment.logs.stream, or install amazon-cloudwatch-agent."],
    [/^epel-release$/, "Remove it: EPEL is not made for Amazon Linux 2023."],
    [/^python(2|27|3[4-8])(-devel|-pip|-setuptools)?$/, "Remove it: the platform has its own Python, and pip with it."],
    [/^mysql(5\d)?-devel$/, "mariadb-connector-c-devel, or mariadb105-devel."],
    [/^ntpd?$/, "Remove it: chrony keeps the time on Amazon Linux 2023."],
];

function missingPackages({ configs, scripts }: Application): Hit[] {
    const named = configs.flatMap((config) =>
        packageNames(config).flatMap(({ key, line }) => missing(config.path, line, key)),
    );
    const installed = scripts.flatMap(({ commands, file }) =>
        commands.flatMap(({ text, line }) =>
            /^(yum|dnf)\s(.*\s)?install\s/.test(text)
                ? text.split(/\s+/).flatMap((word) => missing(file, line, word))
                : [],
        ),
    );
    return [...named, ...installed];
}

/** What to do instead of installing it; undefined for a package that Amazon Linux 2023 may have. */
export const replacementOf = (name: string): string | undefined =>
    replacements.find(([pattern]) => pattern.test(name))?.[1];

function missing(file: string, line: number, name: string): Hit[] {
    const instead = replacementOf(name);
    return instead === undefined ? [] : [{ file, line, found: `the package ${name}`, instead }];
}
