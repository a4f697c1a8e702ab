import * as path from "node:path";

/** Where one sandbox keeps its things. Everything lies below one folder, which git ignores and which may be deleted at any time. */
export interface SandboxLayout {
    /** Repository: the program, its project file and its stack files. */
    readonly root: string;
    readonly folder: string;
    /** Generated project: the engine is run here. */
    readonly project: string;
    /** How the engine compiles the program; not `tsconfig.json`, which a policy pack started here would take for its own. */
    readonly tsconfig: string;
    /** The engine's backend. */
    readonly state: string;
    /** PULUMI_HOME: selection of the stack, credentials of the backend. */
    readonly home: string;
    /** The launcher of our language host. */
    readonly bin: string;
    /** What the pretended AWS account holds. */
    readonly account: string;
}

/** Name of the environment variable that puts sandboxes elsewhere; tests use it. */
export const folderVariable = "DJANGO_BEANSTALK_SANDBOX";

/**
 * @param name - one sandbox for each application, so that a look at another project does not show as a change of the first
 */
export function sandboxLayout(root: string, name = "default", env: NodeJS.ProcessEnv = process.env): SandboxLayout {
    const folder = path.join(env[folderVariable] ?? path.join(root, ".sandbox"), name);
    return {
        root,
        folder,
        project: path.join(folder, "project"),
        tsconfig: path.join(folder, "project", "tsconfig.program.json"),
        state: path.join(folder, "state"),
        home: path.join(folder, "home"),
        bin: path.join(folder, "bin"),
        account: path.join(folder, "account.json"),
    };
}
