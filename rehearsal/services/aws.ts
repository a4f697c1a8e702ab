import type { ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { ProblemError } from "../../components/problem";
import { repository } from "../../cli/repository";
import { install, programOf, prefixOf, VirtualEnvironment, virtualEnvironment } from "../../cli/virtual-environment";
import { AwsClient } from "./aws-client";
import { Gate } from "../world/gate";
import { confinedServer, socketIn } from "./confined";
import { endServer, startServer } from "./server-process";

export interface AwsOptions {
    /** Made for the server and removed with it. */
    readonly folder: string;
    readonly region: string;
    readonly accountId: string;
    readonly buckets?: readonly string[];
    /** By the ARN under which the application asks, such as `arn:aws:secretsmanager:eu-central-1:123456789012:secret:notes-AbCdEf`. */
    readonly secrets?: Readonly<Record<string, string>>;
    /** SecureStrings of the Parameter Store by name. */
    readonly parameters?: Readonly<Record<string, string>>;
    readonly say?: (line: string) => void;
}

/** One request that the application, or we, sent. */
export interface AwsRequest {
    readonly method: string;
    /** Path and query; other services than S3 tell nothing here. */
    readonly url: string;
    readonly status: number;
}

/** In the server's own network. */
const port = 5000;

/**
 * S3, Secrets Manager, the Parameter Store and STS, by the moto server. https://docs.getmoto.org/en/latest/docs/server_mode.html
 *
 * Whoever reaches it may have it write files and send requests (https://docs.getmoto.org/en/latest/docs/configuration/recorder/index.html), so it is confined.
 */
export class Aws {
    private constructor(
        readonly address: { readonly host: string; readonly port: number },
        private readonly client: AwsClient,
        private readonly started: Started,
        /** All requests since the start, in their order. */
        readonly requests: readonly AwsRequest[],
    ) {}

    static async start(options: AwsOptions): Promise<Aws> {
        const requests: AwsRequest[] = [];
        const started = await serve(options, await moto(options.say), requests);
        try {
            const gate = { host: "127.0.0.1", port: started.gate.port ?? 0 };
            const client = new AwsClient(gate.port, options.region);
            await seed(client, options);
            return new Aws(gate, client, started, requests);
        } catch (error) {
            await end(started);
            throw error;
        }
    }

    /** Keys of a bucket, in order. */
    objects(bucket: string): Promise<string[]> {
        return this.client.objects(bucket);
    }

    object(bucket: string, key: string): Promise<Buffer> {
        return this.client.object(bucket, key);
    }

    secret(arn: string): Promise<string> {
        return this.client.secret(arn);
    }

    /** A new version of a secret, as a rotation makes it. */
    putSecret(arn: string, value: string): Promise<void> {
        return this.client.putSecret(arn, value);
    }

    parameter(name: string): Promise<string> {
        return this.client.parameter(name);
    }

    stop(): Promise<void> {
        return end(this.started);
    }
}

interface Started {
    readonly server: ChildProcess;
    readonly gate: Gate;
    readonly folder: string;
}

async function end({ server, gate, folder }: Started): Promise<void> {
    await Promise.all([gate.stop(), endServer(server, "SIGKILL")]);
    fs.rmSync(folder, { recursive: true, force: true });
}

async function seed(client: AwsClient, { buckets = [], secrets = {}, parameters = {} }: AwsOptions): Promise<void> {
    await Promise.all([
        ...buckets.map((name) => client.createBucket(name)),
        ...Object.entries(secrets).map(([arn, value]) => client.createSecret(...secretName(arn), value)),
        ...Object.entries(parameters).map(([name, value]) => client.putParameter(name, value)),
    ]);
}

/** Secrets Manager ends an ARN with a hyphen and six random characters. https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html */
function secretName(arn: string): [name: string, suffix: string] {
    const [, name = arn, suffix = ""] = /^(?:[^:]*:){6}(.*)-(\w{6})$/.exec(arn) ?? [];
    return [name, suffix];
}

/** Its virtual environment, installed where it is not yet. */
async function moto(say: AwsOptions["say"]): Promise<VirtualEnvironment> {
    const environment = virtualEnvironment(path.join(repository, "rehearsal", "services", "requirements.txt"));
    if (environment === undefined) {
        const remedy = "Install Python 3.11 or newer with venv, such as apt install python3-venv.";
        throw new ProblemError("The rehearsal", [
            { where: "python3", got: "none that makes virtual environments", remedy },
        ]);
    }
    await install(environment, "what stands for S3 and Secrets Manager", say);
    return environment;
}

const ready = /Running on http:/;
/** werkzeug colours what is no success. */
const requestLine = /"[^"A-Z]*([A-Z]+) (\S+) HTTP\/[\d.]+[^"]*" (\d{3})/g;

async function serve(
    { accountId, folder }: AwsOptions,
    environment: VirtualEnvironment,
    requests: AwsRequest[],
): Promise<Started> {
    let words = "";
    const onOutput = (text: string) => {
        words += text;
        const end = words.lastIndexOf("\n") + 1;
        for (const [, method = "", url = "", status] of words.slice(0, end).matchAll(requestLine)) {
            requests.push({ method, url, status: Number(status) });
        }
        words = words.slice(end);
    };
    const command = [programOf(environment, "moto_server"), "--host", "127.0.0.1", "--port", String(port)];
    const env = {
        PATH: process.env["PATH"],
        MOTO_ACCOUNT_ID: accountId,
        PYTHONUNBUFFERED: "1",
        PYTHONDONTWRITEBYTECODE: "1",
        AWS_EC2_METADATA_DISABLED: "true",
    };
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    const visible = [environment.folder, prefixOf(environment)];
    const [program, args] = confinedServer(command, port, folder, { writable: {}, visible });
    const server = await startServer(program, args, ready, { cwd: "/", env, onOutput });
    const gate = await Gate.start({ host: "127.0.0.1", port: 0 }, { path: socketIn(folder) });
    return { server, gate, folder };
}
