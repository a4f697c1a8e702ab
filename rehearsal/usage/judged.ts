import type { Use } from "../model";
import { NoAnswer } from "./http-client";

export type Judged = Pick<Use, "verdict" | "found" | "note">;

export const ok = (found: string): Judged => ({ verdict: "ok", found });
export const failed = (found: string, note: string): Judged => ({ verdict: "failed", found, note });
export const skipped = (note: string): Judged => ({ verdict: "skipped", found: "not tried", note });

/** That nothing answers is a failure of the application, not of the rehearsal. */
export async function judged(name: string, request: string, work: () => Promise<Judged>): Promise<Use> {
    try {
        return { name, request, ...(await work()) };
    } catch (error) {
        if (error instanceof NoAnswer) {
            return { name, request, verdict: "failed", found: error.message };
        }
        throw error;
    }
}
