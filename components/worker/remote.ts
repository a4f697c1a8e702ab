import { shellWord } from "../../ebextensions/shell";
import type { RemoteInstallOptions, RemoteOptions } from "./model";
import { releaseFiles, releaseName, workerFiles, workerRoot } from "./paths";

const { bundle, checksum, current, incoming, log, script, state } = workerFiles;

/** Where a bundle is uploaded to: a name that nothing waits for. */
export const incomingBundle = (sha256: string): string =>
    `${workerRoot}/${incoming}/${releaseName(sha256)}.${bundleSuffix}`;

export const incomingPart = (sha256: string, index: number): string => `${incomingBundle(sha256)}${partSuffix(index)}`;

/** What travels beside a bundle, as `sha256sum --check` reads it. */
export const checksumText = (sha256: string): string => `${sha256}  ${bundle}\n`;

const bundleSuffix = "bundle";
/** Four digits, so that the shell's order is the parts' order. */
export const partSuffix = (index: number): string => `.part-${index.toString().padStart(4, "0")}`;

/**
 * What stage two runs first: SSH answers before cloud-init has made the folder for uploads. For the login shell of any user, as everything here.
 */
export const remotePrepareCommand = (options: RemoteOptions): string => `${preamble(options)}
until [ -x "$root/${script}" ] && [ -w "$root/${incoming}" ]; do
  if late && [ -x "$root/${script}" ] && [ -e "$root/${incoming}" ]; then
    echo "$root/${incoming} is there, but $(id -un) cannot write to it, not within $limit s either. Look at its owner and mode, and whether the file system can be written: ls -ld $root/${incoming}; findmnt -T $root/${incoming}" >&2
    exit 1
  fi
  if late; then
    echo "Stage one has not made $root/${incoming} within $limit s. cloud-init says:" >&2
    cloud-init status --long >&2 || true
    echo "Look at /var/log/cloud-init-output.log on the instance." >&2
    exit 1
  fi
  progress "waiting for the end of stage one"
done
if cloud-init status 2>/dev/null | grep -q error; then
  echo "Warning: cloud-init met an error. One package that does not exist keeps all of them from being installed: look at /var/log/cloud-init-output.log." >&2
fi
echo "Stage one is done."
`;

/**
 * What stage two runs when the bundle is there under its temporary name: verifies it, gives it the name that the instance waits for, its checksum last, and
 * waits until its services run. It may be run again after any interruption, also when the bundle is gone because it is being installed.
 */
export const remoteInstallCommand = (sha256: string, { parts, ...options }: RemoteInstallOptions): string =>
    `${preamble(options)}
sha=${shellWord(sha256)}
came=$root/${incoming}/${releaseName(sha256)}.${bundleSuffix}
start_errors=$root/${incoming}/start-errors
${parts === undefined ? "" : joining(parts)}${placing}${waiting}`;

/** What stage two runs when nothing but secrets changed. */
export const remoteRestartCommand = (options: RemoteOptions): string => `${preamble(options)}
if [ ! -e "$root/${current}/${releaseFiles.service}" ]; then
  echo "No release is installed yet, so there is nothing to start anew."
  exit 0
fi
service() { as_root "$root/${current}/${releaseFiles.service}" "$@"; }
if ! service restart || ! service settled >&2; then
  echo "The services did not start again, or did not stay up." >&2
  exit 1
fi
echo "The services run with the new secrets."
`;

/** The engine does not send again what it has sent, unless it is told to. */
const sendAgain = "pulumi up --replace '**CopyToRemote**'";

const preamble = ({ timeoutMinutes }: RemoteOptions): string => `set -u
root=\${WORKER_ROOT:-${workerRoot}}
limit=${Math.round(timeoutMinutes * 60)}
started=$(date +%s)
told=0
late() { [ "$(($(date +%s) - started))" -ge "$limit" ]; }
progress() {
  waited=$(($(date +%s) - started))
  if [ "$waited" -ge "$told" ]; then
    echo "$waited s: $1"
    told=$((waited + 15))
  fi
  sleep 0.5
}
as_root() { if [ -w "$root" ]; then "$@"; else sudo -n "$@"; fi; }`;

const joining = (parts: number): string => `part_count=${parts}
if [ ! -e "$came" ] && [ -e "$came${partSuffix(0)}" ]; then
  set -- "$came".part-*
  if [ "$#" -ne "$part_count" ]; then
    echo "$# of $part_count parts of the bundle arrived. Have them sent again: ${sendAgain}" >&2
    exit 1
  fi
  if ! cat "$@" >"$came.joined"; then
    rm -f "$came.joined"
    echo "The parts of the bundle could not be joined in $root/${incoming}. If the disk is full, raise volumeGiB of the worker and reboot the instance, which then grows the file system." >&2
    exit 1
  fi
  mv "$came.joined" "$came"
  rm -f "$@"
fi
`;

