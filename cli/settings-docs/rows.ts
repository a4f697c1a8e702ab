import type { Stage } from "../../components/settings/defaults";
import { SchemaNode, schemaTree } from "./schema-tree";
import { code, typeWords } from "./type-words";

/** One setting, as the schema knows it. */
export interface Row {
    /** `app.package.exclude`; `*` stands for a name of the user's choosing. */
    readonly path: string;
    readonly type: string;
    readonly defaults: Readonly<Record<Stage, string>>;
    readonly meaning: string;
}

/** Settings that go together: a top-level key, or what one variant of a union has. */
export interface Table {
    readonly title: string;
    /** 2 for a top-level key. */
    readonly level: number;
    readonly intro: string;
    readonly rows: readonly Row[];
}

/** Whose default is what a stack is when nothing is said, not the stage whose defaults are asked for. */
const stagePath = "environment.stage";

/** Optional settings whose value comes from others. */
const derived: Readonly<Record<string, string>> = {
    "environment.name": "`app.name` and the stack's name",
    "database.verifyCertificate": "`true` on the Python platform, `false` on Docker",
};

/** The same node with the defaults of either stage. */
type Twin = Readonly<Record<Stage, SchemaNode>>;

interface Place {
    readonly path: string;
    readonly level: number;
    /** What the page says where there is no default: undefined for a setting that may be left out. */
    readonly required: string | undefined;
}

interface Part {
    readonly rows: readonly Row[];
    readonly tables: readonly Table[];
}

/** Every setting in the order of the schema, a table for each top-level key and each variant. */
export function settingsTables(): Table[] {
    const root: Twin = { dev: schemaTree("dev"), prod: schemaTree("prod") };
    const all = Object.keys(root.prod.properties ?? {}).flatMap((key) => {
        const { node, required } = property(root, key, "required");
        const { rows, tables } = visit(node, { path: key, level: 2, required });
        return [{ title: `\`${key}\``, level: 2, intro: node.prod.description ?? "", rows }, ...tables];
    });
    return withoutRepeated(all);
}

/** What two variants have in common, such as the key of both ways over SSH, is said once. */
const withoutRepeated = (tables: readonly Table[]): Table[] =>
    [...new Map([...tables].reverse().map((each) => [JSON.stringify(each), each])).values()].reverse();

function visit(node: Twin, place: Place): Part {
    const { oneOf, properties, additionalProperties, title } = node.prod;
    if (oneOf !== undefined) {
        return visitUnion(node, oneOf, place);
    }
    if (properties !== undefined && title === undefined) {
        return visitProperties(node, Object.keys(properties), place, withGroup(place));
    }
    return typeof additionalProperties === "object" ? visitMapping(node, place) : visitLeaf(node, place);
}

/** @param required - what to say of a property that the group demands */
function visitProperties(node: Twin, keys: readonly string[], place: Place, required: string): Part {
    return merge(
        keys.map((key) => {
            const child = property(node, key, required);
            return visit(child.node, { ...place, path: `${place.path}.${key}`, required: child.required });
        }),
    );
}

/** Of a group that may be left out, nothing is required but with it. */
const withGroup = ({ path, required }: Place): string => required ?? `required with \`${path}\``;

/** The key that chooses gets a row, and each variant a table of what it alone has. */
function visitUnion(node: Twin, variants: readonly SchemaNode[], place: Place): Part {
    const key = discriminator(variants);
    const choices = variants.map(({ properties }) => properties?.[key] ?? {});
    const chosen = (stage: Stage): unknown => {
        const value = node[stage].default;
        return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
    };
    const row: Row = {
        path: `${place.path}.${key}`,
        type: typeWords({ enum: choices.map((choice) => choice.const) }),
        defaults: bothStages((stage) => defaultWords(chosen(stage), "required")),
        meaning: choices
            .map(({ const: value, description }) => `\`${String(value)}\`: ${description ?? ""}`)
            .join("; "),
    };
    const tables = variants.flatMap((variant, i) => variantTables(alternative(node, i), key, variant, place));
    return { rows: [row], tables };
}

