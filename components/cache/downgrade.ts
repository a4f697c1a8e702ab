import * as pulumi from "@pulumi/pulumi";
import { text } from "../parsed-values";
import { Problem, ProblemError } from "../problem";
import type { ServerSettings } from "./plan-cache";

/** What the state keeps of the component, so that its hook sees the engine change. */
export const engineInputs = ({ kind, version }: Pick<ServerSettings, "kind" | "version">) => ({ kind, version });

interface Engine {
    readonly kind: string | undefined;
    readonly version: string | undefined;
}

/**
 * The provider replaces the cache for an older engine, with everything in it. From Redis OSS to Valkey is a way forward.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/VersionManagement.HowTo.html
 */
export function downgrade(before: Engine, after: { readonly kind: string; readonly version: string }): Problem[] {
    if (before.kind === undefined || before.version === undefined) {
        return [];
    }
    const isBack = before.kind === "valkey" && after.kind === "redis";
    if (!isBack && (before.kind !== after.kind || !isOlder(after.version, before.version))) {
        return [];
    }
    const running = `${before.kind} ${before.version}`;
    return [
        {
            where: isBack ? "cache.kind" : "cache.version",
            got: `${after.kind} ${after.version}, while the cache runs ${running}`,
            allowed: `${running} or newer`,
            remedy: "Keep the newer one. For an older cache, and an empty one: set cache: {kind: none} and run `pulumi up`, then set this and run it again; the application has no cache in between.",
        },
    ];
}

function isOlder(a: string, b: string): boolean {
    const [left, right] = [a, b].map((version) => version.split(".").map(Number));
    const at = left?.findIndex((number, i) => number !== right?.[i]) ?? -1;
    return at >= 0 && (left?.[at] ?? 0) < (right?.[at] ?? 0);
}

/** Refuses it in the preview. */
export const downgradeHook = (name: string, settings: ServerSettings, stack: string): pulumi.ResourceHook =>
    new pulumi.ResourceHook(
        `${name}-engine`,
        ({ oldInputs = {} }) => {
            const before = { kind: text(oldInputs["kind"]), version: text(oldInputs["version"]) };
            const problems = downgrade(before, settings);
            if (problems.length > 0) {
                throw new ProblemError(`Pulumi.${stack}.yaml`, problems);
            }
        },
        { onDryRun: true },
    );
