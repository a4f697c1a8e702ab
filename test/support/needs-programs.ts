import { missingPrograms } from "../../rehearsal/needs";
import { skipOrFail } from "./judges/needs-judges";

/** Call it in a `before` hook of tests that start these: a missing one is a visible skip, in CI a failure. */
export function needsPrograms(context: Mocha.Context, ...names: readonly string[]): void {
    for (const { got, remedy } of missingPrograms(names)) {
        skipOrFail(context, `${got ?? ""}. ${remedy}`);
    }
}
