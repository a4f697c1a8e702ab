import { z } from "zod";
import { text } from "./schema-parts";

/** Exceptions from the checks of the application's own files. */
export const checks = z.strictObject({
    allow: z
        .record(
            text({ pattern: /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, allowed: "the name of a rule, see docs/checks.md" }),
            z.string().min(1, "the reason, in a few words"),
            "reasons by the name of a rule",
        )
        .default({})
        .describe("Findings in the application's own files that are meant, by rule, each with the reason"),
});
