import type { Settings } from "../../../components/settings";
import { planBundle } from "../../../components/source-bundle/plan-bundle";
import { ProblemError } from "../../../components/problem";
import type { RehearsalReport } from "../../../rehearsal/model";
import { assertNeeds } from "../../../rehearsal/needs";
import type { RehearsalOptions } from "../../../rehearsal/options";
import { rehearse } from "../../../rehearsal/rehearse";
import type { Scenario } from "../../../rehearsal/scenarios/catalogue";
import { skipOrFail } from "../../support/judges/needs-judges";
import { repository } from "../../support/program";
import { minimalRaw, testSettings } from "../../support/settings";

/** A machine that cannot rehearse skips the tests and says why; in CI that is a failure. */
export function needsRehearsal(context: Mocha.Context): void {
    try {
        assertNeeds();
    } catch (error) {
        if (error instanceof ProblemError) {
            skipOrFail(context, error.message);
        }
        throw error;
    }
}

/** The example, with a probe that does not wait long for what never comes. */
export const notesSettings = (app: object = {}, others: object = {}): Settings =>
    testSettings(
        {
            app: {
                ...minimalRaw.app,
                healthPath: "/health/",
                platform: { kind: "python", version: "3.13" },
                version: { header: "X-App-Version" },
                deploy: { probeSeconds: 3 },
                ...app,
            },
            domain: { name: "notes.example.com", zone: "example.com" },
            ...others,
        },
        { root: repository },
    );

/** Plays a scenario with an application of this repository. */
export async function rehearsed(
    scenario: Scenario,
    settings = notesSettings(),
    engine: RehearsalOptions["engine"] = "none",
): Promise<RehearsalReport> {
    const plan = planBundle(settings, repository, { generated: true, standalone: false });
    const { signal } = new AbortController();
    const options = { stack: "dev", settings, plan, scenario, keep: false, engine, signal };
    return (await rehearse(options, { onProgress: () => undefined, say: () => undefined })).report;
}

/** What a test looks at: each deployment's kind of end, and its failed step. */
export const endsOf = ({ deployments }: RehearsalReport) =>
    deployments.map(({ succeeded, flipped, serving, version, steps }) => {
        const failed = steps.find(({ verdict }) => verdict === "failed");
        return {
            succeeded,
            flipped,
            serves: serving === undefined ? "nothing" : serving === version ? "its version" : "the version before",
            failed: failed === undefined ? undefined : `${failed.phase}: ${failed.name} (${String(failed.exitCode)})`,
        };
    });

export const failedUses = ({ uses }: RehearsalReport) => uses.filter(({ verdict }) => verdict === "failed");
