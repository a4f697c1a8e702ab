import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { catalogue } from "../../policies/catalogue";
import { adviceEnding, shownLevels } from "../../policies/to-policies";
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
    this.timeout(480_000);
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
        const advice = catalogue
            .filter((rule) => shownLevels(rule).includes("advisory"))
            .map(({ name }) => name + adviceEnding);
        for (const { name, description, remediationSteps, url, framework, tags, standards = [] } of catalogue) {
            const served = policies.get(name);
            assert.ok(served !== undefined, name);
            assert.equal(served.enforcementlevel, 1);
            assert.deepEqual(
                [served.description, served.remediationSteps, served.url],
                [description, remediationSteps, url],
            );
            assert.equal(served.framework?.reference, framework?.reference);
            assert.deepEqual(served.tagsList, [...tags, ...standards]);
        }
        assert.deepEqual(
            [...policies.keys()].filter((name) => !catalogue.some((rule) => rule.name === name)),
            ["pack-settings", "bundle-sources", "saved-configurations", ...advice, "exemptions"],
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
        const findings = brief(await pack.analyze(hidden));
        for (const rule of ["application-load-balancer", "enhanced-health", "imdsv2"]) {
            assert.ok(findings.includes(`${rule} mandatory env`), rule);
        }
        assert.deepEqual(
            findings.filter((it) => !/^\S+(?<!-advice) mandatory env$|^\S+-advice advisory env$/.test(it)),
            [],
        );
    });

    it("unwraps secrets and repeats none", async () => {
        const option = "aws:elasticbeanstalk:healthreporting:system/SystemType";
        assert.deepEqual(await pack.analyze(environment({ [option]: secretOnTheWire("enhanced") })), []);
        const findings = await pack.analyze(environment({ [option]: secretOnTheWire("hunter2") }));
        assert.deepEqual(brief(findings), ["enhanced-health mandatory env", "valid-options mandatory env"]);
        assert.ok(findings.every(({ message }) => !message.includes("hunter2")));
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
            "bundle-secrets mandatory version",
            "bundle-size mandatory version",
            "http-redirect mandatory env",
        ]);
    });

    it("advises a dev stack without a domain", async () => {
        const env = environment({ "aws:elbv2:listener:443/Protocol": "HTTP" }, { stack: "dev", from: {} });
        assert.deepEqual(brief(await pack.analyzeStack([env])), [
            "http-redirect-advice advisory env",
            "https-listener-advice advisory env",
        ]);
    });

    it("takes its configuration from the engine", async () => {
        const env = environment({ "aws:elbv2:listener:443/Protocol": "HTTP" }, { stack: "live", from: {} });
        await pack.configure({ "pack-settings": { stage: "dev" } });
        // The engine shows each resource by itself before the stack; the settings are taken then.
        await pack.analyze(env);
        assert.deepEqual(brief(await pack.analyzeStack([env])), [
            "http-redirect-advice advisory env",
            "https-listener-advice advisory env",
        ]);
        await pack.configure({});
        await pack.analyze(env);
        assert.deepEqual(brief(await pack.analyzeStack([env])), [
            "http-redirect mandatory env",
            "https-listener mandatory env",
        ]);
    });

    it("takes exemptions, and says which are wrong, expired or not needed", async () => {
        const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
        const exemption = { resource: "env", rule: "imdsv2", reason: "old image", expires: day(30) };
        const env = environment({ "aws:autoscaling:launchconfiguration/DisableIMDSv1": "false" });
        const run = async (exemptions: JavaScriptValue[]) => {
            await pack.configure({ "pack-settings": { exemptions } });
            const findings = [...(await pack.analyze(env)), ...(await pack.analyzeStack([{ ...env, from: {} }]))];
            return brief(findings.filter(({ policy }) => ["imdsv2", "exemptions", "pack-settings"].includes(policy)));
        };
        assert.deepEqual(await run([exemption]), []);
        assert.deepEqual(await run([{ ...exemption, expires: day(-2) }]), [
            "exemptions advisory ",
            "imdsv2 mandatory env",
        ]);
        assert.deepEqual(await run([exemption, { ...exemption, rule: "bundle-size" }]), ["exemptions advisory "]);
        assert.deepEqual(await run([{ ...exemption, rule: "imdsv3" }]), [
            "imdsv2 mandatory env",
            "pack-settings mandatory env",
        ]);
        await pack.configure({});
    });

    it("says once which keys of a rule are not known, of a resource or of the whole stack", async () => {
        // It says so once in a run, so it takes a run of its own.
        const own = await PackProcess.start();
        try {
            await own.configure({ imdsv2: { stage: "dev" }, "https-listener": { stage: "dev" } });
            const env = environment({}, { from: {} });
            const findings = [
                ...(await own.analyze(env)),
                ...(await own.analyze(env)),
                ...(await own.analyzeStack([env])),
                ...(await own.analyzeStack([env])),
            ].filter(({ message }) =>
                /a key that is not known: stage; wanted: none, but enforcementLevel\.$/.test(message),
            );
            assert.deepEqual(brief(findings), ["https-listener mandatory ", "imdsv2 mandatory env"]);
        } finally {
            await own.stop();
        }
    });
});
