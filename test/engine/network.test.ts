import * as assert from "node:assert/strict";
import { SandboxRunner } from "./sandbox-runner";

/** How Elastic Beanstalk's environment came by its VPC, and that it keeps it. */
describe("the VPC of a stack in the sandbox", function () {
    this.timeout(480_000);
    const sandbox = new SandboxRunner();
    after(() => {
        sandbox.remove();
    });
    const set = (setting: string, value: string) =>
        sandbox.must("config", "set", "--stack", "dev", "--path", `django-beanstalk:network.${setting}`, value);
    const subnet = (name: string) =>
        sandbox.state("dev").resources.find(({ urn }) => urn.endsWith(`::notes-dev-network-${name}`))?.inputs;

    it("is of its own, and a second preview finds nothing to change", async () => {
        await set("kind", "new");
        await sandbox.must("up", "--yes", "--stack", "dev", "--skip-preview");
        await sandbox.must("preview", "--stack", "dev", "--expect-no-changes");
    });

    it("gets IPv6, another zone and an endpoint while the environment runs", async () => {
        await set("ipv6", "true");
        for (const [i, letter] of ["a", "b", "c"].entries()) {
            await set(`zones[${i}]`, letter);
        }
        await set("endpoints[0]", "dynamodb");
        await sandbox.must("up", "--yes", "--stack", "dev");
        await sandbox.must("preview", "--stack", "dev", "--expect-no-changes");
        assert.match(String(subnet("public-c")?.["ipv6CidrBlock"]), /^2001:db8:[0-9a-f]+:[0-9a-f]{2}02::\/64$/);
    });

    it("cannot become another one: the preview says so", async () => {
        await set("cidr", "10.9.0.0/16");
        const { code, output } = await sandbox.pulumi("preview", "--stack", "dev");
        assert.notEqual(code, 0, output);
        assert.match(output, /got {6}a VPC that is yet to be made, while the environment has vpc-[0-9a-f]{17}/);
    });
});

/** Where the settings say new although an environment runs in the default VPC. */
describe("a VPC of its own for a stack that runs in the default one", function () {
    this.timeout(480_000);
    const sandbox = new SandboxRunner();
    after(() => {
        sandbox.remove();
    });

    it("is refused in the preview", async () => {
        await sandbox.must("up", "--yes", "--stack", "dev", "--skip-preview");
        await sandbox.must("config", "set", "--stack", "dev", "--path", "django-beanstalk:network.kind", "new");
        const { code, output } = await sandbox.pulumi("preview", "--stack", "dev");
        assert.notEqual(code, 0, output);
        assert.match(output, /got {6}a VPC that is yet to be made, while the environment has vpc-/);
    });
});
