import { parseArgs } from "node:util";
import { repository } from "../repository";
import { sizesJson, sizesOf, sizesText } from "./sizes";
import { stackWorkers } from "./stack-workers";

export interface ReportOptions {
    readonly stack: string;
    readonly worker: string | undefined;
    readonly json: boolean;
}

/** @returns the options, or what is wrong with them */
export function readReportOptions(args: readonly string[]): ReportOptions {
    const { values } = parseArgs({
        args: [...args],
        options: {
            stack: { type: "string", default: "dev" },
            worker: { type: "string" },
            json: { type: "boolean", default: false },
        },
    });
    return { worker: undefined, ...values };
}

/** Prints what the workers of a stack weigh. */
export async function report({ stack, worker, json }: ReportOptions): Promise<number> {
    const { settings, workers } = stackWorkers(stack, worker);
    const all = [];
    for (const plan of workers) {
        all.push(await sizesOf(plan, settings, repository));
    }
    console.log(json ? sizesJson(stack, all) : all.map(sizesText).join("\n\n\n"));
    return 0;
}
