import * as path from "node:path";
import type { ResourceValidation, ResourceValidationPolicy } from "@pulumi/policy";
import { notApplicable } from "./not-applicable";
import { Archives, Contents } from "./read/archive";
import { objectTypes } from "./read/bundle";
import { peek } from "./read/peek";
import type { Resource } from "./rule";

/** Where the files of S3 objects lie on this machine. */
export interface BundleSources {
    /** Absolute path of an object's file or folder; undefined when it has none or it is not known yet. */
    readonly pathOf: (object: Resource) => Promise<string | undefined>;
    /** What lies at such a path; each is read once in a run. */
    readonly contentsOf: (path: string) => Promise<Contents | undefined>;
    /** Has to be in the pack, so that `pathOf` knows this run's paths. */
    readonly observer: ResourceValidationPolicy;
}

/**
 * Rules that see the whole graph see outputs, and an unchanged object's outputs are those of the run that uploaded it,
 * with a path of another machine. The inputs that pass by before carry this run's path, so one policy notes them.
 *
 * @param programFolder - folder that relative paths start from
 */
export function bundleSources(programFolder: string): BundleSources {
    const seen = new Map<string, string>();
    const pathIn = async (object: Resource): Promise<string | undefined> => {
        const source = peek(object.props, "source");
        const given = source.kind === "known" ? await assetPath(source.value) : undefined;
        return given === undefined ? undefined : path.resolve(programFolder, given);
    };
    const note = async (object: Resource) => {
        const given = await pathIn(object);
        if (given === undefined) {
            seen.delete(object.urn);
        } else {
            seen.set(object.urn, given);
        }
    };
    const observe: ResourceValidation = (args) => {
        if (!objectTypes.has(args.type)) {
            notApplicable(args, "judges nothing");
        }
        return note(args).then(() => notApplicable(args, "judges nothing"));
    };
    return {
        pathOf: async (object) => seen.get(object.urn) ?? (await pathIn(object)),
        contentsOf: new Archives().contentsOf,
        observer: {
            name: "bundle-sources",
            displayName: "Bundle sources",
            description: "Notes where the bundles of this run lie, for the rules that read them; it judges nothing.",
            enforcementLevel: "advisory",
            validateResource: observe,
        },
    };
}

/** Path of a file asset or archive. The SDK keeps it in a promise, which cannot be awaited behind its proxy. */
async function assetPath(asset: unknown): Promise<string | undefined> {
    if (peek(asset, "path").kind !== "known") {
        return undefined;
    }
    const given: unknown = await Object.getOwnPropertyDescriptor(asset, "path")?.value;
    return typeof given === "string" ? given : undefined;
}
