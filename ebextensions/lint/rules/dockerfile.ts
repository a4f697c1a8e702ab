import type { Application } from "../application";
import { developmentSigns, isPinned, localBind, migrates, server } from "../container-signs";
import { Instruction, instructionsOf } from "../dockerfile-instructions";
import type { Hit } from "../finding";
import { FileRule, rule } from "../pattern-rule";
import { source } from "../sources";

const file = "Dockerfile";

type Found = Omit<Hit, "file">;

const dockerfileRule = (
    words: Omit<FileRule, "find">,
    find: (instructions: readonly Instruction[], application: Application) => readonly Found[],
): FileRule =>
    rule(words, (application) => {
        const text = application.files.get(file);
        // Nothing is the text of a file that was not read.
        return application.platform !== "docker" || text === undefined || text === ""
            ? []
            : find(instructionsOf(text), application).map((hit) => ({ file, ...hit }));
    });

/** How the Docker platform builds and runs an application that brings its own Dockerfile. */
export const dockerfileRules: readonly FileRule[] = [
    dockerfileRule(
        {
            name: "dockerfile-expose",
            level: "error",
            what: "a Dockerfile without EXPOSE and without a compose file",
            happens:
                "nginx on the host sends requests to the first port that the Dockerfile exposes; without one the platform does not know where, and the deployment fails.",
            instead: "Add EXPOSE with the port on which the application listens.",
            source: source.docker,
        },
        (instructions, { files }) =>
            files.has("docker-compose.yml") ||
            files.has("Dockerrun.aws.json") ||
            instructions.some(({ name }) => name === "EXPOSE")
                ? []
                : [{ line: 1, found: "no EXPOSE" }],
    ),
    dockerfileRule(
        {
            name: "dockerfile-local-bind",
            level: "error",
            what: "servers started on 127.0.0.1",
            happens: "Only the container itself reaches that address: the proxy answers every request with 502.",
            instead: "Bind the server to 0.0.0.0.",
            source: source.docker,
        },
        (instructions) => started(instructions, (text) => (server.test(text) ? localBind.exec(text)?.[0] : undefined)),
    ),
    dockerfileRule(
        {
            name: "dockerfile-development",
            level: "warning",
            what: "signs of an image for development: runserver, DEBUG",
            happens: "The platform runs the image as it is, for everyone.",
            instead: "Start a server for production, such as Gunicorn, and leave DEBUG to the environment.",
        },
        (instructions) => [
            ...started(instructions, (text) => (/\brunserver\b/.test(text) ? "runserver" : undefined)),
            ...instructions
                .filter(({ name, text }) => name === "ENV" && developmentSigns.some(([sign]) => sign.test(text)))
                .map(({ line }) => ({ line, found: "DEBUG in ENV" })),
        ],
    ),
    dockerfileRule(
        {
            name: "dockerfile-migrate",
            level: "warning",
            what: "migrate in CMD or ENTRYPOINT",
            happens: "Instances that start at once migrate the database at once, and all but one of them fail.",
            instead: "Run it under an advisory lock, as a generated entry point does, or from one place alone.",
        },
        (instructions) => started(instructions, (text) => migrates.exec(text)?.[0]),
    ),
    dockerfileRule(
        {
            name: "base-image-without-pin",
            level: "warning",
            what: "base images without a tag, or with the tag latest",
            happens: "Each instance builds on what the name means on that day, so two of them may differ.",
            instead: "Name a tag, or better a digest: python:3.13-slim-trixie.",
        },
        unpinned,
    ),
    dockerfileRule(
        {
            name: "env-file-in-image",
            level: "warning",
            what: "COPY of the whole folder while .dockerignore lets .env in",
            happens:
                "Beside a compose file Elastic Beanstalk writes the secrets to .env before it builds, so that they stay in a layer of the image.",
            instead: "Write .env into .dockerignore.",
            source: source.compose,
        },
        (instructions, { files }) =>
            files.has("docker-compose.yml") && !ignoresEnv(files.get(".dockerignore") ?? "")
                ? instructions
                      .filter(({ name, text }) => (name === "COPY" || name === "ADD") && copiesAll(text))
                      .map(({ line, name, text }) => ({ line, found: `${name} ${text}` }))
                : [],
    ),
];

/** What the last CMD and the last ENTRYPOINT start; earlier ones are of other stages, or overridden. */
function started(instructions: readonly Instruction[], sign: (text: string) => string | undefined): Found[] {
    return ["ENTRYPOINT", "CMD"].flatMap((name) => {
        const last = instructions.findLast((each) => each.name === name);
        const found = last === undefined ? undefined : sign(last.text);
        return last === undefined || found === undefined ? [] : [{ line: last.line, found: `${found} in ${name}` }];
    });
}

/** A stage is no image; `scratch` has no tags. */
function unpinned(instructions: readonly Instruction[]): Found[] {
    const stages = new Set(["scratch"]);
    return instructions.flatMap(({ name, text, line }) => {
        if (name !== "FROM") {
            return [];
        }
        const [, image = "", stage] = /^(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/i.exec(text) ?? [];
        const isStage = stages.has(image.toLowerCase());
        if (stage !== undefined) {
            stages.add(stage.toLowerCase());
        }
        return isStage || isPinned(image) ? [] : [{ line, found: `FROM ${image}` }];
    });
}

/** The source is the first word that is no option: `.`, `./` or `*`; those of another stage are not the folder. */
const copiesAll = (text: string): boolean =>
    !text.includes("--from=") && /^(--\S+\s+)*(\[\s*)?["']?(\.\/?|\*|\.\/\*)["']?[,\s]/.test(text);

const ignoresEnv = (text: string): boolean =>
    text.split(/\r?\n/).some((line) => /^(\/|\*\*\/)?(\.env\*?|\.\*|\*|\*\*|\*\.env)$/.test(line.trim()));
