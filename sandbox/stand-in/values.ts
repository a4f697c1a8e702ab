import { JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

/** Properties as they travel between engine and provider: JSON in which secrets, assets and unknowns are marked. */
export type Properties = Record<string, unknown>;

/** The engine's mark of a value that is not known before the resource exists. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Key under which a marked value says what it is, and the mark of a secret. https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/rpc.ts */
const signature = "4dabf18193072939515e22adb298388d";
const secretMark = "1b47061264138c4ac30d75fd1eb44270";

export function fromStruct(struct: Struct | undefined): Properties {
    return struct?.toJavaScript() ?? {};
}

export function toStruct(properties: Properties): Struct {
    return Struct.fromJavaScript(properties as Record<string, JavaScriptValue>);
}

export function isRecord(value: unknown): value is Properties {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value with a mark of its own, which is never looked into: an asset, an output, a secret. */
export const isMarked = (value: unknown): boolean => isRecord(value) && signature in value;

export const isSecret = (value: unknown): value is Properties => isRecord(value) && value[signature] === secretMark;

export const secret = (value: unknown): Properties => ({ [signature]: secretMark, value });

/** The value without the marks of secrets, at any depth. */
export function plain(value: unknown): unknown {
    if (isSecret(value)) {
        return plain(value["value"]);
    }
    if (Array.isArray(value)) {
        return value.map(plain);
    }
    return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)])) : value;
}

export const plainProperties = (properties: Properties): Properties => plain(properties) as Properties;

/** Every text that is secret somewhere in a value. */
export function secretTexts(value: unknown, inSecret = false): string[] {
    if (isSecret(value)) {
        return secretTexts(value["value"], true);
    }
    if (Array.isArray(value)) {
        return value.flatMap((item) => secretTexts(item, inSecret));
    }
    if (isRecord(value)) {
        return Object.values(value).flatMap((item) => secretTexts(item, inSecret));
    }
    return inSecret && typeof value === "string" && value !== "" && value !== unknown ? [value] : [];
}

/** Marks an output as secret when a secret text went into it. Unmarked, it would land in the plain state. */
export function withSecrets(output: unknown, texts: readonly string[]): unknown {
    if (isSecret(output) || texts.length === 0) {
        return output;
    }
    const text = JSON.stringify(plain(output)) ?? "";
    return texts.some((each) => text.includes(JSON.stringify(each).slice(1, -1))) ? secret(output) : output;
}

export function hasUnknown(value: unknown): boolean {
    if (Array.isArray(value)) {
        return value.some(hasUnknown);
    }
    return isRecord(value) ? Object.values(value).some(hasUnknown) : value === unknown;
}

/** A property as text; what AWS would answer for a property that is not there is not our business. */
export function textOf(properties: Properties, name: string): string {
    const value = properties[name];
    return typeof value === "string" ? value : "";
}

/** Those of the properties that have a value. */
export const pick = (properties: Properties, names: readonly string[]): Properties =>
    Object.fromEntries(names.flatMap((name) => (properties[name] === undefined ? [] : [[name, properties[name]]])));
