import type { TextFile } from "./archive";
import { parseConfig } from "./config-yaml";
import { peek, peekText } from "./peek";

/** Logical name of the port-80 listener in the CloudFormation template of a dedicated application load balancer. */
export const listenerResource = "AWSEBV2LoadBalancerListener";

/** What the bundle makes of port 80; `broken` names the files that could not be read. */
export type Override =
    | { readonly kind: "redirects" | "absent" }
    | { readonly kind: "other"; readonly file: string }
    | { readonly kind: "broken"; readonly files: readonly string[] };

/**
 * Whether `.ebextensions` files turn the port-80 listener into a redirect to HTTPS. One file that does something else
 * with the listener counts more than one that redirects, because Elastic Beanstalk merges them; so does one that cannot be read, which may.
 */
export async function overrideIn(files: readonly TextFile[]): Promise<Override> {
    const broken: string[] = [];
    let redirects = false;
    for (const { name, text } of files) {
        const parsed = await parseConfig(text);
        if (parsed === undefined) {
            broken.push(name);
            continue;
        }
        const properties = listenerProperties(parsed.content);
        if (properties !== undefined && !isRedirect(properties)) {
            return { kind: "other", file: name };
        }
        redirects ||= properties !== undefined;
    }
    if (broken.length > 0) {
        return { kind: "broken", files: broken };
    }
    return { kind: redirects ? "redirects" : "absent" };
}

/** Properties of the listener, if they say what it does; undefined when the file leaves that alone. */
function listenerProperties(content: unknown): unknown {
    const at = (holder: unknown, key: string): unknown => {
        const peeked = peek(holder, key);
        return peeked.kind === "known" ? peeked.value : undefined;
    };
    const properties = at(at(at(content, "Resources"), listenerResource), "Properties");
    return at(properties, "DefaultActions") === undefined ? undefined : properties;
}

/** One action, a redirect to HTTPS on 443. A redirect without protocol or port keeps those of the request: HTTP and 80. */
function isRedirect(properties: unknown): boolean {
    const actions = peek(properties, "DefaultActions");
    if (actions.kind !== "known" || !Array.isArray(actions.value) || actions.value.length !== 1) {
        return false;
    }
    const action: unknown = actions.value[0];
    const target = peek(action, "RedirectConfig");
    return (
        peekText(action, "Type") === "redirect" &&
        target.kind === "known" &&
        peekText(target.value, "Protocol") === "HTTPS" &&
        portIs(target.value, 443) &&
        (peek(properties, "Port").kind === "absent" || portIs(properties, 80))
    );
}

function portIs(holder: unknown, port: number): boolean {
    const peeked = peek(holder, "Port");
    return peeked.kind === "known" && (peeked.value === port || peeked.value === String(port));
}
