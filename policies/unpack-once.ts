import * as deserialize from "@pulumi/policy/deserialize";

type Unpack = (message: object, preservingSecrets: boolean) => object;

const name = "deserializeProperties";
const unpacked = new WeakMap<object, object>();

/**
 * The SDK's server unpacks a resource's properties anew for each policy, and all resources for each policy that sees the whole graph: 1,000 resources and a
 * hundred policies take seconds. Rules change nothing of what they see, so the properties of a message are unpacked once.
 *
 * The function is internal to the SDK, whose version is pinned; one without it unpacks as it always did.
 */
export function unpackOnce(): void {
    const unpack: unknown = Reflect.get(deserialize, name);
    if (typeof unpack === "function") {
        Reflect.set(deserialize, name, remembering(unpack as Unpack));
    }
}

function remembering(unpack: Unpack): Unpack {
    return (message, preservingSecrets) => {
        // Remediations, which may change what they are given, have secrets preserved.
        const known = preservingSecrets ? undefined : unpacked.get(message);
        const properties = known ?? unpack(message, preservingSecrets);
        if (!preservingSecrets) {
            unpacked.set(message, properties);
        }
        return properties;
    };
}
