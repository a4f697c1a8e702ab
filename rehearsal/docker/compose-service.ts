import * as path from "node:path/posix";
import { table, text, texts, type Table } from "../../components/parsed-values";
import { dockerWords } from "./dockerfile-words";
import type { HealthCheck, Mount, PublishedPort } from "./model";

/** A number or a truth value is written as a text. */
export const scalar = (value: unknown): string | undefined =>
    typeof value === "number" || typeof value === "boolean" ? String(value) : text(value);

const list = (value: unknown): unknown[] =>
    Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

/** A command as words: a text is split as a shell would, without one. https://docs.docker.com/reference/compose-file/services/#command */
export const commandWords = (value: unknown): string[] | undefined =>
    typeof value === "string"
        ? dockerWords(value, () => undefined)
        : Array.isArray(value)
          ? value.map((each) => scalar(each) ?? "")
          : undefined;

/** https://docs.docker.com/reference/compose-file/services/#environment: a name without a value is passed on. */
export function environmentOf(value: unknown, variables: Readonly<Record<string, string>>): Record<string, string> {
    const pairs: [string, string | undefined][] = Array.isArray(value)
        ? texts(value).map((each) => {
              const at = each.indexOf("=");
              return at < 0 ? [each, undefined] : [each.slice(0, at), each.slice(at + 1)];
          })
        : Object.entries(table(value)).map(([name, each]) => [name, scalar(each)]);
    return Object.fromEntries(
        pairs.flatMap(([name, each]) => {
            const found = each ?? variables[name];
            return found === undefined ? [] : [[name, found]];
        }),
    );
}

export interface NamedFile {
    readonly path: string;
    readonly required: boolean;
}

/** https://docs.docker.com/reference/compose-file/services/#env_file */
export const environmentFiles = (value: unknown): NamedFile[] =>
    list(value).map((each) => {
        const named = text(each) ?? text(table(each)["path"]) ?? "";
        return { path: path.normalize(named), required: table(each)["required"] !== false };
    });

/** `[address:][published:]target`, or the long form; ports that nobody publishes are left out. https://docs.docker.com/reference/compose-file/services/#ports */
export const publishedPorts = (value: unknown): PublishedPort[] =>
    list(value).flatMap((each) => {
        const long = table(each);
        const [, address, published = "", target = ""] =
            /^(?:(.+):)?([^:]*):([^:/]+)(?:\/\w+)?$/.exec(scalar(each) ?? "") ?? [];
        const port = {
            address: address ?? text(long["host_ip"]),
            published: Number(scalar(long["published"]) ?? published),
            target: Number(scalar(long["target"]) ?? target),
        };
        return port.published > 0 && port.target > 0 ? [port] : [];
    });

/** https://docs.docker.com/reference/compose-file/services/#volumes */
export function mountsOf(service: Table): Mount[] {
    const volumes = list(service["volumes"]).flatMap((each): Mount[] => {
        const long = table(each);
        const target = text(long["target"]);
        if (target !== undefined) {
            const kind = text(long["type"]);
            return kind === "bind" || kind === "volume" || kind === "tmpfs"
                ? [{ kind, source: text(long["source"]) ?? "", target, readOnly: long["read_only"] === true }]
                : [];
        }
        const [source = "", inside, options = ""] = (text(each) ?? "").split(":");
        const kind = /^[./~]/.test(source) ? "bind" : "volume";
        return inside === undefined
            ? [{ kind: "volume", source: "", target: source, readOnly: false }]
            : [{ kind, source, target: inside, readOnly: options.split(",").includes("ro") }];
    });
    const temporary = list(service["tmpfs"]).flatMap((each): Mount[] => {
        const [target] = (text(each) ?? "").split(":");
        return target === undefined || target === "" ? [] : [{ kind: "tmpfs", source: "", target, readOnly: false }];
    });
    return [...volumes, ...temporary];
}

/** Service to condition. https://docs.docker.com/reference/compose-file/services/#depends_on */
export const dependenciesOf = (value: unknown): Record<string, string> =>
    Array.isArray(value)
        ? Object.fromEntries(texts(value).map((name) => [name, "service_started"]))
        : Object.fromEntries(
              Object.entries(table(value)).map(([name, each]) => [
                  name,
                  text(table(each)["condition"]) ?? "service_started",
              ]),
          );

/** https://docs.docker.com/reference/compose-file/services/#healthcheck */
export function healthCheckOf(value: unknown): HealthCheck | undefined {
    const check = table(value);
    const test = check["test"];
    const [kind = "", ...rest] = Array.isArray(test) ? texts(test) : ["CMD-SHELL", text(test) ?? ""];
    if (check["disable"] === true || kind === "NONE" || rest.join("") === "") {
        return undefined;
    }
    return {
        argv: kind === "CMD" ? rest : ["/bin/sh", "-c", rest[0] ?? ""],
        startSeconds: seconds(check["start_period"]) ?? 0,
    };
}

const units: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001, us: 0.000001 };

/** `1m30s`. https://docs.docker.com/reference/compose-file/extension/#specifying-durations */
export function seconds(value: unknown): number | undefined {
    const pieces = [...(scalar(value) ?? "").matchAll(/([\d.]+)(h|ms|m|us|s)/g)];
    return pieces.length === 0
        ? undefined
        : pieces.reduce((sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ""] ?? 0), 0);
}

export interface BuildText {
    readonly context: string;
    readonly dockerfile: string;
    readonly target: string | undefined;
    readonly arguments: Readonly<Record<string, string>>;
}

/** https://docs.docker.com/reference/compose-file/build/ */
export function buildOf(value: unknown, variables: Readonly<Record<string, string>>): BuildText | undefined {
    const long = table(value);
    const context = text(value) ?? (value === undefined || value === null ? undefined : (text(long["context"]) ?? "."));
    return context === undefined
        ? undefined
        : {
              context: path.normalize(context),
              dockerfile: path.normalize(path.join(context, text(long["dockerfile"]) ?? "Dockerfile")),
              target: text(long["target"]),
              arguments: environmentOf(long["args"], variables),
          };
}

/** What is read of a service; `x-` keys are nobody's. */
const followed = new Set(
    "build image command entrypoint environment env_file ports volumes tmpfs depends_on healthcheck init network_mode user working_dir stop_grace_period restart expose labels logging container_name platform pull_policy".split(
        " ",
    ),
);

export const notFollowedOf = (service: Table): string[] =>
    Object.keys(service).filter((key) => !followed.has(key) && !key.startsWith("x-"));
