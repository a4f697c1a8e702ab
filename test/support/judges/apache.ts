import * as fs from "node:fs";
import * as path from "node:path";
import { freePorts, portOf, startServer } from "../../../rehearsal/services/server-process";
import { programOf } from "./needs-judges";
import { platformApache } from "./platform-apache";
import { Place, ProxyFiles, ProxyOptions, RunningProxy, startApplication, stoodIn, stopAll } from "./proxy";
import { layFiles, refuse, runJudge } from "./run-judge";

/** `httpd -t` of the platform's configuration with these files laid over it, by path in `.platform/httpd`. */
export function apacheTest(files: ProxyFiles, { replace = {} }: Pick<ProxyOptions, "replace"> = {}): void {
    const ports = new Map(listenedPorts(files).map((port, index) => [port, 43_000 + index]));
    const folder = layApache(files, { applicationPort: 8000, ports, replace });
    try {
        const { status, stderr } = runJudge("apache", ["-t", ...commandLine(folder)], { cwd: folder });
        if (status !== 0 || stderr.trim() !== "Syntax OK") {
            refuse("apache", stderr);
        }
    } finally {
        fs.rmSync(folder, { recursive: true, force: true });
    }
}

/** Starts Apache with these files over the platform's, in front of an application; to be stopped by the caller. */
export async function startApache(files: ProxyFiles, options: ProxyOptions = {}): Promise<RunningProxy> {
    const application = await startApplication(options.application);
    const ports = await freePorts(listenedPorts(files));
    const folder = layApache(files, { applicationPort: portOf(application), ports, replace: options.replace ?? {} });
    const foreground = ["-DFOREGROUND", "-c", "ErrorLog |/bin/cat", "-c", "LogLevel notice"];
    const stop = (child?: Parameters<typeof stopAll>[0]) => stopAll(child, application, folder);
    try {
        const child = await startServer(
            programOf("apache"),
            [...commandLine(folder), ...foreground],
            /resuming normal operations/,
        );
        return { port: (port) => ports.get(port) ?? port, folder, stop: () => stop(child) };
    } catch (error) {
        await stop();
        throw error;
    }
}

const commandLine = (folder: string) => ["-d", folder, "-f", "conf/httpd.conf"];

function layApache(files: ProxyFiles, place: Omit<Place, "folder">): string {
    const folder = layFiles({ "log/.keep": "", "run/.keep": "" });
    // Root's server works as another user.
    fs.chmodSync(folder, 0o755);
    for (const [name, text] of Object.entries({ ...platformApache, ...files })) {
        fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
        fs.writeFileSync(path.join(folder, name), moved(text, { ...place, folder }));
    }
    return folder;
}

const listen = /^(\s*Listen\s+)(\d+)\b/gim;
const virtualHost = /^(\s*<VirtualHost\s+)(?:\*|_default_):(\d+)>/gim;

function listenedPorts(files: ProxyFiles): number[] {
    const texts = Object.values({ ...platformApache, ...files });
    return [...new Set(texts.flatMap((text) => [...text.matchAll(listen)].map((match) => Number(match[2]))))];
}

/** What needs an instance, or root, is moved into the folder and to loopback. */
function moved(text: string, { folder, applicationPort, ports, replace }: Place): string {
    const port = (wanted: string) => ports.get(Number(wanted)) ?? wanted;
    return stoodIn(text, replace)
        .replaceAll(/"?\/etc\/httpd"?$/gm, folder)
        .replaceAll("/etc/httpd/", `${folder}/`)
        .replaceAll("/run/httpd/", `${folder}/run/`)
        .replaceAll("/var/log/httpd/", `${folder}/log/`)
        .replaceAll(/^PidFile .*$/gm, `$&\nDefaultRuntimeDir ${folder}/run\nMutex file:${folder}/run default`)
        .replaceAll(" modules/", ` ${modulesFolder()}/`)
        .replaceAll(
            /^(User|Group) apache$/gm,
            (_, which: string) => `${which} ${which === "User" ? "nobody" : "#65534"}`,
        )
        .replaceAll(/\b(localhost|127\.0\.0\.1):8000\b/g, `127.0.0.1:${applicationPort}`)
        .replaceAll(listen, (_, start: string, wanted: string) => `${start}127.0.0.1:${port(wanted)}`)
        .replaceAll(virtualHost, (_, start: string, wanted: string) => `${start}*:${port(wanted)}>`);
}

/** Each distribution keeps the modules elsewhere. */
function modulesFolder(): string {
    const folders = ["/usr/lib/apache2/modules", "/usr/lib64/httpd/modules", "/etc/httpd/modules"];
    return folders.find((folder) => fs.existsSync(folder)) ?? "modules";
}
