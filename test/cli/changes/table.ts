import { formatChanges } from "../../../cli/changes/format";
import { EngineError, planChanges } from "../../../cli/changes/plan";
import { Planned, steps } from "./events";

/** The table of some steps as text. */
export const tableOf = (planned: readonly Planned[], errors: readonly EngineError[] = []): string[] =>
    formatChanges(planChanges(steps(...planned), errors), true);

/** The lines about the parts of the first resource, each as `effect | part`. */
export const detailsOf = (planned: Planned): string[] => {
    const [, , ...lines] = tableOf([planned]);
    const end = lines.indexOf("");
    return lines.slice(0, end === -1 ? undefined : end).map((line) => line.trim().replace(/ {2,}/, " | "));
};

/** The notes below the table. */
export const notesOf = (planned: Planned): string[] => tableOf([planned]).filter((line) => line.startsWith("!"));
