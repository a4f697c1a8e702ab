import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { fetchSiteCertificate, SiteTls } from "../../../ebextensions/proxy/site-certificate";
import { renderFiles } from "../../../ebextensions/render/render";
import { ScriptMachine } from "../../support/instance-script";
import { Authority, Issued } from "../../../rehearsal/services/certificates";
import { needsJudges, shellcheck } from "../../support/judges";
import { skipOrFail } from "../../support/judges/needs-judges";
import { temporaryFolder } from "../../support/temporary-folder";

const secretArn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:site-AbCdEf";
const alone: SiteTls = { certificate: "secret", secretArn, clients: undefined };
const tools = {
    aws: `[ -z "\${AWS_ACCESS_KEY_ID:-}" ] || exit 9
cat "$HOME/secret" 2>/dev/null || { echo "An error occurred (ResourceNotFoundException)" >&2; exit 254; }`,
    systemctl: '[ "$1" != is-active ] || [ -e "$HOME/nginx-runs" ]',
};

describe("the hook that fetches the site's certificate", function () {
    const folder = temporaryFolder();

    before(function () {
        if (process.platform !== "linux" || spawnSync("openssl", ["version"]).status !== 0) {
            skipOrFail(this, "the script is written for Linux with openssl");
        }
    });

    const authority = () => new Authority(path.join(folder.path, "authority"));
    const store = (secret: unknown) => {
        fs.writeFileSync(
            path.join(folder.path, "secret"),
            typeof secret === "string" ? secret : JSON.stringify(secret),
        );
    };
    const site = (name: string) => path.join(folder.path, "etc/pki/django-beanstalk", name);
    const read = (name: string) => fs.readFileSync(site(name), "utf8");

    function run(tls: SiteTls = alone) {
        const [script = assert.fail("no hook")] = renderFiles([fetchSiteCertificate(tls)]);
        const machine = new ScriptMachine(folder.path, tools);
        const result = machine.run(script.content, {
            DJANGO_BEANSTALK_RETRY_WAITS: "0",
            AWS_ACCESS_KEY_ID: "the-application's",
        });
        const told = [result.output, machine.log("django-beanstalk-20-site-certificate.log"), ...result.calls];
        assert.ok(!told.some((text) => /PRIVATE KEY|canary/.test(text)), "a key was shown");
        return result;
    }

    /** What the hook says when it refuses; the certificate of the last deployment stays. */
    function refusal(secret: unknown): string {
        fs.mkdirSync(path.dirname(site("site.pem")), { recursive: true });
        fs.writeFileSync(site("site.pem"), "of the last deployment");
        store(secret);
        const { status, output } = run();
        assert.equal(status, 1, output);
        assert.equal(read("site.pem"), "of the last deployment");
        assert.deepEqual(fs.readdirSync(site("")), ["site.pem"]);
        return output;
    }

    it("writes chain and key into one file that nobody else reads, by the instance's role", () => {
        const ca = authority();
        const { certificate, key } = ca.issue("/CN=www.example.com");
        store({ certificate: certificate + ca.certificate, key });
        const { status, output, calls } = run();
        assert.equal(status, 0, output);
        assert.match(output, /The site has its certificate, which ends on .* GMT\./);
        assert.equal(read("site.pem").replaceAll(/\n+/g, "\n"), certificate + ca.certificate + key);
        assert.equal(fs.statSync(site("site.pem")).mode & 0o777, 0o600);
        assert.equal(fs.statSync(site("")).mode & 0o777, 0o700);
        assert.deepEqual(fs.readdirSync(site("")), ["site.pem"]);
        assert.deepEqual(calls, [
            `aws secretsmanager get-secret-value --region eu-west-1 --secret-id ${secretArn} --query SecretString --output text`,
            "systemctl is-active --quiet nginx",
        ]);
    });

    it("lets nginx read a renewed one, and leaves it alone when nothing changed", () => {
        const ca = authority();
        fs.writeFileSync(path.join(folder.path, "nginx-runs"), "");
        const reloads = () => run().calls.filter((call) => call === "systemctl reload nginx").length;
        store(ca.issue("/CN=a.example.com"));
        assert.deepEqual([reloads(), reloads()], [1, 1]);
        store(ca.issue("/CN=a.example.com"));
        assert.equal(reloads(), 2);
    });

    it("writes the authorities of clients beside it", () => {
        const ca = authority();
        store(ca.issue("/CN=www.example.com"));
        const clients = { verify: "required", depth: 2, authorities: ca.certificate } as const;
        const { status, output } = run({ ...alone, clients });
        assert.equal(status, 0, output);
        assert.equal(read("client-authorities.pem"), ca.certificate);
    });

    it("warns of one that ends within 30 days", () => {
        store(authority().issue("/CN=www.example.com", ["-days", "10"]));
        const { status, output } = run();
        assert.equal(status, 0, output);
        assert.match(output, /ends within 30 days, on .* GMT\. Renew it/);
    });

    it("refuses an expired one, and a key of another one", () => {
        const ca = authority();
        const old = ca.issue("/CN=www.example.com", ["-startdate", "20200101000000Z", "-enddate", "20200201000000Z"]);
        assert.match(refusal(old), /The certificate in arn:\S+ expired on Feb {2}1 00:00:00 2020 GMT\.\nRenew it/);
        const [one, other] = [ca.issue("/CN=www.example.com"), ca.issue("/CN=www.example.com")];
        const mixed: Issued = { ...one, key: other.key };
        assert.match(refusal(mixed), /The key in arn:\S+ is not that of its certificate\./);
        // The chain in the wrong order.
        const turned = { certificate: ca.certificate + one.certificate, key: one.key };
        assert.match(refusal(turned), /is not that of its certificate\.\n.*the site's own certificate first/);
    });

    it("refuses what is no certificate or key, without showing it", () => {
        const { certificate, key } = authority().issue("/CN=www.example.com");
        const broken = `${certificate}-----BEGIN CERTIFICATE-----\ncanary\n-----END CERTIFICATE-----\n`;
        assert.match(refusal({ certificate: broken, key }), /The certificate in arn:\S+ cannot be read\./);
        const encrypted = spawnSync("openssl", ["pkey", "-aes256", "-passout", "pass:canary"], { input: key });
        assert.match(
            refusal({ certificate, key: encrypted.stdout.toString() }),
            /The key in arn:\S+ cannot be read\.\nStore it in PEM form, without a password\./,
        );
        for (const secret of [
            "canary",
            "[]",
            { certificate },
            { certificate, key: 7 },
            { certificate, key: "canary" },
        ]) {
            assert.match(
                refusal(secret),
                /holds no certificate with its key\.\nStore it as JSON with both in PEM form/,
            );
        }
    });

    it("says what to look at when the secret cannot be read, after a second attempt", () => {
        const { status, output, calls } = run();
        assert.equal(status, 1);
        assert.equal(calls.filter((call) => call.startsWith("aws ")).length, 2);
        assert.match(
            output,
            /could not be read from arn:\S+\.\nLook whether the secret exists, .*GetSecretValue on it\.\n/,
        );
    });

    it("is accepted by shellcheck, and runs with changes of the configuration too", function () {
        const clients = { verify: "optional", depth: 1, authorities: "PEM" } as const;
        const files = renderFiles([fetchSiteCertificate({ ...alone, clients })]);
        assert.deepEqual(
            files.map((file) => file.path),
            [
                ".platform/confighooks/prebuild/20-site-certificate.sh",
                ".platform/hooks/prebuild/20-site-certificate.sh",
            ],
        );
        needsJudges(this, "shellcheck");
        files.forEach(({ content }) => {
            shellcheck(content);
        });
    });
});
