import { ChildProcess, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import type { ClientReadableStream, ServiceError } from "@grpc/grpc-js";
import { credentials } from "@grpc/grpc-js";
import { LanguageRuntimeClient } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/language_pb";
import { JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { repository } from "../../support/program";

const main = path.join(repository, "sandbox", "language-host", "main.ts");

/** The language host in a process of its own, as the engine starts it. */
export class HostClient {
    private constructor(
        readonly process: ChildProcess,
        readonly client: LanguageRuntimeClient,
    ) {}

    static async start(): Promise<HostClient> {
        const child = spawn(process.execPath, ["--require", "ts-node/register/transpile-only", main, "127.0.0.1:1"], {
            cwd: repository,
            stdio: ["pipe", "pipe", "inherit"],
        });
        const port = await new Promise<string>((resolve, reject) => {
            child.stdout.once("data", (bytes: Buffer) => {
                resolve(bytes.toString().trim());
            });
            child.once("exit", () => {
                reject(new Error("The host ended before it gave a port."));
            });
        });
        return new HostClient(child, new LanguageRuntimeClient(`127.0.0.1:${port}`, credentials.createInsecure()));
    }

    /** Ends the host as a vanished engine does, and waits for its end. */
    async close(): Promise<void> {
        this.client.close();
        this.process.stdin?.end();
        await this.exit();
    }

    exit(): Promise<number | null> {
        return this.process.exitCode === null && this.process.signalCode === null
            ? new Promise((resolve) => this.process.once("exit", resolve))
            : Promise.resolve(this.process.exitCode);
    }

    /** @throws Error with the text that the engine would show */
    run(folder: string, options: Record<string, JavaScriptValue> = {}): Promise<messages.RunResponse> {
        const request = new messages.RunRequest().setInfo(programInfo(folder, options)).setPwd(folder);
        return new Promise((resolve, reject) => {
            this.client.run(request, (error, response) => {
                if (error === null) {
                    resolve(response);
                } else {
                    reject(new Error(error.details));
                }
            });
        });
    }

    startPlugin(folder: string): ClientReadableStream<messages.RunPluginResponse> {
        const request = new messages.RunPluginRequest().setInfo(programInfo(folder)).setKind("analyzer").setPwd(folder);
        return this.client.runPlugin(request);
    }
}

function programInfo(folder: string, options: Record<string, JavaScriptValue> = {}): messages.ProgramInfo {
    return new messages.ProgramInfo()
        .setProgramDirectory(folder)
        .setRootDirectory(folder)
        .setEntryPoint(".")
        .setOptions(Struct.fromJavaScript(options));
}

/** The text of the error that a stream ends with; undefined when it ends well. */
export function errorOf(call: ClientReadableStream<messages.RunPluginResponse>): Promise<string | undefined> {
    return new Promise((resolve) => {
        call.on("data", () => undefined);
        call.on("end", () => {
            resolve(undefined);
        });
        call.on("error", (error: ServiceError) => {
            resolve(error.details);
        });
    });
}

/** An SDK whose script for programs, and for policy packs, is the given JavaScript. */
export function installSdk(folder: string, script: string): void {
    const sdk = path.join(folder, "node_modules", "@pulumi", "pulumi");
    const files = {
        "package.json": JSON.stringify({ name: "@pulumi/pulumi", version: "3.248.0" }),
        "cmd/run/index.js": script,
        "cmd/run-policy-pack/index.js": script,
    };
    for (const [file, content] of Object.entries(files)) {
        fs.mkdirSync(path.dirname(path.join(sdk, file)), { recursive: true });
        fs.writeFileSync(path.join(sdk, file), content);
    }
}
