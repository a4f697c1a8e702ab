import type { PolicyComplianceFramework, PolicyConfigSchema, Severity } from "@pulumi/policy";

/** A resource as a rule sees it. Reading an unknown property throws; read through `peek`. */
export interface Resource {
    /** Type token, `aws:rds/instance:Instance`. */
    readonly type: string;
    readonly urn: string;
    readonly name: string;
    readonly props: Readonly<Record<string, unknown>>;
}

/** A resource of the finished graph, joined to the resources its properties came from. */
export interface GraphResource extends Resource {
    readonly propertyDependencies: Readonly<Record<string, readonly GraphResource[]>>;
}

/** Everything the stack holds. */
export interface Graph {
    readonly resources: readonly GraphResource[];
    /** Absolute path of the file or folder that an S3 object is made from; undefined when it is none, or not known yet. */
    readonly sourceOf: (object: Resource) => Promise<string | undefined>;
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
    readonly remediationSteps: string;
    /** Documentation of what is judged. */
    readonly url: string;
    readonly tags: readonly string[];
    readonly configSchema?: PolicyConfigSchema;
    readonly level: "mandatory" | "advisory";
}

/** Judges one resource by its inputs, before it is created or changed. */
export interface ResourceRule extends Facts {
    readonly sees: "resource";
    readonly types: readonly string[];
    /** @returns one message for each thing that is wrong */
    judge(resource: Resource, config: Config): readonly string[];
}

/** Judges each resource of one type with the whole graph beside it, once the graph is complete. */
export interface GraphRule extends Facts {
    readonly sees: "graph";
    readonly type: string;
    /** Where the rule would cost a domain name, it only advises; a policy of the same name ending in `-dev` does so. */
    readonly advisoryFor?: "dev without domain";
    /** @returns one message for each thing that is wrong */
    judge(resource: GraphResource, graph: Graph, config: Config): readonly string[] | Promise<readonly string[]>;
}

export type Rule = ResourceRule | GraphRule;
