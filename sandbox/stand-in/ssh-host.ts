import { z } from "zod";
import { ProblemError } from "../../components/problem";
import { settingPath } from "../../components/settings/explain";

/** A machine that stands for every instance of the pretended account, whatever address the state gives it. */
export interface SshHost {
    readonly host: string;
    readonly port: number;
    /** Who logs in, whatever user the program names. */
    readonly user: string;
    /** File of the SSH server with the public keys that may log in; each key pair of EC2 is added, as an instance does at its first boot. */
    readonly authorizedKeys?: string | undefined;
    /** Folder that stands for `/opt`; commands get it as WORKER_ROOT. */
    readonly root?: string | undefined;
    /** How long to dial before it counts as the end of the resource's own time. */
    readonly dialSeconds?: number | undefined;
}

/** Of the sandbox's environment. */
export const hostVariable = "DJANGO_BEANSTALK_SSH_HOST";

const schema = z.strictObject({
    host: z.string().min(1),
    port: z.int().min(1).max(65535),
    user: z.string().regex(/^[\w.][\w.-]*$/, "the name of a user"),
    authorizedKeys: z.string().startsWith("/", "an absolute path").optional(),
    root: z.string().startsWith("/", "an absolute path").optional(),
    dialSeconds: z.number().min(0).optional(),
});

/**
 * Reads the machine as the environment variable gives it: JSON such as `{"host": "127.0.0.1", "port": 2222, "user": "me", "root": "/tmp/opt"}`.
 *
 * @throws ProblemError when it is not of this form
 */
export function parseHost(text: string | undefined): SshHost | undefined {
    if (text === undefined || text === "") {
        return undefined;
    }
    const remedy = 'Write for example: {"host": "127.0.0.1", "port": 2222, "user": "me"}';
    const parsed = schema.safeParse(json(text, remedy));
    if (!parsed.success) {
        throw new ProblemError(
            hostVariable,
            parsed.error.issues.map(({ path, message }) => ({
                where: settingPath(path) || "the object",
                allowed: message,
                remedy,
            })),
        );
    }
    return parsed.data;
}

function json(text: string, remedy: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        throw new ProblemError(hostVariable, [{ where: "the value", got: "no JSON", allowed: "an object", remedy }]);
    }
}
