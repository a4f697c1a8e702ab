import type { DockerInstruction, Dockerfile } from "../dockerfile-model";
import type { GeneratedFile } from "../model";
import { written } from "../written";

export function renderDockerfile({ path, instructions, reason }: Dockerfile): GeneratedFile {
    const lines = instructions.map(instruction);
    return {
        path,
        content: `${written}\n${lines.join("\n")}\n`,
        executable: false,
        reason,
    };
}

function instruction(each: DockerInstruction): string {
    switch (each.do) {
        case "comment":
            return oneLine(`# ${each.text}`);
        case "from":
            return oneLine(`FROM ${each.image}${each.as === undefined ? "" : ` AS ${each.as}`}`);
        case "workdir":
            return oneLine(`WORKDIR ${each.folder}`);
        case "env":
            return oneLine(`ENV ${each.name}=${quoted(each.value)}`);
        case "run":
            return `RUN ${each.commands.map(oneLine).join(" \\\n    && ")}`;
        case "copy":
            return oneLine(`COPY ${copyOptions(each)}${argv([...each.sources, each.target])}`);
        case "user":
            return oneLine(`USER ${each.name}`);
        case "expose":
            return `EXPOSE ${each.port}`;
        case "entrypoint":
            return `ENTRYPOINT ${argv(each.argv)}`;
        case "cmd":
            return `CMD ${argv(each.argv)}`;
    }
}

const copyOptions = ({ owner, stage }: Extract<DockerInstruction, { do: "copy" }>) =>
    `${stage === undefined ? "" : `--from=${stage} `}${owner === undefined ? "" : `--chown=${owner} `}`;

/** The exec form is JSON, so that no shell reads it. */
const argv = (words: readonly string[]) => `[${words.map((word) => JSON.stringify(word)).join(", ")}]`;

/** Dollars and backslashes are Docker's own within double quotes. https://docs.docker.com/reference/dockerfile/#environment-replacement */
const quoted = (text: string) => `"${text.replaceAll(/[\\"$]/g, (character) => `\\${character}`)}"`;

/** @throws Error for a line break: what follows would be an instruction */
function oneLine(text: string): string {
    if (/[\n\r\0]/.test(text)) {
        throw new Error(`An instruction of a Dockerfile is one line, not ${JSON.stringify(text)}.`);
    }
    return text;
}
