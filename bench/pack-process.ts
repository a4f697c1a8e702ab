import { ChildProcess, spawn } from "node:child_process";
import * as path from "node:path";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { Client, credentials, type ServiceError } from "@grpc/grpc-js";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import { JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

export interface Judged {
    readonly type: string;
    readonly name: string;
    readonly props: Readonly<Record<string, JavaScriptValue>>;
}

/** A policy pack as its own process, spoken to as the engine does. */
export class PackProcess {
    private constructor(
        private readonly child: ChildProcess,
        private readonly client: Client,
        /** Milliseconds from the start of the process to the line with its port. */
        readonly startedIn: number,
    ) {}

    static async start(programFolder: string, pack: string): Promise<PackProcess> {
        const began = performance.now();
        const runner = createRequire(path.join(pack, "package.json")).resolve("@pulumi/pulumi/cmd/run-policy-pack");
        const child = spawn(process.execPath, [runner, "127.0.0.1:1", pack], {
            cwd: programFolder,
            stdio: ["ignore", "pipe", "inherit"],
        });
        const port = await new Promise<string>((resolve, reject) => {
            createInterface({ input: child.stdout }).once("line", resolve);
            child.once("error", reject);
            child.once("exit", (code) => reject(new Error(`the pack ended with ${code}`)));
        });
        const startedIn = performance.now() - began;
        const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
        return new PackProcess(child, client, startedIn);
    }

    /** Judges a resource by its inputs. */
    analyze(resource: Judged): Promise<void> {
        const { path, requestSerialize } = AnalyzerService.analyze;
        return this.call(path, requestSerialize(filled(new messages.AnalyzeRequest(), resource)));
    }

    /** Judges a finished stack. */
    analyzeStack(resources: readonly Judged[]): Promise<void> {
        const { path, requestSerialize } = AnalyzerService.analyzeStack;
        const request = new messages.AnalyzeStackRequest();
        request.setResourcesList(resources.map((it) => filled(new messages.AnalyzerResource(), it)));
        return this.call(path, requestSerialize(request));
    }

    /** Leaves the answer packed: what unpacking costs in JavaScript is not the pack's, and the engine's Go does it in no time. */
    private call(method: string, request: Buffer): Promise<void> {
        const asItIs = (bytes: Buffer) => bytes;
        return new Promise((resolve, reject) =>
            this.client.makeUnaryRequest(method, asItIs, asItIs, request, (error: ServiceError | null) =>
                error === null ? resolve() : reject(error),
            ),
        );
    }

    async stop(): Promise<void> {
        this.client.close();
        const ended = new Promise((resolve) => this.child.once("exit", resolve));
        this.child.kill();
        await ended;
    }
}

function filled<M extends messages.AnalyzeRequest | messages.AnalyzerResource>(message: M, resource: Judged): M {
    const { type, name, props } = resource;
    message.setType(type);
    message.setName(name);
    message.setUrn(`urn:pulumi:prod::bench::${type}::${name}`);
    message.setProperties(Struct.fromJavaScript(props));
    message.setOptions(new messages.AnalyzerResourceOptions());
    return message;
}
