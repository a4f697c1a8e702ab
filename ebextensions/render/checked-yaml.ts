import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";
import { yaml11 } from "../yaml11";

/** @throws Error when a reader of YAML 1.1 would get something else than the document: a fault of ours */
export function checkedYaml(path: string, document: Readonly<Record<string, unknown>>): string {
    const content = yaml11(document);
    if (!isDeepStrictEqual(parse(content, { version: "1.1" }), document)) {
        throw new Error(`${path} does not read back as it was meant.`);
    }
    return content;
}
