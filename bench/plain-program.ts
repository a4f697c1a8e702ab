export interface StateResource {
    readonly urn: string;
    readonly type: string;
    readonly custom?: boolean;
    readonly inputs?: Readonly<Record<string, unknown>>;
}

/** A program of one file that registers the same resources as a state holds, with literal inputs, as a person would write it down without any of our code. */
export function plainProgram(resources: readonly StateResource[]): string {
    const statements = resources.flatMap(({ urn, type, custom, inputs = {} }) => {
        const [pack, module, name] = /^(aws|random):([a-zA-Z0-9]+)\/\w+:(\w+)$/.exec(type)?.slice(1) ?? [];
        if (custom !== true || pack === undefined || module === undefined || name === undefined) {
            return [];
        }
        const constructor = module === "index" ? `${pack}.${name}` : `${pack}.${module}.${name}`;
        return [`new ${constructor}(${JSON.stringify(urn.split("::").pop())}, ${literal(inputs)});`];
    });
    const imports = [
        'import * as aws from "@pulumi/aws";',
        'import * as pulumi from "@pulumi/pulumi";',
        'import * as random from "@pulumi/random";',
    ];
    return `${[...imports, ...statements].join("\n")}\n`;
}

/** Inputs as code. An encrypted value stands as a secret text, an asset as its file. */
function literal(value: unknown): string {
    if (Array.isArray(value)) {
        return `[${value.map(literal).join(", ")}]`;
    }
    if (typeof value !== "object" || value === null) {
        return JSON.stringify(value);
    }
    if ("ciphertext" in value) {
        return 'pulumi.secret("secret")';
    }
    if ("4dabf18193072939515e22adb298388d" in value && "path" in value) {
        return `new pulumi.asset.FileAsset(${JSON.stringify(value.path)})`;
    }
    const entries = Object.entries(value).filter(([key]) => !key.startsWith("__"));
    return `{ ${entries.map(([key, item]) => `${JSON.stringify(key)}: ${literal(item)}`).join(", ")} }`;
}
