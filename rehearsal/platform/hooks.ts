import { compareBytes } from "../../components/option-catalogue/json";
import type { Phase } from "../model";
import { command, step } from "./command-step";
import { current, Deployment, hooksLog, Part, staging, Target } from "./target";

export type HookStage = Extract<Phase, "prebuild" | "predeploy" | "postdeploy">;

/** `hooks` run when a version is deployed, `confighooks` when only the configuration changes. */
export type HookKind = "hooks" | "confighooks";

/**
 * Runs the scripts of one folder in lexicographic order, as root, with the environment's properties, HOME, PATH and PORT; an exit code other than 0 ends
 * the deployment. The platform makes them executable and takes Windows' line endings out itself.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.hooks.html
 */
export const hooks =
    (kind: HookKind, stage: HookStage): Part =>
    async (target, deployment) => {
        const folder = `.platform/${kind}/${stage}`;
        for (const name of hookNames(deployment, folder)) {
            if (!(await hook(target, deployment, stage, `${folder}/${name}`))) {
                return false;
            }
        }
        return true;
    };

function hookNames({ bundle }: Deployment, folder: string): string[] {
    return [...bundle.sizes.keys()]
        .filter((each) => each.startsWith(`${folder}/`))
        .map((each) => each.slice(folder.length + 1))
        .filter((each) => each !== "" && !each.includes("/"))
        .sort(compareBytes);
}

function hook(target: Target, deployment: Deployment, stage: HookStage, file: string): Promise<boolean> {
    const cwd = stage === "postdeploy" ? current : staging;
    const env = { PORT: "8000", ...deployment.variables };
    const start = { phase: stage, name: file, file, log: hooksLog };
    return step(target, deployment, start, async (onOutput) => {
        const prepared = await target.shell.run(["sh", "-c", prepare, file], { cwd });
        return prepared.code === 0
            ? command(target, deployment, [`${cwd}/${file}`], { cwd, env })(onOutput)
            : { verdict: "failed", exitCode: prepared.code, output: prepared.output };
    });
}

/** The kernel starts binaries and what begins with #!; the platform says what it cannot start in these words. */
const prepare = `chmod +x "$0"
case "$(head -c 4 "$0" | od -An -tx1 | tr -d ' \\n')" in
  2321*) sed -i 's/\\r$//' "$0" ;;
  7f454c46*) ;;
  *) echo "fork/exec $0: exec format error" >&2; exit 1 ;;
esac`;
