import { refuse, runJudge, withFiles } from "./run-judge";

/**
 * A docker-compose.yml as Docker Compose's own parser reads it, in the form of `docker compose config --format json`.
 * A warning, such as of a variable without a value, is refused too.
 *
 * @param files what lies beside it; Elastic Beanstalk writes a `.env` with the environment's properties
 */
export function composeConfig(text: string, files: Readonly<Record<string, string>> = {}): ComposeProject {
    return withFiles({ ".env": "", ...files, "docker-compose.yml": text }, (folder) => {
        const { status, stdout, stderr } = runJudge("compose", [], { cwd: folder, env: { PWD: folder } });
        return status === 0 && stderr === "" ? (JSON.parse(stdout) as ComposeProject) : refuse("compose", stderr);
    });
}

export interface ComposeProject {
    readonly services: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    readonly [other: string]: unknown;
}
