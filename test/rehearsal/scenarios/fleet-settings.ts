import type { RehearsalReport } from "../../../rehearsal/model";
import { notesSettings } from "./rehearsed";

/** The example on instances behind a load balancer of its own. */
export const fleetSettings = (app: object = {}, environment: object = {}) =>
    notesSettings(app, {
        environment: {
            stage: "dev",
            loadBalancer: { kind: "dedicated" },
            scaling: { min: 2, max: 4 },
            ...environment,
        },
    });

/** Which instance got which version, in order: `i-1 v1`, where v1 is the version that was deployed first. */
export function deployedTo({ deployments }: RehearsalReport): string[] {
    const labels = [...new Set(deployments.map(({ version }) => version))];
    return deployments.map(({ instance, version }) => `${instance} v${labels.indexOf(version) + 1}`);
}

/** Verdicts of a step in each deployment. */
export const verdictsOf = ({ deployments }: RehearsalReport, step: string): (string | undefined)[] =>
    deployments.map(({ steps }) => steps.find(({ name }) => name === step)?.verdict);

export const useNamed = ({ uses }: RehearsalReport, wanted: string) => uses.find(({ name }) => name === wanted);

export const measured = ({ measures }: RehearsalReport, wanted: string): string =>
    measures.find(({ name }) => name === wanted)?.value ?? "";
