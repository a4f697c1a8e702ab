import { ChildProcess, spawn, SpawnOptions } from "node:child_process";
import { createRequire } from "node:module";
import * as path from "node:path";
import type { ServerWritableStream } from "@grpc/grpc-js";
import { status } from "@grpc/grpc-js";
import * as messages from "@pulumi/pulumi/proto/language_pb";
import { PackageDependency, PluginDependency, PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { installedPackages, requiredProviders } from "./packages";

/** How long a child may take to end in order before it is killed, in milliseconds. */
const grace = 2000;

/** Exit code of a program that has told the user itself what is wrong. */
const bail = 32;

/**
 * The Node.js language host of a Pulumi CLI that was built from its Go module; the official one comes with the official CLI only. It starts programs and
 * policy packs through the SDK that they have installed. https://github.com/pulumi/pulumi/blob/master/proto/pulumi/language.proto
 */
export class LanguageHost {
    private readonly children = new Set<ChildProcess>();

    constructor(private engine: string) {}

    handshake(request: messages.LanguageHandshakeRequest): messages.LanguageHandshakeResponse {
        this.engine = request.getEngineAddress();
        return new messages.LanguageHandshakeResponse();
    }

    getPluginInfo(): PluginInfo {
        const sdk = createRequire(__filename)("@pulumi/pulumi/package.json") as { version: string };
        return new PluginInfo().setVersion(sdk.version);
    }

    getRequiredPackages(request: messages.GetRequiredPackagesRequest): messages.GetRequiredPackagesResponse {
        const providers = requiredProviders(programFolder(request.getInfo()));
        const packages = providers.map(({ name, version, server }) =>
            new PackageDependency().setName(name).setKind("resource").setVersion(version).setServer(server),
        );
        return new messages.GetRequiredPackagesResponse().setPackagesList(packages);
    }

    getRequiredPlugins(request: messages.GetRequiredPluginsRequest): messages.GetRequiredPluginsResponse {
        const providers = requiredProviders(programFolder(request.getInfo()));
        const plugins = providers.map(({ name, version, server }) =>
            new PluginDependency().setName(name).setKind("resource").setVersion(version).setServer(server),
        );
        return new messages.GetRequiredPluginsResponse().setPluginsList(plugins);
    }

    getProgramDependencies(request: messages.GetProgramDependenciesRequest): messages.GetProgramDependenciesResponse {
        const wanted = installedPackages(programFolder(request.getInfo())).filter(
            ({ direct }) => direct || request.getTransitivedependencies(),
        );
        const dependencies = wanted.map(({ json }) =>
            new messages.DependencyInfo().setName(json.name ?? "").setVersion(json.version ?? ""),
        );
        return new messages.GetProgramDependenciesResponse().setDependenciesList(dependencies);
    }

    about(): messages.AboutResponse {
        return new messages.AboutResponse().setExecutable(process.execPath).setVersion(process.version);
    }

    /** Runs a program with our standard streams; the engine shows what it prints. */
    run(request: messages.RunRequest): Promise<messages.RunResponse> {
        const info = request.getInfo();
        const env = {
            ...process.env,
            PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().getEntryList())),
            PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
            ...(options(info)["typescript"] === false ? {} : { PULUMI_NODEJS_TYPESCRIPT: "true" }),
            ...(typeof options(info)["tsconfig"] === "string"
                ? { PULUMI_NODEJS_TSCONFIG_PATH: String(options(info)["tsconfig"]) }
                : {}),
        };
        const child = this.start([...nodeArguments(info), sdkScript(info, "run"), ...this.runArguments(request)], {
            env,
            stdio: ["ignore", "inherit", "inherit"],
        });
        return new Promise((resolve) => {
            child.on("error", (error) => {
                resolve(new messages.RunResponse().setError(error.message));
            });
            child.on("exit", (code, signal) => {
                resolve(runResponse(code, signal));
            });
        });
    }

    private runArguments(request: messages.RunRequest): string[] {
        return [
            ...["--monitor", request.getMonitorAddress(), "--engine", this.engine],
            ...[
                "--organization",
                request.getOrganization(),
                "--project",
                request.getProject(),
                "--stack",
                request.getStack(),
            ],
            ...["--root-directory", request.getInfo()?.getRootDirectory() ?? "", "--pwd", request.getPwd()],
            ...(request.getDryrun() ? ["--dry-run"] : []),
            ...["--query-mode", String(request.getQuerymode()), "--parallel", String(request.getParallel())],
            request.getInfo()?.getEntryPoint() || ".",
            ...request.getArgsList(),
        ];
    }

    /** Runs a policy pack or a provider that is written for Node.js; its output goes to the engine, which reads the port from it. */
    runPlugin(call: ServerWritableStream<messages.RunPluginRequest, messages.RunPluginResponse>): void {
        const { request } = call;
        const info = request.getInfo();
        const folder = programFolder(info);
        const script =
            request.getKind() === "analyzer"
                ? [sdkScript(info, "run-policy-pack"), ...request.getArgsList(), folder]
                : [sdkScript(info, "run-plugin"), folder, ...request.getArgsList()];
        const env = Object.fromEntries(
            request.getEnvList().map((each) => [each.slice(0, each.indexOf("=")), each.slice(each.indexOf("=") + 1)]),
        );
        // Plugins take the end of their standard input for the end of the engine, so they get one that stays open.
        const child = this.start([...nodeArguments(info), ...script], {
            cwd: request.getPwd(),
            env,
            stdio: ["pipe", "pipe", "pipe"],
        });
        child.stdout?.on("data", (bytes: Buffer) => call.write(new messages.RunPluginResponse().setStdout(bytes)));
        child.stderr?.on("data", (bytes: Buffer) => call.write(new messages.RunPluginResponse().setStderr(bytes)));
        endWith(call, child, (code) => call.write(new messages.RunPluginResponse().setExitcode(code)));
        call.on("cancelled", () => void end(child));
    }

    /** `pulumi install` */
    installDependencies(
        call: ServerWritableStream<messages.InstallDependenciesRequest, messages.InstallDependenciesResponse>,
    ): void {
        const child = this.track(
            spawn("npm", ["install"], {
                cwd: programFolder(call.request.getInfo()),
                stdio: ["ignore", "pipe", "pipe"],
            }),
        );
        child.stdout.on("data", (bytes: Buffer) =>
            call.write(new messages.InstallDependenciesResponse().setStdout(bytes)),
        );
        child.stderr.on("data", (bytes: Buffer) =>
            call.write(new messages.InstallDependenciesResponse().setStderr(bytes)),
        );
        endWith(call, child, (code) => {
            if (code !== 0) {
                call.emit("error", { code: status.UNKNOWN, details: `npm install ended with ${code}` });
            }
        });
    }

    /** Ends everything that was started, and waits until it is gone. */
    async stop(): Promise<void> {
        await Promise.all([...this.children].map(end));
    }

    private start(args: readonly string[], spawnOptions: SpawnOptions): ChildProcess {
        return this.track(spawn(process.execPath, args, spawnOptions));
    }

    private track<Child extends ChildProcess>(child: Child): Child {
        this.children.add(child);
        child.on("exit", () => this.children.delete(child));
        child.on("error", () => this.children.delete(child));
        return child;
    }
}

