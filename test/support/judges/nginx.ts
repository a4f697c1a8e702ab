import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { freePorts, portOf, startServer } from "../../../rehearsal/services/server-process";
import { programOf } from "./needs-judges";
import { platformNginx } from "../../../rehearsal/platform/platform-nginx";
import { Place, ProxyFiles, ProxyOptions, RunningProxy, startApplication, stoodIn, stopAll } from "./proxy";
import { layFiles, refuse, runJudge } from "./run-judge";

/**
 * `nginx -t` of the platform's configuration with these files laid over it, by path in `.platform/nginx`. Warnings are
 * refused too.
 */
export function nginxTest(files: ProxyFiles, { replace = {} }: Pick<ProxyOptions, "replace"> = {}): void {
    // A port that is in use does not matter: nothing is bound for good.
    const ports = new Map(listenedPorts(files).map((port, index) => [port, 42_000 + index]));
    withNginxFiles(files, { applicationPort: 8000, ports, replace }, (folder) => {
        const { status, stderr } = runJudge("nginx", ["-t", ...commandLine(folder)], { cwd: folder });
        if (status !== 0 || /\[(warn|alert|error|emerg)\]/.test(stderr)) {
            refuse("nginx", stderr);
        }
    });
}

/** Starts nginx with these files over the platform's, in front of an application; to be stopped by the caller. */
export async function startNginx(files: ProxyFiles, options: ProxyOptions = {}): Promise<RunningProxy> {
    const application = await startApplication(options.application);
    const ports = await freePorts(listenedPorts(files));
    const folder = layNginx(files, { applicationPort: portOf(application), ports, replace: options.replace ?? {} });
    const stop = (child?: Parameters<typeof stopAll>[0]) => stopAll(child, application, folder);
    try {
        const child = await startServer(
            programOf("nginx"),
            [...commandLine(folder), "-g", "daemon off; error_log stderr notice;"],
            /start worker process /,
        );
        return { port: (port) => ports.get(port) ?? port, folder, stop: () => stop(child) };
    } catch (error) {
        await stop();
        throw error;
    }
}

/** The configuration in a temporary folder, for other judges of it; the main file is `nginx.conf`. */
export function withNginxFiles<T>(files: ProxyFiles, place: Omit<Place, "folder">, work: (folder: string) => T): T {
    const folder = layNginx(files, place);
    try {
        return work(folder);
    } finally {
        fs.rmSync(folder, { recursive: true, force: true });
    }
}

const commandLine = (folder: string) => ["-p", folder, "-c", "nginx.conf", "-e", "stderr"];

function layNginx(files: ProxyFiles, place: Omit<Place, "folder">): string {
    const folder = layFiles({ "log/healthd/.keep": "", "temporary/.keep": "" });
    for (const [name, text] of Object.entries({ ...platformNginx, ...files })) {
        fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
        fs.writeFileSync(path.join(folder, name), moved(text, { ...place, folder }));
    }
    return folder;
}

const listen = /(?<=^|[{;])(\s*listen\s+)(\[::\]:|\*:|0\.0\.0\.0:)?(\d+)\b/gm;

function listenedPorts(files: ProxyFiles): number[] {
    const texts = Object.values({ ...platformNginx, ...files });
    return [...new Set(texts.flatMap((text) => [...text.matchAll(listen)].map((match) => Number(match[3]))))];
}

/** What needs an instance, or root, is moved into the folder and to loopback. */
function moved(text: string, { folder, applicationPort, ports, replace }: Place): string {
    const isRoot = process.getuid?.() === 0;
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map((name) => `    ${name}_temp_path ${folder}/temporary/${name};\n`)
        .join("");
    return stoodIn(text, replace)
        .replaceAll("/etc/nginx/", `${folder}/`)
        .replaceAll("/var/log/nginx/", `${folder}/log/`)
        .replaceAll(/\/(var\/)?run\/nginx\.pid/g, `${folder}/nginx.pid`)
        .replaceAll("127.0.0.1:8000", `127.0.0.1:${applicationPort}`)
        .replaceAll(/^user\s.*;$/gm, isRoot ? `user ${os.userInfo().username};` : "")
        .replaceAll(/^http\s*\{\n/gm, `http {\n${temporary}`)
        .replaceAll(listen, (_, start: string, host: string | undefined, port: string) =>
            host === "[::]:"
                ? `${start}unix:${folder}/listen-${port}`
                : `${start}127.0.0.1:${ports.get(Number(port)) ?? port}`,
        );
}
