import * as fs from "node:fs";
import * as path from "node:path";
import { ownNginx } from "../../ebextensions/proxy/own-files";
import { architectureOf } from "../architecture";
import { clientAuthorities } from "../client-certificates/pem-files";
import { planGeneratedFiles, planVersionFiles } from "../generated-files";
import { checkDependencies } from "../python-dependencies/check-dependencies";
import type { DependencyReport } from "../python-dependencies/plan";
import { neededPackages } from "../python-deployment";
import type { Settings } from "../settings";
import { standaloneFile, standaloneSettings } from "../standalone";
import { fitOf, minimalFilter } from "./application-fit";
import type { BundlePlan, GeneratedPart } from "./build-bundle";
import { ownContainerProblems } from "./container-files";
import { imageRequirements } from "./image-requirements";
import { tagOfCommit } from "./git-facts";
import { platformOf } from "./own-files";

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
    const kept = standalone ? standaloneSettings(settings) : settings;
    const options = standalone ? [standaloneFile(kept)] : [];
    const { database } = kept;
    const fit = fitOf({ settings, root, ownPaths, dependencies, nginx, database });
    return {
        files: [
            ...planGeneratedFiles(kept, ownPaths, {
                nginx,
                authorities: clientAuthorities(kept, root),
                requirements: dependencies.requirementFiles,
            }),
            ...dependencies.files,
            ...version,
            ...options,
        ],
        copied: dependencies.wheels,
        replaces: new Set([...dependencies.files, ...dependencies.wheels].map(({ path }) => path)),
        stamped: version.map(({ path }) => path),
        ...fit,
        problems: [...fit.problems, ...ownContainerProblems(settings, ownPaths)],
        ...(prefix === undefined ? {} : { labelPrefix: prefix }),
    };
}

const nothing: DependencyReport = { problems: [], notices: [], files: [], wheels: [] };

/** On the Docker platform the image's build installs them, so there it is only read what they name. */
function dependencyFiles(settings: Settings, root: string, ownPaths: ReadonlySet<string>): Promise<DependencyReport> {
    const { app, appDirectory, environment } = settings;
    const { platform, python } = app;
    if (platform.kind !== "python") {
        return Promise.resolve({ ...nothing, ...imageRequirements(settings, ownPaths) });
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
