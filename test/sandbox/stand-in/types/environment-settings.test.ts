import * as assert from "node:assert/strict";
import { plain, Properties, secret } from "../../../../sandbox/stand-in/values";
import { ProviderClient } from "../../../support/provider-client";
import { temporaryFolder } from "../../../support/temporary-folder";

const environment = "aws:elasticbeanstalk/environment:Environment";
const group = "aws:ec2/securityGroup:SecurityGroup";
const asg = "aws:autoscaling:asg";
const launch = "aws:autoscaling:launchconfiguration";
const vpc = "aws:ec2:vpc";
const properties = "aws:elasticbeanstalk:application:environment";

type Option = readonly [namespace: string, name: string, value: unknown, resource?: string];

const setting = ([namespace, name, value, resource = ""]: Option): Properties => ({ namespace, name, value, resource });

const withApplicationLoadBalancer: Option = ["aws:elasticbeanstalk:environment", "LoadBalancerType", "application"];

function inputsOf(options: readonly Option[], more: Properties = {}): Properties {
    return {
        name: "notes-dev",
        application: "notes",
        tier: "WebServer",
        solutionStackName: "64bit Amazon Linux 2023 v4.13.7 running Python 3.13",
        settings: [withApplicationLoadBalancer, ...options].map(setting),
        ...more,
    };
}

/** `name = value` of what the state holds, the load balancer's type aside. */
const heldIn = (outputs: Properties): string[] =>
    (plain(outputs["settings"]) as { name: string; value: string }[])
        .filter(({ name }) => name !== "LoadBalancerType")
        .map(({ name, value }) => `${name} = ${value}`);

