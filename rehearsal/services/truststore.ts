import * as https from "node:https";
import type { Authority } from "./certificates";
import { listen, portOf } from "./server-process";

/** Where AWS keeps the certificates of RDS. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html */
export const truststoreName = "truststore.pki.rds.amazonaws.com";

/** Those of RDS's servers, and https://www.amazontrust.com/repository/ for its proxies. */
const bundle = /^\/((global|[a-z]{2}(?:-[a-z]+)+-\d)\/\2-bundle|repository\/AmazonRootCA[1-4])\.pem$/;

/** Stands for the place of RDS's certificates; it answers with the authority's own, by which it is signed itself. */
export class Truststore {
    private constructor(
        private readonly server: https.Server,
        readonly address: { readonly host: string; readonly port: number },
    ) {}

    static async start(authority: Authority, names: readonly string[] = [truststoreName]): Promise<Truststore> {
        const { certificate: cert, key } = authority.issueFor(names);
        const answer = authority.certificate;
        const server = https.createServer({ cert, key }, (request, response) => {
            const isThere = bundle.test(request.url ?? "");
            response.writeHead(isThere ? 200 : 403, { "content-type": "binary/octet-stream" });
            response.end(isThere ? answer : "");
        });
        await listen(server);
        return new Truststore(server, { host: "127.0.0.1", port: portOf(server) });
    }

    async stop(): Promise<void> {
        this.server.closeAllConnections();
        await new Promise((resolve) => this.server.close(resolve));
    }
}
