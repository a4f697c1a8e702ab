export { detectDjangoApp } from "./detect";
export type { DetectedApp, Detection, DetectionAnswers, DetectionProblem, Finding } from "./detection";
