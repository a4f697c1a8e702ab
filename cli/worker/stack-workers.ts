import { nearestName } from "../../components/settings/nearest";
import { Problem, ProblemError } from "../../components/problem";
import type { Settings } from "../../components/settings";
import { planWorkers, WorkerPlan } from "../../components/worker/plan-worker";
import { planOf } from "../bundle-plan";

export interface StackWorkers {
    readonly settings: Settings;
    readonly workers: readonly WorkerPlan[];
}

/**
 * The workers of a stack file, or the one that is named.
 *
 * @throws ProblemError for a stack without workers, and for a name that none of them has
 */
export function stackWorkers(stack: string, wanted: string | undefined): StackWorkers {
    const { settings } = planOf({ directory: undefined, stack, generated: true, standalone: false }, undefined);
    if (settings === undefined) {
        throw new Error("The stack's own application has settings.");
    }
    const all = planWorkers(settings);
    const workers = wanted === undefined ? all : all.filter(({ name }) => name === wanted);
    if (workers.length === 0) {
        throw new ProblemError(`Pulumi.${stack}.yaml`, [all.length === 0 ? noWorkers : otherName(wanted ?? "", all)]);
    }
    return { settings, workers };
}

const noWorkers: Problem = {
    where: "worker",
    got: "nothing: the stack has no worker",
    remedy: "Name another stack with --stack, or describe a worker (docs/worker.md).",
};

function otherName(wanted: string, all: readonly WorkerPlan[]): Problem {
    const names = all.map(({ name }) => name);
    const near = nearestName(wanted, names);
    const remedy = near === undefined ? "Choose one of these." : `Did you mean ${near}?`;
    return { where: "--worker", got: wanted, allowed: names.join(", "), remedy };
}
