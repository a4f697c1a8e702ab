import * as assert from "node:assert/strict";
import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as net from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import { repository } from "../../../cli/repository";
import { programOf, virtualEnvironment } from "../../../cli/virtual-environment";
import { Aws } from "../../../rehearsal/services/aws";
import { listen, portOf } from "../../../rehearsal/services/server-process";
import { skipOrFail } from "../../support/judges/needs-judges";
import { needsPrograms } from "../../support/needs-programs";
import { oneFolder } from "../../support/temporary-folder";

const region = "eu-central-1";
const arn = `arn:aws:secretsmanager:${region}:210987654321:secret:django-secret-key-AbCdEf`;

/** What an application does with boto3 of its own. */
const script = `import boto3, json, sys
s3 = boto3.client("s3")
s3.put_object(Bucket="notes-media", Key="uploads/ä b+c&.txt", Body="hello".encode())
secret = boto3.client("secretsmanager").get_secret_value(SecretId=sys.argv[1])
print(json.dumps({
    "object": s3.get_object(Bucket="notes-media", Key="uploads/ä b+c&.txt")["Body"].read().decode(),
    "secret": [secret["SecretString"], secret["ARN"]],
    "parameter": boto3.client("ssm").get_parameter(Name="/notes/token", WithDecryption=True)["Parameter"]["Value"],
    "account": boto3.client("sts").get_caller_identity()["Account"],
}))
`;

describe("AWS by moto", () => {
    const environment = virtualEnvironment(path.join(repository, "rehearsal", "services", "requirements.txt"));
    const workspace = oneFolder();
    let aws: Aws | undefined;

    before(async function () {
        // For the installation, once.
        this.timeout(300_000);
        needsPrograms(this, "setpriv", "bwrap");
        if (environment === undefined) {
            skipOrFail(this, "no Python 3.11 or newer with venv here");
        }
        aws = await Aws.start({
            folder: path.join(workspace.path, "aws"),
            region,
            accountId: "210987654321",
            buckets: ["notes-media"],
            secrets: { [arn]: "first" },
            parameters: { "/notes/token": "parameter" },
        });
    });
    after(() => aws?.stop());

    it("is used by boto3 as AWS is: objects, secrets, parameters, identity", async () => {
        assert.ok(aws !== undefined && environment !== undefined);
        const env = {
            PATH: process.env["PATH"],
            AWS_ENDPOINT_URL: `http://127.0.0.1:${aws.address.port}`,
            AWS_DEFAULT_REGION: region,
            AWS_ACCESS_KEY_ID: "key",
            AWS_SECRET_ACCESS_KEY: "secret",
        };
        const { stdout } = await promisify(execFile)(programOf(environment, "python"), ["-c", script, arn], { env });
        const expected = { object: "hello", secret: ["first", arn], parameter: "parameter", account: "210987654321" };
        assert.deepEqual(JSON.parse(stdout), expected);
        assert.deepEqual(await aws.objects("notes-media"), ["uploads/ä b+c&.txt"]);
        assert.equal((await aws.object("notes-media", "uploads/ä b+c&.txt")).toString(), "hello");
        // moto unquotes what it logs, in part.
        const sent = aws.requests.find(
            ({ method, url }) => method === "PUT" && url.startsWith("/notes-media/uploads/"),
        );
        assert.equal(sent?.status, 200);
    });

    it("writes no file of this machine and reaches nothing of it, whatever it is told", async () => {
        assert.ok(aws !== undefined);
        const { port } = aws.address;
        const tell = async (what: string, body: string) =>
            (await fetch(`http://127.0.0.1:${port}/moto-api/recorder/${what}-recording`, { method: "POST", body }))
                .status;
        let reached = 0;
        const other = net.createServer((socket) => {
            reached += 1;
            socket.destroy();
        });
        await listen(other);
        const request = { method: "GET", url: `http://127.0.0.1:${portOf(other)}/`, headers: {}, body: "" };
        // The recorder writes what it is sent to a file of the server's folder, and sends what is in it anywhere.
        assert.equal(await tell("upload", `${JSON.stringify(request)}\n`), 200);
        assert.equal(await tell("replay", ""), 500);
        assert.equal(reached, 0);
        assert.deepEqual(
            ["/", process.cwd(), workspace.path, os.tmpdir()].filter((each) =>
                fs.readdirSync(each).includes("moto_recording"),
            ),
            [],
        );
        other.close();
    });

    it("rotates a secret", async () => {
        assert.ok(aws !== undefined);
        await aws.putSecret(arn, "second");
        assert.equal(await aws.secret(arn), "second");
        assert.equal(await aws.parameter("/notes/token"), "parameter");
    });

    it("says what it does not have, without values", async () => {
        assert.ok(aws !== undefined);
        await assert.rejects(aws.object("notes-media", "none"), /^Error: s3 answered 404 NoSuchKey$/);
        await assert.rejects(aws.secret("none"), /^Error: secretsmanager answered 404 ResourceNotFoundException$/);
    });
});