describe("settings of an environment in the stand-in", () => {
    const folder = temporaryFolder();
    let aws: ProviderClient;
    beforeEach(async () => {
        aws = await ProviderClient.start(folder.path);
        await aws.create("aws:elasticbeanstalk/application:Application", "a", { name: "notes" });
    });
    afterEach(() => aws.close());

    /** Paths and kinds that a preview shows: ADD 0, DELETE 2, UPDATE 4. */
    async function shown(
        inputs: Properties,
        outputs: Properties,
        news: Properties,
        ignored: string[] = [],
    ): Promise<Record<string, number>> {
        const { detaileddiffMap, changes } = await aws.diff(environment, inputs, news, ignored, outputs);
        assert.equal(changes, detaileddiffMap.length === 0 ? 1 : 2);
        return Object.fromEntries(detaileddiffMap.map(([path, { kind }]) => [path, kind]));
    }

    /** What the second preview shows of a program that did not change, and what the state holds. */
    async function secondPreview(options: readonly Option[], more: Properties = {}) {
        const inputs = inputsOf(options, more);
        const { id, outputs } = await aws.create(environment, "e", inputs);
        const refreshed = await aws.read(environment, id, inputs, outputs);
        const shows = await shown(inputs, outputs, inputs);
        assert.deepEqual(await shown(refreshed.inputs, refreshed.outputs, inputs), shows, "a refresh changes nothing");
        return { shows, held: heldIn(outputs) };
    }

    describe("shows for ever", () => {
        const unstable: readonly {
            what: string;
            options: readonly Option[];
            more?: Properties;
            shows: Record<string, number>;
            held: readonly string[];
        }[] = [
            {
                what: "an option of the classic load balancer beside another one",
                options: [["aws:elb:policies", "ConnectionDrainingEnabled", "true"]],
                shows: { "settings[1]": 0 },
                held: [],
            },
            {
                what: "an option of a load balancer on a single instance",
                options: [
                    ["aws:elasticbeanstalk:environment", "EnvironmentType", "SingleInstance"],
                    [vpc, "ELBSubnets", "subnet-1"],
                ],
                // The load balancer's type, too, is none of a single instance's.
                shows: { "settings[0]": 0, "settings[2]": 0 },
                held: ["EnvironmentType = SingleInstance"],
            },
            {
                what: "an option of a web server in a worker",
                options: [["aws:elbv2:loadbalancer", "IdleTimeout", "60"]],
                more: { tier: "Worker" },
                shows: { "settings[0]": 0, "settings[1]": 0 },
                held: [],
            },
            {
                what: "WSGIPath on Docker",
                options: [["aws:elasticbeanstalk:container:python", "WSGIPath", "config.wsgi:application"]],
                more: { solutionStackName: "64bit Amazon Linux 2023 v4.13.7 running Docker" },
                shows: { "settings[1]": 0 },
                held: [],
            },
            {
                what: "a space after a comma",
                options: [[launch, "SSHSourceRestriction", "tcp, 22, 22, 10.0.0.0/8"]],
                shows: { "settings[1].value": 4 },
                held: ["SSHSourceRestriction = tcp,22,22,10.0.0.0/8"],
            },
            {
                what: "several instance types without the space that AWS puts between them",
                options: [["aws:ec2:instances", "InstanceTypes", "t3.small,t3.micro"]],
                shows: { "settings[1].value": 4 },
                held: ["InstanceTypes = t3.small, t3.micro"],
            },
            {
                what: "one key with two values",
                options: [
                    [asg, "MinSize", "1"],
                    [asg, "MinSize", "2"],
                ],
                shows: { "settings[1]": 0 },
                held: ["MinSize = 2"],
            },
            {
                what: "a resource where none belongs",
                options: [[asg, "MinSize", "1", "AWSEBAutoScalingGroup"]],
                shows: { "settings[1]": 0 },
                held: [],
            },
            {
                what: "a scheduled action without its name",
                options: [["aws:autoscaling:scheduledaction", "MinSize", "1"]],
                shows: { "settings[1]": 0 },
                held: [],
            },
        ];
        for (const { what, options, more, shows, held } of unstable) {
            it(what, async () => {
                assert.deepEqual(await secondPreview(options, more), { shows, held });
            });
        }

        it("a security group whose name starts with awseb", async () => {
            const made = await aws.create(group, "g", { name: "awseb-own", vpcId: "vpc-1" });
            const other = await aws.create(group, "h", { name: "instances", vpcId: "vpc-1" });
            const { shows, held } = await secondPreview([[launch, "SecurityGroups", `${made.id},${other.id}`]]);
            assert.deepEqual(shows, { "settings[1].value": 4 });
            assert.deepEqual(held, [`SecurityGroups = ${other.id}`]);
        });
    });

    it("shows nothing of a program whose values are stable, in any order", async () => {
        const made = await aws.create(group, "g", { name: "instances", vpcId: "vpc-1" });
        const options: readonly Option[] = [
            [vpc, "Subnets", "subnet-2,subnet-1"],
            [launch, "SecurityGroups", `sg-0elsewhere,${made.id}`],
            ["aws:autoscaling:scheduledaction", "MinSize", "1", "morning"],
            ["aws:autoscaling:scheduledaction", "MinSize", "2", "evening"],
            ["aws:ec2:instances", "InstanceTypes", "t3.small, t3.micro"],
            [properties, "MIDDLEWARE", "b,a"],
            [properties, "TOKEN", secret("canary")],
        ];
        const { shows, held } = await secondPreview(options);
        assert.deepEqual(shows, {});
        assert.equal(held[0], "Subnets = subnet-1,subnet-2");
        const inputs = inputsOf(options);
        const { outputs } = await aws.create(environment, "f", { ...inputs, name: "notes-two" });
        assert.deepEqual(await shown(inputs, outputs, inputsOf([...options].reverse())), {});
    });

    it("marks the values that were secret, and every option in allSettings", async () => {
        const token = setting([properties, "TOKEN", secret("canary")]);
        const { id, outputs } = await aws.create(environment, "e", inputsOf([[properties, "TOKEN", secret("canary")]]));
        assert.deepEqual(outputs["settings"], [setting(withApplicationLoadBalancer), token]);
        assert.deepEqual(outputs["allSettings"], secret(plain(outputs["settings"])));
        const read = await aws.read(environment, id, {}, outputs);
        assert.deepEqual(read.outputs, outputs);
    });

    it("keeps a list secret that was given as one", async () => {
        const inputs = { ...inputsOf([]), settings: secret([setting([vpc, "Subnets", "subnet-2,subnet-1"])]) };
        const { outputs } = await aws.create(environment, "e", inputs);
        assert.deepEqual(outputs["settings"], secret([setting([vpc, "Subnets", "subnet-1,subnet-2"])]));
        assert.deepEqual(await shown(inputs, outputs, inputs), {});
    });

    describe("are changed by what the provider sends", () => {
        for (const [before, after] of [
            ["b,a", "a,b"],
            ["1.1", "1.10"],
            ['{"a": 1}', '{"a":1}'],
        ] as const) {
            it(`not by ${after} after ${before}, which leaves the old value`, async () => {
                const [inputs, news] = [before, after].map((value) => inputsOf([[properties, "VALUE", value]]));
                assert.ok(inputs !== undefined && news !== undefined);
                const { id, outputs } = await aws.create(environment, "e", inputs);
                assert.deepEqual(await shown(inputs, outputs, news), {});
                const more = inputsOf([
                    [properties, "VALUE", after],
                    [asg, "MinSize", "2"],
                ]);
                assert.deepEqual(await shown(inputs, outputs, more), { "settings[2]": 0 });
                const updated = await aws.update(environment, "e", id, outputs, more);
                assert.deepEqual(heldIn(updated), [`VALUE = ${before}`, "MinSize = 2"]);
            });
        }

        it("by a value of another hash, by a new option, and by one that goes", async () => {
            const inputs = inputsOf([
                [asg, "MinSize", "1"],
                [asg, "MaxSize", "1"],
            ]);
            const news = inputsOf([
                [asg, "MaxSize", "3"],
                [asg, "MinSize", "1"],
                [asg, "Cooldown", "60"],
            ]);
            const { id, outputs } = await aws.create(environment, "e", inputs);
            // By place: the old MaxSize goes, the new one and Cooldown come.
            assert.deepEqual(await shown(inputs, outputs, news), {
                "settings[1]": 0,
                "settings[2]": 2,
                "settings[3]": 0,
            });
            const updated = await aws.update(environment, "e", id, outputs, news);
            assert.deepEqual(heldIn(updated), ["MaxSize = 3", "MinSize = 1", "Cooldown = 60"]);
            assert.deepEqual(await shown(news, updated, news), {});
        });

        it("not when the program ignores them", async () => {
            const inputs = inputsOf([[asg, "MinSize", "1"]]);
            const { outputs } = await aws.create(environment, "e", inputs);
            assert.deepEqual(await shown(inputs, outputs, inputsOf([[asg, "MinSize", "2"]]), ["settings"]), {});
        });
    });
});
