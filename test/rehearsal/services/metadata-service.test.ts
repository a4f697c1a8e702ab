import * as assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import * as path from "node:path";
import { promisify } from "node:util";
import { repository } from "../../../cli/repository";
import { install, programOf, virtualEnvironment } from "../../../cli/virtual-environment";
import { MetadataService } from "../../../rehearsal/services/metadata-service";
import { portOf } from "../../../rehearsal/services/server-process";
import { skipOrFail } from "../../support/judges/needs-judges";
import { temporaryFolder } from "../../support/temporary-folder";

const metadata = {
    instanceId: "i-0123456789abcdef0",
    instanceType: "t3.small",
    localIpv4: "10.0.1.23",
    region: "eu-central-1",
    availabilityZone: "eu-central-1a",
    accountId: "123456789012",
    role: "notes-instance",
};
const token = "X-aws-ec2-metadata-token";
const ttl = "X-aws-ec2-metadata-token-ttl-seconds";

describe("the instance metadata service", () => {
    let service: MetadataService;
    const folder = temporaryFolder();

    beforeEach(async () => {
        service = await MetadataService.start({ port: 0 }, metadata);
    });
    afterEach(() => service.stop());

    const ask = async (url: string, init: RequestInit = {}) => {
        const response = await fetch(`http://127.0.0.1:${portOf(service.server)}${url}`, init);
        return { status: response.status, body: await response.text() };
    };
    const put = (headers: Record<string, string>) => ask("/latest/api/token", { method: "PUT", headers });

    it("gives a token, and everything else for one alone", async () => {
        const { status, body: value } = await put({ [ttl]: "21600" });
        assert.equal(status, 200);
        const answers = {
            "/latest/meta-data/instance-id": "i-0123456789abcdef0",
            "/latest/meta-data/local-ipv4": "10.0.1.23",
            "/latest/meta-data/placement/": "availability-zone\nregion",
            "/latest/meta-data/placement/region": "eu-central-1",
            "/latest/meta-data/placement/availability-zone": "eu-central-1a",
            "/latest/meta-data/iam/security-credentials/": "notes-instance",
            "/latest": "dynamic/\nmeta-data/",
        };
        for (const [url, body] of Object.entries(answers)) {
            assert.deepEqual(await ask(url, { headers: { [token]: value } }), { status: 200, body });
            assert.deepEqual(await ask(url), { status: 401, body: "" });
            assert.deepEqual(await ask(url, { headers: { [token]: "other" } }), { status: 401, body: "" });
        }
        assert.equal((await ask("/latest/meta-data/none", { headers: { [token]: value } })).status, 404);
        const document = await ask("/latest/dynamic/instance-identity/document", { headers: { [token]: value } });
        assert.deepEqual(JSON.parse(document.body), {
            accountId: "123456789012",
            architecture: "x86_64",
            availabilityZone: "eu-central-1a",
            instanceId: "i-0123456789abcdef0",
            instanceType: "t3.small",
            privateIp: "10.0.1.23",
            region: "eu-central-1",
            version: "2017-09-30",
        });
    });

    it("refuses a token without a time, for too long a time, and through a proxy", async () => {
        const refused: Record<string, string>[] = [
            {},
            { [ttl]: "0" },
            { [ttl]: "21601" },
            { [ttl]: "60", "X-Forwarded-For": "192.0.2.1" },
        ];
        const answers = await Promise.all(refused.map((headers) => put(headers)));
        assert.deepEqual(
            answers.map(({ status }) => status),
            [400, 400, 400, 403],
        );
    });

    it("listens on a unix socket too", async () => {
        const other = await MetadataService.start({ path: path.join(folder.path, "metadata") }, metadata);
        assert.equal(other.server.address(), path.join(folder.path, "metadata"));
        await other.stop();
    });

    it("gives boto3 the role's credentials and the region", async function () {
        this.timeout(300_000);
        const environment = virtualEnvironment(path.join(repository, "rehearsal", "services", "requirements.txt"));
        if (environment === undefined) {
            return skipOrFail(this, "no Python 3.11 or newer with venv here");
        }
        await install(environment, "what stands for S3 and Secrets Manager");
        const script = `import boto3
credentials = boto3.Session().get_credentials()
print(credentials.method, credentials.access_key)
from botocore.utils import InstanceMetadataRegionFetcher
print(InstanceMetadataRegionFetcher(base_url="http://127.0.0.1:${portOf(service.server)}/").retrieve_region())
`;
        const env = {
            PATH: process.env["PATH"],
            HOME: folder.path,
            AWS_EC2_METADATA_SERVICE_ENDPOINT: `http://127.0.0.1:${portOf(service.server)}/`,
        };
        const { stdout } = await promisify(execFile)(programOf(environment, "python"), ["-c", script], { env });
        assert.equal(stdout, "iam-role ASIAREHEARSAL0000000\neu-central-1\n");
    });

    it("has its address on loopback of a network namespace of its own", function () {
        const unshare = ["--user", "--map-root-user", "--net", "--"];
        if (spawnSync("unshare", [...unshare, "true"]).status !== 0) {
            return skipOrFail(this, "no user namespaces here");
        }
        const script = `import runpy, socket, sys
sys.argv = [sys.argv[1], "169.254.169.254", "10.0.1.23"]
runpy.run_path(sys.argv[0])
for address in sys.argv[1:]:
    server = socket.create_server((address, 80))
    print(socket.create_connection((address, 80)).getpeername())
`;
        const program = path.join(repository, "rehearsal", "services", "metadata-address.py");
        const python = virtualEnvironment(path.join(repository, "rehearsal", "services", "requirements.txt"))?.python;
        const { stdout, stderr } = spawnSync("unshare", [...unshare, python ?? "python3", "-c", script, program], {
            encoding: "utf8",
            cwd: folder.path,
        });
        assert.deepEqual([stdout, stderr], ["('169.254.169.254', 80)\n('10.0.1.23', 80)\n", ""]);
    });
});
