import { LineCounter, parseDocument } from "yaml";
import type { Problem } from "../../components/problem";
import { table, type Table } from "../../components/parsed-values";
import { firstLine } from "../../components/words";
import { services as servicesOf } from "../../ebextensions/lint/compose-services";
import { readConfig } from "../../ebextensions/lint/read-config";
import { interpolate, UnsetVariable } from "./variables";
import type { Variables } from "./environment-file";

export const composePath = "docker-compose.yml";

export interface ComposeText {
    readonly services: ReadonlyMap<string, Table>;
    /** Line of each service. */
    readonly lines: ReadonlyMap<string, number>;
    readonly problems: readonly Problem[];
}

/**
 * A compose file with the values of its variables.
 *
 * @param variables - those of `.env` and of the command's environment
 */
export function readCompose(content: string, variables: Variables): ComposeText {
    const document = parseDocument(content, { merge: true, lineCounter: new LineCounter() });
    const [error] = document.errors;
    if (error !== undefined) {
        return refused({
            where: composePath,
            got: firstLine(error),
            remedy: "Correct it: Docker Compose refuses the file.",
        });
    }
    const problems = new Map<string, Problem>();
    const services = Object.entries(table(table(document.toJS() as unknown)["services"]));
    const read = services.map(([name, service]) => [name, table(replaced(service, variables, problems))] as const);
    return services.length === 0
        ? refused({ where: `${composePath}: services`, got: "none", remedy: "Name at least one service." })
        : {
              services: new Map(read),
              lines: new Map(servicesOf(readConfig(content).root).map(({ key, line }) => [key, line])),
              problems: [...problems.values()],
          };
}

const refused = (problem: Problem): ComposeText => ({ services: new Map(), lines: new Map(), problems: [problem] });

const unset = (name: string): Problem => ({
    where: `${composePath}: \${${name}}`,
    got: "a variable without a value",
    allowed: "the environment properties, and EB_LOG_BASE_DIR",
    remedy: "Set it in the stack file; Docker Compose would put nothing in its place.",
});

/** Values alone: keys are taken as they are. https://docs.docker.com/reference/compose-file/interpolation/ */
function replaced(value: unknown, variables: Variables, problems: Map<string, Problem>): unknown {
    if (typeof value === "string") {
        return withValues(value, variables, problems);
    }
    if (Array.isArray(value)) {
        return value.map((each) => replaced(each, variables, problems));
    }
    return typeof value === "object" && value !== null
        ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, replaced(each, variables, problems)]))
        : value;
}

function withValues(value: string, variables: Variables, problems: Map<string, Problem>): string {
    try {
        const onUnset = (name: string) => problems.set(name, unset(name));
        return interpolate(value, (name) => variables[name], { doubled: true, onUnset });
    } catch (error) {
        if (!(error instanceof UnsetVariable)) {
            throw error;
        }
        problems.set(error.variable, unset(error.variable));
        return "";
    }
}
