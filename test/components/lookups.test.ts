import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { recordProgram, repository, stackConfig } from "../support/program";
import { kindsOf, networks } from "./network/samples";

const given = {
    "django-beanstalk:environment": { stage: "dev", access: { accountId: "210987654321" } },
    "django-beanstalk:domain": { name: "notes-dev.example.com", zone: "example.com", zoneId: "Z123" },
};

describe("look-ups", () => {
    it("are tried for every kind of network", () => {
        assert.deepEqual(Object.keys(networks).sort(), kindsOf("network").sort());
    });

    for (const [kind, network] of Object.entries(networks)) {
        it(`are not made where the settings answer: ${kind} network`, async () => {
            for (const preview of [true, false]) {
                const recording = await recordProgram("dev", preview, {
                    ...given,
                    "django-beanstalk:network": network,
                });
                assert.deepEqual(recording.calls, []);
                const policy = String(recording.only("aws:iam/rolePolicy:RolePolicy").inputs["policy"]);
                assert.ok(preview || (policy.includes(":210987654321:") && !policy.includes(":123456789012:")));
                assert.equal(recording.ofType("aws:route53/record:Record")[0]?.inputs["zoneId"], "Z123");
            }
        });
    }

    it("are four where the settings say nothing", async () => {
        const { calls } = await recordProgram("dev", true, stackConfig("dev"));
        assert.deepEqual([...new Set(calls)].sort(), [
            "aws:ec2/getSubnets:getSubnets",
            "aws:ec2/getVpc:getVpc",
            "aws:index/getCallerIdentity:getCallerIdentity",
            "aws:route53/getZone:getZone",
        ]);
    });

    it("are all in one module", () => {
        const folders = ["components", "ebextensions"].map((folder) => path.join(repository, folder));
        const files = folders.flatMap((folder) =>
            fs.readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => path.join(folder, file)),
        );
        const asking = files
            .filter((file) => file.endsWith(".ts"))
            .filter((file) => /\baws\.(\w+\.)*get[A-Z]|runtime\.(call|invoke)/.test(fs.readFileSync(file, "utf8")));
        assert.deepEqual(
            asking.map((file) => path.relative(repository, file)),
            [path.join("components", "lookups.ts")],
        );
    });
});
