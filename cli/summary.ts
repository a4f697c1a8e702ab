import type { Bundle } from "../components/source-bundle/build-bundle";
import { bundleLimitBytes, formatBytes } from "../components/source-bundle/size-guards";
import { formatChanges } from "./changes/format";
import { planChanges } from "./changes/plan";
import { PreviewEvents, Violation } from "./engine-events";

export interface SummaryParts {
    readonly stack: string;
    readonly bundle: Pick<Bundle, "bytes" | "entries" | "cached" | "notices" | "generated">;
    readonly events: PreviewEvents;
    /** Exit code of the preview. */
    readonly code: number;
    /** The application was given on the command line; the stack file does not describe it yet. */
    readonly otherApp: boolean;
}

/** What a person should know of a preview at a glance. */
export function formatSummary(parts: SummaryParts): string {
    return [
        bundleLines(parts.bundle),
        fileLines(parts.bundle),
        resourceLines(parts.events),
        changeLines(parts.events, parts.code === 0),
        policyLines(parts.events),
        nextLines(parts),
    ]
        .filter((lines) => lines.length > 0)
        .map((lines) => lines.join("\n"))
        .join("\n\n");
}

function bundleLines({ bytes, entries, cached, notices }: SummaryParts["bundle"]): string[] {
    const share = bytes / bundleLimitBytes;
    const facts = `${formatBytes(bytes)}, ${entries} entries, ${cached ? "unchanged, taken from the cache" : "packed now"}`;
    return [
        `Bundle       ${facts}`,
        `             ${bar(share)} ${percent(share)} of ${bundleLimitBytes.toLocaleString("en-US")} bytes`,
        ...notices.map((notice) => `             ! ${notice}`),
    ];
}

function bar(share: number): string {
    const cells = 30;
    const filled = Math.min(cells, Math.ceil(share * cells));
    return `[${"#".repeat(filled)}${".".repeat(cells - filled)}]`;
}

const percent = (share: number): string =>
    share > 0 && share < 0.001 ? "under 0.1 %" : `${(share * 100).toFixed(1)} %`;

function fileLines({ generated }: SummaryParts["bundle"]): string[] {
    const files = inBothFolders(generated);
    const widest = Math.max(0, ...files.map(({ path }) => path.length));
    return files.map(
        ({ path, reason }, i) => `${i === 0 ? "Generated" : "         "}    ${path.padEnd(widest)}  ${reason}`,
    );
}

/** A hook that runs on a change of configuration too stands in two folders, and is one line here. */
function inBothFolders(generated: SummaryParts["bundle"]["generated"]): { path: string; reason: string }[] {
    const paths = new Set(generated.map(({ path }) => path));
    const inFolder = (path: string, folder: string) =>
        path.replace(/^\.platform\/(config)?hooks\//, `.platform/${folder}/`);
    return generated.flatMap(({ path, reason }) => {
        const isTwin = path.startsWith(".platform/confighooks/") && paths.has(inFolder(path, "hooks"));
        const hasTwin = path.startsWith(".platform/hooks/") && paths.has(inFolder(path, "confighooks"));
        return isTwin ? [] : [{ path: hasTwin ? inFolder(path, "{hooks,confighooks}") : path, reason }];
    });
}

/** Resources counted under the component that made them. */
function resourceLines({ operations }: PreviewEvents): string[] {
    const counts = new Map<string, Map<string, number>>();
    for (const [urn, operation] of operations) {
        const owner = componentOf(urn);
        if (owner !== undefined) {
            const byOperation = counts.get(owner) ?? new Map<string, number>();
            byOperation.set(operation, (byOperation.get(operation) ?? 0) + 1);
            counts.set(owner, byOperation);
        }
    }
    const widest = Math.max(0, ...[...counts.keys()].map((name) => name.length));
    return [...counts].map(([owner, byOperation], i) => {
        const total = [...byOperation.values()].reduce((sum, count) => sum + count, 0);
        const detail = [...byOperation].map(([operation, count]) => `${count} ${operation}`).join(", ");
        return `${i === 0 ? "Resources" : "         "}    ${owner.padEnd(widest)}  ${String(total).padStart(3)}  (${detail})`;
    });
}

/** What happens to a service that runs. */
function changeLines({ steps, errors }: PreviewEvents, complete: boolean): string[] {
    return formatChanges(planChanges(steps, errors), complete).map((line, i) =>
        `${i === 0 ? "Changes" : "       "}      ${line}`.trimEnd(),
    );
}

/** `urn:pulumi:dev::project::django-beanstalk:network:Network$aws:…::name`: the component's class, or undefined for what is no resource of a component. */
function componentOf(urn: string): string | undefined {
    const types = urn.split("::")[2]?.split("$") ?? [];
    const component = types.findLast((type) => type.startsWith("django-beanstalk:"));
    return types.length > 1 ? component?.split(":").pop() : undefined;
}

function policyLines({ violations, passed, packs }: PreviewEvents): string[] {
    if (packs.size === 0 && violations.length === 0) {
        return ["Policies     did not run"];
    }
    const failed = new Set(violations.filter(isMandatory).map(({ policy }) => policy));
    const advised = new Set(violations.filter((violation) => !isMandatory(violation)).map(({ policy }) => policy));
    const clean = [...passed].filter((policy) => !failed.has(policy) && !advised.has(policy));
    const names = (set: ReadonlySet<string>) => (set.size === 0 ? "" : ` (${[...set].sort().join(", ")})`);
    return [
        `Policies     ${clean.length} passed, ${advised.size} advisory${names(advised)}, ${failed.size} failed${names(failed)}`,
    ];
}

const isMandatory = ({ level }: Violation): boolean => level === "mandatory";

function nextLines({ stack, code, otherApp }: SummaryParts): string[] {
    if (code !== 0) {
        return ["Next         Mend what is named above and run the same command again."];
    }
    if (otherApp) {
        return [
            `Next         Write what was found above under django-beanstalk:app in Pulumi.${stack}.yaml (README, "Use it with your application").`,
        ];
    }
    return [
        `Next         Try the deployment here:  npm run sandbox -- up --yes --stack ${stack}`,
        `             Deploy for real:          pulumi stack init ${stack} && pulumi up --policy-pack policies`,
    ];
}
