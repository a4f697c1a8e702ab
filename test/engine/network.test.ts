import * as assert from "node:assert/strict";
import { SandboxRunner } from "./sandbox-runner";

/** How Elastic Beanstalk's environment came by its VPC, and that it keeps it. */
describe("the VPC of a stack in the sandbox", function () {
    this.timeout(480_000);
    const sandbox = new SandboxRunner();
    after(() => {
        sandbox.remove();
    });
    const set = (settings: Readonly<Record<string, string>>) => sandbox.set("dev", settings, "network.");
    const subnet = (name: string) =>
        sandbox.state("dev").resources.find(({ urn }) => urn.endsWith(`::notes-dev-network-${name}`))?.inputs;

    it("is of its own, and a second preview finds nothing to change", async () => {
        await set({ kind: "new" });
        await sandbox.must("up", "--yes", "--stack", "dev", "--skip-preview");
        await sandbox.must("preview", "--stack", "dev", "--expect-no-changes");
    });

    it("gets IPv6, another zone and an endpoint while the environment runs", async () => {
        const zones = { "zones[0]": "a", "zones[1]": "b", "zones[2]": "c" };
        await set({ ipv6: "true", ...zones, "endpoints[0]": "dynamodb" });
        await sandbox.must("up", "--yes", "--stack", "dev");
        await sandbox.must("preview", "--stack", "dev", "--expect-no-changes");
        assert.match(String(subnet("public-c")?.["ipv6CidrBlock"]), /^2001:db8:[0-9a-f]+:[0-9a-f]{2}02::\/64$/);
    });

    it("cannot become another one: the preview says so", async () => {
        await set({ cidr: "10.9.0.0/16" });
        const { code, output } = await sandbox.pulumi("preview", "--stack", "dev");
        assert.notEqual(code, 0, output);
        assert.match(output, /got {6}a VPC that is yet to be made, while the environment has vpc-[0-9a-f]{17}/);
    });
});
