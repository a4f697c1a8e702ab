import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { breaksOf, trippedBy } from "./breaking";
import { copyOfExample, SandboxRunner } from "./sandbox-runner";

const pack = ["--policy-pack", "policies"];

describe("a dev stack in the sandbox", function () {
    this.timeout(480_000);
    const sandbox = new SandboxRunner();
    after(() => {
        sandbox.remove();
    });

    it("previews with the policy pack and sums up", async () => {
        const { code, output } = await sandbox.start();
        assert.equal(code, 0, output);
        assert.match(output, /django-beanstalk@v\d+\.\d+\.\d+ \(local/);
        assert.match(output, /\+ 57 to create/);
        assert.match(output, /^Bundle {7}.* KB, \d+ entries, /m);
        assert.match(output, /under 0\.1 % of 524,288,000 bytes/);
        assert.match(output, /Procfile +starts Gunicorn/);
        assert.match(output, /BeanstalkEnvironment +7 {2}\(7 create\)/);
        assert.match(output, /^Policies {5}\d+ passed, 0 advisory, 0 failed$/m);
        assert.match(output, /pulumi stack init dev && pulumi up/);
    });

    it("comes up, and a second preview finds nothing to change, before and after a refresh", async () => {
        await sandbox.must("up", "--yes", "--stack", "dev", ...pack);
        await sandbox.must("preview", "--stack", "dev", "--expect-no-changes", ...pack);
        await sandbox.must("refresh", "--yes", "--stack", "dev");
        await sandbox.must("preview", "--stack", "dev", "--expect-no-changes");
        const { url, environmentName } = await sandbox.outputs("dev");
        assert.deepEqual(
            { url, environmentName },
            { url: "https://notes-dev.example.com", environmentName: "notes-dev" },
        );
    });

    it("keeps secrets out of the plain state", () => {
        const { text, resources } = sandbox.state("dev");
        const password = resources.find(({ urn }) => urn.endsWith("::notes-dev-database-password"));
        assert.ok(JSON.stringify(password?.outputs?.["result"]).includes("ciphertext"));
        const server = resources.find(({ type }) => type === "aws:rds/instance:Instance");
        assert.ok(
            JSON.stringify(server?.outputs?.["password"]).includes("ciphertext"),
            "also where the provider mirrors it",
        );
        const environment = resources.find(({ type }) => type === "aws:elasticbeanstalk/environment:Environment");
        assert.ok(JSON.stringify(environment?.outputs?.["allSettings"]).includes("ciphertext"));
        assert.ok(JSON.stringify(environment?.outputs?.["settings"]).includes("arn:aws:secretsmanager:"));
        assert.ok(!text.includes("postgresql://"));
    });

    it("takes a change in place", async () => {
        await sandbox.must(
            ...["config", "set", "--stack", "dev", "--path", "django-beanstalk:environment.scaling.max", "3"],
        );
        const output = await sandbox.must("preview", "--stack", "dev", "--diff");
        assert.match(output, /~ 1 to update/);
        await sandbox.must("up", "--yes", "--stack", "dev", "--skip-preview");
        await sandbox.must("preview", "--stack", "dev", "--expect-no-changes");
    });

    it("refuses in the preview what a running environment cannot become", async () => {
        const set = (version: string) =>
            sandbox.set("dev", { "app.platform.kind": "python", "app.platform.version": version });
        await set("3.12");
        const { code, output } = await sandbox.pulumi("preview", "--stack", "dev");
        assert.notEqual(code, 0, output);
        assert.match(output, /got {6}Python 3\.12, while the environment runs Python 3\.13/);
        await set("3.13");
        await sandbox.must("preview", "--stack", "dev", "--expect-no-changes");
    });

    it("refuses another tier under the same name, which would be made before the old one goes", async () => {
        const file = path.join(sandbox.folder, "default", "project", "Pulumi.dev.yaml");
        const before = fs.readFileSync(file, "utf8");
        for (const key of ["environment.loadBalancer", "domain"]) {
            await sandbox.must("config", "rm", "--stack", "dev", "--path", `django-beanstalk:${key}`);
        }
        const tier = "django-beanstalk:environment.tier.kind";
        await sandbox.must("config", "set", "--stack", "dev", "--path", tier, "worker");
        const { code, output } = await sandbox.pulumi("preview", "--stack", "dev");
        assert.notEqual(code, 0, output);
        assert.match(output, /got {6}worker, while the environment notes-dev is of the web tier/);
        fs.writeFileSync(file, before);
        await sandbox.must("preview", "--stack", "dev", "--expect-no-changes");
    });

    it("refuses a VPC of its own for an environment that runs in the default one", async () => {
        await sandbox.set("dev", { "network.kind": "new" });
        const { code, output } = await sandbox.pulumi("preview", "--stack", "dev");
        assert.notEqual(code, 0, output);
        assert.match(output, /got {6}a VPC that is yet to be made, while the environment has vpc-/);
        await sandbox.must("config", "rm", "--stack", "dev", "django-beanstalk:network");
        await sandbox.must("preview", "--stack", "dev", "--expect-no-changes");
    });

    it("updates the environment for a secret that changed, by a marker without its value", async () => {
        const marker = () => {
            const environment = sandbox
                .state("dev")
                .resources.find(({ type }) => type === "aws:elasticbeanstalk/environment:Environment");
            const settings = environment?.inputs?.["settings"] as { name: string; value: string }[];
            return settings.find(({ name }) => name === "SECRETS_VERSION")?.value;
        };
        const before = marker();
        await sandbox.set("dev", { kind: "generated", length: "65" }, "secrets.SECRET_KEY.");
        await sandbox.must("up", "--yes", "--stack", "dev", "--skip-preview");
        assert.match(marker() ?? "", /^[0-9a-f]{12}$/);
        assert.notEqual(marker(), before);
        await sandbox.must("preview", "--stack", "dev", "--expect-no-changes");
    });

    it("deploys A, then B, then A again, each time under a label that is new", async () => {
        const application = copyOfExample(sandbox.folder);
        await sandbox.must("config", "set", "--stack", "dev", "--path", "django-beanstalk:app.directory", application);
        const deploy = async (content: string): Promise<string> => {
            fs.writeFileSync(path.join(application, "release.txt"), content);
            await sandbox.must("up", "--yes", "--stack", "dev", "--skip-preview");
            const environment = sandbox
                .state("dev")
                .resources.find(({ type }) => type === "aws:elasticbeanstalk/environment:Environment");
            return String(environment?.inputs?.["version"]);
        };
        const [first, second, third] = [await deploy("A"), await deploy("B"), await deploy("A")];
        assert.equal(new Set([first, second, third]).size, 3);
        const fingerprint = (label: string) => label.split("-").at(-2);
        assert.equal(fingerprint(first), fingerprint(third), "the fingerprint is the same");
        assert.notEqual(fingerprint(first), fingerprint(second));
        await sandbox.must("preview", "--stack", "dev", "--expect-no-changes");
    });

    it("only advises a dev stack without a domain", async () => {
        await sandbox.must("config", "rm", "--stack", "dev", "django-beanstalk:domain");
        const { code, output } = await sandbox.pulumi("preview", "--stack", "dev", ...pack);
        assert.equal(code, 0, output);
        assert.match(output, /\[advisory\].*https-listener-advice/);
    });

    it("fails on a mandatory violation, saying what to set", async () => {
        const config = path.join(sandbox.folder, "policies.json");
        fs.writeFileSync(config, JSON.stringify({ "bundle-size": { maximumBytes: 1000 } }));
        const { code, output } = await sandbox.pulumi(
            "preview",
            "--stack",
            "dev",
            ...pack,
            "--policy-pack-config",
            config,
        );
        assert.equal(code, 1, output);
        assert.match(output, /\[mandatory\].*bundle-size/);
        assert.match(output, /app\.package\.exclude/);
    });

    it("is destroyed, bucket and database included", async () => {
        await sandbox.must("destroy", "--yes", "--stack", "dev");
        assert.deepEqual(sandbox.state("dev").resources, []);
    });
});

describe("a prod stack in the sandbox", function () {
    this.timeout(480_000);
    const sandbox = new SandboxRunner();
    after(() => {
        sandbox.remove();
    });

    it("is previewed by name", async () => {
        const { code, output } = await sandbox.start("--stack", "prod");
        assert.equal(code, 0, output);
        assert.match(output, /\+ 144 to create/);
        assert.match(output, /^Policies {5}\d+ passed, 0 advisory, 0 failed$/m);
    });

    it("is what the next preview shows once it is selected", async () => {
        await sandbox.must("stack", "select", "prod");
        const { output } = await sandbox.start();
        assert.match(output, /Previewing prod with examples\/notes/);
    });

    it("must have HTTPS", async () => {
        const runner = new SandboxRunner();
        try {
            // With what makes no sense without a domain.
            for (const path of ["domain", "app.proxy", "media.cdn.name"]) {
                await runner.must("config", "rm", "--stack", "prod", "--path", `django-beanstalk:${path}`);
            }
            const { code, output } = await runner.pulumi("preview", "--stack", "prod", ...pack);
            assert.equal(code, 1, output);
            assert.match(output, /\[mandatory\].*https-listener/);
        } finally {
            runner.remove();
        }
    });

    it("comes up, and a second preview finds nothing to change, before and after a refresh", async () => {
        await sandbox.must("up", "--yes", "--stack", "prod", ...pack);
        await sandbox.must("preview", "--stack", "prod", "--expect-no-changes", ...pack);
        await sandbox.must("refresh", "--yes", "--stack", "prod");
        await sandbox.must("preview", "--stack", "prod", "--expect-no-changes");
    });

    it("violates nothing, and each single break of it trips exactly its rule", async () => {
        for (const { title, stack, trips } of breaksOf(sandbox.state("prod").resources)) {
            assert.deepEqual([title, await trippedBy(stack)], [title, trips]);
        }
    });

    it("refuses a plain destroy before anything is deleted, and says how to lift protection", async () => {
        const before = sandbox.state("prod").resources.map(({ urn }) => urn);
        const { code, output } = await sandbox.pulumi("destroy", "--yes", "--stack", "prod");
        assert.notEqual(code, 0);
        assert.match(output, /notes-prod-guard-lifted-by-environment-protect-false/);
        assert.match(output, /environment: \{protect: false\}/);
        assert.deepEqual(
            sandbox.state("prod").resources.map(({ urn }) => urn),
            before,
        );
    });

    it("is destroyed once its protection and that of its database are lifted", async () => {
        await sandbox.set("prod", { "environment.protect": "false" });
        await sandbox.must("up", "--yes", "--stack", "prod", "--skip-preview");
        const refused = await sandbox.pulumi("destroy", "--yes", "--stack", "prod");
        assert.notEqual(refused.code, 0);
        assert.match(refused.output, /deletion protection/i);
        await sandbox.set("prod", { "database.deletionProtection": "false" });
        await sandbox.must("up", "--yes", "--stack", "prod", "--skip-preview");
        await sandbox.must("destroy", "--yes", "--stack", "prod");
        assert.deepEqual(sandbox.state("prod").resources, []);
    });
});
