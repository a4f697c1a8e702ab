import * as assert from "node:assert/strict";
import { nearestOf } from "../../policies/nearest";
import { policiesOf } from "../../policies/pack";
import { numberIn, unknownKeys } from "../../policies/rule-configuration";
import type { Rule } from "../../policies/rule";
import { advisoryInDev, everywhere, Levels, notInDev, Stage } from "../../policies/levels";
import { runPolicies } from "../support/policy-runner";
import { environment } from "./sample-stack";
import { today } from "./scenarios";

const schema = { properties: { seconds: { type: "integer" as const, default: 5 }, names: { type: "array" as const } } };

describe("unknownKeys", () => {
    const cases: [string, object, Parameters<typeof unknownKeys>[1], string[]][] = [
        ["nothing of known keys", { seconds: 1, names: [] }, schema, []],
        [
            "a misspelt key, and the one it may be",
            { secnods: 1 },
            schema,
            ["The configuration has a key that is not known: secnods (seconds?); wanted: seconds, names."],
        ],
        [
            "any key where there are none",
            { color: 1 },
            undefined,
            ["The configuration has a key that is not known: color; wanted: none, but enforcementLevel."],
        ],
    ];
    for (const [title, config, known, problems] of cases) {
        it(`says ${title}`, () => {
            assert.deepEqual(unknownKeys(config as Record<string, unknown>, known), problems);
        });
    }
});

describe("numberIn", () => {
    for (const [value, number] of [
        [3, 3],
        [0, 0],
        ["3", 5],
        [Number.NaN, 5],
        [undefined, 5],
    ] as const) {
        it(`is ${number} for ${JSON.stringify(value)}`, () => {
            assert.equal(numberIn({ seconds: value }, "seconds", 5), number);
        });
    }
});

describe("nearestOf", () => {
    for (const [wrong, said] of [
        ["imdsv1", " (imdsv2?)"],
        ["Tls-Policy", " (tls-policy?)"],
        ["tls_polcy", " (tls-policy?)"],
        ["something", ""],
    ] as const) {
        it(`says ${JSON.stringify(said)} of ${wrong}`, () => {
            assert.equal(nearestOf(wrong, ["imdsv2", "tls-policy"]), said);
        });
    }
});

const facts = {
    name: "sample",
    displayName: "Sample",
    description: "Sample.",
    severity: "low",
    remediationSteps: "None.",
    url: "https://example.com",
    tags: [],
    configSchema: schema,
} as const;
const type = "aws:elasticbeanstalk/environment:Environment";
const resourceRule = (levels: Levels): Rule => ({
    ...facts,
    levels,
    sees: "resource",
    types: [type],
    judge: () => ["wrong"],
});
const graphRule = (levels: Levels): Rule => ({
    ...facts,
    levels,
    sees: "graph",
    types: [type],
    judge: () => ["wrong"],
});

/** `policy level message`, without what exemptions and settings say. */
async function found(rule: Rule, configs: Record<string, object>, count = 1, stack = "prod"): Promise<string[]> {
    const policies = policiesOf([rule], "/program", undefined, () => today);
    const resources = Array.from({ length: count }, (_, index) => ({
        ...environment({}, { stack }),
        name: `e${index}`,
    }));
    const { findings } = await runPolicies(policies, resources, configs);
    return findings.map(({ policy, level, resource, message }) => [policy, level, resource, message].join(" "));
}

describe("the stages of a rule", () => {
    const cases: [string, Levels, Stage | undefined, string, string[]][] = [
        ["mandatory everywhere", everywhere, undefined, "dev", ["sample mandatory e0 wrong"]],
        ["advice in dev", advisoryInDev, undefined, "dev", ["sample-advice advisory e0 wrong"]],
        ["mandatory in prod", advisoryInDev, undefined, "prod", ["sample mandatory e0 wrong"]],
        ["off in dev", notInDev, undefined, "dev", []],
        ["off in a stack that is configured to be dev", notInDev, "dev", "prod", []],
        ["mandatory in a dev stack under strict", notInDev, "strict", "dev", ["sample mandatory e0 wrong"]],
        [
            "advice that only strict makes mandatory",
            { dev: "off", prod: "advisory", strict: "mandatory" },
            "strict",
            "prod",
            ["sample mandatory e0 wrong"],
        ],
    ];
    for (const [title, levels, stage, stack, findings] of cases) {
        for (const rule of [resourceRule(levels), graphRule(levels)]) {
            it(`${title}, where it sees the ${rule.sees}`, async () => {
                const configs: Record<string, object> = stage === undefined ? {} : { "pack-settings": { stage } };
                assert.deepEqual(await found(rule, configs, 1, stack), findings);
            });
        }
    }
});

describe("keys that are not known", () => {
    const unknownKey = "The configuration has a key that is not known: secnods (seconds?); wanted: seconds, names.";
    const none = "The configuration has a key that is not known: seconds; wanted: none, but enforcementLevel.";
    for (const make of [resourceRule, graphRule]) {
        const { sees } = make(everywhere);

        it(`are said once by the rule that sees the ${sees}, about the stack where no resource is at fault`, async () => {
            const findings = await found({ ...make(everywhere), judge: () => [] }, { sample: { secnods: 1 } }, 3);
            assert.deepEqual(findings, [`sample mandatory ${sees === "resource" ? "e0" : ""} ${unknownKey}`]);
        });

        it(`are said by the advice of the rule that sees the ${sees}, which has none of its own`, async () => {
            const findings = await found(
                { ...make(advisoryInDev), judge: () => [] },
                { "sample-advice": { seconds: 1 } },
                2,
                "dev",
            );
            assert.deepEqual(findings, [`sample-advice advisory ${sees === "resource" ? "e0" : ""} ${none}`]);
        });
    }

    it("are said once by the settings of the pack", async () => {
        const findings = await found(
            { ...resourceRule(everywhere), judge: () => [] },
            { "pack-settings": { stages: "dev" } },
            3,
        );
        assert.deepEqual(findings, [
            "pack-settings mandatory e0 The configuration has a key that is not known: stages (stage?); wanted: stage, exemptions.",
        ]);
    });
});

describe("a rule's configuration", () => {
    it("has the defaults of the schema, which the engine fills in, and reaches the policy that advises too", async () => {
        const saying: Rule = {
            ...facts,
            levels: advisoryInDev,
            sees: "resource",
            types: [type],
            judge: (_, config) => [`${numberIn(config, "seconds", 0)}`],
        };
        assert.deepEqual(await found(saying, {}), ["sample mandatory e0 5"]);
        assert.deepEqual(await found(saying, { sample: { seconds: 7 } }, 1, "dev"), ["sample-advice advisory e0 7"]);
    });
});
