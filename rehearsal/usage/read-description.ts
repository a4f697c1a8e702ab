import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { Problem, ProblemError, throwProblems } from "../../components/problem";
import { rehearsalFile } from "../../components/source-bundle/ignore/default-excludes";
import { explainIssues, settingPath } from "../../components/settings/explain";
import { nearestName } from "../../components/settings/nearest";
import { firstLine, repeated } from "../../components/words";
import { Description, descriptionSchema } from "./description-schema";
import { mapTexts, placeholders } from "./placeholders";

/**
 * How an application wants to be used; undefined where it does not say.
 *
 * @param directory - the folder that holds manage.py
 * @throws ProblemError with every problem at once
 */
export function readDescription(directory: string): Description | undefined {
    const file = path.join(directory, rehearsalFile);
    return fs.existsSync(file) ? parseDescription(fs.readFileSync(file, "utf8")) : undefined;
}

/** @throws ProblemError with every problem at once */
export function parseDescription(text: string): Description {
    const input = parsed(text) ?? {};
    const result = descriptionSchema.safeParse(input);
    if (!result.success) {
        throw new ProblemError(
            rehearsalFile,
            explainIssues(result.error.issues, input, descriptionSchema, "").map(named),
        );
    }
    throwProblems(rehearsalFile, [...repeatedNames(result.data), ...unknownPlaceholders(result.data)]);
    return result.data;
}

function parsed(text: string): unknown {
    try {
        return parse(text);
    } catch (error) {
        const got = firstLine(error).replace(/:$/, "");
        const remedy = "Correct the line that is named.";
        throw new ProblemError(rehearsalFile, [{ where: rehearsalFile, got, allowed: "YAML", remedy }]);
    }
}

/** The whole file has no path of its own. What a form or a variable holds may be a password. */
function named({ where, got, ...rest }: Problem): Problem {
    const isValue = got !== undefined && !/^(nothing|an unknown setting)$/.test(got);
    const hidden = isValue && /\.(form|env)\b/.test(where) ? "a value that is not shown" : got;
    const shown = hidden?.startsWith("{") === true ? "a mapping" : hidden?.startsWith("[") === true ? "a list" : hidden;
    return { where: where === "" ? rehearsalFile : where, ...(shown === undefined ? {} : { got: shown }), ...rest };
}

const repeatedNames = ({ uses }: Description): Problem[] =>
    repeated(uses.map(({ name }) => name)).map((name) => ({
        where: "uses",
        got: `two of the name ${JSON.stringify(name)}`,
        allowed: "each name once",
        remedy: "Rename one of them.",
    }));

/** A value is known from the request on that keeps it. */
function unknownPlaceholders({ random, setup, uses }: Description): Problem[] {
    const known = new Set(random);
    const problems = setup.flatMap((command, i) => unknownIn(command, ["setup", i], known));
    for (const [i, { requests }] of uses.entries()) {
        for (const [j, request] of requests.entries()) {
            problems.push(...unknownIn(request, ["uses", i, "requests", j], known));
            for (const name of Object.keys(request.keep)) {
                known.add(name);
            }
        }
    }
    return problems;
}

function unknownIn(part: object, place: readonly (string | number)[], known: ReadonlySet<string>): Problem[] {
    const names = new Set<string>();
    mapTexts(part, (text) => {
        placeholders(text).forEach((name) => names.add(name));
        return text;
    });
    return [...names]
        .filter((name) => !known.has(name))
        .map((name) => {
            const near = nearestName(name, [...known]);
            return {
                where: settingPath(place),
                got: `{{${name}}}`,
                allowed:
                    known.size === 0
                        ? "names of `random`, or kept before"
                        : [...known].map((each) => `{{${each}}}`).join(", "),
                remedy:
                    near === undefined
                        ? `Add ${name} to random, or keep it in a request before this one.`
                        : `Write {{${near}}}.`,
            };
        });
}
