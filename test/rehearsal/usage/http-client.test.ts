import * as assert from "node:assert/strict";
import { once } from "node:events";
import * as http from "node:http";
import * as https from "node:https";
import * as net from "node:net";
import * as path from "node:path";
import { ask, bodyText, header, NoAnswer } from "../../../rehearsal/usage/http-client";
import { Authority } from "../../../rehearsal/services/certificates";
import { temporaryFolder } from "../../support/temporary-folder";
import { withSite } from "./small-site";

const headers = { Host: "site.example.com" };

/** Serves while the body runs, on a port of its own. */
async function serving<T>(server: net.Server, body: (port: number) => Promise<T>): Promise<T> {
    await once(server.listen(0, "127.0.0.1"), "listening");
    try {
        return await body((server.address() as net.AddressInfo).port);
    } finally {
        await new Promise((resolve) => server.close(resolve));
    }
}

describe("the HTTP client of a rehearsal", () => {
    const folder = temporaryFolder();

    it("sends a path as it stands, and tells a header that was sent twice", async () => {
        const answer = await withSite(
            ({ path, headers }) => [404, `${path} ${String(headers["x-own"])}`, { "X-A": ["b", "c"] }],
            (target) => ask({ ...target, headers: { "X-Own": "d" } }, { path: "/static/../x%2f", headers }),
        );
        assert.deepEqual(
            [answer.status, bodyText(answer), header(answer, "X-A"), answer.headers.get("x-a")],
            [404, "/static/../x%2f d", "b", ["b", "c"]],
        );
    });

    it("speaks TLS by the target's own name and authorities, whatever host is asked for", async () => {
        const authority = new Authority(path.join(folder.path, "authority"));
        const { certificate: cert, key } = authority.issue("/CN=media.example.com");
        const server = https.createServer({ cert, key }, (request, response) => response.end(request.headers.host));
        const asked = (name: string, authorities: string) =>
            serving(server, (port) =>
                ask({ host: "127.0.0.1", port, tls: { name, authorities } }, { path: "/", headers }),
            );
        assert.equal(bodyText(await asked("media.example.com", authority.certificate)), "site.example.com");
        await assert.rejects(asked("other.example.com", authority.certificate), NoAnswer);
        const another = new Authority(path.join(folder.path, "another"));
        await assert.rejects(asked("media.example.com", another.certificate), NoAnswer);
    });

    it("says why nothing came", async () => {
        const silent = net.createServer((socket) => socket.once("data", () => socket.end()));
        const broken = http.createServer((_, response) => {
            response.writeHead(200, { "Content-Length": 5 }).write("a", () => response.destroy());
        });
        for (const [server, message] of [
            [silent, "no answer: socket hang up"],
            [broken, "no answer: aborted"],
        ] as const) {
            await assert.rejects(
                serving(server, (port) => ask({ host: "127.0.0.1", port }, { path: "/", headers })),
                (error) => error instanceof NoAnswer && error.message === message,
            );
        }
    });
});
