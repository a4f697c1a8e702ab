import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { buildWorkerBundle } from "../../components/worker/bundle/build";
import type { Compression, UserDataInput, WorkerBundle, WorkerFilesInput } from "../../components/worker/model";
import { planUserData } from "../../components/worker/user-data";
import { planWorkerFiles } from "../../components/worker/worker-files";
import { Ran, SshHost, sshUser } from "./ssh-host";

/** A background loop that ends in order when it is told to. */
const program = `import os
import signal
import time

ending = False


def end(number, frame):
    global ending
    ending = True


signal.signal(signal.SIGTERM, end)
print("consumes as", os.environ["GREETING"], open("prepared").read().strip(), flush=True)
while not ending:
    time.sleep(0.05)
print("drained", flush=True)
`;

/** Stage one over SSH, without packages. */
export const stageOneInput: UserDataInput = {
    name: "consumer",
    user: sshUser,
    authorizedKey: undefined,
    packages: [],
    delivery: "ssh",
    region: "eu-central-1",
    releaseParameter: undefined,
    multipart: false,
};

/** A worker with nothing but its services. */
export const bareWorker: Omit<WorkerFilesInput, "services"> = {
    name: "consumer",
    region: "eu-central-1",
    setup: [],
    environmentVariables: {},
    secrets: [],
    secretsParameter: undefined,
    spot: false,
    logGroup: undefined,
};

/** A machine on which commands run. */
type Host = Pick<SshHost, "run" | "opt">;

/** What cloud-init does at the first boot: below /opt, or everywhere and with its commands where the host has a systemd. */
export async function boot(host: Host, more: Partial<UserDataInput> = {}, isWhole = false): Promise<void> {
    const { text } = planUserData({ ...stageOneInput, ...more });
    const { write_files, runcmd } = parse(text) as {
        write_files: { path: string; permissions?: string; content: string }[];
        runcmd: string[];
    };
    const files = write_files
        .filter((each) => isWhole || each.path.startsWith("/opt/"))
        .map(({ path: file, permissions = "0644", content }) => {
            const encoded = Buffer.from(content).toString("base64");
            return `echo ${encoded} | base64 -d >${file} && chmod ${permissions} ${file}`;
        });
    const commands = isWhole ? runcmd : ["mkdir -p /opt/incoming"];
    assertRan(await host.run([...files, ...commands].join(" && ")), /^/);
}

export const setUp = (greeting: string): string[] => [`echo set up for ${greeting} >prepared`];

export interface Variant {
    readonly setup?: readonly string[];
    readonly command?: string;
    readonly compression?: Compression;
    /** Bytes that do not compress. */
    readonly extra?: number;
    /** Bytes that compress to next to nothing. */
    readonly zeros?: number;
}

/** A bundle of a small worker that greets with its name. */
export function bundled(folder: string, greeting: string, variant: Variant = {}): Promise<WorkerBundle> {
    const directory = path.join(folder, greeting);
    fs.mkdirSync(directory);
    fs.writeFileSync(path.join(directory, "consume.py"), program);
    if (variant.extra !== undefined) {
        fs.writeFileSync(path.join(directory, "noise.bin"), noise(variant.extra));
    }
    fs.writeFileSync(path.join(directory, "zeros.bin"), Buffer.alloc(variant.zeros ?? 1));
    return buildWorkerBundle({
        name: "consumer",
        directory,
        exclude: [],
        include: [],
        allow: [],
        inlineLinks: false,
        compression: variant.compression ?? "gzip",
        cacheFolder: path.join(folder, "cache"),
        files: planWorkerFiles({
            name: "consumer",
            region: "eu-central-1",
            services: { consumer: { command: variant.command ?? "python3 consume.py", stopSeconds: 20 } },
            setup: variant.setup ?? setUp(greeting),
            environmentVariables: { GREETING: greeting },
            secrets: [],
            secretsParameter: undefined,
            spot: true,
            logGroup: "/notes/dev/worker/consumer",
        }),
    });
}

/** The same in each run, and nothing that a compressor could shorten. */
export function noise(bytes: number): Buffer {
    let state = 1;
    return Buffer.from(Array.from({ length: bytes }, () => (state = (state * 48_271) % 2_147_483_647) >> 8));
}

export function assertRan({ code, output }: Ran, said: RegExp): void {
    assert.equal(code, 0, output);
    assert.match(output.trim(), said);
}

/** A file below the host's /opt. */
export const read = (host: Pick<Host, "opt">, file: string): string =>
    fs.readFileSync(path.join(host.opt, file), "utf8").trim();

/** Its first line comes as soon as Python is up, which on a busy machine may be after the release counts as running. */
export async function hasSaid(host: Host, line: string, times = 1): Promise<void> {
    const wait = `until [ "$(grep -cx '${line}' /opt/log/consumer.log)" -ge ${times} ]; do sleep 0.1; done`;
    assertRan(await host.run(`timeout 60 bash -c '${wait.replaceAll("'", `'\\''`)}'`), /^/);
}
