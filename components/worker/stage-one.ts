import { systemdUnit, unitText } from "../../ebextensions/systemd";
import { shellWord } from "../../ebextensions/shell";
import type { UserDataInput } from "./model";
import { onInstance, workerFiles } from "./paths";

/** A file that cloud-init writes. */
export interface StageOneFile {
    readonly path: string;
    readonly content: string;
    readonly executable: boolean;
}

const units = "/etc/systemd/system";
const { bundle, incoming, releases, state, log } = workerFiles;

/** How long a release that failed is left alone by an instance that fetches it itself, and on which nothing runs yet. */
const againAfterMinutes = 10;

/** Scripts and units of stage one. Everything that can wait comes with the bundle: user data is small. */
export const stageOneFiles = (input: UserDataInput): StageOneFile[] => [
    { path: onInstance("script"), content: waitScript, executable: true },
    unit("wait-deployment.service", {
        Unit: { Description: unitText(`Installs a bundle of ${input.name}`) },
        Service: { Type: "oneshot", ExecStart: onInstance("script") },
    }),
    unit("wait-deployment.path", {
        Unit: { Description: unitText(`Waits for a bundle of ${input.name}`) },
        Path: { PathExists: onInstance("checksum") },
        Install: { WantedBy: "multi-user.target" },
    }),
    ...(fetches(input) ? fetching(input) : []),
];

export const fetches = ({ delivery }: Pick<UserDataInput, "delivery">): boolean =>
    delivery === "s3" || delivery === "url";

/** Commands of the first boot. The folder comes last: who uploads waits for it. */
export const stageOneCommands = (input: UserDataInput): string[] => [
    "systemctl enable --now wait-deployment.path",
    `install -d -o ${shellWord(fetches(input) ? "root" : input.user)} ${onInstance("incoming")}`,
    ...(fetches(input) ? ["systemctl enable --now fetch-deployment.timer"] : []),
];

/**
 * Takes the bundle and its checksum away, so that the path unit sees the next ones whenever they come, also while this runs: systemd looks again at a path
 * that must exist when the service has ended, but not at one that changed. The bundle goes first; whoever brings another one waits until the checksum is gone.
 * A release gets its name when it is unpacked as a whole, and counts as installed when its own script says so.
 * https://www.freedesktop.org/software/systemd/man/252/systemd.path.html
 */
const waitScript = `#!/bin/bash
cd "\${WORKER_ROOT:-/opt}" && exec >>${log} 2>&1 || exit
b=${bundle} c=claimed
mv $b $c
mv $b.sha256 $c.sha256 || exit
read -r s _ <$c.sha256
say() { echo "$(date -u +%FT%TZ) $1"; }
state() { say "$1"; echo "$1" >new && mv new ${state}; }
fail() { rm -rf $c* "$r.new"; state "failed $s $1"; exit 1; }
if grep -qsx "ready $s" ${state}; then rm $c*; say "$s runs already"; exit; fi
state "installing $s"
echo "$s  $c" | sha256sum -c --quiet || fail "SHA-256 of the bundle differs"
r=${releases}/\${s:0:12}
if [ ! -e "$r/.worker/installed" ]; then
  e=$({ rm -rf "$r" "$r.new" && mkdir -p "$r.new" && tar -xf $c -C "$r.new" && mv "$r.new" "$r"; } 2>&1) || fail "\${e%%$'\\n'*} ($(df -h --output=avail . | tail -n 1) free)"
fi
rm $c*
"$r/.worker/install" "$s" || grep -q ^failed ${state} || fail "its install script ended early"
`;

const fetching = ({ name, region, releaseParameter = "" }: UserDataInput): StageOneFile[] => [
    { path: onInstance("fetch"), content: fetchScript(region, releaseParameter), executable: true },
    unit("fetch-deployment.service", {
        Unit: { Description: unitText(`Fetches a new bundle of ${name}`) },
        Service: { Type: "oneshot", ExecStart: onInstance("fetch"), TimeoutStartSec: "15min" },
    }),
    unit("fetch-deployment.timer", {
        Unit: { Description: unitText(`Looks for a new bundle of ${name}`) },
        Timer: { OnActiveSec: "1s", OnBootSec: "20s", OnUnitInactiveSec: "60s", AccuracySec: "5s" },
        Install: { WantedBy: "timers.target" },
    }),
];

/**
 * The parameter holds the SHA-256, the place and, where there is one, a mark of the secrets: when that alone changes, the services start anew. They do so once for
 * each mark, also when they do not stay up with what changed: systemd goes on trying by itself, and the log has a line that the alarm counts.
 */
const fetchScript = (region: string, parameter: string): string => `#!/bin/bash
cd "\${WORKER_ROOT:-/opt}" && exec >>${log} 2>&1 || exit
region=${shellWord(region)} b=${bundle}
say() { echo "$(date -u +%FT%TZ) $1"; }
p=$(aws ssm get-parameter --region $region --name ${shellWord(parameter)} --query Parameter.Value --output text) || exit
read -r s url mark <<<"$p"
if grep -qsx "ready $s" ${state}; then
  if [ "$mark" != "$(cat mark 2>/dev/null)" ]; then
    say "the secrets changed"
    echo "$mark" >mark || exit
    { current/.worker/service restart && current/.worker/service settled; } || say "failed $s its services did not stay up with the secrets that changed"
  fi
  exit
fi
[ ! -e $b.sha256 ] || exit 0
# Each attempt stops what runs, so that it takes another release or other secrets to make one.
if grep -qs "^failed $s" ${state} && [ -e current ] && [ "$mark" = "$(cat mark 2>/dev/null)" ]; then exit; fi
if grep -qs " $s" ${state} && [ -n "$(find ${state} -mmin -${againAfterMinutes})" ]; then exit; fi
say "fetches $url"
case $url in
  s3://*) aws s3 cp --region $region --only-show-errors "$url" ${incoming}/$b ;;
  *) curl -fsSL --retry 3 --max-time 600 -o ${incoming}/$b "$url" ;;
esac || { say "$url could not be fetched"; exit 1; }
echo "$s  $b" >${incoming}/$b.sha256 && echo "$mark" >mark && mv ${incoming}/$b $b && mv ${incoming}/$b.sha256 $b.sha256
`;

const unit = (name: string, sections: Parameters<typeof systemdUnit>[0]): StageOneFile => ({
    path: `${units}/${name}`,
    // Who wrote them stands at the top of the user data; here each byte counts.
    content: systemdUnit(sections).split("\n").slice(1).join("\n"),
    executable: false,
});
