import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as http from "node:http";
import * as path from "node:path";
import { planWorkerFiles } from "../../components/worker/worker-files";
import { listen, portOf } from "../../rehearsal/services/server-process";
import { needsSshHost, startSshHost } from "../support/ssh-host";

/** A metadata service as EC2 has it with IMDSv2 required, for what the listener asks. */
function metadata(notice: () => string | undefined) {
    const asked: string[] = [];
    let token = 0;
    const server = http.createServer((request, response) => {
        const given = request.headers["x-aws-ec2-metadata-token"];
        asked.push(`${request.method ?? ""} ${request.url ?? ""} ${String(given ?? "-")}`);
        if (request.method === "PUT" && request.url === "/latest/api/token") {
            token += 1;
            response.end(`token-${token}`);
        } else if (given !== `token-${token}` || asked.length === 3) {
            // Once it takes no token, as when its time is over.
            response.writeHead(401).end();
        } else {
            const text = request.url === "/latest/meta-data/spot/instance-action" ? notice() : undefined;
            response.writeHead(text === undefined ? 404 : 200).end(text ?? "Not Found");
        }
    });
    return { server, asked };
}

/** Ends half a second after it was told to, and writes down both. */
const slow = (name: string) =>
    `trap 'echo ${name} is told >>/opt/order; sleep 0.5; echo ${name} ends >>/opt/order; exit' TERM; echo ${name} begins >>/opt/order; while :; do sleep 0.05; done`;

describe("a spot interruption", function () {
    this.timeout(60_000);

    before(function () {
        needsSshHost(this);
    });

    it("is noticed by IMDSv2, and the services are stopped one after another in the order of the stack file", async () => {
        const host = await startSshHost();
        let isDue = false;
        const { server, asked } = metadata(() =>
            isDue ? '{"action": "terminate", "time": "2026-01-01T00:02:00Z"}' : undefined,
        );
        await listen(server);
        try {
            lay(path.join(host.opt, "releases/one"));
            const started = await host.run(
                'ln -s releases/one /opt/current && /opt/current/.worker/service start && until [ "$(grep -c begins /opt/order)" = 2 ]; do sleep 0.1; done',
            );
            assert.equal(started.code, 0, started.output);
            const endpoint = `http://127.0.0.1:${portOf(server)}/`;
            const listening = host.run(
                `AWS_EC2_METADATA_SERVICE_ENDPOINT=${endpoint} WORKER_POLL_SECONDS=0.1 /opt/current/.worker/interruption`,
            );
            while (asked.filter((each) => each.includes("token-2")).length < 3) {
                await new Promise((resolve) => server.once("request", resolve));
            }
            assert.doesNotMatch(fs.readFileSync(path.join(host.opt, "order"), "utf8"), /told/);
            isDue = true;
            const { code, output } = await listening;
            assert.equal(code, 0, output);
            assert.match(
                output,
                /^\S+ interruption: the instance gets \{"action": "terminate", "time": "2026-01-01T00:02:00Z"\}; its services are stopped\n\S+ interruption: all services are stopped\n$/,
            );
            assert.deepEqual(asked.slice(0, 5), [
                "PUT /latest/api/token -",
                "GET /latest/meta-data/spot/instance-action token-1",
                "GET /latest/meta-data/spot/instance-action token-1",
                "PUT /latest/api/token -",
                "GET /latest/meta-data/spot/instance-action token-2",
            ]);
            const order = fs.readFileSync(path.join(host.opt, "order"), "utf8").trim().split("\n");
            assert.deepEqual(order.slice(0, 2).sort(), ["beat begins", "consumer begins"]);
            assert.deepEqual(order.slice(2), ["consumer is told", "consumer ends", "beat is told", "beat ends"]);
            assert.equal((await host.run("/opt/current/.worker/service problems")).stdout, "consumer\nbeat\n");
        } finally {
            server.closeAllConnections();
            server.close();
            await host.stop();
        }
    });
});

function lay(release: string): void {
    const files = planWorkerFiles({
        name: "consumer",
        region: "eu-central-1",
        services: {
            consumer: { command: slow("consumer"), stopSeconds: 20 },
            beat: { command: slow("beat"), stopSeconds: 20 },
        },
        setup: [],
        environmentVariables: {},
        secrets: [],
        secretsParameter: undefined,
        spot: true,
        logGroup: undefined,
    });
    for (const { path: name, content, executable } of files) {
        const file = path.join(release, name);
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, content, { mode: executable ? 0o755 : 0o644 });
    }
}
