import type { Problem } from "../../components/problem";
import { listed } from "../../components/words";
import type { Table } from "../../components/parsed-values";
import { composePath, readCompose } from "./compose-file";
import {
    buildOf,
    commandWords,
    dependenciesOf,
    environmentFiles,
    environmentOf,
    healthCheckOf,
    mountsOf,
    type NamedFile,
    notFollowedOf,
    publishedPorts,
    scalar,
    seconds,
} from "./compose-service";
import { readDockerfile, userOf } from "./dockerfile";
import { environmentFile, readEnvironmentFile, type Variables, WrongLine } from "./environment-file";
import type { ComposePlan, ContainerService, ImagePlan } from "./model";
import { logBase } from "./options";
import { inStartOrder } from "./start-order";

/** All that services are read with. */
interface Sources {
    readonly files: ReadonlyMap<string, string>;
    /** Of `.env`. */
    readonly properties: Variables;
    /** The same, and what the platform starts Docker Compose with. */
    readonly variables: Variables;
    readonly problems: Problem[];
    readonly images: Map<string, ImagePlan>;
    readonly lines: ReadonlyMap<string, number>;
}

/**
 * Reads the containers of a bundle, as the platform and Docker Compose would.
 *
 * @param files - texts of the bundle by path; those that are no text may be empty
 * @param properties - the environment's properties and resolved secrets
 */
export function planContainers(files: ReadonlyMap<string, string>, properties: Variables): ComposePlan {
    const problems: Problem[] = [];
    const own = files.get(".env");
    const written = environmentFile(properties);
    // Assumed: a variable of the command's environment, in no file, and so in no container.
    const read = readVariables(".env", own ?? written, problems);
    const variables = { ...read, EB_LOG_BASE_DIR: logBase };
    if (own !== undefined) {
        problems.push(shipped);
    } else {
        problems.push(...changed(properties, read));
    }
    const content = files.get(composePath);
    const compose = content === undefined ? undefined : readCompose(content, variables);
    problems.push(...(compose?.problems ?? [noCompose]));
    const sources: Sources = {
        files,
        properties: read,
        variables,
        problems,
        images: new Map(),
        lines: compose?.lines ?? new Map(),
    };
    const found = [...(compose?.services ?? [])];
    const services = found.map(([name, service]) => serviceOf(name, service, sources));
    return {
        environmentFile: own === undefined ? written : undefined,
        services: inStartOrder(services, problems),
        images: [...sources.images.values()],
        ignored: (files.get(".dockerignore") ?? "").split(/\r?\n/),
        problems: [...problems, ...twiceTaken(services), ...notPublished(services)],
        notFollowed: found.flatMap(([name, each]) => notFollowedOf(each).map((key) => `services.${name}.${key}`)),
    };
}

const shipped: Problem = {
    where: ".env",
    got: "a file of the bundle",
    remedy: "Leave it out of the bundle: the platform writes the properties and secrets to it only where there is none.",
};

const noCompose: Problem = {
    where: composePath,
    got: "no such file in the bundle",
    remedy: "Let it be generated: only a compose project is rehearsed, no single Dockerfile and no Dockerrun.aws.json.",
};

/** Docker Compose reads `.env` by rules of its own, so that not every value arrives as it was set. */
const changed = (properties: Variables, read: Variables): Problem[] =>
    Object.entries(properties)
        .filter(([name, value]) => read[name] !== value)
        .map(([name]) => ({
            where: `.env: ${name}`,
            got: "a value that Docker Compose changes when it reads the file",
            allowed: "no quote at its beginning, no space at either end, no space before a #",
            remedy: "Choose another value, or encode it and let the application decode it.",
        }));

function readVariables(file: string, content: string, problems: Problem[]): Variables {
    try {
        return readEnvironmentFile(content);
    } catch (error) {
        if (!(error instanceof WrongLine)) {
            throw error;
        }
        problems.push({
            where: `${file}:${error.line}`,
            got: "a line that Docker Compose cannot read",
            allowed: "NAME=value, one line each",
            remedy: "Correct the line, or the property that it comes from: no container would start.",
        });
        return {};
    }
}

