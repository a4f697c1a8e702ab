import { rootVolumeGp3 } from "../../../policies/rules/root-volume-gp3";
import { optionScenarios } from "../option-scenarios";
import { environment } from "../sample-stack";
import { itJudges } from "../scenarios";

const option = "aws:autoscaling:launchconfiguration/RootVolumeType";
const says = (state: string) =>
    `${option} ${state}; wanted: "gp3", or "io1". Left out, the platform decides, and platforms differ; gp2 of a small size runs ` +
    "out of burst credits. In this project: leave it out of options, it is always gp3. In any other program, in the " +
    `environment's settings: {namespace: "aws:autoscaling:launchconfiguration", name: "RootVolumeType", value: "gp3"}.`;

describe("root-volume-gp3", () => {
    itJudges(
        rootVolumeGp3,
        optionScenarios({
            option,
            right: ["gp3", "io1"],
            wrong: ["gp2", "standard"],
            wanted: '"gp3", or "io1"',
            whenAbsent: "wrong",
            says,
        }),
    );
    itJudges(rootVolumeGp3, [
        {
            title: "must be so in a strict stack",
            stage: "strict",
            stack: () => [environment({ [option]: "gp2" })],
            finds: [says('is not "gp3", or "io1"')],
        },
    ]);
});
