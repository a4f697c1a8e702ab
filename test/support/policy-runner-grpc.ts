import { ChildProcess, spawn } from "node:child_process";
import * as path from "node:path";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { credentials, ServiceError } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { Described, Finding, urnOf } from "./policy-runner";

const root = path.join(__dirname, "..", "..");

/** How the engine sends a secret value. */
export function secretOnTheWire(value: string): unknown {
    return { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value };
}

/** How the engine sends a file asset. */
export function assetOnTheWire(file: string): unknown {
    return { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", path: file };
}

/** The pack as its own process, spoken to as the engine does. */
export class PackProcess {
    private constructor(
        private readonly child: ChildProcess,
        private readonly client: AnalyzerClient,
        /** Milliseconds from the start of the process to the line with its port. */
        readonly startedIn: number,
    ) {}

    /** Starts the pack as the language host does: in the folder of the program, not of the pack. */
    static async start(programFolder = root, pack = path.join(root, "policies")): Promise<PackProcess> {
        const began = performance.now();
        const runner = createRequire(path.join(pack, "package.json")).resolve("@pulumi/pulumi/cmd/run-policy-pack");
        const child = spawn(process.execPath, [runner, "127.0.0.1:1", pack], {
            cwd: programFolder,
            stdio: ["ignore", "pipe", "pipe"],
        });
        const errors: string[] = [];
        child.stderr.on("data", (chunk: Buffer) => errors.push(chunk.toString()));
        const port = await new Promise<string>((resolve, reject) => {
            createInterface({ input: child.stdout }).once("line", resolve);
            child.once("error", reject);
            child.once("exit", (code) => reject(new Error(`the pack ended with ${code}: ${errors.join("")}`)));
        });
        if (!/^\d+$/.test(port)) {
            child.kill();
            throw new Error(`the first line has to be the port, not: ${port}`);
        }
        const client = new AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure());
        return new PackProcess(child, client, performance.now() - began);
    }

    info(): Promise<messages.AnalyzerInfo> {
        return call((done) => this.client.getAnalyzerInfo(new Empty(), done));
    }

    /** Configures as the engine does: every policy, with its level and the defaults of its schema. */
    async configure(configs: Readonly<Record<string, Record<string, JavaScriptValue>>>): Promise<void> {
        const request = new messages.ConfigureAnalyzerRequest();
        for (const policy of (await this.info()).getPoliciesList()) {
            const config = new messages.PolicyConfig();
            config.setEnforcementlevel(policy.getEnforcementlevel());
            config.setProperties(Struct.fromJavaScript(configs[policy.getName()] ?? {}));
            request.getPolicyconfigMap().set(policy.getName(), config);
        }
        await call<unknown>((done) => this.client.configure(request, done));
    }

    /** Judges a resource by its inputs. */
    async analyze(resource: Described): Promise<Finding[]> {
        const request = filled(new messages.AnalyzeRequest(), resource);
        const findings = findingsIn(await call((done) => this.client.analyze(request, done)));
        return findings.map((it) => ({ ...it, resource: resource.name }));
    }

    /** Judges a finished stack by its outputs. */
    async analyzeStack(resources: readonly Described[]): Promise<Finding[]> {
        const request = new messages.AnalyzeStackRequest();
        request.setResourcesList(
            resources.map((it) => linked(filled(new messages.AnalyzerResource(), it), it, resources)),
        );
        return findingsIn(await call((done) => this.client.analyzeStack(request, done)));
    }

    async stop(): Promise<void> {
        this.client.close();
        const ended = new Promise((resolve) => this.child.once("exit", resolve));
        this.child.kill();
        await ended;
    }
}

function filled<M extends messages.AnalyzeRequest | messages.AnalyzerResource>(message: M, described: Described): M {
    message.setType(described.type);
    message.setName(described.name);
    message.setUrn(urnOf(described));
    message.setProperties(Struct.fromJavaScript(described.props as Record<string, JavaScriptValue>));
    const options = new messages.AnalyzerResourceOptions();
    options.setProtect(described.opts?.protect === true);
    message.setOptions(options);
    return message;
}

function linked(
    message: messages.AnalyzerResource,
    described: Described,
    all: readonly Described[],
): messages.AnalyzerResource {
    for (const [property, names] of Object.entries(described.from ?? {})) {
        const dependencies = new messages.AnalyzerPropertyDependencies();
        dependencies.setUrnsList(all.filter(({ name }) => names.includes(name)).map(urnOf));
        message.getPropertydependenciesMap().set(property, dependencies);
    }
    message.setDependenciesList(all.filter(({ name }) => described.dependsOn?.includes(name)).map(urnOf));
    return message;
}

function findingsIn(response: messages.AnalyzeResponse): Finding[] {
    return response.getDiagnosticsList().map((it) => ({
        policy: it.getPolicyname(),
        level: it.getEnforcementlevel() === messages.EnforcementLevel.MANDATORY ? "mandatory" : "advisory",
        resource: it.getUrn().split("::").at(-1) ?? "",
        message: it.getMessage(),
    }));
}

function call<R>(start: (done: (error: ServiceError | null, response: R) => void) => void): Promise<R> {
    return new Promise((resolve, reject) =>
        start((error, response) => (error === null ? resolve(response) : reject(error))),
    );
}
