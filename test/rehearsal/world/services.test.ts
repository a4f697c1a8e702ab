import * as assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import * as http from "node:http";
import * as net from "node:net";
import * as path from "node:path";
import { settingsOfFile } from "../../../cli/raw-settings";
import { resolveEnvironment } from "../../../rehearsal/environment/resolve";
import { findPython } from "../../../rehearsal/platform/find-python";
import { Timeline } from "../../../rehearsal/report/timeline";
import { World } from "../../../rehearsal/world/world";
import { repository } from "../../support/program";
import { needsRehearsal } from "../scenarios/rehearsed";

/** One of this machine's loopback stands for its address on an engine's network. */
const gateway = `127.${randomInt(1, 255)}.${randomInt(256)}.${randomInt(1, 255)}`;

describe("services for containers of an engine", function () {
    this.timeout(120_000);
    let world: World;
    before(async function () {
        needsRehearsal(this);
        const settings = settingsOfFile(path.join(repository, "Pulumi.documents.yaml"), "documents", repository);
        world = await World.open({
            settings,
            environment: resolveEnvironment(settings),
            bundle: { file: "", label: "", texts: new Map(), sizes: new Map(), changes: new Map() },
            python: findPython("3.13"),
            engine: { none: "a test" },
            timeline: new Timeline(),
            say: () => undefined,
        });
        await world.addInstance();
    });
    after(async () => {
        await (world as World | undefined)?.close();
    });

    const status = (url: string, method: string, headers: Readonly<Record<string, string>>) =>
        new Promise((resolve, reject) => {
            http.request(url, { method, headers, agent: false }, (response) => {
                response.resume();
                resolve(response.statusCode);
            })
                .on("error", reject)
                .end();
        });

    /** PostgreSQL says whether it has TLS. https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-SSL */
    const tlsOf = (port: number) =>
        new Promise((resolve, reject) => {
            const socket = net.connect({ host: gateway, port }, () => {
                socket.write(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]));
            });
            socket.once("data", (data) => {
                resolve(data.toString());
                socket.destroy();
            });
            socket.once("error", reject);
        });

    it("are at one address: database, AWS and the instance's metadata", async () => {
        const { hosts, environment } = await world.services.reachAt(gateway, 1);
        const database = world.options.environment.database ?? assert.fail();
        assert.deepEqual(hosts, { [database.host]: gateway, "aws.rehearsal.internal": gateway });
        assert.deepEqual(environment, {
            AWS_ENDPOINT_URL: `http://${gateway}:5000`,
            AWS_EC2_METADATA_SERVICE_ENDPOINT: `http://${gateway}:5001/`,
        });
        assert.equal(await tlsOf(database.port), "S");
        assert.equal(await status(environment["AWS_ENDPOINT_URL"] ?? "", "GET", {}), 200);
        const token = `${environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"] ?? ""}latest/api/token`;
        assert.equal(await status(token, "PUT", { "x-aws-ec2-metadata-token-ttl-seconds": "60" }), 200);
        const { address } = world.services.aws;
        assert.deepEqual(world.services.elsewhere(new URL(`http://${gateway}:5000/bucket/file`)), address);
    });
});