function serviceOf(name: string, service: Table, sources: Sources): ContainerService {
    const { variables, lines } = sources;
    const image = imageOf(name, service, sources);
    const entrypoint = commandWords(service["entrypoint"]);
    const command = commandWords(service["command"]);
    const start = entrypoint ?? image?.entrypoint;
    // https://docs.docker.com/reference/compose-file/services/#entrypoint: with one of the service's, the image's command is ignored.
    const rest = command ?? (entrypoint === undefined ? image?.command : undefined);
    const user = scalar(service["user"]);
    return {
        name,
        from: image === undefined ? { image: scalar(service["image"]) ?? "" } : { build: image },
        argv: start === undefined && rest === undefined ? undefined : [...(start ?? []), ...(rest ?? [])],
        environment: {
            ...image?.environment,
            ...fileVariables(name, environmentFiles(service["env_file"]), sources),
            ...environmentOf(service["environment"], variables),
        },
        folder: scalar(service["working_dir"]) ?? image?.folder ?? "/",
        user: user === undefined ? (image?.user ?? userOf("", [])) : userOf(user, image?.users ?? []),
        ports: publishedPorts(service["ports"]),
        mounts: mountsOf(service),
        dependsOn: dependenciesOf(service["depends_on"]),
        healthCheck: healthCheckOf(service["healthcheck"]),
        onHost: service["network_mode"] === "host",
        init: service["init"] === true,
        // Docker's default. https://docs.docker.com/reference/compose-file/services/#stop_grace_period
        stopSeconds: seconds(service["stop_grace_period"]) ?? 10,
        restart: scalar(service["restart"]) ?? "no",
        line: lines.get(name),
    };
}

function fileVariables(
    service: string,
    named: readonly NamedFile[],
    { files, properties, problems }: Sources,
): Variables {
    return Object.assign(
        {},
        ...named.map(({ path, required }): Variables => {
            const content = files.get(path);
            if (path === ".env") {
                return properties;
            }
            if (content === undefined && required) {
                problems.push({
                    where: `${composePath}: services.${service}.env_file`,
                    got: path,
                    remedy: "Add the file to the bundle, or name .env, to which the platform writes the properties.",
                });
            }
            return content === undefined ? {} : readVariables(path, content, problems);
        }),
    ) as Variables;
}

/** The image that a service builds, read once for all of them. */
function imageOf(name: string, service: Table, { files, variables, images, problems }: Sources): ImagePlan | undefined {
    const build = buildOf(service["build"], variables);
    if (build === undefined) {
        if (service["image"] === undefined) {
            problems.push({
                where: `${composePath}: services.${name}`,
                got: "neither build nor image",
                remedy: "Name the image, or the folder that it is built from.",
            });
        }
        return undefined;
    }
    const key = JSON.stringify(build);
    const content = files.get(build.dockerfile);
    const read =
        images.get(key) ??
        (content === undefined ? undefined : readDockerfile(content, { ...build, file: build.dockerfile }));
    if (read === undefined) {
        problems.push({
            where: `${composePath}: services.${name}.build`,
            got:
                content === undefined
                    ? `${build.dockerfile}, which is not in the bundle`
                    : `${build.dockerfile}, which lacks the stage`,
            remedy: "Correct the path or the stage: Docker could not build the image.",
        });
        return undefined;
    }
    images.set(key, read);
    return read;
}

/** Docker publishes a port of the instance for one container alone. */
function twiceTaken(services: readonly ContainerService[]): Problem[] {
    const ports = new Map<number, string[]>();
    for (const { name, ports: published } of services) {
        for (const each of published) {
            ports.set(each.published, [...(ports.get(each.published) ?? []), name]);
        }
    }
    return [...ports]
        .filter(([, names]) => names.length > 1)
        .map(([port, names]) => ({
            where: `${composePath}: ports`,
            got: `${port} of ${listed(names)}`,
            remedy: "Publish it in one service: the second container would not start.",
        }));
}

const notPublished = (services: readonly ContainerService[]): Problem[] =>
    services.length === 0 ||
    services.some(({ ports, onHost }) => onHost || ports.some(({ published }) => published === 80))
        ? []
        : [
              {
                  where: `${composePath}: ports`,
                  got: "no service that publishes port 80",
                  remedy: 'Publish it in the service that answers: ports: ["80:8000"]. The load balancer asks port 80 of the instance.',
              },
          ];
