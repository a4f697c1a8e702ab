import type { Graph, GraphResource, Resource } from "../rule";
import { peekText } from "./peek";

export const versionType = "aws:elasticbeanstalk/applicationVersion:ApplicationVersion";

const objectTypes: ReadonlySet<string> = new Set([
    "aws:s3/bucketObjectv2:BucketObjectv2",
    "aws:s3/bucketObject:BucketObject",
]);

/** Where the archive of a version lies; `unknown` says why nobody can tell. */
export type Archive = { readonly kind: "path"; readonly path: string } | { readonly kind: "unknown"; reason: string };

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
        ? { kind: "unknown", reason: "the environment's application version is not in this stack" }
        : archiveOfVersion(version, graph);
}

/** The archive of an application version. */
export async function archiveOfVersion(version: GraphResource, graph: Graph): Promise<Archive> {
    const key = peekText(version.props, "key");
    const bucket = peekText(version.props, "bucket");
    const object = only(
        graph,
        from(version, ["key", "bucket"]),
        ({ type, props }) => objectTypes.has(type) && mayEqual(peekText(props, "key"), key),
        ({ props }) =>
            key !== undefined && peekText(props, "key") === key && mayEqual(peekText(props, "bucket"), bucket),
    );
    if (object === undefined) {
        return { kind: "unknown", reason: "the S3 object of the application version is not in this stack" };
    }
    const path = await graph.sourceOf(object);
    return path === undefined
        ? { kind: "unknown", reason: "the S3 object of the application version is not made from a local file" }
        : { kind: "path", path };
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
