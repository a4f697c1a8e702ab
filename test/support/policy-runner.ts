import * as assert from "node:assert/strict";
import type { Policies, PolicyResource, ResourceValidationArgs, StackValidationArgs } from "@pulumi/policy";
import { unknownCheckingProxy } from "@pulumi/policy";

/** A text that is not known yet; the engine's own mark of it. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

class Secret {
    constructor(readonly value: string) {}
}

/** A secret text. A policy gets it in the clear, as from the SDK's server; no finding may repeat it. */
export function secret(value: string): unknown {
    return new Secret(value);
}

/** A resource in the words of a test. */
export interface Described {
    readonly type: string;
    readonly name: string;
    readonly props: Readonly<Record<string, unknown>>;
    /** Names of the resources that a property came from. */
    readonly from?: Readonly<Record<string, readonly string[]>>;
    /** Names of the resources that it comes after. */
    readonly dependsOn?: readonly string[];
    /** Stack in the URN; `prod` when left out. */
    readonly stack?: string;
    readonly opts?: { readonly protect?: boolean };
    readonly provider?: { readonly urn: string; readonly props: Readonly<Record<string, unknown>> };
}

export interface Finding {
    readonly policy: string;
    readonly level: string;
    readonly resource: string;
    readonly message: string;
}

export interface Run {
    readonly findings: readonly Finding[];
    /** Names of policies that said that they judge nothing here. */
    readonly notApplicable: readonly string[];
    /** Every property that was read, `env.tags.stage`; an option as `env aws:ec2:vpc/VPCId`. */
    readonly read: ReadonlySet<string>;
}

/** One for all: making an error takes longer than most rules. */
const notApplicableHere = new Error("not applicable");

/** Properties behind the proxy of the SDK's server, which throws when an unknown value is read. */
export const proxied = unknownCheckingProxy as (props: object) => Record<string, unknown>;

/** URN of a described resource. */
export function urnOf({ type, name, stack = "prod" }: Described): string {
    return `urn:pulumi:${stack}::notes::${type}::${name}`;
}

/**
 * Runs policies as the SDK's server does: each resource by itself, then the whole stack; behind proxies that throw when
 * an unknown value is read; with the defaults of the configuration schema. Unlike there, an unknown value that a policy
 * lets through is an error, since the server would make advice of it.
 */
export async function runPolicies(
    policies: Policies,
    described: readonly Described[],
    configs: Readonly<Record<string, object>> = {},
): Promise<Run> {
    const read = new Set<string>();
    const secrets = new Set<string>();
    const resources = described.map((it) => ({ ...it, props: watched(it, read, secrets), urn: urnOf(it) }));
    const findings: Finding[] = [];
    const notApplicable: string[] = [];
    for (const policy of policies) {
        const report = (message: string, urn?: string) => {
            const resource = resources.find((it) => it.urn === urn)?.name ?? "";
            findings.push({ policy: policy.name, level: policy.enforcementLevel ?? "", resource, message });
        };
        for (const judge of judgements(policy, resources, configs[policy.name], report)) {
            try {
                await judge();
            } catch (error) {
                if (error !== notApplicableHere) {
                    throw error;
                }
                notApplicable.push(policy.name);
            }
        }
    }
    for (const { message } of findings) {
        assert.ok(![...secrets].some((value) => message.includes(value)), `a finding repeats a secret: ${message}`);
    }
    return { findings, notApplicable, read };
}

type Placed = Described & { readonly urn: string };

/** The calls that the server makes of a policy, one for each resource or one for the stack. */
function judgements(
    policy: Policies[number],
    resources: readonly Placed[],
    config: object | undefined,
    report: (message: string, urn?: string) => void,
): (() => unknown)[] {
    const shared = {
        stackTags: new Map<string, string>(),
        getConfig: () => ({ ...defaultsOf(policy), ...config }),
        notApplicable: () => {
            throw notApplicableHere;
        },
    };
    if ("validateStack" in policy) {
        const args = { ...shared, resources: linked(resources) } as unknown as StackValidationArgs;
        return [
            () =>
                handles(policy.validateStack, resources) ? policy.validateStack(args, report) : args.notApplicable(),
        ];
    }
    const judge = policy.validateResource;
    assert.ok(typeof judge === "function", `${policy.name} has to judge with one function`);
    return resources
        .filter((it) => handles(judge, [it]))
        .map((resource) => {
            const args = { ...shared, ...resource } as unknown as ResourceValidationArgs;
            return () => judge(args, (message) => report(message, resource.urn));
        });
}

function defaultsOf({ configSchema }: Policies[number]): object {
    const properties = Object.entries(configSchema?.properties ?? {});
    return Object.fromEntries(
        properties.filter(([, schema]) => schema.default !== undefined).map(([key, schema]) => [key, schema.default]),
    );
}

/** The SDK calls a function that has a type attached for resources of that type only. */
function handles(judge: object, resources: readonly { readonly type: string }[]): boolean {
    const type: unknown = Reflect.get(judge, "__pulumiType");
    return type === undefined || resources.some((it) => it.type === type);
}

function linked(resources: readonly Placed[]): PolicyResource[] {
    const all = resources.map((it) => ({
        ...it,
        dependencies: [] as Placed[],
        propertyDependencies: {},
    }));
    for (const resource of all) {
        resource.dependencies.push(...all.filter(({ name }) => resource.dependsOn?.includes(name)));
        for (const [property, names] of Object.entries(resource.from ?? {})) {
            Object.assign(resource.propertyDependencies, {
                [property]: all.filter(({ name }) => names.includes(name)),
            });
        }
    }
    return all as unknown as PolicyResource[];
}

function watched({ name, props }: Described, read: Set<string>, secrets: Set<string>): Record<string, unknown> {
    const plain = withoutSecrets(props, secrets) as Record<string, unknown>;
    return recording(proxied(plain), [], (path) => {
        read.add(`${name}.${path.join(".")}`);
        const [settings, index, value] = path;
        if (settings === "settings" && value === "value" && Array.isArray(plain["settings"])) {
            const entry = plain["settings"][Number(index)] as Record<string, string>;
            read.add(`${name} ${entry["namespace"]}/${entry["name"]}`);
        }
    });
}

function recording<T extends object>(target: T, path: readonly string[], note: (path: readonly string[]) => void): T {
    return new Proxy(target, {
        get(object, key) {
            const here = [...path, String(key)];
            note(here);
            const value: unknown = Reflect.get(object, key);
            return typeof value === "object" && value !== null ? recording(value, here, note) : value;
        },
    });
}

function withoutSecrets(value: unknown, secrets: Set<string>): unknown {
    if (value instanceof Secret) {
        secrets.add(value.value);
        return value.value;
    }
    if (Array.isArray(value)) {
        return value.map((it) => withoutSecrets(it, secrets));
    }
    return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype
        ? Object.fromEntries(Object.entries(value).map(([key, it]) => [key, withoutSecrets(it, secrets)]))
        : value;
}
