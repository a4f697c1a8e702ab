import type { StepEnd } from "../model";
import type { SourceEntry } from "./model";
import { bare, log, Site, script, Task } from "./task";
import { endOf } from "../step-end";

/**
 * "Supported formats are tar, tar+gzip, tar+bz2, and zip"; the format shows in the archive itself, whatever its name is (assumed).
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/customize-containers-ec2.html#linux-sources
 */
export const sourceTasks = (entries: readonly SourceEntry[], site: Site): Task[] =>
    entries.map((entry) => ({
        start: { phase: "sources", name: entry.folder, file: entry.file, line: entry.line, log: log.others },
        work: () => unpacked(entry, site),
    }));

async function unpacked({ folder, url }: SourceEntry, { shell, changes }: Site): Promise<StepEnd> {
    const outcome = await script(shell, unpack, [folder, url], { network: true });
    changes.add(`source ${folder}`);
    return endOf(outcome, `Failed to retrieve or unpack ${bare(url)}`);
}

const unpack = `
archive=$(mktemp)
trap 'rm -f "$archive"' EXIT
curl --fail --silent --show-error --location --retry 2 --max-time 120 --output "$archive" -- "$2"
mkdir -p -- "$1"
if tar --list --file "$archive" >/dev/null 2>&1; then
  tar --extract --no-same-owner --file "$archive" --directory "$1"
else
  python3 -m zipfile -e "$archive" "$1"
fi`;
