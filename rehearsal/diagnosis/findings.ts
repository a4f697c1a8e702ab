import type { DeploymentEnd, Finding } from "../model";
import { type Circumstances, consequence } from "./consequence";
import { diagnose } from "./diagnose";
import type { DiagnosisContext } from "./rule";

/** The findings of a deployment: one for each failed step, with what AWS would leave. */
export const findingsOf = (end: DeploymentEnd, context: DiagnosisContext, circumstances: Circumstances): Finding[] =>
    end.steps
        .filter(({ verdict }) => verdict === "failed")
        .map((step) => ({ ...diagnose(step, context), consequence: consequence(end, circumstances) }));
