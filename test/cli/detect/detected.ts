import assert from "node:assert/strict";
import { detectDjangoApp } from "../../../cli/detect";
import type { DetectedApp, DetectionAnswers, DetectionProblem } from "../../../cli/detect";
import { TreeFiles, withTree } from "../../support/tree";

/** An application and its findings as lines; the temporary folder is called ROOT. */
export interface Seen {
    readonly app: Omit<DetectedApp, "findings">;
    readonly lines: readonly string[];
}

export function detected(files: TreeFiles, answers: DetectionAnswers = {}): Seen {
    return withTree(files, (directory) => {
        const detection = detectDjangoApp(directory, answers);
        assert.equal(detection.kind, "detected", JSON.stringify(detection, undefined, 4));
        const { findings, ...app } = detection.kind === "detected" ? detection.app : assert.fail();
        const lines = findings.map(({ kind, what, value, because }) => `${kind} ${what}: ${value} (${because})`);
        return { app: { ...app, directory: app.directory.replace(directory, "ROOT") }, lines };
    });
}

/** Problems, the temporary folder called ROOT. */
export function problemsOf(files: TreeFiles, answers: DetectionAnswers = {}): readonly DetectionProblem[] {
    return withTree(files, (directory) => {
        const detection = detectDjangoApp(directory, answers);
        assert.equal(detection.kind, "problems", JSON.stringify(detection, undefined, 4));
        const problems = detection.kind === "problems" ? detection.problems : assert.fail();
        return problems.map((problem) => ({
            where: problem.where.replaceAll(directory, "ROOT"),
            got: problem.got.replaceAll(directory, "ROOT"),
            allowed: problem.allowed.replaceAll(directory, "ROOT"),
            remedy: problem.remedy.replaceAll(directory, "ROOT"),
        }));
    });
}
