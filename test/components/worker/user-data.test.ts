import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as zlib from "node:zlib";
import * as fc from "fast-check";
import { parse } from "yaml";
import type { UserDataInput } from "../../../components/worker/model";
import { planUserData } from "../../../components/worker/user-data";
import { bashSyntax, cloudInitSchema, needsJudges, pyYaml, shellcheck, systemdVerify } from "../../support/judges";

const key =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGx0c3RpbmcgdGVzdGluZyB0ZXN0aW5nIHRlc3Rpbmc worker consumer of notes-dev";

const input: UserDataInput = {
    name: "consumer",
    user: "ec2-user",
    authorizedKey: key,
    packages: [],
    delivery: "ssh",
    region: "eu-central-1",
    releaseParameter: "/notes/dev/worker/consumer/release",
    multipart: false,
};

const fetching: UserDataInput = { ...input, authorizedKey: undefined, delivery: "s3" };

const variants: Readonly<Record<string, UserDataInput>> = {
    ssh: input,
    "ssh in parts": { ...input, delivery: "ssh-parts", packages: ["python3.12", "git"] },
    s3: fetching,
    url: { ...fetching, delivery: "url" },
};

interface WrittenFile {
    readonly path: string;
    readonly permissions?: string;
    readonly content: string;
}

const filesOf = (plan: { readonly text: string }): WrittenFile[] =>
    (parse(plan.text) as { write_files: WrittenFile[] }).write_files;

describe("a worker's user data", () => {
    it("has at most 2,048 bytes over SSH with an ed25519 key", () => {
        const plan = planUserData(input);
        assert.ok(plan.bytes <= 2048, String(plan.bytes));
        assert.equal(plan.bytes, Buffer.byteLength(plan.text));
        assert.equal(plan.limit, 16_384);
        assert.equal(plan.percent, Math.round((plan.bytes / 16_384) * 1000) / 10);
        assert.equal(plan.gzip, false);
        assert.equal(Buffer.from(plan.base64, "base64").toString(), plan.text);
    });

    for (const delivery of ["s3", "url"] as const) {
        it(`has at most 4,096 bytes where the instance fetches, also with long names (${delivery})`, () => {
            const name = "a".repeat(20);
            const releaseParameter = `/${"b".repeat(20)}/${"c".repeat(20)}/worker/${name}/release`;
            const plan = planUserData({ ...fetching, delivery, name, region: "ap-southeast-1", releaseParameter });
            assert.ok(plan.bytes <= 4096, String(plan.bytes));
        });
    }

    it("makes the user with the key, packages, files and what starts them, and nothing else", () => {
        const document = parse(planUserData(input).text) as Record<string, unknown>;
        assert.deepEqual(Object.keys(document), ["user", "ssh_authorized_keys", "packages", "write_files", "runcmd"]);
        assert.deepEqual(document["user"], { name: "ec2-user" });
        assert.deepEqual(document["ssh_authorized_keys"], [key]);
        assert.deepEqual(document["packages"], ["amazon-cloudwatch-agent", "xz", "zstd"]);
        assert.deepEqual(document["runcmd"], [
            "systemctl enable --now wait-deployment.path",
            "install -d -o ec2-user /opt/incoming",
        ]);
        assert.deepEqual(
            filesOf(planUserData(input)).map(({ path, permissions }) => [path, permissions]),
            [
                ["/opt/wait-deployment", "0755"],
                ["/etc/systemd/system/wait-deployment.service", undefined],
                ["/etc/systemd/system/wait-deployment.path", undefined],
            ],
        );
    });

    it("has no key, but a timer that fetches, where the instance gets its bundle itself", () => {
        const document = parse(planUserData(fetching).text) as Record<string, unknown>;
        assert.ok(!("ssh_authorized_keys" in document));
        assert.deepEqual(document["runcmd"], [
            "systemctl enable --now wait-deployment.path",
            "install -d -o root /opt/incoming",
            "systemctl enable --now fetch-deployment.timer",
        ]);
        const script = filesOf(planUserData(fetching)).find(({ path }) => path === "/opt/fetch-deployment")?.content;
        assert.match(script ?? "", / --name \/notes\/dev\/worker\/consumer\/release /);
    });

    it("has the packages of the worker once, behind those of every worker", () => {
        const { packages } = parse(planUserData({ ...input, packages: ["git", "xz", "git"] }).text) as {
            packages: string[];
        };
        assert.deepEqual(packages, ["amazon-cloudwatch-agent", "xz", "zstd", "git"]);
    });

    it("has the worker's packages alone on another image, which may have other names for those of every worker", () => {
        const { packages } = parse(planUserData({ ...input, ownImage: true, packages: ["git"] }).text) as {
            packages: string[];
        };
        assert.deepEqual(packages, ["git"]);
    });

    it("becomes MIME when asked, with the same configuration and its commands as a script", () => {
        const { text } = planUserData({ ...input, multipart: true });
        assert.match(
            text,
            /^Content-Type: multipart\/mixed; boundary="==stage-one=="\nMIME-Version: 1\.0\n\n--==stage-one==\n/,
        );
        const [, config = "", script = ""] = text
            .split("--==stage-one==")
            .map((each) => each.slice(each.indexOf("\n\n") + 2));
        const plain = parse(planUserData(input).text) as Record<string, unknown>;
        const { runcmd, ...rest } = plain;
        assert.deepEqual(parse(config), rest);
        assert.equal(script, `#!/bin/bash\nset -e\n${(runcmd as string[]).join("\n")}\n\n`);
        assert.match(text, /\n--==stage-one==--\n$/);
    });

    it("is compressed only when the text alone is over the limit", () => {
        const packages = Array.from({ length: 700 }, (_, index) => `python3-package-number-${index}`);
        const plan = planUserData({ ...input, packages });
        assert.equal(plan.gzip, true);
        assert.ok(Buffer.byteLength(plan.text) > plan.limit && plan.bytes <= plan.limit);
        const sent = Buffer.from(plan.base64, "base64");
        assert.equal(sent.length, plan.bytes);
        assert.equal(zlib.gunzipSync(sent).toString(), plan.text);
        assert.equal(plan.parts[0]?.name, "packages");
    });

    it("names the largest parts when it is over the limit even so", () => {
        let state = 1;
        const random = () => ((state = (state * 48_271) % 2_147_483_647) / 2_147_483_647).toString(36).slice(2);
        const packages = Array.from({ length: 2200 }, () => random() + random());
        assert.throws(
            () => planUserData({ ...input, packages }),
            (error: Error) => {
                assert.match(
                    error.message,
                    new RegExp(
                        [
                            "^The user data has a problem:",
                            "",
                            "  worker\\.consumer",
                            "    got      [\\d,]+ bytes after gzip; the largest parts before it:",
                            "       +[\\d,]+  packages",
                            "       +[\\d,]+  /opt/wait-deployment",
                            "       +[\\d,]+  /etc/systemd/system/wait-deployment.path",
                            "       +[\\d,]+  /etc/systemd/system/wait-deployment.service",
                            "       +[\\d,]+  ssh_authorized_keys",
                            "    allowed  at most 16,384 bytes",
                            "    do       Shorten the largest part: .*$",
                        ].join("\n"),
                    ),
                );
                return true;
            },
        );
    });

    it("reads back whatever the names hold, and the parts add up to about the whole", () => {
        const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,19}$/);
        const variant = fc.record({
            name,
            user: name,
            packages: fc.array(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9+._-]{0,30}$/), { maxLength: 5 }),
            authorizedKey: fc.option(fc.constant(key), { nil: undefined }),
            delivery: fc.constantFrom("ssh" as const, "ssh-parts" as const, "s3" as const, "url" as const),
        });
        fc.assert(
            fc.property(variant, (each) => {
                const plan = planUserData({ ...input, ...each });
                const document = parse(plan.text, { version: "1.1" }) as { user: { name: string }; packages: string[] };
                assert.equal(document.user.name, each.user);
                assert.deepEqual(
                    document.packages.slice(3),
                    [...new Set(each.packages)].filter((one) => !document.packages.slice(0, 3).includes(one)),
                );
                const sum = plan.parts.reduce((total, { bytes }) => total + bytes, 0);
                assert.ok(sum >= plan.bytes - 150 && sum <= plan.bytes + 300, `${sum} and ${plan.bytes}`);
            }),
            { numRuns: 50 },
        );
    });
});

