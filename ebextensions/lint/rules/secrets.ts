import type { Script } from "../application";
import { items, services } from "../compose-services";
import { instructionsOf } from "../dockerfile-instructions";
import type { Hit } from "../finding";
import { FileRule, rule } from "../pattern-rule";
import { entriesIn, Entry, Node, readConfig, textOf, valueOf } from "../read-config";
import { assignmentsIn, hasCredentials, isSecret } from "../secret-signs";
import { source } from "../sources";

const instead = "Put it under secrets in the stack file, and change the value where it may have been seen.";

/** Secrets that are written out in container files and scripts. No finding shows one. */
export const secretRules: readonly FileRule[] = [
    rule(
        {
            name: "secret-in-compose",
            level: "error",
            what: "secrets under environment or build args of a service",
            happens:
                "The value lies in the bundle and in the repository, and takes the place of the one that Elastic Beanstalk writes to .env.",
            instead: `${instead} env_file: [.env] brings it to the service.`,
            source: source.compose,
        },
        ({ files, platform }) => (platform === "docker" ? inCompose(files.get("docker-compose.yml") ?? "") : []),
    ),
    rule(
        {
            name: "secret-in-dockerfile",
            level: "error",
            what: "secrets in ENV and ARG",
            happens: "The value stays in the image, for everyone who can pull it: docker history shows it.",
            instead: `${instead} What the build itself needs comes by RUN --mount=type=secret.`,
            source: "https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/",
        },
        ({ files, platform }) => (platform === "docker" ? inDockerfile(files.get("Dockerfile") ?? "") : []),
    ),
    rule(
        {
            name: "credentials-in-url",
            level: "error",
            what: "URLs with a password or token in commands, hooks and files",
            happens:
                "The value lies in the bundle and in the repository, and the logs of the deployment show the command with it.",
            instead:
                "Read the value from Secrets Manager in the command, with the role of the instance; or bring the code in the bundle. Change the value where it may have been seen.",
            source: source.secrets,
        },
        ({ scripts }) =>
            scripts.flatMap(({ file, name, lines }): Hit[] => {
                const found = lines.find(({ text }) => hasCredentials(text));
                return found === undefined ? [] : [{ file, line: found.line, found: `a URL in ${name}` }];
            }),
    ),
    rule(
        {
            name: "secret-in-script",
            level: "error",
            what: "secrets that commands, hooks and files export or write into files of variables",
            happens:
                "The value lies in the bundle and in the repository, and on the instance every process and every user may read it.",
            instead: `${instead} Hooks and container_commands then have it in their environment; a unit has EnvironmentFile=.`,
            source: source.secrets,
        },
        ({ scripts }) => scripts.flatMap(inScript),
    ),
];

const compose = "docker-compose.yml";

function inCompose(text: string): Hit[] {
    const { root, problem } = readConfig(text);
    return problem === undefined
        ? services(root).flatMap(({ key, value }) =>
              [valueOf(value, "environment"), valueOf(valueOf(value, "build"), "args")]
                  .flatMap(variablesOf)
                  .filter(({ name, value: each }) => isSecret(name, each))
                  .map(({ name, line }) => ({ file: compose, line, found: `${name} in services.${key}` })),
          )
        : [];
}

interface Variable {
    readonly name: string;
    readonly value: string;
    readonly line: number;
}

/** A map, or a list of `NAME=value`. */
function variablesOf(node: Node | undefined): Variable[] {
    return [
        ...entriesIn(node).map((entry) => variable(entry)),
        ...(node?.kind === "list" ? items(node) : []).flatMap((each) => {
            const [, name, value] = /^(\w+)=([^]*)$/.exec(textOf(each) ?? "") ?? [];
            return name === undefined || value === undefined ? [] : [{ name, value, line: each.line }];
        }),
    ];
}

const variable = ({ key, line, value }: Entry): Variable => ({ name: key, value: textOf(value) ?? "", line });

/** `ENV NAME value` is the old form, of one variable. */
function inDockerfile(text: string): Hit[] {
    return instructionsOf(text)
        .filter(({ name }) => name === "ENV" || name === "ARG")
        .flatMap(({ name: word, text: rest, line }) => {
            const [, name, value] = /^(\w+)\s+([^=]+)$/.exec(rest) ?? [];
            const all = name === undefined || value === undefined ? assignmentsIn(rest) : [{ name, value }];
            return all
                .filter((each) => isSecret(each.name, each.value))
                .map((each) => ({ file: "Dockerfile", line, found: `${word} ${each.name}` }));
        });
}

/** Files from which a shell, systemd or the application takes its variables. */
const variableFile =
    /\/etc\/(environment|profile|bashrc|profile\.d\/|sysconfig\/)|\.(env|bashrc|bash_profile|profile)\b|\/deployment\/env\b/;
const writes = new RegExp(`(>>?|\\btee\\b(\\s+-a)?)\\s*["']?\\S*(${variableFile.source})`);
const unit = /\/systemd\/.*\.(service|conf)$/;

/** One for each line. A URL with a password is told already. */
function inScript(script: Script): Hit[] {
    const { file, name: where, lines, entry, role } = script;
    const writer = isWriter(script);
    const own = entriesIn(role === "command" || role === "container_command" ? valueOf(entry, "env") : undefined);
    const found = [
        ...own.map(variable),
        ...lines.flatMap(({ text, line }) =>
            isTold(text, writer)
                ? assignmentsIn(text.replace(/^\s*Environment=/, "")).map((each) => ({ ...each, line }))
                : [],
        ),
    ].filter(({ name, value }) => !hasCredentials(value) && isSecret(name, value));
    return found
        .filter(({ line }, i) => found.findIndex((each) => each.line === line) === i)
        .map(({ name, line }) => ({ file, line, found: `${name} in ${where}` }));
}

/** Whether it writes such a file as a whole, so that its bare lines are variables: by its own name, or by a here-document. */
const isWriter = ({ name, lines }: Script): boolean =>
    variableFile.test(name) || unit.test(name) || lines.some(({ text }) => text.includes("<<") && writes.test(text));

/** Whether a line makes a variable of others: by export, in a unit, or in a file of variables. */
const isTold = (text: string, writer: boolean): boolean =>
    /(^|[\s;&|"'])(export|declare\s+-x)\s+\w+=/.test(text) ||
    /^\s*Environment=/.test(text) ||
    writes.test(text) ||
    (writer && /^\s*(export\s+)?\w+=("[^"]*"|'[^']*'|\S*)\s*$/.test(text));