/**
 * Whoever comes while an earlier bundle waits to be taken lets it be taken first: bundle and checksum are two files. The state is written before them, so that
 * what is read later is of this attempt. The upload stays, as a second name of the same file, until the release runs: when the installation fails, the next
 * attempt finds it, since the engine does not send again what it has sent. Uploads of other bundles go.
 */
const placing = `now() { cat "$root/${state}" 2>/dev/null || true; }
if [ "$(now)" = "ready $sha" ]; then
  rm -f "$root/${incoming}"/*.${bundleSuffix}*
  echo "The release runs already."
  exit 0
fi
placed=no
if [ -e "$came" ]; then
  if [ "$(sha256sum "$came" | cut -d ' ' -f 1)" != "$sha" ]; then
    rm -f "$came"
    echo "What arrived is not the bundle that was sent: its SHA-256 is not $sha. Nothing was changed. Have it sent again: ${sendAgain}" >&2
    exit 1
  fi
  for each in "$root/${incoming}"/*.${bundleSuffix}*; do
    case $each in "$came"*) ;; *) rm -f "$each" ;; esac
  done
  while [ -e "$root/${checksum}" ]; do
    if late; then echo "An earlier bundle was not taken within $limit s: look at wait-deployment.path on the instance." >&2; exit 1; fi
    progress "an earlier bundle waits to be taken"
  done
  # What failed before must not be taken for what begins now. It is an error where nothing was started yet.
  if [ -d /run/systemd/system ]; then as_root systemctl reset-failed wait-deployment.service 2>/dev/null || true; fi
  if ! { echo "waiting $sha" >"$came.state" && echo "$sha  ${bundle}" >"$came.sha256" &&
    as_root mv "$came.state" "$root/${state}" && as_root ln -f "$came" "$root/${bundle}" &&
    as_root mv "$came.sha256" "$root/${checksum}"; }; then
    echo "The bundle could not be placed in $root: it cannot be written, or the disk is full. Nothing was started." >&2
    exit 1
  fi
  placed=yes
fi
`;

/**
 * systemd sees the checksum by itself. Where it does not run the machine, which is so in tests and containers, the script is started here, and outlives
 * the connection.
 */
const waiting = `if [ "$placed" = yes ] && [ ! -d /run/systemd/system ]; then
  rm -f "$start_errors"
  (setsid nohup "$root/${script}" >/dev/null 2>"$start_errors" </dev/null || echo "ended with $?" >>"$start_errors") &
fi
explain() {
  echo "$1" >&2
  echo "The end of $root/${log}:" >&2
  tail -n 30 "$root/${log}" >&2 || true
  exit 1
}
# Only what is still so afterwards counts: the script tells of its failure before it ends.
has_ended() {
  [ -s "$start_errors" ] || { [ -d /run/systemd/system ] && systemctl is-failed --quiet wait-deployment.service; }
}
others=0
while :; do
  case $(now) in
    "ready $sha")
      rm -f "$root/${incoming}"/*.${bundleSuffix}* "$start_errors"
      echo "The release runs."
      exit 0
      ;;
    "failed $sha "*)
      what="The release was not installed: $(now | cut -d ' ' -f 3-). What ran before runs on."
      if [ "$placed" = no ]; then what="$what Its bundle is gone from $root/${incoming}. Have it sent again: ${sendAgain}"; fi
      explain "$what"
      ;;
    "waiting $sha" | "installing $sha")
      if has_ended; then
        case $(now) in
          "waiting $sha" | "installing $sha")
            cat "$start_errors" >&2 || systemctl status --no-pager --lines 20 wait-deployment.service >&2 || true
            explain "The installation ended without a result. Look whether $root can be written and has room."
            ;;
        esac
      fi
      ;;
    *)
      if [ "$placed" = no ]; then explain "No bundle arrived: $came is not there. Have it sent again: ${sendAgain}"; fi
      # An earlier one may still be on its way while ours waits to be taken; a moment later the state is of ours.
      case $(now) in
        "installing "*) ;;
        *) if [ ! -e "$root/${checksum}" ]; then others=$((others + 1)); fi ;;
      esac
      if [ "$others" -ge 10 ]; then explain "Another bundle was installed meanwhile; the state is: $(now)."; fi
      ;;
  esac
  if late; then explain "The release does not run within $limit s; its state is: $(now)."; fi
  progress "$(now | cut -d ' ' -f 1)"
done
`;
