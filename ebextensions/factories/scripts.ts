import type { HookScript, PlainFile, Procfile, ProxyFile } from "../model";
import { mustBeFileName } from "./config-file";
import { must, mustBeText } from "./model-error";

/**
 * A hook of the platform. Prebuild and predeploy run in the staging folder, postdeploy in /var/app/current, all as root.
 *
 * @param onConfigurationChange - run it too when only the configuration changes: then Elastic Beanstalk runs `.platform/confighooks` and no hook of `.platform/hooks`
 */
export function hook(
    phase: HookScript["phase"],
    name: string,
    { reason, body, onConfigurationChange }: Pick<HookScript, "reason" | "body" | "onConfigurationChange">,
): HookScript {
    mustBeFileName(name);
    mustBeText("A script", body);
    return { kind: "hook", phase, name, reason, body, onConfigurationChange };
}

/**
 * A file for nginx or Apache.
 *
 * @param place - `http` for what stands beside the server, `server` for what stands in it
 */
export function proxyFile(
    kind: ProxyFile["kind"],
    place: ProxyFile["place"],
    { name, reason, content }: Pick<ProxyFile, "name" | "reason" | "content">,
): ProxyFile {
    must(/^\d\d[-_][a-z0-9_-]+$/.test(name), "A file of the proxy is named by two digits and lower-case words", name);
    mustBeText("A file of the proxy", content);
    return { kind, place, name, reason, content };
}

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.html gives the form of a line. */
const line = /^[A-Za-z0-9_-]+:\s*[^\s].*$/;

/** Processes that never end by themselves. `web` is the one that the proxy talks to. */
export function procfile(processes: Readonly<Record<string, string>>, reason: string): Procfile {
    Object.entries(processes).forEach(([name, command]) => {
        const text = `${name}: ${command}`;
        must(line.test(text) && !/[\n\r\0]/.test(text), "A line of a Procfile is a name, a colon and a command", text);
    });
    return { kind: "procfile", reason, processes };
}

/** A text in the bundle that other generated files use. */
export function plainFile(
    path: string,
    { reason, content, executable = false }: Pick<PlainFile, "reason" | "content"> & { readonly executable?: boolean },
): PlainFile {
    must(
        /^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/.test(path) && !path.split("/").includes(".."),
        "A file of the bundle has a relative path",
        path,
    );
    mustBeText("A file", content);
    return { kind: "plain", path, reason, content, executable };
}