function end(child: ChildProcess): Promise<void> {
    return new Promise((resolve) => {
        const timer = setTimeout(() => child.kill("SIGKILL"), grace);
        child.on("exit", () => {
            clearTimeout(timer);
            resolve();
        });
        child.kill("SIGTERM");
    });
}

function endWith(
    call: ServerWritableStream<unknown, unknown>,
    child: ChildProcess,
    last: (code: number) => void,
): void {
    child.on("error", (error) => call.emit("error", { code: status.UNKNOWN, details: error.message }));
    child.on("close", (code) => {
        last(code ?? 1);
        call.end();
    });
}

function runResponse(code: number | null, signal: NodeJS.Signals | null): messages.RunResponse {
    const response = new messages.RunResponse();
    if (code === 0) {
        return response;
    }
    return code === bail
        ? response.setBail(true)
        : response.setError(`The program ended with ${signal === null ? `exit code ${code}` : `signal ${signal}`}.`);
}

const programFolder = (info: messages.ProgramInfo | undefined): string => info?.getProgramDirectory() ?? process.cwd();

/** `runtime.options` of the project file. */
const options = (info: messages.ProgramInfo | undefined): Readonly<Record<string, unknown>> =>
    info?.getOptions()?.toJavaScript() ?? {};

function nodeArguments(info: messages.ProgramInfo | undefined): string[] {
    const given = options(info)["nodeargs"];
    // An empty argument would be taken for the script: Node then runs nothing, and ends well.
    return typeof given === "string" ? given.split(/\s+/).filter((argument) => argument !== "") : [];
}

/**
 * A script of the SDK that the program itself has installed.
 *
 * @throws Error when it has none
 */
function sdkScript(info: messages.ProgramInfo | undefined, name: string): string {
    const folder = programFolder(info);
    try {
        return createRequire(path.join(folder, "program.js")).resolve(`@pulumi/pulumi/cmd/${name}`);
    } catch (error) {
        throw new Error(`@pulumi/pulumi is not installed in ${folder}. Run there: npm install`, { cause: error });
    }
}
