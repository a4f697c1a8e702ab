import * as assert from "node:assert/strict";
import { SandboxRunner } from "./sandbox-runner";

const pack = ["--policy-pack", "policies"];
const certificate = "aws:acm/certificate:Certificate";

/** The third example: what others have made, and a name at a load balancer that several environments share. */
describe("a stack in an existing VPC, with an external database and a shared load balancer, in the sandbox", function () {
    this.timeout(480_000);
    const sandbox = new SandboxRunner();
    after(() => {
        sandbox.remove();
    });
    const set = (settings: Readonly<Record<string, string>>) => sandbox.set("shared", settings);
    const record = () =>
        sandbox.state("shared").resources.find(({ urn }) => urn.endsWith("-domain-notes-shared.example.com"));

    it("comes up with the policy pack, and a second preview finds nothing to change", async () => {
        const output = await sandbox.must("up", "--yes", "--stack", "shared", "--skip-preview", ...pack);
        assert.doesNotMatch(output, /\[advisory\]|\[mandatory\]/);
        await sandbox.must("preview", "--stack", "shared", "--expect-no-changes", ...pack);
        const [alias] = record()?.outputs?.["aliases"] as { name: string }[];
        assert.match(alias?.name ?? "", /^sites-50dc6c495\.us-east-1\.elb\.amazonaws\.com$/);
    });

    it("takes another way to choose among records in place, with a check of its own", async () => {
        const before = record()?.urn;
        await set({
            "environment.protect": "false",
            "domain.routing.kind": "failover",
            "domain.routing.role": "primary",
            "domain.routing.healthCheck.failureThreshold": "5",
        });
        await sandbox.must("up", "--yes", "--stack", "shared", "--skip-preview");
        const { urn, inputs } = record() ?? assert.fail("no record");
        assert.equal(urn, before);
        assert.deepEqual(inputs?.["failoverRoutingPolicies"], [{ type: "PRIMARY" }]);
        await sandbox.must("preview", "--stack", "shared", "--expect-no-changes");
    });

    it("is destroyed", async () => {
        await sandbox.must("destroy", "--yes", "--stack", "shared", "--skip-preview");
        assert.deepEqual(sandbox.state("shared").resources, []);
    });
});

/** The account deletes no certificate that a listener still has, so the order of a replacement shows in that it ends well. */
describe("the certificate of a stack in the sandbox", function () {
    this.timeout(480_000);
    const sandbox = new SandboxRunner();
    after(() => {
        sandbox.remove();
    });
    const set = (settings: Readonly<Record<string, string>>) => sandbox.set("dev", settings);
    const arns = () =>
        sandbox.state("dev").resources.flatMap(({ type, outputs }) => (type === certificate ? [outputs?.["arn"]] : []));

    it("is replaced for another name, once the listener has the new one", async () => {
        await sandbox.must("up", "--yes", "--stack", "dev", "--skip-preview");
        const before = arns();
        await set({ "domain.zones[0].name": "example.org", "domain.alternativeNames[0]": "*.example.org" });
        const output = await sandbox.must("up", "--yes", "--stack", "dev", "--skip-preview");
        assert.match(output, /Waiting up to 60 minutes for ACM to issue the certificate of notes-dev\.example\.com\./);
        assert.equal(arns().length, 1);
        assert.notDeepEqual(arns(), before);
        await sandbox.must("preview", "--stack", "dev", "--expect-no-changes");
    });

    it("leaves the listener as it was while ACM cannot find the records, and says why", async () => {
        const [before] = arns();
        await set({
            "domain.zones[1].name": "example.invalid",
            "domain.zones[1].id": "Z0123456789",
            "domain.alternativeNames[1]": "www.example.invalid",
        });
        const { code, output } = await sandbox.pulumi("up", "--yes", "--stack", "dev", "--skip-preview");
        assert.notEqual(code, 0);
        assert.match(output, /`dig \+short NS example\.invalid`/);
        assert.match(output, /timeout while waiting for state to become 'ISSUED'/);
        const environment = sandbox
            .state("dev")
            .resources.find(({ type }) => type === "aws:elasticbeanstalk/environment:Environment");
        assert.ok(JSON.stringify(environment?.inputs?.["settings"]).includes(String(before)));
    });
});
