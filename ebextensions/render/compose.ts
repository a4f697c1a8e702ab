import type { ComposeFile, ComposeMount, ComposeService, ComposeText } from "../compose-model";
import type { GeneratedFile } from "../model";
import { checkedYaml } from "./checked-yaml";
import { written } from "../written";
import { present } from "./present";

/** The one name that the Docker platform looks for. */
const composePath = "docker-compose.yml";

export function renderCompose({ services, volumes = [], reason }: ComposeFile): GeneratedFile {
    const document = {
        services: Object.fromEntries(Object.entries(services).map(([name, service]) => [name, serviceEntry(service)])),
        ...(volumes.length === 0 ? {} : { volumes: Object.fromEntries(volumes.map((name) => [name, {}])) }),
    };
    return {
        path: composePath,
        content: `${written}
${checkedYaml(composePath, document)}`,
        executable: false,
        reason,
    };
}

function serviceEntry(service: ComposeService): Record<string, unknown> {
    return present({
        ...("image" in service.from
            ? { image: service.from.image }
            : { build: { context: service.from.build, dockerfile: service.from.dockerfile } }),
        init: service.init,
        entrypoint: service.entrypoint?.map(literal),
        command: service.command?.map(literal),
        env_file: service.envFiles,
        environment: mapped(service.environment, composeText),
        network_mode: service.networkMode,
        // The renderer quotes what YAML 1.1 reads as a number to the base 60, such as 22:22.
        ports: service.ports?.map(({ published, target }) => `${published}:${target}`),
        volumes: service.mounts?.map(mount),
        labels: mapped(service.labels, literal),
        healthcheck: healthCheck(service.healthCheck),
        depends_on: mapped(service.dependsOn, (condition) => ({ condition: conditions[condition] })),
        stop_grace_period: service.stopSeconds === undefined ? undefined : `${service.stopSeconds}s`,
        logging: logging(service.logFiles),
        restart: service.restart,
    });
}

const conditions = {
    started: "service_started",
    healthy: "service_healthy",
    completed: "service_completed_successfully",
} as const;

const mount = ({ kind, source, target, readOnly }: ComposeMount) =>
    present({ type: kind, source: composeText(source), target, read_only: readOnly });

/** https://docs.docker.com/engine/logging/drivers/json-file/ takes texts alone. */
const logging = (files: ComposeService["logFiles"]) =>
    files === undefined
        ? undefined
        : { driver: "json-file", options: { "max-size": `${files.maxMb}m`, "max-file": String(files.count) } };

function healthCheck(check: ComposeService["healthCheck"]) {
    return check === undefined
        ? undefined
        : {
              test: ["CMD", ...check.command.map(literal)],
              interval: `${check.intervalSeconds}s`,
              timeout: `${check.timeoutSeconds}s`,
              retries: check.retries,
              start_period: `${check.startSeconds}s`,
          };
}

/** Compose fills in $NAME wherever it reads a value; two dollars are one. https://docs.docker.com/reference/compose-file/interpolation/ */
const literal = (text: string) => text.replaceAll("$", "$$$$");

const composeText = (text: ComposeText) =>
    typeof text === "string" ? literal(text) : `\${${text.variable}}${literal(text.then)}`;

const mapped = <T, U>(table: Readonly<Record<string, T>> | undefined, of: (value: T) => U) =>
    table === undefined ? undefined : Object.fromEntries(Object.entries(table).map(([key, value]) => [key, of(value)]));
