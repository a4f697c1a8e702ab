/** What the parts of a rehearsal tell each other. */

/** How a command ended. */
export interface Outcome {
    /** Exit code; 128 and the signal's number where a signal ended it, as a shell says it. */
    readonly code: number;
    /** Both streams, in the order in which they arrived. */
    readonly output: string;
    readonly stdout: string;
}

export interface RunOptions {
    /** Default: `/`. */
    readonly cwd?: string;
    /** The whole environment but PATH, HOME, LANG and USER, which have defaults. */
    readonly env?: Readonly<Record<string, string>>;
    /** Default: root. */
    readonly user?: string;
    readonly input?: string | Buffer;
    /** Whether the command reaches this machine's network, to install packages; it does not see the instance's own then. Default: no. */
    readonly network?: boolean;
    /** Gets the output while the command runs. */
    readonly onOutput?: (text: string) => void;
}

/** Where the commands of a deployment run: a simulated instance, or a folder in tests. */
export interface Shell {
    /** A command that fails is an outcome, not an error. */
    run(command: readonly string[], options?: RunOptions): Promise<Outcome>;
}

/** The parts of a deployment in the platform's order. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.workflow.html */
export const phases = [
    "instance",
    "extract",
    "packages",
    "groups",
    "users",
    "sources",
    "files",
    "commands",
    "services",
    "prebuild",
    "requirements",
    "proxy",
    "container commands",
    "predeploy",
    "flip",
    "processes",
    "proxy start",
    "postdeploy",
    "health",
] as const;
export type Phase = (typeof phases)[number];

/** `assumed`: named by the bundle and not done here, because it needs Amazon Linux or AWS; the note says why. */
export type Verdict = "ok" | "failed" | "skipped" | "assumed";

/** One line of the timeline. */
export interface Step {
    /** Such as `i-1`. */
    readonly instance: string;
    readonly phase: Phase;
    /** What ran: a hook's path, a command's key, a phrase. */
    readonly name: string;
    /** File of the bundle that asked for it, and where in it. */
    readonly file?: string | undefined;
    readonly line?: number | undefined;
    readonly verdict: Verdict;
    readonly exitCode?: number | undefined;
    readonly seconds: number;
    /** All that it wrote, without secrets. */
    readonly output: string;
    /** The log on the instance that AWS writes the same to. */
    readonly log?: string | undefined;
    readonly note?: string | undefined;
}

/** What is known of a step before it runs. */
export type StepStart = Pick<Step, "phase" | "name" | "file" | "line" | "log">;

/** How a step ended. */
export type StepEnd = Pick<Step, "verdict" | "exitCode" | "note"> & { readonly output?: string };

/** Takes down what happens on one instance. */
export interface Recorder {
    /**
     * Runs a step and takes it down. The step's own faults reject; a step that ends with `failed` does not.
     *
     * @param work - may hand on what it writes while it runs, which is shown but not kept: the end's `output` is
     */
    step(start: StepStart, work: (onOutput?: (text: string) => void) => Promise<StepEnd>): Promise<Step>;
}

/** One use of the deployed application, as its users would. */
export interface Use {
    readonly name: string;
    /** Such as `GET https://notes.example.com/health/`. */
    readonly request: string;
    readonly verdict: Extract<Verdict, "ok" | "failed" | "skipped">;
    /** What came, in a few words: status, header, file in the bucket. */
    readonly found: string;
    /** What was expected, where it failed; why not tried, where it was skipped. */
    readonly note?: string | undefined;
}

/** How one deployment to one instance ended. */
export interface DeploymentEnd {
    readonly instance: string;
    readonly kind: "application" | "configuration";
    readonly version: string;
    readonly succeeded: boolean;
    /** Whether `/var/app/current` is the new version. */
    readonly flipped: boolean;
    /** The version whose processes answer behind the proxy now; undefined where none does. */
    readonly serving: string | undefined;
    readonly steps: readonly Step[];
}

/** A failure, what caused it, and what to do. */
export interface Finding {
    /** Such as `i-1: .platform/hooks/prebuild/10-setup.sh ended with exit code 1`. */
    readonly what: string;
    readonly file?: string | undefined;
    readonly line?: number | undefined;
    /** The last lines of the failing step. */
    readonly lastLines: readonly string[];
    /** What went wrong in one sentence, where it is a known failure. */
    readonly cause?: string | undefined;
    /** What to change, where it is a known failure. */
    readonly advice?: string | undefined;
    /** What AWS would leave: which version serves, and what users see under the stack's deployment policy. */
    readonly consequence?: string | undefined;
}

export interface RehearsalReport {
    readonly application: string;
    readonly stack: string;
    readonly scenario: string;
    /** Such as `Python 3.13 running on 64bit Amazon Linux 2023`. */
    readonly platform: string;
    /** What stands for what, in full sentences: `Python 3.12.1 of this machine stands for the platform's 3.13.` */
    readonly standIns: readonly string[];
    readonly deployments: readonly DeploymentEnd[];
    readonly uses: readonly Use[];
    /** What a scenario measured, such as requests and how many of them failed. */
    readonly measures: readonly { readonly name: string; readonly value: string }[];
    readonly findings: readonly Finding[];
    readonly passed: boolean;
    readonly seconds: number;
}
