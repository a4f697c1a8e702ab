import type { DeploymentPolicy } from "../diagnosis/consequence";
import type { DeploymentEnd, Finding, Use } from "../model";
import type { SimulatedInstance } from "../world/simulated-instance";
import type { World } from "../world/world";

/** What a scenario is given. */
export interface Stage {
    readonly world: World;
    /** Uses the application as its users do, by way of the instance's proxy. */
    readonly use: (instance: SimulatedInstance) => Promise<Use[]>;
}

/** What came of a scenario. */
export interface ScenarioEnd {
    readonly deployments: readonly DeploymentEnd[];
    /** What was tried with the application, and what the scenario expects to be true at its end. */
    readonly uses: readonly Use[];
    readonly measures?: readonly { readonly name: string; readonly value: string }[];
    /** Findings that the scenario itself makes; those of failed steps are added. */
    readonly findings?: readonly Finding[];
    /** The deployment policy that was played, where that is another than the stack's. */
    readonly policy?: DeploymentPolicy;
    /** The failures are what is rehearsed: they are explained, but do not make it fail. */
    readonly failureWanted?: boolean;
}

export type RunScenario = (stage: Stage) => Promise<ScenarioEnd>;

/** One thing that has to be true, in the form of a use. */
export const expectation = (name: string, holds: boolean, found: string, otherwise: string): Use => ({
    name,
    request: "-",
    verdict: holds ? "ok" : "failed",
    found,
    ...(holds ? {} : { note: otherwise }),
});
