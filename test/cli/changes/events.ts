import { Step, stepsOf } from "../../../cli/changes/step";

export type Options = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** `settings` of an environment, as the engine gives them. */
export const settingsOf = (options: Options): Record<string, unknown>[] =>
    Object.entries(options).flatMap(([namespace, byName]) =>
        Object.entries(byName).map(([name, value]) => ({ namespace, name, resource: "", value })),
    );

export interface Planned {
    readonly operation: string;
    readonly type: string;
    readonly name?: string;
    readonly before?: Readonly<Record<string, unknown>>;
    /** What the provider last read. */
    readonly held?: Readonly<Record<string, unknown>>;
    readonly after?: Readonly<Record<string, unknown>>;
    readonly diffs?: readonly string[];
    readonly keys?: readonly string[];
    readonly protect?: boolean;
    readonly retain?: boolean;
}

/** An event of the engine's, as it writes them to its log: recorded with CLI 3.259. */
export function metadataOf(planned: Planned): Record<string, unknown> {
    const { operation, type, name = "it", before, held, after, diffs = [], keys = [], protect, retain } = planned;
    const state = (inputs: Planned["before"], outputs: Planned["held"] = {}) =>
        inputs === undefined ? null : { inputs, outputs, custom: true, protect, retainOnDelete: retain };
    return {
        op: operation,
        urn: `urn:pulumi:dev::django-beanstalk::a:b:C$${type}::${name}`,
        type,
        old: state(before, held),
        new: state(after),
        diffs,
        keys,
        detailedDiff: null,
        logical: true,
    };
}

export const steps = (...planned: readonly Planned[]): Step[] => stepsOf(planned.map(metadataOf));

const environment = "aws:elasticbeanstalk/environment:Environment";

/** An update of an environment's options. */
export const optionsUpdate = (before: Options, after: Options): Planned => ({
    operation: "update",
    type: environment,
    name: "notes-dev-environment",
    before: { settings: settingsOf(before) },
    after: { settings: settingsOf(after) },
    diffs: ["settings"],
});

/** An update of an environment's other arguments. */
export const environmentUpdate = (
    before: Readonly<Record<string, unknown>>,
    after: Readonly<Record<string, unknown>>,
): Planned => ({
    operation: "update",
    type: environment,
    name: "notes-dev-environment",
    before: { settings: [], ...before },
    after: { settings: [], ...after },
    diffs: Object.keys({ ...before, ...after }).filter((key) => before[key] !== after[key]),
});

export const databaseUpdate = (
    before: Readonly<Record<string, unknown>>,
    after: Readonly<Record<string, unknown>>,
): Planned => ({
    operation: "update",
    type: "aws:rds/instance:Instance",
    name: "notes-dev-database",
    before,
    after,
    diffs: Object.keys({ ...before, ...after }).filter((key) => before[key] !== after[key]),
});

/** The engine's sign for what is not known in a preview. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