describe("stage one, judged", () => {
    for (const [name, variant] of Object.entries(variants)) {
        it(`is a cloud-config that cloud-init accepts (${name})`, function () {
            needsJudges(this, "cloud-init");
            this.timeout(60_000);
            cloudInitSchema(planUserData(variant).text);
        });

        it(`has scripts without a finding of shellcheck, and units that systemd takes (${name})`, function () {
            needsJudges(this, "shellcheck", "bash", "systemd");
            const files = filesOf(planUserData(variant));
            const scripts = files.filter(({ permissions }) => permissions !== undefined);
            assert.ok(scripts.length >= 1);
            for (const { content } of scripts) {
                shellcheck(content);
                bashSyntax(content);
            }
            const units = files.filter(({ path }) => path.startsWith("/etc/systemd/system/"));
            systemdVerify(Object.fromEntries(units.map(({ path, content }) => [path.replace(/.*\//, ""), content])));
        });
    }

    it("is YAML 1.1 to PyYAML, which cloud-init reads it with", function () {
        needsJudges(this, "PyYAML");
        const { text } = planUserData(input);
        assert.deepEqual(pyYaml([text]), [parse(text)]);
    });

    it("is MIME to Python's parser of mails, which cloud-init takes it apart with", function () {
        needsJudges(this, "python3");
        const { text } = planUserData({ ...input, multipart: true });
        const read = `import email, json, sys
message = email.message_from_string(sys.stdin.read())
print(json.dumps([[part.get_content_type(), part.get_filename(), len(part.defects)] for part in message.walk()]))`;
        const { stdout, stderr } = spawnSync("python3", ["-c", read], { input: text, encoding: "utf8" });
        assert.equal(stderr, "");
        assert.deepEqual(JSON.parse(stdout), [
            ["multipart/mixed", null, 0],
            ["text/cloud-config", "stage-one.yaml", 0],
            ["text/x-shellscript", "stage-one.sh", 0],
        ]);
    });
});
