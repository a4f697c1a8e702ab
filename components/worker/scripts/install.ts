import { written } from "../../../ebextensions/written";
import type { WorkerFilesInput } from "../model";
import { workerFiles } from "../paths";
import { installSettings } from "./settings";

const { state, current, releases } = workerFiles;

/**
 * Installs the release that it lies in; stage one starts it with the bundle's SHA-256, and whoever goes back to an older release starts that one's by hand. What ran
 * before is stopped only when everything that can fail beforehand is done, and is started again when the new services do not stay up. The release
 * that ran before is kept, older ones go.
 *
 * The release's folder belongs to root and has the sticky bit: the services' user may write there, but not put something of its own in the place of the
 * scripts that root runs.
 */
export const installScript = (input: WorkerFilesInput): string => `#!/bin/bash
${written}
set -uo pipefail
release=$(dirname "$(dirname "$(readlink -f "\${BASH_SOURCE[0]}")")")
root=\${WORKER_ROOT:-/opt}
sha=\${1:-$(cat "$release/.worker/installed")}
${installSettings(input)}
${body}`;

const body = `cd "$root" || exit

say() { echo "$(date -u +%FT%TZ) $1"; }
state() {
  say "$1"
  echo "$1" >${state}.new && mv ${state}.new ${state}
}
# A release that failed goes, and makes room for what has to be written. The one before may have other services, whose output is sent as it says.
fail() {
  if [ -n "$previous" ] && [ "$previous" != "$release" ]; then send_logs "$previous"; fi
  if [ "$(readlink -e ${current})" != "$release" ]; then rm -rf "$release"; fi
  state "failed $sha $1"
  exit 1
}

make_user() {
  if [ "$(id -u)" -ne 0 ]; then return; fi
  id "$user" >/dev/null 2>&1 || useradd --system --create-home --home-dir "$root/home" --shell /sbin/nologin "$user" || return
  chown "root:$(id -gn "$user")" "$release" && chmod 1775 "$release" &&
    find "$release" -mindepth 1 -maxdepth 1 ! -name .worker -exec chown -R "$user:" {} +
}

as_user() {
  if [ "$(id -u)" -eq 0 ]; then
    runuser -u "$user" -- env HOME="$root/home" "$@"
  else
    "$@"
  fi
}

prepare() {
  local command
  make_user || fail "the user $user could not be made, or be given the release"
  if [ -e "$release/.worker/certificates" ]; then
    "$release/.worker/certificates" || fail "the certificates of RDS could not be fetched; why stands in the log above"
  fi
  as_user "$release/.worker/run" --check || fail "a secret cannot be read; what is missing stands in the log above"
  for command in "\${setup[@]}"; do
    say "setup: $command"
    as_user "$release/.worker/run" --setup "$command" || fail "setup ended with $?: $command"
  done
  echo "$sha" >"$release/.worker/installed" || fail "the release could not be marked: is the disk full?"
}

link_to() { ln -sfn "$1" ${current}.new && mv -T ${current}.new ${current}; }

go_back() {
  "$release/.worker/service" remove
  if [ -z "$previous" ]; then
    rm -f ${current}
    fail "$1"
  fi
  if ! { link_to "$previous" && "$previous/.worker/service" start; }; then
    fail "$1; the release before it did not start either"
  fi
  fail "$1; the release before it runs again"
}

switch() {
  if [ -n "$previous" ]; then "$previous/.worker/service" remove; fi
  link_to "$release" || go_back "the link ${current} could not be set"
  "$release/.worker/service" start || go_back "the services could not be started"
  "$release/.worker/service" settled || go_back "its services did not stay up; their last lines stand in the log above"
}

# Before all that can fail: the agent sends the words of a release that fails, too, which the alarm counts.
send_logs() {
  local agent=$root/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl
  if [ "$(id -u)" -eq 0 ] && [ -d /etc/logrotate.d ]; then install -m 644 "$1/.worker/logrotate" /etc/logrotate.d/worker; fi
  if [ ! -e "$1/.worker/cloudwatch-agent.json" ]; then return; fi
  if [ ! -x "$agent" ]; then
    say "the CloudWatch agent is not installed, so logs stay here"
    return
  fi
  "$agent" -a fetch-config -m ec2 -s -c "file:$1/.worker/cloudwatch-agent.json" >/dev/null ||
    say "the CloudWatch agent did not take its configuration, so logs stay here"
}

forget_older() {
  local each
  for each in ${releases}/*; do
    case $(readlink -f "$each") in
      "$release" | "$previous") ;;
      *) rm -rf "$each" ;;
    esac
  done
}

previous=$(readlink -e ${current} || true)
send_logs "$release"
if [ ! -e "$release/.worker/installed" ]; then prepare; fi
if [ "$previous" != "$release" ]; then
  switch
  forget_older
elif [ -n "$("$release/.worker/service" problems)" ]; then
  "$release/.worker/service" restart
  "$release/.worker/service" settled || fail "its services did not stay up; their last lines stand in the log above"
fi
state "ready $sha"
`;
