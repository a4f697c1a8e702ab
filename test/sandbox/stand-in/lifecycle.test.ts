import * as assert from "node:assert/strict";
import { isSecret, plain, secret, unknown } from "../../../sandbox/stand-in/values";
import { ProviderClient } from "../../support/provider-client";
import { temporaryFolder } from "../../support/temporary-folder";

const group = "aws:ec2/securityGroup:SecurityGroup";
const password = "random:index/randomPassword:RandomPassword";
const environment = "aws:elasticbeanstalk/environment:Environment";
const parameter = "aws:ssm/parameter:Parameter";

const type = (value: string) => [
    { namespace: "aws:elasticbeanstalk:environment", name: "EnvironmentType", value, resource: "" },
    { namespace: "aws:elasticbeanstalk:application:environment", name: "TOKEN", value: secret("canary"), resource: "" },
];

describe("the life of a resource in the stand-in", () => {
    const folder = temporaryFolder();
    let aws: ProviderClient;
    beforeEach(async () => {
        aws = await ProviderClient.start(folder.path);
    });
    afterEach(() => aws.close());

    it("gives a replacement an id of its own, so that it outlives what it replaces", async () => {
        const old = await aws.create(group, "g", { name: "g-1", description: "old" });
        const replacement = await aws.create(group, "g", { name: "g-2", description: "new" });
        assert.notEqual(old.id, replacement.id);
        assert.notEqual(old.outputs["arn"], replacement.outputs["arn"]);
        await aws.remove(group, old.id);
        assert.equal(await aws.exists(group, old.id), false);
        assert.equal(await aws.exists(group, replacement.id), true);
    });

    it("does the same for a type that no one has described", async () => {
        const old = await aws.create("aws:x/y:Y", "y", {});
        const replacement = await aws.create("aws:x/y:Y", "y", {});
        assert.notEqual(old.id, replacement.id);
        assert.notEqual(old.outputs["arn"], replacement.outputs["arn"]);
    });

    it("keeps random values apart, which all have the same id", async () => {
        const random = await ProviderClient.start(folder.path, undefined, "random");
        try {
            const first = await random.create(password, "a", { length: 8 });
            const second = await random.create(password, "b", { length: 8 });
            await random.remove(password, first.id);
            assert.equal(await random.exists(password, second.id), true);
        } finally {
            await random.close();
        }
    });

    it("lets a name be used once in each place where it is unique", async () => {
        await aws.create("aws:iam/rolePolicy:RolePolicy", "a", { name: "inline", role: "one" });
        await aws.create("aws:iam/rolePolicy:RolePolicy", "b", { name: "inline", role: "two" });
        await aws.create(group, "a", { name: "web", vpcId: "vpc-1" });
        await aws.create(group, "b", { name: "web", vpcId: "vpc-2" });
        await assert.rejects(aws.create(group, "c", { name: "web", vpcId: "vpc-2" }), {
            message: "InvalidGroup.Duplicate: The security group 'web' already exists",
        });
    });

    it("lets outputs follow the inputs they come from, and a preview not know them yet", async () => {
        await aws.create("aws:elasticbeanstalk/application:Application", "a", { name: "notes" });
        const inputs = { name: "notes-dev", application: "notes", settings: type("SingleInstance") };
        const { id, outputs } = await aws.create(environment, "e", inputs);
        assert.deepEqual(outputs["loadBalancers"], []);
        const balanced = { ...inputs, settings: type("LoadBalanced") };
        const planned = await aws.update(environment, "e", id, outputs, balanced, true);
        assert.equal(planned["loadBalancers"], unknown);
        assert.deepEqual(planned["allSettings"], secret(unknown));
        assert.equal(planned["cname"], outputs["cname"]);
        const updated = await aws.update(environment, "e", id, outputs, balanced);
        assert.equal((updated["loadBalancers"] as string[]).length, 1);
        assert.equal(updated["cname"], outputs["cname"]);
        assert.deepEqual(plain(updated["allSettings"]), plain(balanced.settings));
        assert.ok(isSecret(updated["allSettings"]));
    });

    it("drops an input that is no longer given", async () => {
        const { id, outputs } = await aws.create("aws:x/y:Y", "y", { a: 1, b: 2 });
        const updated = await aws.update("aws:x/y:Y", "y", id, outputs, { a: 1 });
        assert.deepEqual(updated, { a: 1, arn: outputs["arn"] });
    });

    it("marks what will be secret in a preview", async () => {
        const inputs = { name: "notes-dev", application: "notes", settings: type("SingleInstance") };
        const { outputs } = await aws.create(environment, "e", inputs, true);
        assert.deepEqual(outputs["allSettings"], secret(unknown));
        assert.equal(outputs["cname"], unknown);
    });

    it("counts the versions of a parameter, tags aside", async () => {
        const inputs = { name: "/key", type: "SecureString", value: secret("one") };
        const { id, outputs } = await aws.create(parameter, "p", inputs);
        assert.equal(outputs["version"], 1);
        const tagged = await aws.update(parameter, "p", id, outputs, { ...inputs, tags: { a: "b" } });
        assert.equal(tagged["version"], 1);
        const changed = await aws.update(parameter, "p", id, tagged, { ...inputs, value: secret("two") });
        assert.equal(changed["version"], 2);
    });
});
