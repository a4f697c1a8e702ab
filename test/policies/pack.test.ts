import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { catalogue } from "../../policies/catalogue";
import { assetOnTheWire, PackProcess, secretOnTheWire } from "../support/policy-runner-grpc";
import { Described, Finding, unknown } from "../support/policy-runner";
import { bundle, environment, redirect, TemporaryFolder } from "./sample-stack";

const manifest = JSON.parse(fs.readFileSync(path.join(__dirname, "..", "..", "policies", "package.json"), "utf8")) as {
    version: string;
};
const brief = (findings: readonly Finding[]) =>
    findings.map(({ policy, level, resource }) => `${policy} ${level} ${resource}`).sort();

describe("the pack as a process", function () {
    // The first start compiles.
    this.timeout(60_000);
    const folder = new TemporaryFolder();
    let pack: PackProcess;

    before(async () => {
        pack = await PackProcess.start();
    });
    after(async () => {
        folder.remove();
        await pack.stop();
    });

    const stackWith = (env: Described, archive: string): Described[] => {
        const [version, object] = bundle("");
        return [env, version!, { ...object!, props: { ...object!.props, source: assetOnTheWire(archive) } }];
    };

    it("shows its name and version", async () => {
        const info = await pack.info();
        assert.deepEqual([info.getName(), info.getVersion()], ["django-beanstalk", manifest.version]);
    });

    it("shows its own version and finds relative paths in any program's folder", async () => {
        const program = folder.join("program");
        fs.mkdirSync(program);
        fs.writeFileSync(path.join(program, "package.json"), '{"name": "program", "version": "9.9.9"}');
        await folder.zip("program/bundle.zip", { ".ebextensions/https.config": redirect });
        const elsewhere = await PackProcess.start(program);
        try {
            assert.equal((await elsewhere.info()).getVersion(), manifest.version);
            assert.deepEqual(brief(await elsewhere.analyzeStack(stackWith(environment(), "bundle.zip"))), []);
        } finally {
            await elsewhere.stop();
        }
    });

    it("serves each rule of the catalogue under its name, with its level and what users are shown", async () => {
        const policies = new Map((await pack.info()).getPoliciesList().map((it) => [it.getName(), it.toObject()]));
        for (const { name, level, description, remediationSteps, url, framework } of catalogue) {
            const served = policies.get(name);
            assert.ok(served !== undefined, name);
            assert.deepEqual([served.enforcementlevel, level], [1, "mandatory"]);
            assert.deepEqual(
                [served.description, served.remediationSteps, served.url],
                [description, remediationSteps, url],
            );
            assert.equal(served.framework?.reference, framework?.reference);
        }
        assert.deepEqual(
            [...policies.keys()].filter((name) => !catalogue.some((rule) => rule.name === name)),
            ["bundle-sources", "https-listener-dev", "http-redirect-dev", "tls-policy-dev"],
        );
    });

    it("reports a mandatory violation, and none for a right environment", async () => {
        const wrong = environment({ "aws:autoscaling:launchconfiguration/DisableIMDSv1": "false" });
        assert.deepEqual(brief(await pack.analyze(wrong)), ["imdsv2 mandatory env"]);
        assert.deepEqual(brief(await pack.analyze(environment())), []);
    });

    it("stays mandatory behind the real proxy of unknown values", async () => {
        const env = environment({
            "aws:ec2:vpc/VPCId": unknown,
            "aws:autoscaling:launchconfiguration/DisableIMDSv1": unknown,
            "aws:elbv2:listener:443/SSLCertificateArns": unknown,
            "aws:elbv2:listener:443/Protocol": unknown,
        });
        assert.deepEqual(brief(await pack.analyze(env)), ["imdsv2 mandatory env"]);
        assert.deepEqual(brief(await pack.analyzeStack([{ ...env, from: {} }])), [
            "http-redirect mandatory env",
            "https-listener mandatory env",
        ]);
        const hidden = environment({}, { props: { settings: unknown } });
        assert.deepEqual(brief(await pack.analyze(hidden)), [
            "application-load-balancer mandatory env",
            "enhanced-health mandatory env",
            "imdsv2 mandatory env",
        ]);
    });

    it("unwraps secrets and repeats none", async () => {
        const option = "aws:elasticbeanstalk:healthreporting:system/SystemType";
        assert.deepEqual(await pack.analyze(environment({ [option]: secretOnTheWire("enhanced") })), []);
        const findings = await pack.analyze(environment({ [option]: secretOnTheWire("hunter2") }));
        assert.deepEqual(brief(findings), ["enhanced-health mandatory env"]);
        assert.ok(!findings[0]!.message.includes("hunter2"));
    });

    it("reads the redirect from the archive that the graph names", async () => {
        const env = environment({}, { props: { version: unknown } });
        const good = await folder.zip("good.zip", { ".ebextensions/https.config": redirect });
        const bad = await folder.zip("bad.zip", { "manage.py": "" });
        assert.deepEqual(brief(await pack.analyzeStack(stackWith(env, good))), []);
        assert.deepEqual(brief(await pack.analyzeStack(stackWith(env, bad))), ["http-redirect mandatory env"]);
    });

    it("reads this run's archive when an unchanged object still names that of another machine", async () => {
        const good = await folder.zip("good.zip", { ".ebextensions/https.config": redirect });
        // The pack remembers an object by its URN: a stack of its own keeps that from the other tests.
        const stackNaming = (archive: string) =>
            stackWith(environment(), archive).map((resource) => ({ ...resource, stack: "elsewhere" }));
        assert.deepEqual(await pack.analyze(stackNaming(good)[2]!), []);
        assert.deepEqual(brief(await pack.analyzeStack(stackNaming("/elsewhere/bundle.zip"))), []);
        await pack.analyze(stackNaming("/elsewhere/bundle.zip")[2]!);
        assert.deepEqual(brief(await pack.analyzeStack(stackNaming("/elsewhere/bundle.zip"))), [
            "bundle-size mandatory version",
            "http-redirect mandatory env",
        ]);
    });

    it("advises a dev stack without a domain", async () => {
        const env = environment({ "aws:elbv2:listener:443/Protocol": "HTTP" }, { stack: "dev", from: {} });
        assert.deepEqual(brief(await pack.analyzeStack([env])), [
            "http-redirect-dev advisory env",
            "https-listener-dev advisory env",
        ]);
    });

    it("takes its configuration from the engine", async () => {
        const env = environment({ "aws:elbv2:listener:443/Protocol": "HTTP" }, { stack: "live", from: {} });
        await pack.configure({ "https-listener": { stage: "dev" } });
        assert.deepEqual(brief(await pack.analyzeStack([env])), [
            "http-redirect mandatory env",
            "https-listener-dev advisory env",
        ]);
        await pack.configure({});
        assert.deepEqual(brief(await pack.analyzeStack([env])), [
            "http-redirect mandatory env",
            "https-listener mandatory env",
        ]);
    });

    it("judges a thousand resources in at most two seconds", async () => {
        const crowd = Array.from({ length: 1000 }, (_, index) => ({
            type: "aws:ssm/parameter:Parameter",
            name: `parameter-${index}`,
            props: { name: `/notes/${index}`, type: "String", value: "x".repeat(100), tags: { owner: "alice" } },
        }));
        const good = await folder.zip("good.zip", { ".ebextensions/https.config": redirect });
        const began = performance.now();
        assert.deepEqual(await pack.analyzeStack([...crowd, ...stackWith(environment(), good)]), []);
        const took = performance.now() - began;
        assert.ok(took < 2000, `it took ${Math.round(took)} ms`);
    });
});
