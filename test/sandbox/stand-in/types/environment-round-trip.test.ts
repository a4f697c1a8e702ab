import * as assert from "node:assert/strict";
import * as path from "node:path";
import fc from "fast-check";
import { planOptions } from "../../../../components/beanstalk-environment/plan-options";
import { solutionStackName } from "../../../../components/beanstalk-environment/platform";
import { optionKey } from "../../../../components/option-catalogue/option-problems";
import { optionHash } from "../../../../components/option-catalogue/round-trip";
import type { OptionContext, OptionValue } from "../../../../components/option-catalogue/types";
import type { Settings } from "../../../../components/settings";
import { Account } from "../../../../sandbox/stand-in/account";
import { Cloud } from "../../../../sandbox/stand-in/cloud";
import { changesOf } from "../../../../sandbox/stand-in/diff";
import { typeOf } from "../../../../sandbox/stand-in/types";
import { optionsIn } from "../../../../sandbox/stand-in/types/environment-settings";
import { plain, Properties, secret } from "../../../../sandbox/stand-in/values";
import { environments, Generated } from "../../../components/option-catalogue/arbitraries";
import { everySetting } from "../../../support/every-setting";
import { generatedSettings } from "../../../support/generated-settings";
import { linksOf } from "../../../support/option-links";
import { temporaryFolder } from "../../../support/temporary-folder";

const environment = "aws:elasticbeanstalk/environment:Environment";
const place = { region: "eu-west-1", accountId: "123456789012" };

/** The options that make an environment what it is. */
function kindOptions({ tier, loadBalancer }: OptionContext): OptionValue[] {
    const option = (name: string, value: string, namespace = "aws:elasticbeanstalk:environment") => ({
        namespace,
        name,
        value,
        resource: "",
    });
    if (tier === "worker") {
        return [];
    }
    switch (loadBalancer) {
        case "none":
            return [option("EnvironmentType", "SingleInstance")];
        case "application":
        case "network":
            return [option("EnvironmentType", "LoadBalanced"), option("LoadBalancerType", loadBalancer)];
        case "application-shared":
            return [
                option("EnvironmentType", "LoadBalanced"),
                option("LoadBalancerType", "application"),
                option("LoadBalancerIsShared", "true"),
                option("SharedLoadBalancer", "arn:shared", "aws:elbv2:loadbalancer"),
            ];
    }
}

const namesOfKind = new Set(["EnvironmentType", "LoadBalancerType", "LoadBalancerIsShared", "SharedLoadBalancer"]);

function inputsOf({ context, options }: Generated, secretValues: boolean): Properties {
    const others = options.filter(({ name }) => !namesOfKind.has(name));
    const release = "64bit Amazon Linux 2023 v4.13.7 running";
    return {
        name: "notes",
        application: "notes",
        tier: context.tier === "web" ? "WebServer" : "Worker",
        solutionStackName: context.platform === "docker" ? `${release} Docker` : `${release} Python 3.13`,
        settings: [...kindOptions(context), ...others].map((option) => ({
            ...option,
            value: secretValues ? secret(option.value) : option.value,
        })),
    };
}

/** What the program gives, with ids in place of the resources that other parts make. */
const compiledInputs = (settings: Settings): Properties => ({
    name: "notes",
    application: "notes",
    tier: settings.environment.tier.kind === "worker" ? "Worker" : "WebServer",
    solutionStackName: solutionStackName(settings),
    settings: planOptions(settings, linksOf(settings)),
});

const reversed = (inputs: Properties): Properties => ({
    ...inputs,
    settings: [...(inputs["settings"] as unknown[])].reverse(),
});

describe("generated environments in the stand-in", () => {
    const folder = temporaryFolder();

    /** In a pretended account of one application. */
    function cloudOf(): Cloud {
        const account = new Account(path.join(folder.path, "account.json"));
        account.put("aws:elasticbeanstalk/application:Application", "notes", { name: "notes" });
        return new Cloud(account, []);
    }

    it("are made, read and changed without a difference, 500 of them", async () => {
        const cloud = cloudOf();
        const shown = (inputs: Properties, outputs: Properties, news: Properties) => [
            ...changesOf(typeOf(environment), { inputs, outputs }, news).keys(),
        ];
        await fc.assert(
            fc.asyncProperty(environments, fc.boolean(), async (generated, secretValues) => {
                const inputs = inputsOf(generated, secretValues);
                const { id, outputs } = await cloud.create(environment, inputs, place, "urn");
                assert.deepEqual(shown(inputs, outputs, inputs), []);
                assert.deepEqual(shown(inputs, outputs, reversed(inputs)), []);
                const read = cloud.read(environment, id, { inputs, outputs });
                assert.ok(read !== undefined);
                assert.deepEqual(read.outputs, outputs);
                assert.deepEqual(shown(read.inputs, read.outputs, inputs), []);
                const updated = await cloud.update(environment, id, outputs, reversed(inputs), place);
                assert.deepEqual(shown(reversed(inputs), updated, inputs), []);
                await cloud.remove(environment, id, inputs);
            }),
            { numRuns: 500 },
        );
    }).timeout(120_000);

    /** What a preview shows straight after the creation. */
    async function shownFor(settings: Settings): Promise<string[]> {
        const [cloud, inputs] = [cloudOf(), compiledInputs(settings)];
        const { id, outputs } = await cloud.create(environment, inputs, place, "urn");
        await cloud.remove(environment, id, inputs);
        return [...changesOf(typeOf(environment), { inputs, outputs }, inputs).keys()];
    }

    for (const [name, settings] of everySetting) {
        it(`show nothing for the options of a stack: ${name}`, async () => {
            assert.deepEqual(await shownFor(settings), []);
        });
    }

    it("show nothing for what 500 generated stacks compile to", async () => {
        await fc.assert(
            fc.asyncProperty(generatedSettings, async (settings) => {
                assert.deepEqual(await shownFor(settings), []);
            }),
            { numRuns: 500 },
        );
    }).timeout(120_000);

    it("show each option of which the value changes, and no other", async () => {
        const cloud = cloudOf();
        await fc.assert(
            fc.asyncProperty(environments, fc.nat(), async (generated, nth) => {
                const inputs = inputsOf(generated, false);
                const options = optionsIn(inputs);
                const changed = nth % Math.max(1, options.length);
                const news = {
                    ...inputs,
                    settings: options.map((option, i) => (i === changed ? { ...option, value: "another" } : option)),
                };
                const { id, outputs } = await cloud.create(environment, inputs, place, "urn");
                const changes = changesOf(typeOf(environment), { inputs, outputs }, news);
                await cloud.remove(environment, id, inputs);
                assert.deepEqual([...changes.keys()], options.length === 0 ? [] : [`settings[${changed}].value`]);
            }),
            { numRuns: 200 },
        );
    }).timeout(60_000);

    it("hold each option once, by the hash that it was sent with", async () => {
        const cloud = cloudOf();
        await fc.assert(
            fc.asyncProperty(environments, async (generated) => {
                const inputs = inputsOf(generated, true);
                const { id, outputs } = await cloud.create(environment, inputs, place, "urn");
                await cloud.remove(environment, id, inputs);
                assert.deepEqual(optionsIn(outputs).map(optionKey), optionsIn(inputs).map(optionKey));
                assert.deepEqual(optionsIn(outputs).map(optionHash), optionsIn(inputs).map(optionHash));
                assert.deepEqual(plain(outputs["allSettings"]), plain(outputs["settings"]));
            }),
            { numRuns: 100 },
        );
    }).timeout(60_000);
});
