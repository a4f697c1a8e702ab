import * as fs from "node:fs";
import * as net from "node:net";
import { type Answer, answer } from "./answer";
import type { Init } from "./init";
import { journalctl } from "./journalctl";
import { systemctl } from "./systemctl";

/** A command line that a program inside hands out. */
export interface Request {
    /** The name that the program was called by. */
    readonly program: string;
    readonly argv: readonly string[];
    readonly uid: number;
}

/** Verbs that every user may ask; the others are for root, because nobody sits there who could give a password. */
const forEveryone = /^(is-|list-|status$|show$|cat$)/;

/** Answers systemctl, service and journalctl. */
export async function answerRequest(init: Init, { program, argv, uid }: Request): Promise<Answer> {
    switch (program) {
        case "journalctl":
            return journalctl(init, argv);
        case "service":
            return service(init, argv, uid);
        case "systemctl":
            return allowed(init, argv, uid);
        default:
            return answer(1, "", `${program} is not rehearsed.`);
    }
}

function allowed(init: Init, argv: readonly string[], uid: number): Promise<Answer> {
    const verb = argv.find((word) => !word.startsWith("-")) ?? "list-units";
    return uid === 0 || forEveryone.test(verb)
        ? systemctl(init, argv)
        : Promise.resolve(answer(1, "", `Failed to ${verb} unit: Interactive authentication required.`));
}

/** `service NAME VERB` is `systemctl VERB NAME.service`, and says so on Amazon Linux. */
async function service(init: Init, [name, verb, ...rest]: readonly string[], uid: number): Promise<Answer> {
    if (name === undefined || verb === undefined || rest.length > 0) {
        return answer(
            2,
            "",
            "Usage: service < option > | --status-all | [ service_name [ command | --full-restart ] ]",
        );
    }
    const told = `Redirecting to /bin/systemctl ${verb} ${name}.service`;
    const { code, stdout, stderr } = await allowed(init, [verb, `${name}.service`], uid);
    return { code, stdout, stderr: `${told}\n${stderr}` };
}

/**
 * Listens for the programs inside.
 *
 * @param socket - path of a unix socket in a folder that the instance sees
 * @returns what ends it
 */
export async function serveInit(init: Init, socket: string): Promise<() => Promise<void>> {
    const open = new Set<net.Socket>();
    const server = net.createServer({ allowHalfOpen: true }, (connection) => {
        let text = "";
        open.add(connection.on("close", () => open.delete(connection)));
        connection.setEncoding("utf8");
        // A program that was killed meanwhile needs no answer.
        connection.on("error", () => undefined);
        connection.on("data", (more: string) => {
            const seen = text.length;
            text += more;
            if (text.endsWith("\n") && seen < text.length) {
                void reply(init, text).then((found) => connection.end(JSON.stringify(found)));
            }
        });
    });
    await new Promise<void>((resolve, reject) => {
        server.once("error", reject).listen(socket, resolve);
    });
    // Users of the instance may ask too.
    fs.chmodSync(socket, 0o666);
    return () =>
        new Promise((resolve) => {
            server.close(() => {
                resolve();
            });
            // One that asked and was killed, or waits for a service that never comes, would keep it open.
            for (const each of open) {
                each.destroy();
            }
        });
}

async function reply(init: Init, text: string): Promise<Answer> {
    try {
        return await answerRequest(init, readRequest(JSON.parse(text)));
    } catch (error) {
        return answer(
            1,
            "",
            `The rehearsal's init system failed: ${error instanceof Error ? error.message : String(error)}`,
        );
    }
}

function readRequest(value: unknown): Request {
    const { program, argv, uid } = value as Partial<Record<keyof Request, unknown>>;
    const words = Array.isArray(argv) ? argv.map(String) : [];
    return { program: String(program), argv: words, uid: typeof uid === "number" ? uid : -1 };
}
