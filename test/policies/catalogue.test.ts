import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { catalogue } from "../../policies/catalogue";
import type { Described } from "../support/policy-runner";
import { brokenByConfiguration, brokenNeighbours, brokenOptions } from "./broken";
import { databaseOfProd, listener, loadBalancer, neighbours } from "./right-neighbours";
import { bundle, environment, Files, redirect, TemporaryFolder } from "./sample-stack";
import { runRule } from "./scenarios";

const root = path.join(__dirname, "..", "..");
const namesIn = (folder: string, ending: string) =>
    fs
        .readdirSync(path.join(root, folder))
        .filter((file) => file.endsWith(ending))
        .map((file) => file.slice(0, -ending.length))
        .sort();

const filesIn = (folder: string): string[] =>
    fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
        const name = path.join(folder, entry.name);
        return entry.isDirectory() ? filesIn(name) : name.endsWith(".ts") ? [name] : [];
    });

async function findingsOf(
    stack: readonly Described[],
    configs: Readonly<Record<string, object>> = {},
): Promise<string[]> {
    const runs = await Promise.all(catalogue.map((rule) => runRule(rule, stack, configs)));
    return runs.flatMap(({ findings }) => findings.map(({ policy }) => policy));
}

describe("the catalogue", () => {
    it("holds each file of policies/rules once, and each has its table of scenarios", () => {
        const names = catalogue.map(({ name }) => name).sort();
        assert.deepEqual(names, namesIn("policies/rules", ".ts"));
        assert.deepEqual(names, namesIn("test/policies/rules", ".test.ts"));
    });

    for (const rule of catalogue) {
        it(`${rule.name} says what users are shown`, () => {
            assert.match(rule.name, /^[a-z0-9]+(-[a-z0-9]+)*$/);
            assert.ok(!rule.name.endsWith("-advice"), "that ending marks the policy that only advises");
            assert.match(rule.description, /^[A-Z].*\.$/);
            assert.match(rule.remediationSteps, /^[A-Z].*\.$/);
            assert.match(rule.url, /^https:\/\/docs\.aws\.amazon\.com\//);
            assert.ok(rule.displayName.length > 0 && rule.tags.length > 0);
        });
    }

    it("imports nothing of the program it judges, and no provider", () => {
        const allowed = /^(node:|\.\.?\/(?!.*components)|@pulumi\/policy(\/deserialize)?$|yaml$|yauzl$)/;
        for (const file of filesIn("policies")) {
            const text = fs.readFileSync(path.join(root, file), "utf8");
            for (const [, from] of text.matchAll(/(?:from|import\()\s*"([^"]+)"/g)) {
                assert.match(from!, allowed, `${file} imports ${from}`);
            }
        }
    });
});

describe("the rules together", () => {
    const folder = new TemporaryFolder();
    after(() => folder.remove());
    const rightFiles: Files = {
        ".ebextensions/https.config": redirect,
        ".platform/hooks/prebuild/10-check.sh": { content: "#!/bin/bash\n", mode: 0o755 },
        Procfile: "web: gunicorn notes.wsgi\n",
    };
    const rest = async () => [...bundle(await folder.zip("bundle.zip", rightFiles)), ...neighbours];

    it("find nothing in a right stack", async () => {
        assert.deepEqual(await findingsOf([environment(), ...(await rest())]), []);
    });

    for (const [rule, option, value] of brokenOptions) {
        it(`${option} as ${String(value).slice(0, 40)} trips ${rule} and no other`, async () => {
            assert.deepEqual(await findingsOf([environment({ [option]: value }), ...(await rest())]), [rule]);
        });
    }

    const brokenBundles: [string, Files, string?][] = [
        ["bundle-secrets", { ".env": "A=1" }],
        ["http-redirect", { ".ebextensions/https.config": "" }],
        ["bundle-hooks", { ".platform/hooks/predeploy/10.sh": { content: "true", mode: 0o755 } }],
        ["bundle-fingerprint", {}, "notes/latest.zip"],
        ["bundle-options", { ".ebextensions/ssh.config": "option_settings: [{option_name: DEBUG, value: true}]" }],
    ];
    for (const [rule, files, key] of brokenBundles) {
        it(`${key ?? Object.keys(files).join()} trips ${rule} and no other`, async () => {
            const archive = await folder.zip("broken.zip", { ...rightFiles, ...files });
            assert.deepEqual(await findingsOf([environment(), ...bundle(archive, key), ...neighbours]), [rule]);
        });
    }

    for (const [rule, config] of brokenByConfiguration) {
        it(`${JSON.stringify(config)} trips ${rule} and no other`, async () => {
            const configs = { [rule.replace(/-advice$/, "")]: config };
            assert.deepEqual(await findingsOf([environment(), ...(await rest())], configs), [rule]);
        });
    }

    const unlinked: [string, Described][] = [
        ["load-balancer-drop-headers", { ...loadBalancer, props: {} }],
        ["listener-tls", { ...listener, props: { ...listener.props, sslPolicy: undefined } }],
        ["certificate-validated", { ...listener, from: { certificateArn: ["certificate"] } }],
        ["protect", { ...databaseOfProd, opts: {} }],
    ];
    for (const [rule, changed] of unlinked) {
        it(`a ${changed.name} that is wrong trips ${rule} and no other`, async () => {
            const stack = [environment(), ...(await rest())].map((it) => (it.name === changed.name ? changed : it));
            assert.deepEqual(await findingsOf(stack), [rule]);
        });
    }

    it("tell of a retired platform, and of nothing else", async () => {
        const solutionStackName = "64bit Amazon Linux 2 v3.7.2 running Python 3.8";
        const stack = [environment({}, { props: { solutionStackName } }), ...(await rest())];
        assert.deepEqual(await findingsOf(stack), ["supported-platform"]);
    });

    it("tell of an environment without protect, and of nothing else", async () => {
        assert.deepEqual(await findingsOf([environment({}, { opts: {} }), ...(await rest())]), ["protect"]);
    });

    for (const [rule, name, props] of brokenNeighbours) {
        it(`${JSON.stringify(props)} of ${name} trips ${rule} and no other`, async () => {
            const stack = [environment(), ...(await rest())].map((it) =>
                it.name === name ? { ...it, props: { ...it.props, ...props } } : it,
            );
            assert.deepEqual(await findingsOf(stack), [rule]);
        });
    }
});
