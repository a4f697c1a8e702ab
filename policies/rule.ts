import type { PolicyComplianceFramework, PolicyConfigSchema, Severity } from "@pulumi/policy";
import type { Level, Levels, Stage } from "./levels";
import type { Contents } from "./read/archive";

/** A resource as a rule sees it. Reading an unknown property throws; read through `peek`. */
export interface Resource {
    /** Type token, `aws:rds/instance:Instance`. */
    readonly type: string;
    readonly urn: string;
    readonly name: string;
    readonly props: Readonly<Record<string, unknown>>;
    /** Options of the resource. The engine tells of `protect`, and not of `retainOnDelete`. */
    readonly opts?: { readonly protect?: boolean };
}

/** A resource of the finished graph, joined to the resources its properties came from. */
export interface GraphResource extends Resource {
    readonly propertyDependencies: Readonly<Record<string, readonly GraphResource[]>>;
    /** Those it comes after, for whatever reason. */
    readonly dependencies: readonly GraphResource[];
    readonly provider?: { readonly urn: string; readonly props: Readonly<Record<string, unknown>> };
}

/** Everything the stack holds. */
export interface Graph {
    readonly resources: readonly GraphResource[];
    /** Absolute path of the file or folder that an S3 object is made from; undefined when it is none, or not known yet. */
    readonly sourceOf: (object: Resource) => Promise<string | undefined>;
    /** What the archive or folder at a path holds; undefined when it cannot be read. */
    readonly contentsOf: (path: string) => Promise<Contents | undefined>;
}

/** A policy's own configuration, defaults filled in by the engine. */
export type Config = Readonly<Record<string, unknown>>;

interface Facts {
    /** Name users see and configure; the file's name too. */
    readonly name: string;
    readonly displayName: string;
    /** The sentence the user reads above the finding. */
    readonly description: string;
    readonly severity: Severity;
    /** The public standard that states the rule, where one does. */
    readonly framework?: PolicyComplianceFramework;
    /** Ids of further public standards that state it, `CKV_AWS_312`; shown among the tags. */
    readonly standards?: readonly string[];
    readonly remediationSteps: string;
    /** Documentation of what is judged. */
    readonly url: string;
    readonly tags: readonly string[];
    readonly configSchema?: PolicyConfigSchema;
    readonly levels: Levels;
    /** Of the resources that it judges; several when a thing has several tokens, such as a bucket. */
    readonly types: readonly string[];
}

/** Judges one resource by its inputs, before it is created or changed. */
export interface ResourceRule extends Facts {
    readonly sees: "resource";
    /** @returns one message for each thing that is wrong */
    judge(resource: Resource, config: Config, stage: Stage): readonly string[];
}

/** Judges each resource of its types with the whole graph beside it, once the graph is complete. */
export interface GraphRule extends Facts {
    readonly sees: "graph";
    /** The level in a dev stack that has no domain, where following the rule would cost one. */
    readonly devWithoutDomain?: Level;
    /** @returns one message for each thing that is wrong */
    judge(
        resource: GraphResource,
        graph: Graph,
        config: Config,
        stage: Stage,
    ): readonly string[] | Promise<readonly string[]>;
}

export type Rule = ResourceRule | GraphRule;
