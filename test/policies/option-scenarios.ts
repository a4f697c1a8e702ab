import { secret, unknown } from "../support/policy-runner";
import { environment } from "./sample-stack";
import type { Scenario } from "./scenarios";

/** A rule about one option of an environment. */
export interface OptionTable {
    /** `namespace/name` */
    readonly option: string;
    readonly right: readonly string[];
    readonly wrong: readonly string[];
    /** What a value has to be, as `stateOf` is told it. */
    readonly wanted: string;
    readonly whenAbsent: "right" | "wrong";
    /** The whole message, given how the option stands. */
    readonly says: (state: string) => string;
    /** Other options of the environment in all of these scenarios. */
    readonly beside?: Readonly<Record<string, unknown>>;
}

/** What every rule about an option has to answer: absent, right, wrong, twice, unknown, secret. */
export function optionScenarios({ option, right, wrong, wanted, whenAbsent, says, beside }: OptionTable): Scenario[] {
    const stack = (value: unknown) => () => [environment({ ...beside, [option]: value })];
    const reads = [`env ${option}`];
    const found = (title: string, value: unknown, state: string): Scenario => ({
        title,
        stack: stack(value),
        finds: [says(state)],
    });
    return [
        whenAbsent === "wrong"
            ? found("absent is wrong", undefined, "is not set")
            : { title: "absent is right", stack: stack(undefined), reads: ["env.settings"] },
        ...right.map((value) => ({ title: `"${value}" is right`, stack: stack(value), reads })),
        ...wrong.map((value) => found(`"${value}" is wrong`, value, `is not ${wanted}`)),
        found("right and wrong is wrong", [right[0], wrong[0]], `is set 2 times and not always ${wanted}`),
        found(
            "unknown is not proven",
            unknown,
            `is not known in this preview, so that it is ${wanted} cannot be proven`,
        ),
        found("a secret is wrong and not repeated", secret("hunter2"), `is not ${wanted}`),
    ];
}
