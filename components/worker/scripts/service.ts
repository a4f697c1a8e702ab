import { written } from "../../../ebextensions/written";
import type { WorkerFilesInput } from "../model";
import { serviceSettings } from "./settings";

/** How long all services have to run without an end before a release counts as good. */
const settleSeconds = 5;

/**
 * Starts and stops a release's services, in the order of the stack file, by systemd. Where systemd does not run the machine, or not for this user, a small
 * supervisor takes its place: it starts a service again when it ends, knows it by a file of its process group, and does nothing at boot. That is
 * for tests and containers; an instance of EC2 has systemd.
 */
export const serviceScript = (input: WorkerFilesInput): string => `#!/bin/bash
${written}
# service start | stop [seconds] | remove | restart | settled | problems
set -uo pipefail
release=$(dirname "$(dirname "$(readlink -f "\${BASH_SOURCE[0]}")")")
root=\${WORKER_ROOT:-/opt}
${serviceSettings(input)}
${body}`;

const body = `runs=$root/run
if [ -d /run/systemd/system ] && [ "$(id -u)" -eq 0 ]; then by=systemd; else by=files; fi

systemd_start() {
  install -m 644 "$release"/.worker/units/*.service /etc/systemd/system/ && systemctl daemon-reload || return
  local unit result=0
  # All of them, since a restart has stopped all; one that fails is no reason for the others to stay away.
  for unit in "$release"/.worker/units/*.service; do
    { systemctl enable --quiet "\${unit##*/}" && systemctl restart "\${unit##*/}"; } || result=$?
  done
  return "$result"
}
systemd_stop() { timeout "$2" systemctl stop "worker-$1.service"; }
systemd_remove() {
  local unit
  for unit in "$release"/.worker/units/*.service; do
    systemctl disable --quiet --now "\${unit##*/}"
    rm -f "/etc/systemd/system/\${unit##*/}"
  done
  systemctl daemon-reload
}
systemd_problem() {
  systemctl is-active --quiet "worker-$1.service" && [ "$(systemctl show --value --property NRestarts "worker-$1.service")" = 0 ]
}

files_start() {
  mkdir -p "$runs" || return
  local name
  for name in "\${services[@]}"; do
    rm -f "$runs/$name.restarts" "$runs/$name.begun"
    setsid nohup "$release/.worker/service" supervise "$name" >>"$root/log/$name.log" 2>&1 </dev/null &
    echo $! >"$runs/$name.group" || return
    until [ -e "$runs/$name.begun" ] || [ -e "$runs/$name.restarts" ] || ! kill -0 $! 2>/dev/null; do sleep 0.1; done
  done
}
supervise() {
  trap 'exit 0' TERM
  while :; do
    WORKER_BEGUN=$runs/$1.begun "$release/.worker/run" "$1" &
    wait $!
    echo again >>"$runs/$1.restarts"
    sleep 1
  done
}
files_stop() {
  local group waited=0
  group=$(cat "$runs/$1.group" 2>/dev/null) || return 0
  kill -TERM -- "-$group" 2>/dev/null
  while kill -0 -- "-$group" 2>/dev/null; do
    if [ "$waited" -ge "$(($2 * 10))" ]; then kill -KILL -- "-$group" 2>/dev/null; fi
    sleep 0.1
    waited=$((waited + 1))
  done
  rm -f "$runs/$1.group"
}
files_remove() { :; }
files_problem() { kill -0 -- "-$(cat "$runs/$1.group" 2>/dev/null)" 2>/dev/null && [ ! -e "$runs/$1.restarts" ]; }

# Each within its own time, all within the given one.
stop_all() {
  local name left until=$(($(date +%s) + \${1:-86400}))
  for name in "\${services[@]}"; do
    left=$((until - $(date +%s)))
    if [ "$left" -lt 1 ]; then left=1; fi
    if [ "$left" -gt "\${stop_seconds[$name]}" ]; then left=\${stop_seconds[$name]}; fi
    # systemd kills it itself when its time is over.
    if [ "$by" = systemd ]; then left=$((left + 2)); fi
    "\${by}_stop" "$name" "$left" || echo "$name did not stop within $left s" >&2
  done
}

problems() {
  local name
  for name in "\${services[@]}"; do "\${by}_problem" "$name" || echo "$name"; done
}

# A service that ends and is started again has a problem, however quickly that goes. Its last lines say which.
settled() {
  local waited=0 each found
  while [ "$waited" -lt "\${WORKER_SETTLE_SECONDS:-${settleSeconds}}" ]; do
    sleep 1
    waited=$((waited + 1))
    mapfile -t found < <(problems)
    if [ "\${#found[@]}" -gt 0 ]; then
      echo "did not stay up: \${found[*]}"
      for each in "\${found[@]}"; do tail -n 5 "$root/log/$each.log"; done
      return 1
    fi
  done
}

case \${1:-} in
  start) mkdir -p "$root/log" && "\${by}_start" ;;
  stop) stop_all "\${2:-}" ;;
  remove) stop_all && "\${by}_remove" ;;
  restart) stop_all && "\${by}_start" ;;
  supervise) supervise "$2" ;;
  settled) settled ;;
  problems) problems ;;
  *)
    echo "service start | stop [seconds] | remove | restart | settled | problems" >&2
    exit 2
    ;;
esac
`;
