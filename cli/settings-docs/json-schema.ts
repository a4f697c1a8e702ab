import { SchemaNode, schemaTree } from "./schema-tree";

const prefix = "django-beanstalk:";

/** JSON Schema of a stack file, for completion and checks in editors. What other programs put into it is theirs. */
export function stackFileSchema(): object {
    const root = bothDefaults(schemaTree("dev"), schemaTree("prod"), "");
    const keys = Object.keys(root.properties ?? {});
    const own = Object.entries(root.properties ?? {}).map(([key, node]) => [`${prefix}${key}`, node]);
    return {
        $schema: "http://json-schema.org/draft-07/schema#",
        title: "Stack file of django-beanstalk",
        description: "Written by: npm run settings-docs. Changes made here are lost.",
        type: "object",
        properties: {
            config: {
                description: "Settings of the stack",
                type: "object",
                properties: {
                    "aws:region": { description: "AWS region, such as us-east-1", type: "string" },
                    ...(Object.fromEntries(own) as object),
                },
                // Keys of other projects and providers may be there; one of ours that does not exist may not.
                patternProperties: { [`^${prefix}(?!(${keys.join("|")})$)`]: false },
                required: (root.required ?? []).map((key) => `${prefix}${key}`),
            },
        },
        required: ["config"],
    };
}

/** One schema for both stages: where their defaults differ, the description tells them. */
function bothDefaults(dev: SchemaNode, prod: SchemaNode, path: string): SchemaNode {
    const child = (a: SchemaNode | undefined, b: SchemaNode, key: string) => bothDefaults(a ?? b, b, `${path}.${key}`);
    const list = (a: readonly SchemaNode[] | undefined, b: readonly SchemaNode[]) =>
        b.map((node, i) => child(a?.[i], node, ""));
    const { properties, additionalProperties, items, oneOf, anyOf } = prod;
    const extra = typeof dev.additionalProperties === "object" ? dev.additionalProperties : undefined;
    return {
        ...withDefault(dev, prod, path),
        ...(properties === undefined
            ? {}
            : {
                  properties: Object.fromEntries(
                      Object.entries(properties).map(([key, node]) => [key, child(dev.properties?.[key], node, key)]),
                  ),
              }),
        ...(typeof additionalProperties === "object"
            ? { additionalProperties: child(extra, additionalProperties, "*") }
            : {}),
        ...(items === undefined ? {} : { items: child(dev.items, items, "") }),
        ...(oneOf === undefined ? {} : { oneOf: list(dev.oneOf, oneOf) }),
        ...(anyOf === undefined ? {} : { anyOf: list(dev.anyOf, anyOf) }),
    };
}

function withDefault(dev: SchemaNode, prod: SchemaNode, path: string): SchemaNode {
    const [cheap, safe] = [dev.default, prod.default].map((value) => JSON.stringify(value));
    // A stack is prod unless it says dev, so that default is no matter of the stage.
    if (cheap === safe || path === ".environment.stage") {
        return prod;
    }
    const described = Object.entries(prod).filter(([key]) => key !== "default");
    const words = [prod.description, `Default: ${cheap} in dev, ${safe} in prod`].filter((text) => text !== undefined);
    return { ...Object.fromEntries(described), description: words.join(". ") };
}
