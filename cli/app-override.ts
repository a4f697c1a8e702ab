import { createHash } from "node:crypto";
import * as path from "node:path";
import { ProblemError } from "../components/problem";
import { pythonBranches } from "../components/platform-branches";
import { detectDjangoApp, DetectionAnswers } from "./detect";
import type { Finding } from "./detect/detection";

/** Settings for an application that the stack file does not describe, or not whole. */
export interface AppOverride {
    readonly name: string;
    /** Name of the sandbox: another application must not show as a change of the first. */
    readonly sandbox: string | undefined;
    readonly config: Readonly<Record<string, unknown>>;
    /** What was found and assumed, a line each. */
    readonly findings: readonly string[];
}

type Tree = Readonly<Record<string, unknown>>;

/**
 * @param directory - absolute path that the user gave
 * @param config - `config` of the stack file; what its `app` says of this very application wins over what is found
 * @param root - folder of the stack files
 * @throws ProblemError when no Django application is found, or more than one answer fits
 */
export function appOverride(directory: string, config: Tree, root: string): AppOverride {
    const own = settingsFor(directory, config["django-beanstalk:app"], root);
    const detection = detectDjangoApp(directory, own === undefined ? {} : answersOf(own, root));
    if (detection.kind === "problems") {
        throw new ProblemError(directory, detection.problems);
    }
    const { findings, python, directory: found, wsgi, settingsModule, healthPath } = detection.app;
    const platform = platformFor(config, python);
    const app = {
        directory: found,
        platform: platform.settings,
        wsgi,
        settingsModule,
        ...(healthPath === undefined ? {} : { healthPath }),
    };
    const lines = [platform.finding, ...findings.map(lineOf)];
    if (own !== undefined) {
        return {
            name: path.basename(found),
            sandbox: undefined,
            config: {
                "django-beanstalk:app": { ...own, ...app, platform: { ...asTree(own["platform"]), ...app.platform } },
            },
            findings: lines,
        };
    }
    const name = appName(found);
    const domain = { name: `${name}.example.com`, zone: "example.com" };
    return {
        name,
        sandbox: `${name}-${hashOf(found)}`,
        config: { "django-beanstalk:app": { name, ...app }, "django-beanstalk:domain": domain },
        findings: [
            ...lines,
            `assumed   domain: ${domain.name} (a name for documentation; set domain in the stack file)`,
        ],
    };
}

const lineOf = ({ kind, what, value, because }: Finding): string => `${kind.padEnd(9)} ${what}: ${value} (${because})`;

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 8);

/** A project with container files may be meant for either platform, so that the stack file's word counts. */
function platformFor(config: Tree, python: string) {
    const stated = asTree(asTree(config["django-beanstalk:app"])["platform"])["kind"] === "docker";
    return stated
        ? { settings: { kind: "docker" }, finding: "assumed   platform: docker (the stack file says so)" }
        : {
              settings: { kind: "python", version: python },
              finding: "assumed   platform: python (unless the stack file says platform: {kind: docker})",
          };
}

/** What the stack file says of the application, when it means the one that the user gave or one below it. */
function settingsFor(directory: string, app: unknown, root: string): Tree | undefined {
    const settings = asTree(app);
    const configured = settings["directory"];
    if (typeof configured !== "string") {
        return undefined;
    }
    const below = path.relative(directory, path.resolve(root, configured));
    return below.startsWith("..") || path.isAbsolute(below) ? undefined : settings;
}

function answersOf(app: Tree, root: string): DetectionAnswers {
    const text = (value: unknown) => (typeof value === "string" ? value : undefined);
    return {
        directory: path.resolve(root, text(app["directory"]) ?? ""),
        wsgi: text(app["wsgi"]),
        settingsModule: text(app["settingsModule"]),
        healthPath: text(app["healthPath"]),
        python: pythonBranches.find((branch) => branch === asTree(app["platform"])["version"]),
    };
}

const asTree = (value: unknown): Tree =>
    typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Tree) : {};

/** A folder's name in the form that app.name has. */
export function appName(directory: string): string {
    const words = path
        .basename(directory)
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, "-")
        .replaceAll(/^[^a-z]+|-+$/g, "");
    const cut = words.slice(0, 20).replace(/-+$/, "");
    return cut.length >= 2 ? cut : "app";
}
