import * as assert from "node:assert/strict";
import { catalogue } from "../../policies/catalogue";
import { policiesOf } from "../../policies/pack";
import { Described, runPolicies, unknown } from "../support/policy-runner";
import { environment, Options, rightOptions, settings } from "./sample-stack";

const today = "2026-11-22";

/** A saved configuration with these options, and an environment made from it with these. */
function stack(saved: Options, own: Options, other: Record<string, unknown> = {}): Described[] {
    return [
        {
            type: "aws:elasticbeanstalk/configurationTemplate:ConfigurationTemplate",
            name: "saved",
            props: { name: "saved", application: "notes", settings: settings(saved), ...other },
        },
        {
            ...environment(),
            props: { application: "notes", templateName: "saved", settings: settings(own) },
        },
    ];
}

const without = (options: Options, ...names: string[]): Options =>
    Object.fromEntries(Object.entries(options).filter(([name]) => !names.includes(name)));

/** What rules that look at the environment alone find, `rule: beginning of the message`. */
async function findings(described: readonly Described[]): Promise<string[]> {
    const rules = catalogue.filter(({ sees }) => sees === "resource");
    const policies = policiesOf(rules, "/program", undefined, () => today);
    const run = await runPolicies(policies, described);
    return run.findings.map(({ policy, message }) => `${policy}: ${message.slice(0, 60)}`);
}

const health = "aws:elasticbeanstalk:healthreporting:system/SystemType";
const metadata = "aws:autoscaling:launchconfiguration/DisableIMDSv1";
const alone = environment({}, { props: { application: "notes" } });

describe("an environment made from a saved configuration of the stack", () => {
    it("has the options of both", async () => {
        const asAlone = await findings([alone]);
        assert.deepEqual(await findings(stack(rightOptions, {})), asAlone);
        const split = stack({ [health]: "enhanced" }, without(rightOptions, health));
        assert.deepEqual(await findings(split), asAlone);
    });

    it("is found wrong by what its saved configuration sets", async () => {
        const debug = { "aws:elasticbeanstalk:application:environment/DJANGO_DEBUG": "True" };
        assert.deepEqual(
            (await findings(stack({ ...rightOptions, ...debug }, {}))).map((each) => each.split(":")[0]),
            ["django-debug-off"],
        );
    });

    it("has its own value where both set an option", async () => {
        assert.deepEqual(await findings(stack({ [health]: "basic" }, rightOptions)), await findings([alone]));
        const wrong = stack({ [metadata]: "true" }, { ...rightOptions, [metadata]: "false" });
        assert.deepEqual(
            (await findings(wrong)).map((each) => each.split(":")[0]),
            ["imdsv2"],
        );
    });

    it("is judged by its own settings where the saved configuration is of another application, has another name, or is not known", async () => {
        const own = without(rightOptions, health);
        const wanted = ["enhanced-health"];
        const cases = [{ application: "other" }, { name: "other" }, { name: unknown }, { settings: unknown }];
        for (const other of cases) {
            const found = await findings(stack({ [health]: "enhanced" }, own, other));
            assert.deepEqual(
                found.map((each) => each.split(":")[0]),
                wanted,
                JSON.stringify(other),
            );
        }
    });

    it("keeps what is not known beside its settings", async () => {
        const [saved, made] = stack(rightOptions, {});
        const described = [saved!, { ...made!, props: { ...made!.props, version: unknown, tags: unknown } }];
        assert.deepEqual(await findings(described), []);
    });
});
