import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { Problem, ProblemError, throwProblems } from "../../components/problem";
import { diagnose, Verdict, verdictOf } from "./diagnosis";
import { readFacts } from "./facts";
import { probeScript, readAnswers } from "./probe";
import { Target, Unreachable, whyUnreachable } from "./reach";
import { runSsh, Said, Ssh } from "./ssh";
import { statusJson, statusText, unreachableJson, unreachableText } from "./status-text";

export interface StatusOptions extends Target {
    readonly acceptNew: boolean;
    readonly knownHosts: string | undefined;
    readonly timeoutSeconds: number;
    readonly json: boolean;
}

const exitCodes: Readonly<Record<Verdict, number>> = { runs: 0, wrong: 1, waits: 3 };
const exitUnreachable = 4;

/** @returns the options, or what is wrong with them */
export function readStatusOptions(args: readonly string[]): StatusOptions | string {
    const { values, positionals } = parseArgs({
        args: [...args],
        options: {
            user: { type: "string", default: "ec2-user" },
            key: { type: "string" },
            port: { type: "string", default: "22" },
            timeout: { type: "string", default: "60" },
            "known-hosts": { type: "string" },
            "accept-new": { type: "boolean", default: false },
            json: { type: "boolean", default: false },
        },
        allowPositionals: true,
    });
    const [host] = positionals;
    if (host === undefined || positionals.length > 1) {
        return `status takes one host, not ${positionals.length}.`;
    }
    const { user, key, port, timeout, json } = values;
    return (
        mistake({ host, user, port, timeout }) ?? {
            host,
            user,
            key: fileOf(key),
            knownHosts: fileOf(values["known-hosts"]),
            port: Number(port),
            timeoutSeconds: Number(timeout),
            acceptNew: values["accept-new"],
            json,
        }
    );
}

/** Where the user is: npm changes to the repository. */
const fileOf = (given: string | undefined): string | undefined =>
    given === undefined ? undefined : path.resolve(process.env["INIT_CWD"] ?? process.cwd(), given);

/** ssh takes a word that begins with a hyphen as an option of its own, and some of those run commands. */
function mistake(given: { host: string; user: string; port: string; timeout: string }): string | undefined {
    if (!/^[A-Za-z0-9_:[][A-Za-z0-9_.:%\]-]*$/.test(given.host)) {
        return `${given.host} is no host: a name or an address; the user goes into --user.`;
    }
    if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(given.user)) {
        return `--user is the name of a user, not ${given.user}.`;
    }
    if (!/^[1-9]\d{0,4}$/.test(given.port) || Number(given.port) > 65_535) {
        return `--port is a number from 1 to 65535, not ${given.port}.`;
    }
    return /^[1-9]\d{0,3}$/.test(given.timeout) ? undefined : `--timeout is seconds, 1 to 9999, not ${given.timeout}.`;
}

/** Looks at an instance, prints what it sees, and returns the exit code. */
export async function status(
    { json, acceptNew, knownHosts, timeoutSeconds, ...target }: StatusOptions,
    ssh: Ssh = runSsh,
): Promise<number> {
    throwProblems("The command line", keyProblems(target.key));
    const mark = randomBytes(12).toString("hex");
    const said = await ssh(target, { acceptNew, knownHosts, timeoutSeconds }, probeScript(mark)).catch(noProgram);
    const answers = readAnswers(said.stdout, mark);
    if (answers === undefined) {
        const why = said.code === undefined ? tooLate(target, timeoutSeconds) : whyUnreachable(target, said.stderr);
        // A program reads one thing from standard output, whatever it is.
        if (json) {
            console.log(unreachableJson(target, why));
        } else {
            console.error(unreachableText(why));
        }
        return exitUnreachable;
    }
    const facts = readFacts(answers);
    const checks = diagnose(facts);
    const seen = { target, facts, checks, verdict: verdictOf(checks) };
    console.log(json ? statusJson(seen) : statusText(seen));
    return exitCodes[seen.verdict];
}

function keyProblems(key: string | undefined): Problem[] {
    return key === undefined || fs.statSync(key, { throwIfNoEntry: false })?.isFile() === true
        ? []
        : [{ where: "--key", got: key, allowed: "the file of a private key", remedy: "Name a file that is there." }];
}

const tooLate = ({ host }: Target, timeoutSeconds: number): Unreachable => ({
    reason: "timeout",
    seen: `${host} did not answer all questions within ${timeoutSeconds} s`,
    advice: "A machine without memory or with a busy disk does that. Give it longer with --timeout, or look at the console: aws ec2 get-console-output --latest.",
});

function noProgram(error: unknown): Said {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
        const remedy = "Install OpenSSH's client, on Debian: apt-get install openssh-client.";
        throw new ProblemError("This machine", [{ where: "ssh", got: "no such program", remedy }]);
    }
    throw error;
}
