import * as fs from "node:fs";
import * as path from "node:path";
import { composeHostPaths, isPartOfMinimalPackage } from "../../ebextensions/minimal-package/application-files";
import { deploymentFileProblems } from "../../ebextensions/minimal-package/minimal-package";
import type { OwnNginx } from "../../ebextensions/proxy/own-files";
import { pemProblems } from "../client-certificates/pem-files";
import { urlSchemeNotices, urlSchemeProblems } from "../database/url-scheme";
import { Problem, ProblemError } from "../problem";
import { proxyNotices, proxyProblems } from "../proxy/proxy-problems";
import type { DependencyReport } from "../python-dependencies/plan";
import type { Settings } from "../settings";
import { firstLine } from "../words";
import { containerNotices, containerProblems } from "./container-files";
import { ownFileReport } from "./own-files";
import { repeatedSteps } from "./repeated-steps";

/** An application beside its settings. */
export interface Application {
    readonly settings: Settings;
    /** Folder of the stack files. */
    readonly root: string;
    /** Paths of the application's own files. */
    readonly ownPaths: ReadonlySet<string>;
    readonly dependencies: DependencyReport;
    /** The database that the bundle is told of: none of the stack's in one for an upload by hand. */
    readonly database: Settings["database"];
    /** What the application's own files tell nginx. */
    readonly nginx: OwnNginx;
}

/** What only shows when the application's files and the settings are seen together. */
export function fitOf(application: Application): { readonly problems: Problem[]; readonly notices: string[] } {
    const { settings, root, ownPaths, dependencies, nginx, database } = application;
    const own = ownFileReport(settings, ownPaths);
    const packages = dependencies.packages ?? [];
    return {
        problems: [
            ...own.problems,
            ...dependencies.problems,
            ...codeProblems(settings, ownPaths),
            ...nothingToInstall(settings, ownPaths, dependencies),
            ...urlSchemeProblems(database, packages),
            ...unusedProcesses(settings, ownPaths),
            ...proxyProblems(settings, nginx),
            ...pemProblems(settings, root),
        ],
        notices: [
            ...own.notices,
            ...dependencies.notices,
            ...applicationNotices(settings, ownPaths),
            ...repeatedSteps(settings, ownPaths),
            ...proxyNotices(settings, nginx),
            ...urlSchemeNotices(database, packages),
        ],
    };
}

/** An image needs the files that its compose file mounts; code that arrives later brings them along. */
export function minimalFilter({ app, appDirectory }: Settings): (path: string) => boolean {
    const compose = path.join(appDirectory, "docker-compose.yml");
    const isImage = app.package.mode === "minimal" && app.package.code.from === "image";
    const hostPaths =
        isImage && fs.existsSync(compose)
            ? asProblem("docker-compose.yml", () => composeHostPaths(fs.readFileSync(compose, "utf8")))
            : [];
    return (each) => isPartOfMinimalPackage(each, hostPaths);
}

function codeProblems(settings: Settings, ownPaths: ReadonlySet<string>): Problem[] {
    const { app, appDirectory } = settings;
    const { package: packaging } = app;
    if (packaging.mode !== "minimal") {
        return containerProblems(settings, ownPaths);
    }
    const read = (each: string) => fs.readFileSync(path.join(appDirectory, each), "utf8");
    return asProblem("docker-compose.yml or Dockerrun.aws.json", () =>
        deploymentFileProblems(packaging.code, ownPaths, read),
    );
}

/** What someone wrote by hand may be no YAML. */
function asProblem<T>(where: string, read: () => T): T {
    try {
        return read();
    } catch (error) {
        throw new ProblemError("The application", [
            { where, got: firstLine(error), allowed: "a readable file in YAML or JSON", remedy: "Correct it." },
        ]);
    }
}

/** Certain to fail on the instance, unless something else installs Django there. */
function nothingToInstall({ app }: Settings, ownPaths: ReadonlySet<string>, { files }: DependencyReport): Problem[] {
    const isThere = (name: string) => ownPaths.has(name) || files.some(({ path }) => path === name);
    if (
        app.platform.kind !== "python" ||
        app.python.check === "off" ||
        isThere("requirements.txt") ||
        isThere("Pipfile")
    ) {
        return [];
    }
    return [
        {
            where: "requirements.txt",
            got: "neither requirements.txt nor Pipfile, and no lock file to make one from",
            allowed:
                "one of them at the application's root: the platform installs nothing else, and Django would be missing",
            remedy: "Create requirements.txt (pip freeze > requirements.txt), and look whether an ignore file drops it. If a hook of yours installs, set app.python.check to off.",
        },
    ];
}

/** Processes that nobody would start. */
function unusedProcesses({ app }: Settings, ownPaths: ReadonlySet<string>): Problem[] {
    return !ownPaths.has("Procfile") || Object.keys(app.processes).length === 0
        ? []
        : [
              {
                  where: "app.processes",
                  got: "processes, for an application with a Procfile of its own, which is kept",
                  allowed: "processes in one place",
                  remedy: "Name them in the Procfile; or remove it, and have it generated.",
              },
          ];
}

/** What looks like a mistake but may be meant: modules can come from packages, and a Procfile of one's own is kept. */
function applicationNotices(settings: Settings, ownPaths: ReadonlySet<string>): string[] {
    const { app } = settings;
    if (app.platform.kind !== "python") {
        return containerNotices(settings, ownPaths);
    }
    const modules: [string, string][] = [
        ["app.wsgi", app.wsgi.split(":")[0] ?? ""],
        ["app.settingsModule", app.settingsModule],
        ...(app.asgi === undefined ? [] : [["app.asgi", app.asgi.split(":")[0] ?? ""] satisfies [string, string]]),
    ];
    const missing = modules.flatMap(([where, module]) => {
        const file = module.replaceAll(".", "/");
        return ownPaths.has(`${file}.py`) || ownPaths.has(`${file}/__init__.py`)
            ? []
            : [
                  `${where} names ${module}, but the bundle has no ${file}.py: the application will not start unless a package brings it.`,
              ];
    });
    const own = ownPaths.has("Procfile")
        ? ["The application's own Procfile is used; app.wsgi, app.asgi and app.web have no effect on it."]
        : [];
    return [...missing, ...own];
}
