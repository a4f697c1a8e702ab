import { redact } from "./names";

/**
 * What a program said, for a message: without credentials, the marks before its lines, and empty lines.
 *
 * @param skip - lines that tell a user nothing
 * @param most - lines
 */
export const ownWords = (output: string, marks: RegExp, skip: RegExp, most = 30): string =>
    redact(output)
        .split(/\r?\n/)
        .map((line) => line.replace(marks, "").trim())
        .filter((line) => line !== "" && !skip.test(line))
        .slice(0, most)
        .join("\n");
