import * as http from "node:http";

interface Call {
    readonly service: string;
    readonly method?: string;
    readonly path?: string;
    readonly headers?: http.OutgoingHttpHeaders;
    readonly body?: string | Buffer;
}

/** Asks the moto server by AWS's own protocols. It believes every signature, so that the region and the service in it are enough. */
export class AwsClient {
    constructor(
        private readonly port: number,
        private readonly region: string,
    ) {}

    /** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html: the first region is named by no constraint. */
    async createBucket(name: string): Promise<void> {
        const constraint = `<CreateBucketConfiguration><LocationConstraint>${this.region}</LocationConstraint></CreateBucketConfiguration>`;
        const body = this.region === "us-east-1" ? "" : constraint;
        await this.call({ service: "s3", method: "PUT", path: `/${name}`, body });
    }

    /** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
    async objects(bucket: string): Promise<string[]> {
        const keys: string[] = [];
        let token: string | undefined = "";
        while (token !== undefined) {
            const more: string = token === "" ? "" : `&continuation-token=${encodeURIComponent(token)}`;
            const path = `/${bucket}?list-type=2&encoding-type=url${more}`;
            const text = (await this.call({ service: "s3", path })).toString();
            keys.push(
                ...[...text.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = ""]) =>
                    decodeURIComponent(key.replaceAll("+", " ")),
                ),
            );
            token = /<NextContinuationToken>([^<]+)</.exec(text)?.[1];
        }
        return keys;
    }

    object(bucket: string, key: string): Promise<Buffer> {
        return this.call({ service: "s3", path: `/${bucket}/${key.split("/").map(encodeURIComponent).join("/")}` });
    }

    async createSecret(name: string, suffix: string, value: string): Promise<void> {
        // By this tag, moto ends the ARN as it is told and not at random.
        const tags = suffix === "" ? [] : [{ Key: "_custom_id_", Value: suffix }];
        await this.json("secretsmanager", "secretsmanager.CreateSecret", {
            Name: name,
            SecretString: value,
            Tags: tags,
        });
    }

    async secret(id: string): Promise<string> {
        const answer = await this.json("secretsmanager", "secretsmanager.GetSecretValue", { SecretId: id });
        return (answer as { SecretString: string }).SecretString;
    }

    async putSecret(id: string, value: string): Promise<void> {
        await this.json("secretsmanager", "secretsmanager.PutSecretValue", { SecretId: id, SecretString: value });
    }

    async putParameter(name: string, value: string): Promise<void> {
        await this.json("ssm", "AmazonSSM.PutParameter", {
            Name: name,
            Value: value,
            Type: "SecureString",
            Overwrite: true,
        });
    }

    async parameter(name: string): Promise<string> {
        const answer = await this.json("ssm", "AmazonSSM.GetParameter", { Name: name, WithDecryption: true });
        return (answer as { Parameter: { Value: string } }).Parameter.Value;
    }

    private async json(service: string, target: string, body: object): Promise<unknown> {
        const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": target };
        const answer = await this.call({ service, method: "POST", headers, body: JSON.stringify(body) });
        return JSON.parse(answer.toString()) as unknown;
    }

    /** @throws {Error} with the status and AWS's code of the error, without the body: it may hold a value */
    private call({ service, method = "GET", path = "/", headers = {}, body = "" }: Call): Promise<Buffer> {
        const credential = `Credential=rehearsal/20260101/${this.region}/${service}/aws4_request`;
        const authorization = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=0`;
        const options = { host: "127.0.0.1", port: this.port, method, path, agent: false };
        return new Promise((resolve, reject) => {
            const outgoing = http.request({
                ...options,
                headers: { authorization, "content-length": Buffer.byteLength(body), ...headers },
            });
            outgoing.on("response", (answer) => {
                const parts: Buffer[] = [];
                answer.on("data", (part: Buffer) => parts.push(part));
                answer.on("error", reject).on("end", () => {
                    const bytes = Buffer.concat(parts);
                    const status = answer.statusCode ?? 0;
                    if (status < 300) {
                        resolve(bytes);
                    } else {
                        reject(new Error(`${service} answered ${status}${errorCode(bytes.toString())}`));
                    }
                });
            });
            outgoing.on("error", reject).end(body);
        });
    }
}

/** `<Code>NoSuchKey</Code>` or `"__type": "ResourceNotFoundException"` */
const errorCode = (text: string) => {
    const code = /<Code>(\w+)<\/Code>|"__type":\s*"(\w+)"/.exec(text);
    return code === null ? "" : ` ${code[1] ?? code[2] ?? ""}`;
};
