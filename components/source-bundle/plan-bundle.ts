import * as fs from "node:fs";
import * as path from "node:path";
import { composeHostPaths, isPartOfMinimalPackage } from "../../ebextensions/minimal-package/application-files";
import { deploymentFileProblems } from "../../ebextensions/minimal-package/minimal-package";
import { OwnNginx, ownNginx } from "../../ebextensions/proxy/own-files";
import { architectureOf } from "../architecture";
import { clientAuthorities, pemProblems } from "../client-certificates/pem-files";
import { urlSchemeNotices, urlSchemeProblems } from "../database/url-scheme";
import { planGeneratedFiles, planVersionFiles } from "../generated-files";
import { Problem, ProblemError } from "../problem";
import { proxyNotices, proxyProblems } from "../proxy/proxy-problems";
import { checkDependencies } from "../python-dependencies/check-dependencies";
import { readRequirements } from "../python-dependencies/inputs";
import { declaredPackages } from "../python-dependencies/known-packages";
import type { DependencyReport } from "../python-dependencies/plan";
import { neededPackages } from "../python-deployment";
import type { Settings } from "../settings";
import { standaloneFile, standaloneSettings } from "../standalone";
import { firstLine } from "../words";
import type { BundlePlan, GeneratedPart } from "./build-bundle";
import { containerNotices, containerProblems } from "./container-files";
import { tagOfCommit } from "./git-facts";
import { ownFileReport, platformOf } from "./own-files";

/** What a run wants besides what the stack file says. */
export interface BundleOptions {
    /** Application files only. */
    readonly generated?: boolean;
    /** Adds the option settings as a file, for an upload by hand. */
    readonly standalone?: boolean;
    readonly progress?: BundlePlan["progress"];
}

/**
 * What goes into the bundle of a stack.
 *
 * @param root - folder of the stack files; finished archives are kept below it
 */
export function planBundle(
    settings: Settings,
    root: string,
    { generated = true, standalone = false, progress }: BundleOptions = {},
): BundlePlan {
    const { package: packaging, platform } = settings.app;
    const onlyFiles = packaging.mode === "minimal" ? minimalFilter(settings) : undefined;
    return {
        directory: settings.appDirectory,
        exclude: packaging.exclude,
        include: packaging.include,
        allow: packaging.allow,
        inlineLinks: packaging.links === "inline",
        platform: platform.kind,
        cacheFolder: path.join(root, ".cache", "bundles"),
        generate: (ownPaths) => (generated ? generate(settings, root, ownPaths, standalone) : nothingGenerated()),
        ...(onlyFiles === undefined ? {} : { onlyFiles }),
        ...(progress === undefined ? {} : { progress }),
    };
}

/** The files of a folder alone, for which no stack has settings. */
export function plainBundle(directory: string, root: string, { progress }: BundleOptions): BundlePlan {
    return {
        directory,
        exclude: [],
        include: [],
        allow: [],
        inlineLinks: false,
        platform: platformOf(directory),
        cacheFolder: path.join(root, ".cache", "bundles"),
        generate: nothingGenerated,
        ...(progress === undefined ? {} : { progress }),
    };
}

const nothingGenerated = (): Promise<GeneratedPart> => Promise.resolve({ files: [] });

async function generate(
    settings: Settings,
    root: string,
    ownPaths: ReadonlySet<string>,
    standalone: boolean,
): Promise<GeneratedPart> {
    const [dependencies, prefix] = await Promise.all([
        dependencyFiles(settings, root, ownPaths),
        labelPrefix(settings),
    ]);
    const nginx = ownNginx(ownPaths, (each) => fs.readFileSync(path.join(settings.appDirectory, each), "utf8"));
    const version = planVersionFiles(settings, prefix, nginx);
    const own = ownFileReport(settings, ownPaths);
    const kept = standalone ? standaloneSettings(settings) : settings;
    const options = standalone ? [standaloneFile(kept)] : [];
    const packages = dependencies.packages ?? [];
    return {
        files: [
            ...planGeneratedFiles(kept, ownPaths, nginx, clientAuthorities(kept, root)),
            ...dependencies.files,
            ...version,
            ...options,
        ],
        copied: dependencies.wheels,
        replaces: new Set([...dependencies.files, ...dependencies.wheels].map(({ path }) => path)),
        stamped: version.map(({ path }) => path),
        problems: [
            ...own.problems,
            ...dependencies.problems,
            ...codeProblems(settings, ownPaths),
            ...nothingToInstall(settings, ownPaths, dependencies),
            ...urlSchemeProblems(kept.database, packages),
            ...unusedProcesses(settings, ownPaths),
            ...servingProblems(settings, root, nginx),
        ],
        notices: [
            ...own.notices,
            ...dependencies.notices,
            ...[...applicationNotices(settings, ownPaths), ...proxyNotices(settings, nginx)],
            ...urlSchemeNotices(kept.database, packages),
        ],
        ...(prefix === undefined ? {} : { labelPrefix: prefix }),
    };
}

/** What stands between clients and the application: the web server, and whom the load balancer lets in. */
const servingProblems = (settings: Settings, root: string, own: OwnNginx): Problem[] => [
    ...proxyProblems(settings, own),
    ...pemProblems(settings, root),
];

const nothing: DependencyReport = { problems: [], notices: [], files: [], wheels: [] };

/** On the Docker platform the image's build installs them, so there it is only read what they name. */
function dependencyFiles(settings: Settings, root: string, ownPaths: ReadonlySet<string>): Promise<DependencyReport> {
    const { app, appDirectory, environment } = settings;
    const { platform, python } = app;
    if (platform.kind !== "python") {
        const requirements = readRequirements({ directory: appDirectory, ownPaths });
        const packages = requirements === undefined ? [] : declaredPackages(requirements);
        return Promise.resolve({ ...nothing, packages });
    }
    return checkDependencies({
        directory: appDirectory,
        ownPaths,
        pythonVersion: platform.version,
        architecture: architectureOf(environment.instanceTypes),
        check: python.check,
        lock: python.lock === true ? {} : python.lock,
        vendorWheels: python.vendorWheels,
        needed: ownPaths.has("Procfile") ? [] : neededPackages(settings),
        cacheFolder: path.join(root, ".cache", "python"),
        ...(python.indexUrl === undefined ? {} : { indexUrl: python.indexUrl }),
    });
}

/** The prefix of the version label: the settings' own, or a Git tag in the letters that a label may have. */
async function labelPrefix({ app: { version }, appDirectory }: Settings): Promise<string | undefined> {
    const tag = version.prefix === undefined && version.tagPrefix ? await tagOfCommit(appDirectory) : undefined;
    const fromTag = tag
        ?.replace(/[^A-Za-z0-9._-]+/g, "-")
        .replace(/^[^A-Za-z0-9]+/, "")
        .slice(0, 40);
    return version.prefix ?? (fromTag === "" ? undefined : fromTag);
}

/** An image needs the files that its compose file mounts; code that arrives later brings them along. */
function minimalFilter({ app, appDirectory }: Settings): (path: string) => boolean {
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
