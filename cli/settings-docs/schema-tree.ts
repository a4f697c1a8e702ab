import { z } from "zod";
import type { Stage } from "../../components/settings/defaults";
import { settingsSchema } from "../../components/settings/schema";
import { givenElsewhere } from "../../components/settings/secret-values";

/** A node of the JSON Schema that zod writes; only what is read here. */
export interface SchemaNode {
    readonly title?: string;
    readonly type?: string;
    readonly description?: string;
    readonly properties?: Readonly<Record<string, SchemaNode>>;
    readonly required?: readonly string[];
    readonly additionalProperties?: SchemaNode | boolean;
    readonly propertyNames?: SchemaNode;
    readonly items?: SchemaNode;
    readonly oneOf?: readonly SchemaNode[];
    readonly anyOf?: readonly SchemaNode[];
    readonly const?: unknown;
    readonly enum?: readonly unknown[];
    readonly default?: unknown;
    readonly pattern?: string;
    /** Of editors, not of the standard: what they say instead of "does not match the pattern". */
    readonly patternErrorMessage?: string;
    readonly format?: string;
    readonly minimum?: number;
    readonly maximum?: number;
    readonly minLength?: number;
    readonly maxLength?: number;
    readonly minItems?: number;
    readonly maxItems?: number;
}

/**
 * The settings of a stage as a tree. Draft 7, because that is what editors and validators read best.
 *
 * https://zod.dev/json-schema
 */
export function schemaTree(stage: Stage): SchemaNode {
    return z.toJSONSchema(settingsSchema(stage), {
        io: "input",
        target: "draft-7",
        unrepresentable: "any",
        override: ({ zodSchema, jsonSchema }) => {
            complete(zodSchema, jsonSchema);
        },
    }) as SchemaNode;
}

/** Adds what zod leaves out of a JSON Schema, and takes out what nobody else understands. */
function complete(schema: z.core.$ZodTypes, node: z.core.JSONSchema.BaseSchema): void {
    const { def } = schema._zod;
    if (def.type === "default") {
        // zod drops it from a schema whose value is transformed.
        node.default ??= def.defaultValue;
    } else if (def.type === "prefault" && isEmpty(node.default)) {
        // An empty group is the same as none.
        delete node.default;
    } else if (def.type === "string") {
        describeText(schema, node);
    } else if (def.type === "literal" && def.values.includes(givenElsewhere)) {
        encryptedText(node);
    }
}

const isEmpty = (value: unknown): boolean =>
    typeof value === "object" && value !== null && Object.keys(value).length === 0;

function describeText(schema: z.core.$ZodTypes, node: z.core.JSONSchema.BaseSchema): void {
    if (node.format === "starts_with") {
        // zod's own word; a validator does not know it.
        delete node.format;
    }
    if (node.format === "uri") {
        node.pattern ??= "^https://";
        node["patternErrorMessage"] = "a URL that starts with https://";
    } else if (node.format === undefined && node.pattern !== undefined) {
        const words = wordsOfForm(schema);
        if (words !== undefined) {
            node["patternErrorMessage"] = words;
        }
    }
}

/** The words an error message uses for a form. JSON Schema does not have them, so the schema is asked with a text that no form allows. */
function wordsOfForm(schema: z.core.$ZodTypes): string | undefined {
    const result = z.safeParse(schema, "\n:");
    const issue = result.error?.issues.find(({ code }) => code === "invalid_format");
    return issue === undefined || issue.message.startsWith("Invalid") ? undefined : issue.message;
}

/** The settings see a mark in place of a secret's value; the stack file has the value itself, encrypted. */
function encryptedText(node: z.core.JSONSchema.BaseSchema): void {
    delete node.enum;
    Object.assign(node, {
        title: "encrypted text",
        description: "Encrypted value, as `pulumi config set --secret` writes it",
        type: "object",
        properties: { secure: { type: "string" } },
        required: ["secure"],
        additionalProperties: false,
    });
}
