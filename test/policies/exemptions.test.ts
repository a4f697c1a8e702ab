import * as assert from "node:assert/strict";
import { Exemption, Exemptions, readExemptions } from "../../policies/exemptions";
import { enhancedHealth } from "../../policies/rules/enhanced-health";
import { imdsv2 } from "../../policies/rules/imdsv2";
import { policiesOf } from "../../policies/pack";
import { runPolicies } from "../support/policy-runner";
import { environment } from "./sample-stack";
import { today } from "./scenarios";

const names = ["imdsv2", "tls-policy", "enhanced-health"];
const right: Exemption = { resource: "env", rule: "imdsv2", reason: "old image", expires: "2027-01-31" };
const resource = { type: "t", name: "notes-env", urn: "urn:pulumi:prod::notes::a:B$t::notes-env", props: {} };

describe("an exemption", () => {
    const fitting: [string, boolean][] = [
        ["notes-env", true],
        ["notes-*", true],
        ["*", true],
        ["*-env", true],
        ["n*s-*v", true],
        ["urn:pulumi:prod::notes::a:B$t::notes-env", true],
        ["urn:pulumi:prod::*::notes-env", true],
        ["notes", false],
        ["env", false],
        ["notes.env", false],
        ["notes-en?", false],
        ["NOTES-ENV", false],
        ["urn:pulumi:dev::*", false],
    ];
    for (const [pattern, fits] of fitting) {
        it(`of ${pattern} ${fits ? "covers" : "does not cover"} notes-env`, () => {
            const exemptions = new Exemptions(() => today);
            exemptions.take([{ ...right, resource: pattern }], "prod");
            assert.equal(exemptions.covers("imdsv2", resource), fits);
        });
    }

    const lasting: [string, string, boolean][] = [
        ["tomorrow", "2026-11-23", true],
        ["today", "2026-11-22", true],
        ["yesterday", "2026-11-21", false],
    ];
    for (const [title, expires, holds] of lasting) {
        it(`that expires ${title} ${holds ? "holds" : "does not hold, and says so"}`, () => {
            const exemptions = new Exemptions(() => today);
            exemptions.take([{ ...right, resource: "*", expires }], "prod");
            assert.equal(exemptions.covers("imdsv2", resource), holds);
            const expired =
                "The exemption of * from imdsv2 (old image) expired on 2026-11-21. Mend what it was for, or give it a " +
                "later day and a reason.";
            assert.deepEqual(exemptions.findings(), holds ? [] : [expired]);
        });
    }

    const stacks: [string, boolean][] = [
        ["prod", true],
        ["pr*", true],
        ["*", true],
        ["dev", false],
        ["prod-eu", false],
    ];
    for (const [stack, isHere] of stacks) {
        const state = (it: Exemptions) => [it.covers("imdsv2", resource), it.findings().length];
        it(`for the stack ${stack} ${isHere ? "holds" : "neither holds nor is unused"} in prod`, () => {
            const exemptions = new Exemptions(() => today);
            exemptions.take([{ ...right, resource: "*", stack }], "prod");
            assert.deepEqual(state(exemptions), [isHere, 0]);
        });
    }

    it("of a stack that nothing needed there is said to be unused", () => {
        const exemptions = new Exemptions(() => today);
        exemptions.take(
            [
                { ...right, stack: "prod" },
                { ...right, stack: "dev" },
            ],
            "prod",
        );
        assert.deepEqual(exemptions.findings(), [
            "The exemption of env from imdsv2 (old image) was not needed in this run. Take it out.",
        ]);
    });

    it("covers one rule only", () => {
        const exemptions = new Exemptions(() => today);
        exemptions.take([{ ...right, resource: "*" }], "prod");
        assert.equal(exemptions.covers("tls-policy", resource), false);
    });

    it("stays used when the configuration is taken again, as for each resource", () => {
        const exemptions = new Exemptions(() => today);
        exemptions.take([{ ...right, resource: "*" }], "prod");
        exemptions.covers("imdsv2", resource);
        exemptions.take([{ ...right, resource: "*" }], "prod");
        assert.deepEqual(exemptions.findings(), []);
    });

    it("is forgotten when the configuration does not have it any more", () => {
        const exemptions = new Exemptions(() => today);
        exemptions.take([{ ...right, resource: "*" }], "prod");
        exemptions.take([], "prod");
        assert.equal(exemptions.covers("imdsv2", resource), false);
        assert.deepEqual(exemptions.findings(), []);
    });
});

