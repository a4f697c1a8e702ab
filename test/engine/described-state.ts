import { asset } from "@pulumi/pulumi";
import { type Described, secret } from "../support/policy-runner";
import type { StateResource } from "./sandbox-runner";

/** Marks of the engine in a state: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go */
const mark = "4dabf18193072939515e22adb298388d";
const secretMark = "1b47061264138c4ac30d75fd1eb44270";
const assetMark = "c44067f5952c0a294b673a41bacd8c17";

/** Resources of a state as the policy runner takes them, inputs and what AWS added to them together; what is encrypted there is a secret text that says nothing. */
export function describedState(resources: readonly StateResource[]): Described[] {
    const nameOf = (urn: string) => urn.split("::").at(-1) ?? "";
    const providers = new Map(
        resources.map(({ urn, id = "", inputs = {} }) => [`${urn}::${id}`, { urn, props: inputs }]),
    );
    return resources.map(
        ({
            urn,
            type,
            inputs = {},
            outputs = {},
            propertyDependencies = {},
            dependencies = [],
            protect,
            provider = "",
        }) => ({
            type,
            name: nameOf(urn),
            props: restored({ ...outputs, ...inputs }) as Record<string, unknown>,
            from: Object.fromEntries(
                Object.entries(propertyDependencies).map(([property, urns]) => [property, urns?.map(nameOf) ?? []]),
            ),
            dependsOn: dependencies.map(nameOf),
            opts: { protect: protect === true },
            ...(providers.has(provider) ? { provider: providers.get(provider)! } : {}),
        }),
    );
}

function restored(value: unknown): unknown {
    if (typeof value !== "object" || value === null) {
        return value;
    }
    if (Array.isArray(value)) {
        return value.map(restored);
    }
    switch (Reflect.get(value, mark)) {
        case secretMark:
            return secret("text that only the state's passphrase shows");
        case assetMark:
            return new asset.FileAsset(String(Reflect.get(value, "path")));
        default:
            return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, restored(each)]));
    }
}
