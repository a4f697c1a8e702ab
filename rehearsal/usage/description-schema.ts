import { z } from "zod";

const oneText = (what: string) => z.string().min(1, what);

/** What YAML reads as a number, or as true, is a text in a form all the same. */
const value = z.union([z.string(), z.number(), z.boolean()], "a text").transform(String);

const word = z.string().regex(/^[a-z][a-z0-9_]*$/i, "letters, digits and underscores, a letter first");

const address = z.string().regex(/^(\/|https?:\/\/|\{\{)/, "a path that starts with /, a URL, or a {{kept}} link");

const file = z.strictObject({
    name: oneText("the file's name").describe("Name of the file"),
    type: z
        .string()
        .regex(/^[\w.+-]+\/[\w.+-]+$/, "a content type, such as text/plain")
        .default("text/plain")
        .describe("Its content type"),
    content: z.string().describe("What is in it"),
});

const expected = z.strictObject({
    status: z
        .int()
        .min(100)
        .max(599)
        .optional()
        .describe("Status of the answer; without it any from 200 to 399, after redirects that are followed any 2xx"),
    contains: z
        .union([value, z.array(value)], "a text, or a list of texts")
        .transform((texts) => (Array.isArray(texts) ? texts : [texts]))
        .default([])
        .describe("Texts in the answer"),
    headers: z
        .record(z.string().regex(/^[A-Za-z0-9-]+$/, "the name of a header"), value, "texts by header")
        .default({})
        .describe("Texts in its headers, by name"),
    redirect: address.optional().describe("Where it leads; without a question mark, whatever query follows"),
    bucket: value.optional().describe("Text in a file of the bucket"),
});

const pattern = z.string().refine(isPattern, "a regular expression with one group in parentheses");

const request = z
    .strictObject({
        get: address.optional().describe("Address to fetch"),
        post: address.optional().describe("Address to send a form to"),
        page: address.optional().describe("Page that holds the form, where that is another address"),
        form: z.record(z.string(), value, "values by field").optional().describe("Fields of the form"),
        files: z.record(z.string(), file, "files by field").optional().describe("Files of the form"),
        follow: z.boolean().default(false).describe("Follow redirects; what is expected is then the last answer"),
        withinSeconds: z
            .int()
            .min(1)
            .max(120)
            .optional()
            .describe("Fetch it again and again for so long, until it is as expected"),
        expect: expected.prefault({}).describe("What is expected of the answer"),
        keep: z
            .record(word, pattern, "regular expressions by name")
            .default({})
            .describe("Parts of the answer for later requests, by name; the group of the expression is kept"),
    })
    .check(({ value: { get, post, page, form, files, withinSeconds }, issues }) => {
        const complain = (input: unknown, path: string[], message: string) =>
            issues.push({ code: "custom", input, path, message });
        if ((get === undefined) === (post === undefined)) {
            complain(post, [post === undefined ? "get" : "post"], "one of get and post");
        }
        const ofForms = { page, form, files };
        for (const [key, given] of Object.entries(ofForms)) {
            if (post === undefined && get !== undefined && given !== undefined) {
                complain(given, [key], "nothing: only a post sends a form");
            }
        }
        if (post !== undefined && withinSeconds !== undefined) {
            complain(withinSeconds, ["withinSeconds"], "nothing: a form is sent once");
        }
    });

const command = z.strictObject({
    manage: z.array(value).min(1).describe("Arguments of manage.py"),
    env: z
        .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "the name of a variable"), value, "values by name")
        .default({})
        .describe("Environment variables"),
});

/** How an application is used in a rehearsal: `rehearsal.yaml` beside its manage.py. */
export const descriptionSchema = z.strictObject({
    random: z.array(word).default([]).describe("Names of random texts, new in each rehearsal: {{name}} stands for one"),
    setup: z.array(command).default([]).describe("Management commands that run first, inside one instance"),
    uses: z
        .array(
            z.strictObject({
                name: oneText("what a user does").describe("What a user does"),
                requests: z.array(request).min(1).describe("Requests, in order"),
            }),
        )
        .default([])
        .describe("What a user does, in order and with the same cookies"),
});

export type Description = z.output<typeof descriptionSchema>;
export type DescribedUse = Description["uses"][number];
export type DescribedRequest = DescribedUse["requests"][number];

/** Placeholders do not count: what stands for them is no pattern. */
function isPattern(text: string): boolean {
    try {
        // With an empty alternative it matches the empty text, and tells its groups.
        return new RegExp(`${text.replace(/\{\{\w+\}\}/g, "x")}|`).exec("")?.length === 2;
    } catch {
        return false;
    }
}
