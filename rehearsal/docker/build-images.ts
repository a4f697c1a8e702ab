import { listed } from "../../components/words";
import { shellWord } from "../../ebextensions/shell";
import type { Step, StepEnd } from "../model";
import { isIgnored } from "./ignored-files";
import type { BuildStep, ComposePlan, ContainerUser, ImagePlan } from "./model";
import { base, nameOf, stageFolder, type WithoutEngine } from "./options";

/** Builds the images as folders of files, as far as that goes without an engine; every instruction is a step. */
export async function buildImages(plan: ComposePlan, options: WithoutEngine): Promise<Step[]> {
    const steps: Step[] = [];
    for (const [i, image] of plan.images.entries()) {
        for (const stage of image.stages) {
            const parent = image.stages.find(({ name }) => name === stage.base);
            const root = stageFolder(i, stage.name);
            const from = parent === undefined ? "" : `cp -a ${stageFolder(i, parent.name)}/. ${root}/`;
            await must(options, `rm -rf ${root}\nmkdir -p ${root}\n${from}`);
            for (const step of stage.steps) {
                const done = await options.recorder.step(
                    { phase: "requirements", name: step.text, file: image.file, line: step.line },
                    () => work(step, { plan, image, number: i, root, options }),
                );
                steps.push(done);
                if (done.verdict === "failed") {
                    return steps;
                }
            }
        }
    }
    return steps;
}

interface At {
    readonly plan: ComposePlan;
    readonly image: ImagePlan;
    readonly number: number;
    /** Folder of the stage. */
    readonly root: string;
    readonly options: WithoutEngine;
}

async function work(step: BuildStep, at: At): Promise<StepEnd> {
    const { root, options, image } = at;
    switch (step.do) {
        case "assumed":
            return { verdict: "assumed", note: step.why };
        case "from":
            return {
                verdict: "assumed",
                note: /(^|\/)python(:|@|$)/.test(step.image)
                    ? `${options.python.version} of this machine stands for the image's, and this machine's system for the image's own.`
                    : "The image is not pulled; this machine's programs stand for its own.",
            };
        case "requirements":
            return {
                verdict: "assumed",
                note: "A virtual environment of this machine with the bundle's requirements stands for it.",
            };
        case "user":
            return { verdict: "assumed", note: `The instance gets ${listed(image.users.map(said))}.` };
        case "remove":
            return ended(
                options,
                step.files.map((file) => `rm -rf ${shellWord(root + file)}`),
            );
        case "folder":
            return ended(
                options,
                step.folders.flatMap((folder) => [
                    `mkdir -p ${shellWord(root + folder)}`,
                    ...chown(step.owner, shellWord(root + folder), at),
                ]),
            );
        case "copy":
            return copy(step, at);
    }
}

const said = (user: ContainerUser): string => `the user ${nameOf(user)} (${user.uid}:${user.gid})`;

/** By number: the instance may know the name as another one's. */
function chown(owner: string | undefined, words: string, { image, options }: At): string[] {
    if (owner === undefined || !options.hasUsers) {
        return [];
    }
    const [name = "", group = name] = owner.split(":");
    const number = (wanted: string, of: "uid" | "gid") =>
        /^\d+$/.test(wanted) ? wanted : String(image.users.find((each) => each.name === wanted)?.[of] ?? 0);
    return [`chown -R ${number(name, "uid")}:${number(group, "gid")} ${words}`];
}

/** Files belong to root; a folder's content is copied, not the folder. https://docs.docker.com/reference/dockerfile/#copy */
async function copy(step: Extract<BuildStep, { do: "copy" }>, at: At): Promise<StepEnd> {
    const { root, number, options } = at;
    const from = step.stage === undefined ? await context(at) : stageFolder(number, step.stage);
    const target = shellWord(root + step.target);
    const lines = step.sources.flatMap((source) => {
        const given = `${from}/${source.replace(/^\/+/, "")}`;
        // A pattern is the shell's to expand.
        const files = /^[\w./*?[\]-]+$/.test(given) ? given : shellWord(given);
        return [
            `for each in ${files}; do`,
            // One that fits no file is no mistake: COPY package.json yarn.lock* ./
            ...(/[*?[]/.test(source) ? ['  [ -e "$each" ] || continue'] : []),
            `  if [ -d "$each" ]; then mkdir -p ${target} && cp -r --preserve=mode,links,timestamps "$each/." ${target}`,
            `  else mkdir -p ${step.target.endsWith("/") ? target : `"$(dirname ${target})"`} && cp -P --preserve=mode,timestamps "$each" ${target}; fi`,
            "done",
        ];
    });
    return ended(options, [...lines, ...chown(step.owner, target, at)]);
}

/** What Docker sends to the build: the folder without the files that .dockerignore names. */
async function context({ plan, image, number, options }: At): Promise<string> {
    const { shell, folder } = options;
    const source = `${folder}/${image.context}`;
    const target = `${base}/contexts/${number}`;
    const { stdout } = await shell.run(["find", ".", "(", "-type", "f", "-o", "-type", "l", ")", "-printf", "%P\\0"], {
        cwd: source,
    });
    const ignored = isIgnored(plan.ignored);
    const files = stdout.split("\0").filter((file) => file !== "" && !ignored(file));
    const pack = `rm -rf ${target}\nmkdir -p ${target}\ntar -C ${shellWord(source)} --null -T - -cf - | tar -C ${target} --no-same-owner -xf -`;
    const { code, output } = await shell.run(["sh", "-eu", "-c", pack], { input: files.join("\0") });
    if (code !== 0) {
        throw new Error(`The files of the image could not be gathered: ${output}`);
    }
    return target;
}

async function ended({ shell }: WithoutEngine, lines: readonly string[]): Promise<StepEnd> {
    const { code, output } = await shell.run(["sh", "-eu", "-c", lines.join("\n")]);
    return { verdict: code === 0 ? "ok" : "failed", exitCode: code, output };
}

async function must({ shell }: WithoutEngine, script: string): Promise<void> {
    const { code, output } = await shell.run(["sh", "-eu", "-c", script]);
    if (code !== 0) {
        throw new Error(`A folder of the images could not be made: ${output}`);
    }
}