describe("exemptions of a run", () => {
    const broken = environment({
        "aws:autoscaling:launchconfiguration/DisableIMDSv1": "false",
        "aws:elasticbeanstalk:healthreporting:system/SystemType": "basic",
    });
    async function found(exemptions: readonly unknown[], stack = [broken]): Promise<string[]> {
        const policies = policiesOf([imdsv2, enhancedHealth], "/program", undefined, () => today);
        const { findings } = await runPolicies(policies, stack, { "pack-settings": { exemptions } });
        return findings.map(({ policy, level }) => `${policy} ${level}`);
    }

    it("take the findings of their rule away, and no others", async () => {
        assert.deepEqual(await found([right]), ["enhanced-health mandatory"]);
    });

    it("used by one of two resources are used", async () => {
        assert.deepEqual(await found([{ ...right, resource: "*" }], [environment(), { ...broken, name: "other" }]), [
            "enhanced-health mandatory",
        ]);
    });

    it("that nothing needed are advice", async () => {
        assert.deepEqual(await found([{ ...right, resource: "elsewhere" }], [environment()]), ["exemptions advisory"]);
    });

    it("that are wrong are not applied, and mandatory findings of the settings", async () => {
        assert.deepEqual(await found([{ ...right, reason: "" }]), [
            "pack-settings mandatory",
            "imdsv2 mandatory",
            "enhanced-health mandatory",
        ]);
    });

    it("for another stack are neither applied nor unused", async () => {
        assert.deepEqual(await found([{ ...right, stack: "elsewhere" }]), [
            "imdsv2 mandatory",
            "enhanced-health mandatory",
        ]);
    });

    it("are said once, whatever the number of resources", async () => {
        const two = [environment(), { ...environment(), name: "other" }];
        assert.deepEqual(await found([{ ...right, reason: "" }], two), ["pack-settings mandatory"]);
    });
});

describe("readExemptions", () => {
    it("takes what it understands beside what it does not", () => {
        const read = readExemptions([right, 3], names);
        assert.deepEqual(read.exemptions, [right]);
        assert.equal(read.problems.length, 1);
    });

    it("takes none where none are given", () => {
        assert.deepEqual(readExemptions(undefined, names), { exemptions: [], problems: [] });
    });

    const wrong: [string, unknown, string[]][] = [
        ["no list", {}, ["exemptions is not a list; wanted: a list of {resource, rule, reason, expires, stack?}."]],
        ["a text", ["x"], ["exemptions[0] is not an object; wanted: {resource, rule, reason, expires, stack?}."]],
        ["null", [null], ["exemptions[0] is not an object; wanted: {resource, rule, reason, expires, stack?}."]],
        ["a list", [[]], ["exemptions[0] is not an object; wanted: {resource, rule, reason, expires, stack?}."]],
        [
            "an empty object",
            [{}],
            [
                "exemptions[0].resource is missing; wanted: a resource's name or URN, * for any text.",
                "exemptions[0].rule is missing; wanted: the name of a rule.",
                "exemptions[0].reason is missing; wanted: why the team lives with the finding.",
                "exemptions[0].expires is missing; wanted: the last day on which it holds, as in 2027-01-31.",
            ],
        ],
        [
            "an empty reason",
            [right, { ...right, reason: " " }],
            ["exemptions[1].reason is empty; wanted: why the team lives with the finding."],
        ],
        [
            "a number",
            [{ ...right, expires: 20270131 }],
            ["exemptions[0].expires is not a text; wanted: the last day on which it holds, as in 2027-01-31."],
        ],
        [
            "an empty stack",
            [{ ...right, stack: "" }],
            ["exemptions[0].stack is empty; wanted: the name of a stack, * for any text, or nothing for every stack."],
        ],
        [
            "a misspelt key",
            [{ ...right, expire: "2027-01-31" }],
            ["exemptions[0].expire is not known (expires?); wanted: resource, rule, reason, expires, stack."],
        ],
        [
            "a misspelt rule",
            [{ ...right, rule: "imdsv3" }],
            ["exemptions[0].rule names no rule of this pack (imdsv2?); docs/policies.md lists them."],
        ],
        [
            "a rule of no pack",
            [{ ...right, rule: "something-else" }],
            ["exemptions[0].rule names no rule of this pack; docs/policies.md lists them."],
        ],
        ...["2027-02-30", "2027-1-31", "31.1.2027", "tomorrow"].map((expires): [string, unknown, string[]] => [
            `the day ${expires}`,
            [{ ...right, expires }],
            ["exemptions[0].expires is not a day; wanted: the last day on which it holds, as in 2027-01-31."],
        ]),
    ];
    for (const [title, given, problems] of wrong) {
        it(`says what is wrong with ${title}`, () => {
            assert.deepEqual(readExemptions(given, names).problems, problems);
        });
    }
});
