import { Document, Scalar, Tags, visit } from "yaml";

/** Characters that YAML 1.1 takes for line breaks or refuses outright; quotes must hold them as escapes. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const delicate = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/;

/** Values that have a type of their own in YAML 1.1, for which no reader has a use: "default value" and "merge". */
const special = /^(=|<<)$/;

/**
 * A document as YAML 1.1, which Elastic Beanstalk reads: there `on` is true, 0755 is 493, U+2028 ends a line and `=` is no text. The library quotes
 * the first two itself; the others are added here. What stands in two places is written twice, not as an alias, for people to read. PyYAML is the judge, in the tests.
 */
export function yaml11(value: unknown): string {
    const document = new Document(value, { version: "1.1", customTags: withoutMerge, aliasDuplicateObjects: false });
    visit(document, {
        Scalar(_, node) {
            if (typeof node.value === "string" && (delicate.test(node.value) || special.test(node.value))) {
                node.type = Scalar.QUOTE_DOUBLE;
            }
        },
    });
    const text = document.toString({ lineWidth: 0 });
    return text.replaceAll(
        new RegExp(delicate, "g"),
        (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
}

/** The library writes every text `<<` as a merge, quotes or not, where its schema knows merges. */
const withoutMerge = (tags: Tags): Tags =>
    tags.filter((tag) => tag !== "merge" && (typeof tag === "string" || tag.tag !== "tag:yaml.org,2002:merge"));
