import type { Shell, StepEnd } from "../model";
import type { ComposePlan } from "./model";

/**
 * Writes `.env` beside the compose file, as the platform does.
 *
 * @param folder - the application on the instance
 */
export async function layEnvironmentFile(
    { environmentFile }: ComposePlan,
    shell: Shell,
    folder: string,
): Promise<StepEnd> {
    if (environmentFile === undefined) {
        return { verdict: "failed", output: "The bundle has a .env of its own, so that the platform writes none." };
    }
    const { code, output } = await shell.run(["sh", "-c", 'umask 077 && cat >"$1"', "sh", `${folder}/.env`], {
        input: environmentFile,
    });
    return { verdict: code === 0 ? "ok" : "failed", exitCode: code, output, note: "Written by the platform." };
}
