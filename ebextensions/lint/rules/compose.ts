import type { Application } from "../application";
import { developmentSigns, isPinned, localBind, migrates, server } from "../container-signs";
import type { Hit } from "../finding";
import { FileRule, rule } from "../pattern-rule";
import { entryOf, getsVariables, isOnHost, isPort80, isWhole, items, portsOf, services } from "../compose-services";
import { entriesIn, Entry, Node, readConfig, ReadFile, textOf, valueOf } from "../read-config";
import { source } from "../sources";
import { duplicates } from "./reading";

const file = "docker-compose.yml";

type Words = Omit<FileRule, "find">;

/** A rule about what the compose file holds, for one that can be read. */
const composeRule = (words: Words, find: (root: Node | undefined) => readonly Omit<Hit, "file">[]): FileRule =>
    rule(words, (application) => {
        const read = composeOf(application);
        return read === undefined || read.problem !== undefined ? [] : find(read.root).map((hit) => ({ file, ...hit }));
    });

function composeOf({ files, platform }: Application): ReadFile | undefined {
    const text = files.get(file);
    // Nothing is the text of a file that was not read.
    return platform === "docker" && text !== undefined && text !== "" ? readConfig(text) : undefined;
}

/** How the Docker platform runs an application that brings its own docker-compose.yml. */
export const composeRules: readonly FileRule[] = [
    rule(
        {
            name: "compose-unreadable",
            level: "error",
            what: "a docker-compose.yml that is no YAML, has a key twice, or no services",
            happens: "Docker Compose refuses it, and the deployment fails.",
            instead: "Correct it; docker compose config shows what Docker makes of it.",
            source: source.compose,
        },
        unreadable,
    ),
    composeRule(
        {
            name: "compose-env-file",
            level: "error",
            what: "services without env_file: .env",
            happens:
                "Elastic Beanstalk writes the environment properties and secrets to .env; a container gets none of them unless its service names the file. Django then looks for a database on its own host.",
            instead: "Add env_file: [.env] to the service.",
            source: source.compose,
        },
        withoutVariables,
    ),
    composeRule(
        {
            name: "compose-port",
            level: "error",
            what: "no service that publishes port 80",
            happens:
                "With a compose file there is no nginx on the host: the load balancer asks port 80 of the instance, where nobody listens.",
            instead: 'Publish it in the service that answers: ports: ["80:8000"].',
            source: source.compose,
        },
        withoutPort,
    ),
    composeRule(
        {
            name: "compose-local-bind",
            level: "error",
            what: "ports published, or servers started, on 127.0.0.1",
            happens:
                "Only the instance, or only the container itself, reaches that address; the load balancer does not.",
            instead: "Publish the port without an address, and bind the server to 0.0.0.0.",
            source: source.compose,
        },
        (root) => [
            ...services(root).flatMap(localPorts),
            ...services(root)
                .filter((each) => !isOnHost(each))
                .flatMap((each) => starts(each, (text) => (server.test(text) ? localBind.exec(text)?.[0] : undefined))),
        ],
    ),
    composeRule(
        {
            name: "compose-development",
            level: "warning",
            what: "signs of a file for development: runserver, DEBUG, the folder mounted over the image",
            happens: "The platform runs the file as it is, for everyone.",
            instead:
                "Keep that file under another name and leave it out, and bring one for production, or none: it is then generated.",
            source: source.compose,
        },
        (root) => services(root).flatMap(forDevelopment),
    ),
    composeRule(
        {
            name: "compose-migrate",
            level: "warning",
            what: "migrate in the command of a service",
            happens: "Instances that start at once migrate the database at once, and all but one of them fail.",
            instead: "Run it under an advisory lock, as a generated entry point does, or from one place alone.",
        },
        (root) => services(root).flatMap((each) => starts(each, (text) => migrates.exec(text)?.[0])),
    ),
    composeRule(
        {
            name: "image-without-pin",
            level: "warning",
            what: "images without a tag, or with the tag latest",
            happens: "An instance that is added next month may run another image than those beside it.",
            instead: "Name a tag, or better a digest: image@sha256:….",
        },
        (root) =>
            services(root).flatMap(({ value }) =>
                entryOf(value, "image").flatMap(({ line, value: image }) => {
                    const name = textOf(image) ?? "";
                    return name === "" || isPinned(name) || valueOf(value, "build") !== undefined
                        ? []
                        : [{ line, found: `image ${name}` }];
                }),
            ),
    ),
    composeRule(
        {
            name: "compose-database",
            level: "warning",
            what: "a database as a service: postgres, mysql",
            happens:
                "Its data lie on the instance and end with it, at the next replacement or when the environment shrinks; a second instance has a database of its own.",
            instead: "Set database of the stack file, and read DATABASE_URL or RDS_HOSTNAME.",
        },
        (root) =>
            services(root).flatMap(({ key, value }) =>
                entryOf(value, "image")
                    .filter(({ value: image }) => database.test(textOf(image) ?? ""))
                    .map(({ line }) => ({ line, found: `services.${key}` })),
            ),
    ),
    composeRule(
        {
            name: "compose-version-key",
            level: "warning",
            what: "the key version",
            happens: "Docker Compose has not read it since version 2 and warns with each command.",
            instead: "Remove the line.",
            source: "https://docs.docker.com/reference/compose-file/version-and-name/",
        },
        (root) => entryOf(root, "version").map(({ line }) => ({ line, found: "version" })),
    ),
];

