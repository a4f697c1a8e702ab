import { listed } from "../words";
import type { Requirements } from "./inputs";
import { normalName } from "./names";
import type { DependencyReport } from "./plan";
import type { Answer } from "./resolution";

/** A package without which something that the stack file asks for does not start. */
export interface NeededPackage {
    /** The setting that needs it. */
    readonly where: string;
    /** Names, normalised; one of them suffices. */
    readonly anyOf: readonly string[];
    /** What happens without it, where that is no failure. */
    readonly otherwise?: string;
}

/** Adds the needed packages that are not there. Only a resolution knows what comes along with others; without one, what no line names is a notice. */
export function withMissingPackages(
    report: DependencyReport,
    needed: readonly NeededPackage[],
    { origin, lines }: Requirements,
    resolution: Answer,
): DependencyReport {
    const resolved = resolution.kind === "resolved";
    const names = resolved
        ? resolution.packages.map(({ name }) => name)
        : lines.flatMap((line) => (line.kind === "named" && !line.constraint ? [line.name] : []));
    const there = new Set(names.map(normalName));
    const missing = needed.filter(({ anyOf }) => !anyOf.some((name) => there.has(name)));
    const failing = ({ otherwise }: NeededPackage) => otherwise === undefined && resolved;
    const problems = missing.filter(failing).map(({ where, anyOf }) => ({
        where,
        got: `requirements without ${listed(anyOf, "or")}`,
        allowed: "a process whose program is installed on the instance",
        remedy: `Add ${listed(anyOf, "or")} to ${origin}.`,
    }));
    const notices = missing
        .filter((each) => !failing(each))
        .map(({ where, anyOf, otherwise = `${where} needs it, unless another package brings it.` }) => {
            return `${origin} does not name ${listed(anyOf, "or")}: ${otherwise}`;
        });
    return { ...report, problems: [...report.problems, ...problems], notices: [...report.notices, ...notices] };
}
