import type { PolicyConfigSchema } from "@pulumi/policy";
import { numberIn } from "../rule-configuration";
import type { Config, Graph } from "../rule";
import { sizeOf } from "./archive";

/**
 * What Elastic Beanstalk accepts, in bytes: 500 MB as AWS counts them.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/applications-sourcebundle.html
 */
const limit = 524_288_000;

/** The key of a rule's configuration that lowers the limit. */
export const maximumBytes: NonNullable<PolicyConfigSchema["properties"]>[string] = {
    type: "integer",
    minimum: 1,
    maximum: limit,
    default: limit,
    description: "Ceiling of your own, below the limit of Elastic Beanstalk",
};

/** The ceiling that counts, and what it is called. */
export function ceilingIn(config: Config): { readonly bytes: number; readonly name: string } {
    const bytes = Math.min(numberIn(config, "maximumBytes", limit), limit);
    const name = bytes === limit ? "limit of Elastic Beanstalk" : "ceiling set by maximumBytes";
    return { bytes, name: `${name}, ${inWords(bytes)}` };
}

export const inWords = (bytes: number): string => `${bytes.toLocaleString("en-US")} bytes`;

/** How large the archive at a path is; a folder is archived by the engine, and its archive is about as large as its files, or less. */
export async function bundleBytes(
    path: string,
    graph: Graph,
): Promise<{ readonly bytes: number; readonly exact: boolean } | undefined> {
    const bytes = await sizeOf(path);
    if (bytes !== undefined) {
        return { bytes, exact: true };
    }
    const contents = await graph.contentsOf(path);
    return contents === undefined
        ? undefined
        : { bytes: contents.items.reduce((sum, item) => sum + item.bytes, 0), exact: false };
}
