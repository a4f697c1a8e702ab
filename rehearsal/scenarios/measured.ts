import { allowedHost } from "../../components/proxy/plan-proxy";
import type { RehearsalReport, Use } from "../model";
import { Client, ClientNumbers } from "../services/client";
import type { World } from "../world/world";
import { expectation } from "./scenario";

/** A user who asks for the health path by way of a server on this machine, until stopped. */
export const startClient = (world: World, url: string): Client =>
    world.untilClosed(
        Client.start({
            url: `${url}${world.options.settings.app.healthPath}`,
            hostName: allowedHost(world.options.settings),
            ca: world.services.authority,
            versionHeader: world.options.settings.app.version.header,
        }),
    );

/** What such a user saw, for the report. */
export function measuresOf(numbers: ClientNumbers): RehearsalReport["measures"] {
    const { total, versions, longestGapSeconds } = numbers;
    const answered = Object.entries(versions).map(
        ([label, count]) => `${label === "" ? "no version header" : label}: ${count}`,
    );
    return [
        { name: "requests", value: String(total) },
        { name: "failed requests", value: failuresOf(numbers) },
        { name: "answers by version", value: answered.join(", ") },
        { name: "longest time without an answer", value: `${longestGapSeconds.toFixed(2)} s` },
    ];
}

/** `0`, or `3 (3 × 502)`. */
export function failuresOf({ failed, failures }: ClientNumbers): string {
    const kinds = Object.entries(failures).map(([kind, count]) => `${count} × ${kind}`);
    return failed === 0 ? "0" : `${failed} (${kinds.join(", ")})`;
}

export const noneFailed = (name: string, numbers: ClientNumbers): Use =>
    expectation(
        name,
        numbers.failed === 0,
        `${failuresOf(numbers)} of ${numbers.total}`,
        "Another instance was in service all the time: no request may fail.",
    );

/** Whether users met these versions and no other; the stack's version header tells. */
export function versionsAnswered(
    { options: { settings } }: World,
    numbers: ClientNumbers,
    labels: readonly string[],
): Use {
    const name = "versions that answered";
    if (settings.app.version.header === undefined) {
        const note = "The stack names no header for it (app.version.header).";
        return { name, request: "-", verdict: "skipped", found: "not known", note };
    }
    const found = Object.keys(numbers.versions).sort();
    const wanted = [...labels].sort();
    return expectation(name, found.join() === wanted.join(), found.join(", "), `Expected: ${wanted.join(", ")}.`);
}
