import type { StepEnd } from "../model";
import type { FileEntry } from "./model";
import { bare, isFilledIn, log, Site, refused, script, Task } from "./task";
import { endOf } from "../step-end";

/**
 * Files in lexicographic order. What is there already becomes `<file>.bak`; a name in `content` is the target of a link where the mode begins with 120.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/customize-containers-ec2.html#linux-files
 */
export const fileTasks = (entries: readonly FileEntry[], site: Site): Task[] =>
    entries.map((entry) => ({
        start: { phase: "files", name: entry.path, file: entry.file, line: entry.line, log: log.others },
        work: () => written(entry, site),
    }));

async function written(entry: FileEntry, { shell, changes }: Site): Promise<StepEnd> {
    const { path, content, source, mode = "000644", owner = "root", group = "root" } = entry;
    const problem = problemOf(entry, mode);
    if (problem !== undefined) {
        return problem;
    }
    changes.add(`file ${path}`);
    const args = [path, mode.slice(-4), owner, group];
    const outcome =
        content === undefined
            ? await script(shell, prepare + fetch + finish, [...args, source ?? ""], { network: true })
            : mode.startsWith("120")
              ? await script(shell, prepare + link, [...args, content.trimEnd()])
              : await script(shell, prepare + write + finish, args, { input: bytesOf(content, entry.encoding) });
    const end = endOf(outcome, `Failed to write ${path}`);
    return end.verdict === "ok" && isFilledIn(content ?? "") ? { ...end, note: unresolved } : end;
}

const unresolved = "Written with CloudFormation's functions as they stand: only AWS fills them in.";

function problemOf({ path, content, source, authentication }: FileEntry, mode: string): StepEnd | undefined {
    if (!path.startsWith("/")) {
        return refused(`${path} is no absolute path`);
    }
    if ((content === undefined) === (source === undefined)) {
        return refused(`${path} has ${content === undefined ? "neither content nor source" : "content and source"}`);
    }
    // YAML 1.1 takes 000755 without quotes for 493; that the digits are then read as octal ones is assumed.
    if (!/^[0-7]{1,6}$/.test(mode)) {
        return refused(`${path} has the mode ${mode}: no octal digits. Without quotes YAML makes a number of them.`);
    }
    return authentication === undefined
        ? undefined
        : { verdict: "assumed", note: `Not fetched: only AWS gives access to ${bare(source ?? path)}.` };
}

/** Whatever is no base64 is skipped, as Python's decoder does. */
const bytesOf = (content: string, encoding: string | undefined): Buffer =>
    Buffer.from(content, encoding === "base64" ? "base64" : "utf8");

/** What is written is nobody else's before it has its owner and mode. */
const prepare = `
umask 022
mkdir -p -- "$(dirname -- "$1")"
if [ -e "$1" ] || [ -L "$1" ]; then mv -f -T -- "$1" "$1.bak"; fi
umask 077
`;
const link = `ln -s -- "$5" "$1"`;
const fetch = `curl --fail --silent --show-error --location --retry 2 --max-time 120 --output "$1" -- "$5"\n`;
const write = `cat >"$1"\n`;
const finish = `chown -- "$3:$4" "$1"\nchmod -- "$2" "$1"`;
