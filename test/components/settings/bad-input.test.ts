import * as assert from "node:assert/strict";
import { parse } from "yaml";
import { table, Table } from "../../../components/parsed-values";
import { ProblemError } from "../../../components/problem";
import { settingsSchema } from "../../../components/settings/schema";
import { problemsOfStack } from "../../support/stack-text";
import { BadInput } from "./bad-input/row";
import { badInputs } from "./bad-input/rows";

const groups: readonly (readonly [string, readonly BadInput[]])[] = Object.entries(badInputs);
const rows = groups.flatMap(([, all]) => all);

describe("bad input", () => {
    for (const [group, all] of groups) {
        describe(group, () => {
            for (const { name, text, region, problems } of all) {
                it(`refuses ${name}`, () => {
                    assert.deepEqual(problemsOfStack(text, region), problems);
                });
            }
        });
    }

    it("has rows of each group of settings, under the key that they are about", () => {
        assert.deepEqual(Object.keys(badInputs).sort(), Object.keys(settingsSchema("dev").shape).sort());
        for (const [group, all] of groups) {
            const about = all.filter(({ text }) => group in table(parse(text)));
            assert.ok(about.length >= 3, group);
        }
    });

    it("has more rows than anyone would write for one, each with a name of its own and a problem", () => {
        assert.ok(rows.length >= 60, String(rows.length));
        assert.equal(new Set(rows.map(({ name }) => name)).size, rows.length);
        assert.deepEqual(
            rows.filter(({ problems }) => problems.length === 0),
            [],
        );
    });

    it("is told with something to do, and without a secret", () => {
        for (const { name, problems } of rows) {
            for (const { where, got = "", allowed = "", remedy } of problems) {
                assert.ok(
                    [where, got, allowed].every((each) => each !== ""),
                    name,
                );
                assert.match(remedy, /^[A-Z]\w+:? .+/, name);
            }
            assert.doesNotMatch(new ProblemError("Pulumi.dev.yaml", problems).message, /hunter2|AKIA|undefined/, name);
        }
    });
});

/** Of a form, which hides what the settings are together; told by whether an unknown key beside it is told too. */
const isForm = ({ text, region, problems }: BadInput): boolean => {
    const found = problemsOfStack({ ...table(parse(text)), unheardOf: { of: "it" } }, region);
    return found.length > problems.length;
};

/** Mappings with names of their own: two rows may be in one file where they do not have the same ones. All others exclude each other. */
const open: ReadonlySet<string> = new Set(["app", "environment", "secrets", "worker", "tags", "options"]);
/** Settings that others are measured against: two rows cannot both say what they are. */
const measure: Readonly<Record<string, readonly string[]>> = {
    media: ["domain"],
    secrets: ["database", "cache"],
    worker: ["database", "secrets"],
};

const places = (text: string, measured: typeof measure): string[] =>
    Object.entries(table(parse(text))).flatMap(([key, value]) => {
        const names = Object.keys(table(value));
        return [
            ...(open.has(key) && names.length > 0 ? names.map((name) => `${key}.${name}`) : [key]),
            ...(measured[key] ?? []),
        ];
    });

interface File {
    readonly keys: Table;
    readonly rows: readonly BadInput[];
}

const overlap = (a: readonly string[], b: readonly string[]): boolean =>
    a.some((one) => b.some((other) => one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`)));

/** As few files as a simple order gives, each with as many rows as go together. */
function combined(all: readonly BadInput[], measured: typeof measure): File[] {
    const files: { rows: BadInput[]; places: string[] }[] = [];
    for (const row of all) {
        const taken = places(row.text, measured);
        const file = files.find((each) => !overlap(each.places, taken));
        if (file === undefined) {
            files.push({ rows: [row], places: taken });
        } else {
            file.rows.push(row);
            file.places.push(...taken);
        }
    }
    return files.map((file) => ({
        rows: file.rows,
        keys: file.rows.map(({ text }) => table(parse(text))).reduce(merged),
    }));
}

const merged = (a: Table, b: Table): Table => ({
    ...a,
    ...Object.fromEntries(
        Object.entries(b).map(([key, value]) => [
            key,
            open.has(key) && key in a ? { ...table(a[key]), ...table(value) } : value,
        ]),
    ),
});

describe("bad input in one file", function () {
    this.timeout(300_000);
    // A secret in plain text is told before anything else is read.
    const isPlain = ({ problems }: BadInput) => problems.some(({ got = "" }) => got.includes("in plain text"));
    const here = rows.filter((row) => row.region === undefined && !isPlain(row));
    const forms = new Set<BadInput>();

    before(() => {
        here.filter(isForm).forEach((row) => forms.add(row));
    });

    const lines = (problems: BadInput["problems"]) => problems.map((each) => JSON.stringify(each)).sort();

    const toldAtOnce = (all: readonly BadInput[], measured: typeof measure) => {
        const files = combined(all, measured);
        assert.ok(files.length > 0 && files.length < all.length * 0.75, `${files.length} files of ${all.length} rows`);
        for (const { keys, rows: inFile } of files) {
            assert.deepEqual(
                lines(problemsOfStack(keys)),
                lines(inFile.flatMap(({ problems }) => problems)),
                inFile.map(({ name }) => name).join("; "),
            );
        }
    };

    it("is told all at once: what single settings have of a wrong form", () => {
        toldAtOnce(
            here.filter((row) => forms.has(row)),
            {},
        );
    });

    it("is told all at once: what does not go together", () => {
        // Nearly every combination is measured against the application and its environment.
        const ofEverything = ({ text }: BadInput) =>
            places(text, {}).some((each) => /^(app|environment|options)\b/.test(each));
        toldAtOnce(
            here.filter((row) => !ofEverything(row) && !forms.has(row)),
            measure,
        );
    });
});
