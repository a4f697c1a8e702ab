import { randomBytes } from "node:crypto";
import * as http from "node:http";
import { listen } from "./server-process";

/** What an instance finds out about itself. */
export interface InstanceMetadata {
    readonly instanceId: string;
    readonly instanceType: string;
    /** Its address in the VPC. */
    readonly localIpv4: string;
    readonly region: string;
    readonly availabilityZone: string;
    readonly accountId: string;
    /** Name of the role behind its instance profile. */
    readonly role: string;
}

/** Where to listen: a unix socket, or a port of loopback, 0 for a free one. */
export type Place = { readonly path: string } | { readonly port: number };

const longestTtl = 21_600;

/**
 * The instance metadata service, version 2 alone, as Amazon Linux 2023 has it: a request without a session's token gets 401.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
 */
export class MetadataService {
    private readonly tokens = new Map<string, number>();

    private constructor(
        private readonly documents: ReadonlyMap<string, () => string>,
        readonly server: http.Server,
    ) {
        server.on("request", (request: http.IncomingMessage, response: http.ServerResponse) => {
            request.resume();
            const { status, body, headers } = this.answer(request);
            response.writeHead(status, { "content-type": "text/plain", ...headers }).end(body);
        });
    }

    static async start(place: Place, metadata: InstanceMetadata): Promise<MetadataService> {
        const service = new MetadataService(documentsOf(metadata), http.createServer());
        await listen(service.server, place);
        return service;
    }

    async stop(): Promise<void> {
        this.server.closeAllConnections();
        await new Promise((resolve) => this.server.close(resolve));
    }

    private answer({ method, url = "/", headers }: http.IncomingMessage): Answer {
        if (method === "PUT" && url === "/latest/api/token") {
            return this.newToken(headers);
        }
        const token = String(headers["x-aws-ec2-metadata-token"] ?? "");
        if ((this.tokens.get(token) ?? 0) < Date.now()) {
            return { status: 401, body: "" };
        }
        if (method !== "GET") {
            return { status: 405, body: "" };
        }
        // boto3 asks for the zone with a slash behind it.
        const body = this.documents.get(url.replace(/\/$/, ""))?.() ?? listing([...this.documents.keys()], url);
        return body === undefined ? { status: 404, body: "" } : { status: 200, body };
    }

    private newToken(headers: http.IncomingHttpHeaders): Answer {
        // Such a request has come through a proxy that an attacker may use.
        if (headers["x-forwarded-for"] !== undefined) {
            return { status: 403, body: "" };
        }
        const name = "x-aws-ec2-metadata-token-ttl-seconds";
        const seconds = Number(headers[name]);
        if (!(seconds >= 1 && seconds <= longestTtl)) {
            return { status: 400, body: "" };
        }
        const token = randomBytes(40).toString("base64");
        this.tokens.set(token, Date.now() + seconds * 1000);
        return { status: 200, body: token, headers: { [name]: String(seconds) } };
    }
}

interface Answer {
    readonly status: number;
    readonly body: string;
    readonly headers?: http.OutgoingHttpHeaders;
}

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-metadata.html */
function documentsOf(metadata: InstanceMetadata): ReadonlyMap<string, () => string> {
    const { instanceId, instanceType, localIpv4, region, availabilityZone, accountId, role } = metadata;
    const identity = { accountId, architecture: "x86_64", availabilityZone, instanceId, instanceType };
    const values = {
        "/latest/meta-data/instance-id": instanceId,
        "/latest/meta-data/instance-type": instanceType,
        "/latest/meta-data/local-ipv4": localIpv4,
        "/latest/meta-data/placement/availability-zone": availabilityZone,
        "/latest/meta-data/placement/region": region,
        "/latest/dynamic/instance-identity/document": JSON.stringify(
            { ...identity, privateIp: localIpv4, region, version: "2017-09-30" },
            undefined,
            2,
        ),
    };
    return new Map<string, () => string>([
        ...Object.entries(values).map(([url, value]): [string, () => string] => [url, () => value]),
        [`/latest/meta-data/iam/security-credentials/${role}`, credentials(instanceId)],
    ]);
}

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-security-credentials.html */
function credentials(instanceId: string): () => string {
    const [accessKeyId, secretAccessKey, token] = ["ASIAREHEARSAL0000000", randomBytes(30), randomBytes(120)];
    return () => {
        const time = (hours: number) => `${new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 19)}Z`;
        const document = {
            Code: "Success",
            LastUpdated: time(0),
            Type: "AWS-HMAC",
            AccessKeyId: accessKeyId,
            SecretAccessKey: secretAccessKey.toString("base64"),
            Token: `${instanceId}${token.toString("base64")}`,
            Expiration: time(6),
        };
        return JSON.stringify(document, undefined, 2);
    };
}

/** What a folder holds, a line each; folders in it end with a slash. */
function listing(urls: readonly string[], url: string): string | undefined {
    const folder = url.endsWith("/") ? url : `${url}/`;
    const inside = urls.filter((each) => each.startsWith(folder)).map((each) => each.slice(folder.length));
    const names = new Set(inside.map((each) => (each.includes("/") ? each.slice(0, each.indexOf("/") + 1) : each)));
    return names.size === 0 ? undefined : [...names].sort().join("\n");
}
