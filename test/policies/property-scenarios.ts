import { secret, unknown } from "../support/policy-runner";
import type { Scenario } from "./scenarios";

/** A rule about one property of a resource. */
export interface PropertyTable {
    readonly type: string;
    readonly property: string;
    readonly right: readonly unknown[];
    readonly wrong: readonly unknown[];
    /** What a value has to be, as `stateOf` is told it. */
    readonly wanted: string;
    readonly whenAbsent: "right" | "wrong";
    /** The message for an absent value, where it is not "is not set". */
    readonly absent?: string;
    /** The whole message, given how the property stands. */
    readonly says: (state: string) => string;
    /** Other properties of the resource in all of these scenarios. */
    readonly beside?: Readonly<Record<string, unknown>>;
    readonly stage?: Scenario["stage"];
}

/** What every rule about a property has to answer: absent, null, right, wrong, unknown, secret. */
export function propertyScenarios(table: PropertyTable): Scenario[] {
    const { type, property, right, wrong, wanted, whenAbsent, absent = "is not set", says, beside, stage } = table;
    const scenario = (title: string, value: unknown, state?: string): Scenario => ({
        title: `${type.split(":").pop() ?? ""}: ${title}`,
        stack: () => [
            { type, name: "it", props: { ...beside, ...(value === undefined ? {} : { [property]: value }) } },
        ],
        ...(stage === undefined ? {} : { stage }),
        ...(state === undefined ? { reads: [`it.${property}`] } : { finds: [says(state)] }),
    });
    // What is not there cannot have been read, so that a wrong one stands beside it.
    const silent = (title: string, value: unknown): Scenario => ({
        ...scenario(title, value, `is not ${wanted}`),
        stack: () => [
            { type, name: "it", props: value === undefined ? { ...beside } : { ...beside, [property]: value } },
            { type, name: "other", props: { ...beside, [property]: wrong[0] } },
        ],
    });
    return [
        ...([undefined, null] as const).map((value) =>
            whenAbsent === "wrong"
                ? scenario(`${String(value)} is wrong`, value, absent)
                : silent(`${String(value)} is right`, value),
        ),
        ...right.map((value) => scenario(`${String(value)} is right`, value)),
        ...wrong.map((value) => scenario(`${JSON.stringify(value)} is wrong`, value, `is not ${wanted}`)),
        scenario(
            "unknown is not proven",
            unknown,
            `is not known in this preview, so that it is ${wanted} cannot be proven`,
        ),
        scenario("a secret is wrong and not repeated", secret("hunter2"), `is not ${wanted}`),
    ];
}
