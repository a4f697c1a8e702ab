import * as assert from "node:assert/strict";
import type { Properties } from "../../../../sandbox/stand-in/values";
import { ProviderClient } from "../../../support/provider-client";
import { temporaryFolder } from "../../../support/temporary-folder";

const environment = "aws:elasticbeanstalk/environment:Environment";
const refusal = "ConfigurationValidationException: Configuration validation exception:";
const kind = "aws:elasticbeanstalk:environment";

/** Value by `namespace name`. */
type Options = Readonly<Record<string, string>>;

const single: Options = { [`${kind} EnvironmentType`]: "SingleInstance" };
const application: Options = { [`${kind} LoadBalancerType`]: "application" };
const shared = (arn: string): Options => ({
    ...application,
    [`${kind} LoadBalancerIsShared`]: "true",
    "aws:elbv2:loadbalancer SharedLoadBalancer": arn,
});

const inputsOf = (options: Options, more: Properties = {}): Properties => ({
    name: "notes-dev",
    application: "notes",
    settings: Object.entries(options).map(([key, value]) => {
        const [namespace, name] = key.split(" ");
        return { namespace, name, value, resource: "" };
    }),
    ...more,
});

describe("what Elastic Beanstalk refuses in the stand-in", () => {
    const folder = temporaryFolder();
    let aws: ProviderClient;
    beforeEach(async () => {
        aws = await ProviderClient.start(folder.path);
        await aws.create("aws:elasticbeanstalk/application:Application", "a", { name: "notes" });
    });
    afterEach(() => aws.close());

    async function update(before: Options, after: Options): Promise<Properties> {
        const { id, outputs } = await aws.create(environment, "e", inputsOf(before));
        return aws.update(environment, "e", id, outputs, inputsOf(after));
    }

    const updates: readonly { what: string; before: Options; after: Options; message: string }[] = [
        {
            what: "another type of load balancer",
            before: application,
            after: { [`${kind} LoadBalancerType`]: "network" },
            message: "LoadBalancer type option cannot be changed.",
        },
        {
            what: "the classic load balancer, which is what an environment without a type has",
            before: application,
            after: {},
            message: "LoadBalancer type option cannot be changed.",
        },
        {
            what: "a shared load balancer instead of one of its own",
            before: application,
            after: shared("arn:one"),
            message: `Invalid option value: 'true' (Namespace: '${kind}', OptionName: 'LoadBalancerIsShared'): The option cannot be changed after the environment is created.`,
        },
        {
            what: "a load balancer of its own instead of a shared one",
            before: shared("arn:one"),
            after: application,
            message: `Invalid option value: 'null' (Namespace: '${kind}', OptionName: 'LoadBalancerIsShared'): The option cannot be changed after the environment is created.`,
        },
        {
            what: "another shared load balancer",
            before: shared("arn:one"),
            after: shared("arn:two"),
            message:
                "Invalid option value: 'arn:two' (Namespace: 'aws:elbv2:loadbalancer', OptionName: 'SharedLoadBalancer'): The option cannot be changed after the environment is created.",
        },
        {
            what: "another VPC",
            before: { ...single, "aws:ec2:vpc VPCId": "vpc-1" },
            after: { ...single, "aws:ec2:vpc VPCId": "vpc-2" },
            message: "You cannot migrate an environment to a VPC. Launch a new environment in the VPC.",
        },
        {
            what: "an option that a namespace does not have",
            before: single,
            after: { ...single, "aws:ec2:vpc Subnets1": "subnet-1" },
            message:
                "Invalid option specification (Namespace: 'aws:ec2:vpc', OptionName: 'Subnets1'): Unknown configuration setting.",
        },
    ];
    for (const { what, before, after, message } of updates) {
        it(what, async () => {
            await assert.rejects(update(before, after), { message: `${refusal} ${message}` });
        });
    }

    it("not the first load balancer of a single instance, nor that it goes", async () => {
        const balanced = await update(single, application);
        assert.equal((balanced["loadBalancers"] as string[]).length, 1);
        const back = await aws.update(environment, "e", "e-1", balanced, inputsOf(single));
        assert.deepEqual(back["loadBalancers"], []);
    });

    for (const key of ["Name", "elasticbeanstalk:environment-name", "aws:createdBy"]) {
        it(`the tag ${key}, in a new environment and in a running one`, async () => {
            const tagged = inputsOf(single, { tags: { [key]: "x" } });
            const message = `InvalidParameterValue: The tag key '${key}' is reserved by Elastic Beanstalk.`;
            await assert.rejects(aws.create(environment, "e", tagged), { message });
            const { id, outputs } = await aws.create(environment, "e", inputsOf(single));
            await assert.rejects(aws.update(environment, "e", id, outputs, tagged), { message });
        });
    }

    it("not a tag that only resembles one", async () => {
        await aws.create(environment, "e", inputsOf(single, { tags: { Names: "x", name: "x" } }));
    });

    it("a change of name, CNAME, tier and region, and so replaces the environment", async () => {
        const before = inputsOf(single, { cnamePrefix: "a", tier: "WebServer", region: "eu-west-1" });
        const after = { ...before, name: "b", cnamePrefix: "b", tier: "Worker", region: "us-east-1" };
        const { replacesList } = await aws.diff(environment, before, after);
        assert.deepEqual(replacesList.sort(), ["cnamePrefix", "name", "region", "tier"]);
    });

    it("names the load balancers that there are", async () => {
        const arnOf = async (name: string, options: Options, more: Properties = {}) => {
            const { outputs } = await aws.create(environment, name, { ...inputsOf(options, more), name });
            return { loadBalancers: outputs["loadBalancers"], queues: (outputs["queues"] as string[]).length };
        };
        const ours = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer";
        const { loadBalancers: own } = await arnOf("own", application);
        assert.match(String(own), new RegExp(`^${ours}/app/awseb--AWSEB-\\w{12}/\\w{16}$`));
        const { loadBalancers: network } = await arnOf("network", { [`${kind} LoadBalancerType`]: "network" });
        assert.match(String(network), new RegExp(`^${ours}/net/awseb--AWSEB-\\w{12}/\\w{16}$`));
        const { loadBalancers: classic } = await arnOf("classic", {});
        assert.match(String(classic), /^awseb-e-\w{12}$/);
        assert.deepEqual(await arnOf("shared", shared("arn:one")), { loadBalancers: ["arn:one"], queues: 0 });
        assert.deepEqual(await arnOf("worker", {}, { tier: "Worker" }), { loadBalancers: [], queues: 2 });
    });
});
