import * as assert from "node:assert/strict";
import fc from "fast-check";
import { optionContext } from "../../../components/beanstalk-environment/option-context";
import { planOptions } from "../../../components/beanstalk-environment/plan-options";
import { fixedVariables } from "../../../components/beanstalk-environment/variables";
import { canonicalValue } from "../../../components/option-catalogue/canonical";
import { catalogue, findOption } from "../../../components/option-catalogue/catalogue";
import { combinationProblems } from "../../../components/option-catalogue/combination-problems";
import { optionProblems } from "../../../components/option-catalogue/option-problems";
import { owners } from "../../../components/option-catalogue/owners";
import { hashBlindProblems, propertyProblems } from "../../../components/option-catalogue/property-problems";
import { secondPreview } from "../../../components/option-catalogue/round-trip";
import { withoutSetting } from "../../../components/option-catalogue/without-setting";
import { everySetting } from "../../support/every-setting";
import { generatedSettings } from "../../support/generated-settings";
import { linksOf } from "../../support/option-links";
import { testSettings } from "../../support/settings";

describe("options that the settings compile to", () => {
    it("are right, stable, and canonical for 500 generated stacks", () => {
        fc.assert(
            fc.property(generatedSettings, (one) => {
                const [options, context] = [planOptions(one, linksOf(one)), optionContext(one)];
                assert.deepEqual(optionProblems(options, context), []);
                assert.deepEqual(combinationProblems(options, context), []);
                assert.deepEqual(secondPreview(options, context), []);
                // The order of instance types is checked apart.
                const respelt = options.filter(
                    (option) =>
                        option.name !== "InstanceTypes" &&
                        canonicalValue(findOption(option.namespace, option.name), option.value) !== option.value,
                );
                assert.deepEqual(respelt, []);
            }),
            { numRuns: 500 },
        );
    });

    it("have properties of the deployment's own that fit and whose changes are sent", () => {
        fc.assert(
            fc.property(generatedSettings, (one) => {
                const variables = fixedVariables(one);
                assert.deepEqual(propertyProblems(variables, one.app.platform.kind), []);
                assert.deepEqual(hashBlindProblems(variables), []);
            }),
            { numRuns: 100 },
        );
    });

    it("keep one instance type the same, however AWS answers", () => {
        const one = testSettings({ environment: { stage: "dev", instanceTypes: ["t3.micro"] } });
        const context = { ...optionContext(one), instanceTypes: "spaced" } as const;
        assert.deepEqual(secondPreview(planOptions(one, linksOf(one)), context), []);
    });

    it("of one kind of environment are wrong for another", () => {
        const one = testSettings();
        const shown = secondPreview(planOptions(one, linksOf(one)), { ...optionContext(one), loadBalancer: "none" });
        assert.deepEqual(
            [...new Set(shown.map(({ namespace }) => namespace))],
            [
                "aws:autoscaling:asg",
                "aws:autoscaling:trigger",
                "aws:ec2:vpc",
                "aws:elasticbeanstalk:environment",
                "aws:elbv2:loadbalancer",
            ],
        );
    });
});

describe("the settings", () => {
    const rowOf = (namespace: string, name: string) => {
        const entry = findOption(namespace, name) ?? assert.fail(`${namespace} / ${name} is not in the catalogue`);
        return `${entry.namespace} / ${entry.name}`;
    };
    const compiled = new Set(
        [...everySetting.values()].flatMap((settings) =>
            planOptions(settings, linksOf(settings)).map(({ namespace, name }) => rowOf(namespace, name)),
        ),
    );
    const all = catalogue.map(({ namespace, name }) => `${namespace} / ${name}`);
    const refused = new Set(
        catalogue.filter(({ refuse }) => refuse !== undefined).map(({ namespace, name }) => `${namespace} / ${name}`),
    );
    const isExcluded = (row: string) => row in withoutSetting || (row.split(" / ")[0] ?? "") in withoutSetting;

    it("reach every option of the catalogue but those on a list, each with its reason", () => {
        // They are set by names that users choose, and by the platform.
        const named = ["PYTHONPATH"].map((name) => `aws:elasticbeanstalk:application:environment / ${name}`);
        const reached = all.filter((row) => compiled.has(row) || named.includes(row));
        const others = all.filter((row) => !reached.includes(row) && !refused.has(row));
        assert.deepEqual(others, all.filter(isExcluded), "options without a setting");
        assert.deepEqual(
            Object.keys(withoutSetting).filter((key) => !all.some((row) => row === key || row.startsWith(`${key} / `))),
            [],
        );
    });

    it("own every option that they reach, so that no other place sets it", () => {
        assert.deepEqual(
            [...compiled].filter((row) => !(row in owners)),
            [],
        );
        assert.deepEqual(
            Object.keys(owners).filter((row) => !all.includes(row) || isExcluded(row) || refused.has(row)),
            [],
        );
    });

    it("know what a change of each option does and where that is written, but of some of which no source tells", () => {
        const unknown = [...compiled].filter((row) => {
            const entry = catalogue.find(({ namespace, name }) => row === `${namespace} / ${name}`);
            return entry === undefined || entry.change === "unknown" || entry.source === undefined;
        });
        const worker =
            "ConnectTimeout ErrorVisibilityTimeout HttpConnections HttpPath InactivityTimeout MaxRetries MimeType";
        assert.deepEqual(unknown.sort(), [
            "aws:autoscaling:asg / EnableCapacityRebalancing",
            "aws:ec2:instances / EnableSpot",
            "aws:ec2:instances / SpotAllocationStrategy",
            "aws:ec2:instances / SpotFleetOnDemandAboveBasePercentage",
            "aws:ec2:instances / SpotFleetOnDemandBase",
            "aws:ec2:instances / SpotMaxPrice",
            "aws:ec2:vpc / ELBScheme",
            "aws:elasticbeanstalk:environment:process:default / Port",
            "aws:elasticbeanstalk:environment:process:default / Protocol",
            "aws:elasticbeanstalk:environment:process:{process_name} / Port",
            "aws:elasticbeanstalk:environment:process:{process_name} / Protocol",
            "aws:elasticbeanstalk:environment:proxy / ProxyServer",
            ...`${worker} RetentionPeriod VisibilityTimeout WorkerQueueURL`
                .split(" ")
                .map((name) => `aws:elasticbeanstalk:sqsd / ${name}`),
            "aws:elasticbeanstalk:trafficsplitting / EvaluationTime",
            "aws:elasticbeanstalk:trafficsplitting / NewVersionPercent",
        ]);
    });
});
