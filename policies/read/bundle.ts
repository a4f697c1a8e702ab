import * as path from "node:path";
import type { Graph, GraphResource, Resource } from "../rule";
import type { Contents, Item } from "./archive";
import { peek, peekText } from "./peek";

export const versionType = "aws:elasticbeanstalk/applicationVersion:ApplicationVersion";

/** Tokens of the S3 objects that an archive may be. */
export const objectTypes: ReadonlySet<string> = new Set([
    "aws:s3/bucketObjectv2:BucketObjectv2",
    "aws:s3/bucketObject:BucketObject",
]);

/** Where the archive of a version lies; `unknown` says why nobody can tell, and whether it comes from elsewhere, so that only AWS can. */
export type Archive =
    | { readonly kind: "path"; readonly path: string }
    | { readonly kind: "unknown"; readonly reason: string; readonly elsewhere: boolean };

/** What a bundle holds; `unknown` says why nobody can tell. */
export type Bundle =
    | { readonly kind: "known"; readonly path: string; readonly contents: Contents }
    | { readonly kind: "unknown"; readonly reason: string; readonly elsewhere: boolean };

/** The bundle that an environment runs. */
export const bundleOfEnvironment = async (environment: GraphResource, graph: Graph): Promise<Bundle> =>
    opened(await archiveOfEnvironment(environment, graph), graph);

/** The bundle of an application version. */
export const bundleOfVersion = async (version: GraphResource, graph: Graph): Promise<Bundle> =>
    opened(await archiveOfVersion(version, graph), graph);

async function opened(archive: Archive, graph: Graph): Promise<Bundle> {
    if (archive.kind === "unknown") {
        return archive;
    }
    const contents = await graph.contentsOf(archive.path);
    return contents === undefined
        ? { kind: "unknown", reason: `the bundle ${archive.path} cannot be read`, elsewhere: false }
        : { kind: "known", path: archive.path, contents };
}

/** Whether a file lies directly in a folder of the bundle. */
export const isIn = (name: string, folder: string, end = ""): boolean =>
    path.posix.dirname(name) === folder && name.endsWith(end);

/** Elastic Beanstalk reads those directly in the folder alone. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/ebextensions.html */
export const isConfigFile = ({ name }: Item): boolean => isIn(name, ".ebextensions", ".config");

/** The archive that an environment runs, followed through the graph: version label, S3 object, file. */
export async function archiveOfEnvironment(environment: GraphResource, graph: Graph): Promise<Archive> {
    const label = peekText(environment.props, "version");
    const version = only(
        graph,
        from(environment, ["version"]),
        ({ type, props }) => type === versionType && mayEqual(peekText(props, "name"), label),
        ({ props }) => label !== undefined && peekText(props, "name") === label,
    );
    return version === undefined
        ? { kind: "unknown", reason: "the environment's application version is not in this stack", elsewhere: true }
        : archiveOfVersion(version, graph);
}

/** The S3 object that an application version names. */
export function objectOfVersion(version: GraphResource, graph: Graph): GraphResource | undefined {
    const key = peekText(version.props, "key");
    const bucket = peekText(version.props, "bucket");
    return only(
        graph,
        from(version, ["key", "bucket"]),
        ({ type, props }) => objectTypes.has(type) && mayEqual(peekText(props, "key"), key),
        ({ props }) =>
            key !== undefined && peekText(props, "key") === key && mayEqual(peekText(props, "bucket"), bucket),
    );
}

/** The archive of an application version. */
export async function archiveOfVersion(version: GraphResource, graph: Graph): Promise<Archive> {
    const object = objectOfVersion(version, graph);
    if (object === undefined) {
        return {
            kind: "unknown",
            reason: "the S3 object of the application version is not in this stack",
            elsewhere: true,
        };
    }
    const path = await graph.sourceOf(object);
    return path === undefined ? withoutFile(object) : { kind: "path", path };
}

/** Given as text or by an address, it is AWS's to judge; without anything, or with what is not known yet, it is not. */
function withoutFile({ props }: GraphResource): Archive {
    const source = peek(props, "source");
    const given = [
        ...["content", "contentBase64"].map((key) => peek(props, key).kind),
        ...(source.kind === "known"
            ? ["uri", "text", "path"].map((key) => peek(source.value, key).kind)
            : [source.kind]),
    ];
    if (given.includes("known")) {
        return {
            kind: "unknown",
            reason: "the S3 object of the application version is not made from a local file",
            elsewhere: true,
        };
    }
    if (source.kind === "known" && peek(source.value, "assets").kind !== "absent") {
        return {
            kind: "unknown",
            reason: "the S3 object of the application version is a list of assets, which is not read; one file or folder (FileArchive) is",
            elsewhere: false,
        };
    }
    const state = given.includes("unknown") ? "is not known in this preview" : "is not set";
    return {
        kind: "unknown",
        reason: `what the S3 object of the application version is made from ${state}`,
        elsewhere: false,
    };
}

/** The one candidate that a property came from, else the one that is named the same; undefined when none or several fit. */
function only(
    graph: Graph,
    origins: readonly GraphResource[],
    fits: (candidate: Resource) => boolean,
    isNamed: (candidate: Resource) => boolean,
): GraphResource | undefined {
    const linked = origins.filter(fits);
    if (linked.length === 1) {
        return linked[0];
    }
    const named = graph.resources.filter((candidate) => fits(candidate) && isNamed(candidate));
    return named.length === 1 ? named[0] : undefined;
}

function from(resource: GraphResource, properties: readonly string[]): readonly GraphResource[] {
    return [...new Set(properties.flatMap((property) => resource.propertyDependencies[property] ?? []))];
}

/** Equal as far as known: a preview does not know every name. */
function mayEqual(left: string | undefined, right: string | undefined): boolean {
    return left === undefined || right === undefined || left === right;
}