function variantTables(node: Twin, key: string, variant: SchemaNode, place: Place): Table[] {
    const properties = variant.properties ?? {};
    const { const: value, description = "" } = properties[key] ?? {};
    const others = Object.keys(properties).filter((each) => each !== key);
    const { rows, tables } = visitProperties(node, others, { ...place, level: place.level + 1 }, "required");
    return [
        {
            title: `\`${place.path}\` with \`${key}: ${String(value)}\``,
            level: place.level + 1,
            intro: others.length === 0 ? `${description}. It has no settings of its own.` : `${description}.`,
            rows,
        },
        ...tables,
    ];
}

/** Where names are free, the row of `*` stands for all; a mapping of mappings has rows below it alone. */
function visitMapping(node: Twin, place: Place): Part {
    const below = { ...place, path: `${place.path}.*` };
    const value: Twin = bothStages((stage) => valueOf(node[stage]));
    if (typeof value.prod.additionalProperties === "object") {
        return visit(inherit(value, node), below);
    }
    const names = node.prod.propertyNames?.patternErrorMessage;
    const row: Row = {
        ...leafRow(inherit(value, node), { ...below, required: undefined }),
        type: [`mapping by name${names === undefined ? "" : ` (${names})`}`, valueWords(value.prod)].join(": "),
    };
    return merge([{ rows: [row], tables: [] }, visitValue(value, { ...below, required: undefined })]);
}

/** What a value of a mapping has of its own. */
function visitValue(value: Twin, place: Place): Part {
    const { oneOf, properties, title } = value.prod;
    return oneOf !== undefined || (properties !== undefined && title === undefined) ? visit(value, place) : nothing;
}

function visitLeaf(node: Twin, place: Place): Part {
    const groups = (node.prod.anyOf ?? []).map(({ properties = {} }, i) => {
        const group = bothStages((stage) => node[stage].anyOf?.[i] ?? {});
        return visitProperties(group, Object.keys(properties), place, withGroup(place));
    });
    return merge([{ rows: [leafRow(node, place)], tables: [] }, ...groups]);
}

function leafRow(node: Twin, { path, required }: Place): Row {
    return {
        path,
        type: typeWords(node.prod),
        defaults: bothStages(
            (stage) => derived[path] ?? defaultWords((path === stagePath ? node.prod : node[stage]).default, required),
        ),
        meaning: node.prod.description ?? "",
    };
}

const nothing: Part = { rows: [], tables: [] };

const merge = (parts: readonly Part[]): Part => ({
    rows: parts.flatMap(({ rows }) => rows),
    tables: parts.flatMap(({ tables }) => tables),
});

const bothStages = <T>(of: (stage: Stage) => T): Readonly<Record<Stage, T>> => ({ dev: of("dev"), prod: of("prod") });

function defaultWords(value: unknown, required: string | undefined): string {
    return value === undefined ? (required ?? "none") : code(value);
}

function property(node: Twin, key: string, words: string): { node: Twin; required: string | undefined } {
    return {
        node: bothStages((stage) => node[stage].properties?.[key] ?? {}),
        required: node.prod.required?.includes(key) === true ? words : undefined,
    };
}

const alternative = (node: Twin, i: number): Twin => bothStages((stage) => node[stage].oneOf?.[i] ?? {});

const valueOf = ({ additionalProperties }: SchemaNode): SchemaNode =>
    typeof additionalProperties === "object" ? additionalProperties : {};

const valueWords = (value: SchemaNode): string =>
    value.oneOf === undefined ? typeWords(value) : "one of the kinds below";

/** A value without words of its own has those of the mapping that it is in, and the mapping's default. */
function inherit(value: Twin, mapping: Twin): Twin {
    return bothStages((stage) => {
        const { description, default: fallback } = mapping[stage];
        return {
            ...value[stage],
            ...(description === undefined ? {} : { description }),
            ...(fallback === undefined ? {} : { default: fallback }),
        };
    });
}

/** @throws Error when the variants share no key with a fixed value: then the schema has a union that is not discriminated */
function discriminator(variants: readonly SchemaNode[]): string {
    const [first = {}] = variants;
    const key = Object.keys(first.properties ?? {}).find((each) =>
        variants.every(({ properties }) => properties?.[each]?.const !== undefined),
    );
    if (key === undefined) {
        throw new Error("A union of the settings has no key that tells its variants apart.");
    }
    return key;
}
