import { during } from "../during";
import { inOutput, type KnownFailure } from "../rule";

/** What AWS's events say, which name no reason. */
export const eventRules: readonly KnownFailure[] = [
    {
        name: "bundle-too-large",
        phases: during.anything,
        matches: inOutput(/Source bundle is empty or exceeds maximum allowed size: (?<bytes>\d+)/),
        cause: "The bundle is empty, or larger than the {bytes} bytes that AWS takes.",
        advice: "Leave files out by .ebignore or app.package.exclude in the stack file; npm run bundle names the largest.",
    },
    {
        name: "engine-error",
        phases: during.anything,
        matches: inOutput(/(?<text>Engine execution has encountered an error)/),
        cause: "A step of the deployment failed on the instance; AWS's event does not say which.",
        advice: "Look into /var/log/eb-engine.log and the log that it names, or rehearse the bundle: npm run rehearse shows the step.",
    },
];
