import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { checkPolicyConfig, problemsOfConfig } from "../../../cli/policies/check-config";
import { policyConfigOf } from "../../../cli/policies/config-file";
import { catalogue } from "../../../policies/catalogue";
import { temporaryFolder } from "../../support/temporary-folder";

const exemption = { resource: "env", rule: "imdsv2", reason: "old image", expires: "2027-01-31" };
const levels = "advisory, mandatory, remediate, disabled";

describe("a policy configuration", () => {
    const right: [string, object][] = [
        ["nothing", {}],
        ["a level for each rule", Object.fromEntries(catalogue.map(({ name }) => [name, "disabled"]))],
        ["an object with a level", { imdsv2: { enforcementLevel: "advisory" } }],
        ["settings of a rule", { "bundle-size": { maximumBytes: 1_000_000 } }],
        ["settings of the pack", { "pack-settings": { stage: "strict", exemptions: [exemption] } }],
        ["the engine's own names", { all: "advisory", environments: ["team/policies"] }],
        ["the policy that advises", { "https-listener-advice": "disabled" }],
    ];
    for (const [title, config] of right) {
        it(`may have ${title}`, () => {
            assert.deepEqual(problemsOfConfig(config), []);
        });
    }

    const wrong: [string, unknown, object[]][] = [
        [
            "a list",
            [],
            [
                {
                    where: "the file",
                    got: "array",
                    allowed: "an object",
                    remedy: 'Write {"<rule>": {"<key>": …}}; docs/policies.md lists rules and keys.',
                },
            ],
        ],
        [
            "a misspelt rule",
            { imdsv3: "disabled" },
            [
                {
                    where: "imdsv3",
                    got: "a name that no rule has",
                    allowed: "imdsv2",
                    remedy: "Did you mean imdsv2?",
                },
            ],
        ],
        [
            "a rule of nothing",
            { "no-such-thing-at-all": "disabled" },
            [
                {
                    where: "no-such-thing-at-all",
                    got: "a name that no rule has",
                    remedy: "docs/policies.md lists the rules.",
                },
            ],
        ],
        [
            "a level that is none",
            { imdsv2: "off" },
            [
                {
                    where: "imdsv2",
                    got: '"off"',
                    allowed: levels,
                    remedy: "Give a level, or an object with settings of the rule.",
                },
            ],
        ],
        [
            "a level within an object that is none",
            { imdsv2: { enforcementLevel: true } },
            [{ where: "imdsv2.enforcementLevel", got: "true", allowed: levels, remedy: "Give a level." }],
        ],
        [
            "settings of the pack that are disabled",
            { "pack-settings": "disabled" },
            [
                {
                    where: "pack-settings",
                    got: "disabled",
                    allowed: "advisory, mandatory",
                    remedy: "Leave it out: disabled, it takes neither stage nor exemptions. Disable single rules instead.",
                },
            ],
        ],
        [
            "a misspelt key, a wrong type, a number out of range: all at once",
            { "bundle-size": { maximumBytes: "much", maximumByte: 1 }, "pack-settings": { stage: "production" } },
            [
                {
                    where: "bundle-size.maximumBytes",
                    got: '"much"',
                    allowed: "integer",
                    remedy: "Ceiling of your own, below the limit of Elastic Beanstalk",
                },
                {
                    where: "bundle-size.maximumByte",
                    got: "a key that the rule does not have",
                    allowed: "maximumBytes, enforcementLevel",
                    remedy: "Did you mean maximumBytes?",
                },
                {
                    where: "pack-settings.stage",
                    got: '"production"',
                    allowed: '"dev", "prod", "strict"',
                    remedy: "Levels of all rules; without it a resource's tag `stage` counts, else the name of the stack: dev, or prod",
                },
            ],
        ],
        [
            "a number out of range",
            { "bundle-size": { maximumBytes: 0 } },
            [
                {
                    where: "bundle-size.maximumBytes",
                    got: "0",
                    allowed: "at least 1, at most 524288000",
                    remedy: "Ceiling of your own, below the limit of Elastic Beanstalk",
                },
            ],
        ],
        [
            "exemptions that are no list",
            { "pack-settings": { exemptions: {} } },
            [
                {
                    where: "pack-settings.exemptions",
                    got: "{}",
                    allowed: "array",
                    remedy: "Findings to live with: {resource, rule, reason, expires, stack?}",
                },
            ],
        ],
        [
            "an exemption of no rule",
            { "pack-settings": { exemptions: [{ ...exemption, rule: "imdsv3" }] } },
            [
                {
                    where: "pack-settings.exemptions[0].rule",
                    remedy: "names no rule of this pack (imdsv2?); docs/policies.md lists them.",
                },
            ],
        ],
    ];
    for (const [title, config, problems] of wrong) {
        it(`may not have ${title}`, () => {
            assert.deepEqual(problemsOfConfig(config), problems);
        });
    }
});

describe("a policy configuration file", () => {
    const folder = temporaryFolder();
    const write = (name: string, text: string): string => {
        const file = path.join(folder.path, name);
        fs.writeFileSync(file, text);
        return file;
    };

    it("is refused with all of its problems", () => {
        const file = write("policy-config.json", '{"imdsv3": "disabled", "imdsv2": 3}');
        assert.throws(() => checkPolicyConfig(file), {
            name: "ProblemError",
            message: /^policy-config\.json has 2 problems:\n\n {2}imdsv3\n[^]*\n\n {2}imdsv2\n/,
        });
    });

    it("is refused where it is no JSON, or no file", () => {
        assert.throws(() => checkPolicyConfig(write("broken.json", "{")), { message: /allowed {2}JSON/ });
        assert.throws(() => checkPolicyConfig(path.join(folder.path, "none.json")), { message: /got {6}no such file/ });
    });

    it("of a stack goes before that of all", () => {
        fs.rmSync(path.join(folder.path, "policy-config.json"), { force: true });
        assert.equal(policyConfigOf("prod", folder.path), undefined);
        const all = write("policy-config.json", "{}");
        assert.equal(policyConfigOf("prod", folder.path), all);
        const own = write("policy-config.prod.json", "{}");
        assert.equal(policyConfigOf("prod", folder.path), own);
        assert.equal(policyConfigOf("dev", folder.path), all);
    });
});
