import type { Step } from "../model";

export interface Frame {
    readonly file: string;
    readonly line: number;
}

/** Frames of Python's tracebacks in their order; the last one of a traceback is where the exception was raised. */
export const framesOf = (output: string): Frame[] =>
    [...output.matchAll(/^\s*File "(?<file>[^"]+)", line (?<line>\d+)/gm)].map(({ groups }) => ({
        file: groups?.["file"] ?? "",
        line: Number(groups?.["line"]),
    }));

/** The file that asked for an import that failed: the last one before the message that is not part of Python's own machinery. */
export function importedBy(output: string, message: RegExp): string | undefined {
    const at = output.search(message);
    return framesOf(output.slice(0, Math.max(at, 0)))
        .map(({ file }) => file)
        .findLast((file) => !file.startsWith("<") && !file.endsWith("/importlib/__init__.py"));
}

/** Whether the platform's virtual environment ran it for certain: by the Procfile, or by a generated script, whose first line names it. */
export const inVirtualEnvironment = ({ phase, output }: Step): boolean =>
    phase === "processes" || phase === "health" || /^(?:check|migrate|collectstatic): \d{4}-\d\d-\d\dT/m.test(output);

/** Where the application lies on an instance, before and after it goes live. */
const applicationFolder = /^\/var\/app\/(?:staging|current)\//;

/** A path on the instance as one in the bundle; undefined for a file of something else. */
export function bundlePath(path: string): string | undefined {
    if (applicationFolder.test(path)) {
        return path.replace(applicationFolder, "");
    }
    // The platform copies .platform/nginx there.
    // https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.proxy.html
    return /^\/(?:etc|var\/proxy\/staging)\/nginx\//.test(path)
        ? path.replace(/^.*?\/nginx\//, ".platform/nginx/")
        : undefined;
}
