import * as path from "node:path";
import { planGeneratedFiles } from "../generated-files";
import type { Settings } from "../settings";
import { BundlePlan } from "./build-bundle";

/**
 * What goes into the bundle of a stack.
 *
 * @param root - folder of the stack files; finished archives are kept below it
 */
export function planBundle(settings: Settings, root: string): BundlePlan {
    return {
        directory: settings.appDirectory,
        exclude: settings.app.package.exclude,
        cacheFolder: path.join(root, ".cache", "bundles"),
        generate: (ownPaths) => planGeneratedFiles(settings, ownPaths),
    };
}
