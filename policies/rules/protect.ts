import { notInDev } from "../levels";
import { environmentType } from "../read/environment";
import { peek, peekText } from "../read/peek";
import { listIn } from "../rule-configuration";
import type { Config, Resource, Rule } from "../rule";

const databaseTypes: ReadonlySet<string> = new Set(["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"]);
const bucketTypes: ReadonlySet<string> = new Set(["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"]);

/** Words in the name of a bucket that holds what nobody can make again. Not "files": static-files and config-files come again with a deployment. */
const dataWords = ["media", "upload", "uploads", "data", "documents", "attachments", "backup", "backups"];

/** Words in the name of one that holds what comes again, or is worth nothing alone. */
const otherWords = /^(logs?|bundles?|artifacts?|builds?|deploy\w*|versions?|cache|temp|tmp|state)$/;

export const protect: Rule = {
    name: "protect",
    displayName: "Environment and data protected",
    description: "The engine refuses to delete or replace a production environment, its database and its uploads.",
    levels: notInDev,
    severity: "high",
    remediationSteps:
        "Set the resource option protect to true. The engine tells a policy neither retainOnDelete nor what it is about to do, so only protect counts.",
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.terminating.html",
    tags: ["data", "engine"],
    configSchema: {
        properties: {
            dataWords: {
                type: "array",
                items: { type: "string" },
                default: dataWords,
                description: "A bucket with one of these words in its name holds data that nobody can make again",
            },
        },
    },
    sees: "resource",
    types: [environmentType, ...databaseTypes, ...bucketTypes],
    judge(resource, config) {
        const held = heldBy(resource, config);
        return held === undefined || resource.opts?.protect === true
            ? []
            : [
                  `protect is not set on ${held}; wanted: true, so that the engine refuses to delete it, and to replace it by an ` +
                      "empty one. In this project: environment: {protect: true}, the default of prod. In any other program: the " +
                      "resource option protect: true. To end it on purpose: an exemption with the day until which it holds.",
              ];
    },
};

/** What is lost with a resource, in words; undefined when it holds nothing that has to be protected. */
function heldBy(resource: Resource, config: Config): string | undefined {
    if (resource.type === environmentType) {
        return "the environment";
    }
    if (databaseTypes.has(resource.type)) {
        return isCopy(resource) ? undefined : "the database";
    }
    return holdsData(resource, listIn(config, "dataWords", dataWords)) ? "a bucket of data" : undefined;
}

/** A replica can be made again from the server that it follows. */
const isCopy = ({ props }: Resource): boolean =>
    ["replicateSourceDb", "replicationSourceIdentifier"].some((key) => {
        const source = peek(props, key);
        return source.kind === "unknown" || (source.kind === "known" && source.value !== "");
    });

/** By its name, since a bucket says nothing else about what is in it. */
function holdsData({ name, props }: Resource, words: readonly string[]): boolean {
    const given = [name, peekText(props, "bucket"), peekText(props, "bucketPrefix")];
    const found = given.flatMap((text) => (text ?? "").toLowerCase().split(/[^a-z0-9]+/));
    return !found.some((word) => otherWords.test(word)) && found.some((word) => words.includes(word));
}
