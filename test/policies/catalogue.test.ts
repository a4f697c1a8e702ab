import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as fc from "fast-check";
import { catalogue } from "../../policies/catalogue";
import { Described, unknown } from "../support/policy-runner";
import { bundle, environment, redirect, rightOptions, settings, TemporaryFolder } from "./sample-stack";
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

const database: Described = { type: "aws:rds/instance:Instance", name: "db", props: { publiclyAccessible: false } };

async function findingsOf(stack: readonly Described[]): Promise<string[]> {
    const runs = await Promise.all(catalogue.map((rule) => runRule(rule, stack)));
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
            assert.ok(!rule.name.endsWith("-dev"), "that ending marks the policy that only advises");
            assert.match(rule.description, /^[A-Z].*\.$/);
            assert.match(rule.remediationSteps, /^[A-Z].*\.$/);
            assert.match(rule.url, /^https:\/\/docs\.aws\.amazon\.com\//);
            assert.ok(rule.displayName.length > 0 && rule.tags.length > 0);
        });
    }

    it("imports nothing of the program it judges, and no provider", () => {
        const allowed = /^(node:|\.\.?\/(?!.*components)|@pulumi\/policy$|yaml$|yauzl$)/;
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
    const rest = async () => [
        ...bundle(await folder.zip("bundle.zip", { ".ebextensions/https.config": redirect })),
        database,
    ];

    it("find nothing in a right stack", async () => {
        assert.deepEqual(await findingsOf([environment(), ...(await rest())]), []);
    });

    const broken: [string, string, unknown][] = [
        ["application-load-balancer", "aws:elasticbeanstalk:environment/LoadBalancerType", undefined],
        ["https-listener", "aws:elbv2:listener:443/Protocol", "HTTP"],
        ["https-listener", "aws:elbv2:listener:443/SSLCertificateArns", undefined],
        ["tls-policy", "aws:elbv2:listener:443/SSLPolicy", undefined],
        ["enhanced-health", "aws:elasticbeanstalk:healthreporting:system/SystemType", "basic"],
        ["imdsv2", "aws:autoscaling:launchconfiguration/DisableIMDSv1", "false"],
    ];
    for (const [rule, option, value] of broken) {
        it(`${option} as ${String(value)} trips ${rule} and no other`, async () => {
            assert.deepEqual(await findingsOf([environment({ [option]: value }), ...(await rest())]), [rule]);
        });
    }

    it("never throw, whatever the properties are", async () => {
        const some = fc.oneof(fc.jsonValue(), fc.constantFrom(unknown, "true", "HTTPS"));
        const options = fc.dictionary(fc.constantFrom(...Object.keys(rightOptions)), some);
        const props = fc.record(
            {
                settings: fc.oneof(options.map(settings), some),
                version: some,
                tags: fc.oneof(fc.record({ stage: some }), some),
                tier: some,
                solutionStackName: some,
                name: some,
                key: some,
                bucket: some,
                source: fc.oneof(fc.record({ path: some }), some),
                publiclyAccessible: some,
            },
            { requiredKeys: [] },
        );
        const types = [environment().type, database.type, ...bundle("").map(({ type }) => type)];
        const resource = fc.record({ type: fc.constantFrom(...types), props });
        await fc.assert(
            fc.asyncProperty(fc.array(resource, { maxLength: 4 }), async (resources) => {
                await findingsOf(resources.map((it, index) => ({ ...it, name: `r${index}` })));
            }),
            { numRuns: 500 },
        );
    });
});
