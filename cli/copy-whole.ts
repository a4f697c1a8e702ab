import * as fs from "node:fs";
import { ProblemError } from "../components/problem";

/** Copies a file to the place that `--output` names. Written beside it and renamed: an interrupted copy leaves the old file. */
export async function copyWhole(from: string, to: string): Promise<string> {
    const temporary = `${to}.${process.pid}.tmp`;
    try {
        await fs.promises.copyFile(from, temporary);
        await fs.promises.rename(temporary, to);
    } catch (error) {
        await fs.promises.rm(temporary, { force: true });
        const reason = error instanceof Error ? error.message : String(error);
        throw new ProblemError("The command line", [
            { where: "--output", got: reason, allowed: "a place that can be written", remedy: "Choose another place." },
        ]);
    }
    return to;
}
