import { overFirst } from "./over-first";
import type { RunScenario } from "./scenario";

const filler = "/var/app/rehearsal-filler";

/** The disk is full, as after months of logs and uploads: unpacking fails, and the old version goes on. */
export const fullDisk: RunScenario = (stage) =>
    overFirst(stage, {
        phase: "extract",
        smallDisk: true,
        disturb: async ({ instance }) => {
            // It ends with "No space left on device", when all is taken.
            await instance.run(["dd", "if=/dev/zero", `of=${filler}`, "bs=1M"]);
        },
        restore: async ({ instance }) => {
            await instance.run(["rm", filler]);
        },
    });
