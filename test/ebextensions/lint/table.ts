import * as assert from "node:assert/strict";
import type { Platform } from "../../../ebextensions/lint/application";
import { lintApplication } from "../../../ebextensions/lint/lint-application";
import type { FileRule } from "../../../ebextensions/lint/pattern-rule";

/** Text by path; a text alone is one `.config` file. */
export type Files = string | Readonly<Record<string, string>>;

/** The `.config` file that a text alone is. */
export const config = ".ebextensions/10-app.config";

export interface Case {
    readonly platform?: Platform;
    /** Exactly the lines that end in `<<<` are found; the sign is taken away before the check. */
    readonly wrong: readonly Files[];
    /** Nothing at all is found in these. */
    readonly right: readonly Files[];
}

const mark = / *<<<$/m;

export const asMap = (files: Files): Map<string, string> =>
    new Map(Object.entries(typeof files === "string" ? { [config]: files } : files));

export const findingsIn = (files: Files, platform: Platform = "python") => lintApplication(asMap(files), platform);

/** `rule file:line`, sorted by place. */
export const foundIn = (files: Files, platform?: Platform): string[] =>
    findingsIn(files, platform).map(({ rule, file, line }) => `${rule} ${file}:${line}`);

/** Describes each rule of a subject by wrong and right forms, and holds that none of the rules is without. */
export function describeRules(
    subject: string,
    rules: readonly FileRule[],
    cases: Readonly<Record<string, Case>>,
): void {
    describe(subject, () => {
        it("has wrong and right forms of each rule", () => {
            assert.deepEqual(Object.keys(cases).sort(), rules.map(({ name }) => name).sort());
        });

        for (const [name, { platform, wrong, right }] of Object.entries(cases)) {
            it(`${name}: finds each wrong form on its line`, () => {
                for (const files of wrong) {
                    const { marked, clean } = withoutMarks(asMap(files));
                    const found = foundIn(Object.fromEntries(clean), platform).filter((each) =>
                        each.startsWith(`${name} `),
                    );
                    assert.deepEqual(
                        found,
                        marked.map((place) => `${name} ${place}`),
                        JSON.stringify(files),
                    );
                }
            });

            it(`${name}: finds nothing in right forms`, () => {
                for (const files of right) {
                    assert.deepEqual(foundIn(files, platform), [], JSON.stringify(files));
                }
            });
        }
    });
}

function withoutMarks(files: ReadonlyMap<string, string>): { marked: string[]; clean: Map<string, string> } {
    const marked = [...files].flatMap(([path, text]) =>
        text.split("\n").flatMap((line, i) => (mark.test(line) ? [`${path}:${i + 1}`] : [])),
    );
    const clean = new Map([...files].map(([path, text]) => [path, text.replace(new RegExp(mark, "gm"), "")]));
    return { marked, clean };
}
