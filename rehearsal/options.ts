import type { Settings } from "../components/settings";
import type { BundlePlan } from "../components/source-bundle/build-bundle";
import type { Engine } from "./docker/find-engine";
import type { RehearsalReport } from "./model";
import type { Progress } from "./report/timeline";
import type { Scenario } from "./scenarios/catalogue";

/** What is rehearsed, and how. */
export interface RehearsalOptions {
    readonly stack: string;
    readonly settings: Settings;
    /** The bundle as an environment would get it. */
    readonly plan: BundlePlan;
    /** Of the version that runs before, in scenarios with two; undefined for the same code under another label. */
    readonly previous?: BundlePlan | undefined;
    readonly scenario: Scenario;
    /** Leave an instance running. */
    readonly keep: boolean;
    /** Port of this machine's loopback at which a kept instance answers; default: any free one. */
    readonly port?: number | undefined;
    /** The interpreter that stands for the platform's, an absolute path; default: the nearest version of this machine. */
    readonly python?: string | undefined;
    /** What runs containers; default: the engine of this machine that answers, else none. */
    readonly engine?: Engine | "none" | undefined;
    /** Ends the rehearsal: what it started is removed, and it rejects with the signal's reason. */
    readonly signal: AbortSignal;
}

export interface RehearsalEvents {
    readonly onProgress: (progress: Progress) => void;
    /** Gets what else a user may want to know meanwhile, such as an installation that takes its time. */
    readonly say: (line: string) => void;
}

/** An instance that goes on after its rehearsal. */
export interface KeptInstance {
    readonly url: string;
    /** Whether the application answers there. */
    readonly serves: boolean;
    /** The command line that opens a shell on it. */
    readonly enter: string;
    /** The beginning of one that runs manage.py there with the application's variables; undefined where nothing is deployed, or only containers have it. */
    readonly manage?: string | undefined;
    /** Removes it and all that it needed. */
    stop(): Promise<void>;
}

export interface Rehearsal {
    readonly report: RehearsalReport;
    /** There when `keep` asked for it and an instance is left, whether or not its deployment succeeded. */
    readonly kept?: KeptInstance | undefined;
}

export type Rehearse = (options: RehearsalOptions, events: RehearsalEvents) => Promise<Rehearsal>;
