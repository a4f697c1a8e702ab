import * as path from "node:path/posix";
import { parse } from "yaml";
import { table } from "../../components/parsed-values";
import type { Problem } from "../../components/problem";
import { CodeOrigin } from "./code-origin";

/** What the Docker platform reads at the root of a bundle. The override file and other spellings are Compose's, and not documented for it.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/single-container-docker-configuration.html */
export const containerFiles: readonly string[] = ["docker-compose.yml", "Dockerfile", "Dockerrun.aws.json"];

const platformFiles: ReadonlySet<string> = new Set([
    ...containerFiles,
    ".dockerignore",
    // Periodic tasks of a worker environment are read from the bundle.
    "cron.yaml",
]);

/**
 * Which of the application's own files go into a minimal package: what tells the platform how to run, and what its hooks and configuration bring.
 *
 * @param path - path in the application, with forward slashes
 * @param hostPaths - files and folders of the host that the compose file names, see {@link composeHostPaths}; needed where no code arrives later
 */
export function isPartOfMinimalPackage(path: string, hostPaths: readonly string[] = []): boolean {
    return (
        platformFiles.has(path) ||
        /^\.(platform|ebextensions)\/./.test(path) ||
        hostPaths.some((hostPath) => path === hostPath || path.startsWith(`${hostPath}/`))
    );
}

/**
 * Relative paths that a compose file needs on the host: sources of bind mounts, files of variables, configurations and secrets. The root itself, paths
 * out of it, `.env`, and paths with variables in them are left out.
 *
 * @throws Error when the text is no YAML
 */
export function composeHostPaths(compose: string): string[] {
    const document = table(parse(compose));
    const services = Object.values(table(document["services"])).map(table);
    const found = [
        ...services.flatMap(({ volumes }) => asList(volumes).map(bindSource)),
        ...services.flatMap(({ env_file }) => asList(env_file).map((entry) => table(entry)["path"] ?? entry)),
        ...["configs", "secrets"].flatMap((kind) =>
            Object.values(table(document[kind])).map((entry) => table(entry)["file"]),
        ),
    ];
    const relative = found.flatMap((each) => (typeof each === "string" ? [path.normalize(each)] : []));
    const inside = relative
        .filter((each) => !/^[/~]|^\.\.(\/|$)|\$/.test(each))
        .map((each) => each.replace(/\/$/, ""))
        .filter((each) => each !== "." && each !== ".env");
    return [...new Set(inside)].sort();
}

/** Short form `./nginx:/etc/nginx:ro`, where a source without a dot is the name of a volume; or the long form.
 * https://docs.docker.com/reference/compose-file/services/#volumes */
function bindSource(volume: unknown): unknown {
    if (typeof volume === "string") {
        return volume.startsWith(".") ? volume.split(":")[0] : undefined;
    }
    const { type, source } = table(volume);
    return type === "bind" ? source : undefined;
}

/**
 * What is wrong between the origin of the code and the files that tell the platform how to run: one that runs another image.
 *
 * @param ownPaths - paths of the application's own files
 * @param read - text of one of them
 */
export function deploymentFileProblems(
    code: CodeOrigin,
    ownPaths: ReadonlySet<string>,
    read: (path: string) => string,
): Problem[] {
    if (code.from === "image") {
        return ["docker-compose.yml", "Dockerrun.aws.json"]
            .filter((file) => ownPaths.has(file))
            .slice(0, 1)
            .filter((file) => !imagesOf(file, read(file)).includes(code.image))
            .map((file) => ({
                where: file,
                got: "no image that is app.package.code.image",
                allowed: code.image,
                remedy: "Write that image with its digest into the file, or remove the file: a compose file is then generated.",
            }));
    }
    return [];
}

function imagesOf(file: string, text: string): unknown[] {
    const document = table(parse(text));
    return file === "docker-compose.yml"
        ? Object.values(table(document["services"])).map((service) => table(service)["image"])
        : [table(document["Image"])["Name"]];
}

function asList(value: unknown): unknown[] {
    if (value === undefined || value === null) {
        return [];
    }
    return Array.isArray(value) ? value : [value];
}