/** Tools beside a database, such as postgres-exporter, have longer names. */
const database = /(^|\/)(postgres|postgresql|postgis|timescaledb|pgvector|mysql|mysql-server|mariadb)(:|@|$)/;

function unreadable(application: Application): Hit[] {
    const read = composeOf(application);
    if (read === undefined) {
        return [];
    }
    if (read.problem !== undefined) {
        return [{ file, line: read.problem.line, found: read.problem.message }];
    }
    const [twice] = duplicates(read.root);
    if (twice !== undefined) {
        return [{ file, line: twice.line, found: `the key ${twice.key} a second time` }];
    }
    // What is included from elsewhere may hold them.
    return services(read.root).length > 0 || valueOf(read.root, "include") !== undefined
        ? []
        : [{ file, line: 1, found: "no services" }];
}

/** Services that are built from the application; where none is, the first one stands for them. */
function withoutVariables(root: Node | undefined): Omit<Hit, "file">[] {
    const all = services(root);
    const built = all.filter(({ value }) => valueOf(value, "build") !== undefined);
    const own = built.length > 0 ? built : all.some(getsVariables) ? [] : all.slice(0, 1);
    return own
        .filter((each) => isWhole(each) && !getsVariables(each))
        .map(({ key, line }) => ({ line, found: `services.${key}` }));
}

function withoutPort(root: Node | undefined): Omit<Hit, "file">[] {
    const all = services(root);
    const isThere = all.some(
        (each) => !isWhole(each) || isOnHost(each) || portsOf(each).some(({ published }) => isPort80(published)),
    );
    const line = entryOf(root, "services")[0]?.line ?? 1;
    return isThere || all.length === 0 ? [] : [{ line, found: "services" }];
}

/** Another port may be meant for the instance alone. */
const localPorts = (service: Entry): Omit<Hit, "file">[] =>
    portsOf(service)
        .filter(({ address, published }) => isPort80(published) && /^(127\.|localhost$|\[?::1\]?$)/.test(address))
        .map(({ line, text }) => ({ line, found: `${text} in services.${service.key}` }));

/** A sign in what a service starts. */
function starts({ key, value }: Entry, sign: (text: string) => string | undefined): Omit<Hit, "file">[] {
    return ["entrypoint", "command"].flatMap((name) =>
        entryOf(value, name).flatMap(({ line, value: command }) => {
            const text = items(command)
                .map((each) => textOf(each) ?? "")
                .join(" ");
            const found = sign(text);
            return found === undefined ? [] : [{ line, found: `${found} in services.${key}.${name}` }];
        }),
    );
}

function forDevelopment(service: Entry): Omit<Hit, "file">[] {
    const { key, value } = service;
    const environment = valueOf(value, "environment");
    const variables = [
        ...items(environment).map((each) => ({ line: each.line, text: textOf(each) ?? "" })),
        ...entriesIn(environment).map((entry) => ({
            line: entry.line,
            text: `${entry.key}=${textOf(entry.value) ?? ""}`,
        })),
    ].filter(({ text }) => developmentSigns.some(([sign, what]) => what === "DEBUG" && sign.test(text)));
    const mounts = items(valueOf(value, "volumes")).filter(isMountOfAll);
    return [
        ...starts(service, (text) => (/\brunserver\b/.test(text) ? "runserver" : undefined)),
        ...variables.map(({ line }) => ({ line, found: `DEBUG in services.${key}` })),
        ...mounts.map(({ line }) => ({ line, found: `. mounted in services.${key}` })),
    ];
}

const isMountOfAll = (mount: Node): boolean =>
    /^\.\/?:/.test(textOf(mount) ?? "") || /^\.\/?$/.test(textOf(valueOf(mount, "source")) ?? "");
