/** What an environment is, as far as the validity of its options goes. */
export interface EnvironmentKind {
    readonly tier: Tier;
    readonly platform: Platform;
    readonly loadBalancer: LoadBalancerKind;
}

/** The kinds that an environment of ours can be. */
export interface OptionContext extends EnvironmentKind {
    readonly loadBalancer: "application" | "network" | "application-shared" | "none";
}

export type Tier = "web" | "worker";
export type Platform = "python" | "docker";

/** `classic` is AWS's default, and in the catalogue so that its options are known; no environment of ours has one. */
export type LoadBalancerKind = "application" | "network" | "application-shared" | "classic" | "none";

/**
 * What a new value does to an environment that runs.
 *
 * - `in-place`: nothing restarts
 * - `restart`: the application restarts on the instances
 * - `new-instances`: instances are replaced, by the rules of a rolling update; traffic may stop
 * - `refused`: AWS takes the value when the environment is created, and never again
 * - `unknown`: no source says; to be treated as the worst
 */
export type Change = "in-place" | "restart" | "new-instances" | "refused" | "unknown";

/** Forms of text that one pattern describes. */
export interface PatternForm {
    readonly type: "text" | "arn" | "timestamp" | "duration" | "cron";
    readonly pattern?: RegExp;
    /** Completes the sentence "allowed: …"; given with every pattern. */
    readonly allowed?: string;
}

/** A list is one text with commas between its items. */
export interface ListForm {
    readonly type: "list";
    /** Whether the order of the items means something. */
    readonly order: "free" | "kept";
    /** Between two items; a bare comma unless said otherwise. */
    readonly separator?: ", ";
    readonly item?: RegExp;
    /** What an item may be; completes the sentence "allowed: …". */
    readonly allowed?: string;
    readonly maxItems?: number;
    readonly itemMaxLength?: number;
}

export interface NumberForm {
    readonly type: "number";
    readonly whole: boolean;
    readonly min?: number;
    readonly max?: number;
}

export type Form =
    | { readonly type: "boolean" }
    | { readonly type: "json" }
    | { readonly type: "enum"; readonly values: readonly string[] }
    | NumberForm
    | ListForm
    | PatternForm;

/** The environments in which something is valid; what is left out is valid for all. */
export interface Validity {
    readonly tiers?: readonly Tier[];
    /** Empty for options of platforms other than Python and Docker. */
    readonly platforms?: readonly Platform[];
    readonly loadBalancers?: readonly LoadBalancerKind[];
    /** Needs an environment with more than one instance: load balanced, or a worker. */
    readonly scalable?: true;
}

/** Values that are valid in some environments only. */
export interface LimitedValues extends Validity {
    readonly values: readonly string[];
}

export interface Requirement {
    readonly namespace: string;
    readonly name: string;
    /** The value it has to have; any when left out. */
    readonly value?: string;
}

/** One row of a table; what is left out comes from its namespace. */
export interface OptionRow extends Validity {
    readonly form: Form;
    /** The value that AWS takes when the option is not set, as far as it is fixed. */
    readonly default?: string;
    readonly limited?: readonly LimitedValues[];
    readonly change?: Change;
    /** With a shared load balancer, where less can change. */
    readonly changeWhenShared?: Change;
    readonly source?: string;
    readonly note?: string;
    /** Options that have to be set too, unless this one is `false`. */
    readonly requires?: readonly Requirement[];
    /** Why nobody should set it, and what to do. */
    readonly refuse?: { readonly got: string; readonly remedy: string };
    /** What serves the same purpose where this option is not valid. */
    readonly instead?: string;
    /** For rows named `*`: the names that are taken. */
    readonly names?: RegExp;
    /** Completes the sentence "allowed: …" about a name. */
    readonly namesAllowed?: string;
    /** Its value never appears in a message. */
    readonly secret?: true;
}

/** All options of one namespace, with what they have in common. */
export interface NamespaceTable extends Validity {
    /** May hold a placeholder at its end: `aws:elbv2:listener:{listener_port}`. */
    readonly namespace: string;
    /** Needed when the namespace holds a placeholder: what may stand there. */
    readonly placeholder?: RegExp;
    readonly change: Change;
    readonly source?: string;
    readonly refuse?: OptionRow["refuse"];
    readonly instead?: string;
    /** By name; `*` stands for every name that has no row of its own. */
    readonly options: Readonly<Record<string, OptionRow>>;
}

/** An option with everything that is known about it. */
export interface CatalogueEntry extends OptionRow {
    readonly namespace: string;
    /** `*` for options whose names users choose. */
    readonly name: string;
    readonly tiers: readonly Tier[];
    readonly platforms: readonly Platform[];
    readonly loadBalancers: readonly LoadBalancerKind[];
    readonly change: Change;
}

/** An option with its value. `resource` is the name of a scheduled action, and of nothing else. */
export interface OptionValue {
    readonly namespace: string;
    readonly name: string;
    readonly value: string;
    readonly resource?: string;
}
