import { releaseFiles, workerFiles, workerRoot } from "../../components/worker/paths";

/** Units of stage one and of the interruption notice; those of services are `worker-<name>.service`. */
export const stageUnits = {
    path: "wait-deployment.path",
    wait: "wait-deployment.service",
    timer: "fetch-deployment.timer",
    fetch: "fetch-deployment.service",
    interruption: "spot-interruption.service",
} as const;

const unitProperties = ["Id", "LoadState", "ActiveState", "SubState", "Result", "NRestarts"];

/** Lines that are shown of the log. */
const logLines = 20;

const functions = `is_there() { for each in "$@"; do if [ -e "$root/$each" ]; then echo "$each"; fi; done; }
units() {
  [ -d /run/systemd/system ] || return 3
  systemctl show --no-pager --property=${unitProperties.join(",")} ${Object.values(stageUnits).join(" ")} 'worker-*.service'
}
supervised() {
  [ ! -d /run/systemd/system ] || return 3
  [ -d "$root/${workerFiles.current}/${releaseFiles.units}" ] || return 4
  for each in "$root/${workerFiles.current}/${releaseFiles.units}"/worker-*.service; do basename "$each" .service | cut -c 8-; done
  echo
  "$root/${workerFiles.current}/${releaseFiles.service}" problems
}
logs() {
  for each in "$root/${workerFiles.logs}"/*.log; do
    if [ -f "$each" ]; then
      echo "==> $(basename "$each" .log)"
      tail -n 5 "$each"
      echo
    fi
  done
}`;

const ours = [workerFiles.script, workerFiles.fetch, workerFiles.incoming, workerFiles.bundle, workerFiles.checksum];

/**
 * What `status` runs on an instance, for sh; it changes nothing, needs no right of root, and asks for no network. Each answer stands
 * between two lines with a mark that no log can hold by chance, its exit code at the end.
 *
 * @param mark - hexadecimal digits, new for each run
 */
export const probeScript = (mark: string): string => `#!/bin/sh
LC_ALL=C
export LC_ALL
root=\${WORKER_ROOT:-${workerRoot}}
answer() {
  echo "${mark} $1"
  shift
  "$@" 2>&1 </dev/null
  printf '\\n${mark} = %s\\n' "$?"
}
${functions}
answer uptime cut -d . -f 1 /proc/uptime
answer cloud-init cloud-init status --long
answer cloud-init-output tail -n 15 /var/log/cloud-init-output.log
answer files is_there ${ours.join(" ")}
answer incoming ls "$root/${workerFiles.incoming}"
answer current readlink "$root/${workerFiles.current}"
answer state cat "$root/${workerFiles.state}"
answer units units
answer supervised supervised
answer disk df -Pk "$root"
answer logs logs
answer log tail -n ${logLines} "$root/${workerFiles.log}"
echo "${mark} end"
`;

/** What a command of the script said, and the code that it ended with. */
export interface Answer {
    readonly text: string;
    readonly code: number;
}

/** The answers by their names; undefined when the script did not come to its end, or never ran. */
export function readAnswers(output: string, mark: string): ReadonlyMap<string, Answer> | undefined {
    const answers = new Map<string, Answer>();
    let name: string | undefined;
    let text: string[] = [];
    for (const line of output.split("\n")) {
        const word = line.startsWith(`${mark} `) ? line.slice(mark.length + 1) : "";
        const code = /^= (\d+)$/.exec(word)?.[1];
        if (word === "end") {
            return answers;
        }
        if (code !== undefined && name !== undefined) {
            answers.set(name, { text: text.join("\n").trim(), code: Number(code) });
            name = undefined;
        } else if (name === undefined && /^[a-z-]+$/.test(word)) {
            name = word;
            text = [];
        } else {
            text.push(line);
        }
    }
    return undefined;
}
