import { written } from "../../../ebextensions/written";
import type { WorkerFilesInput } from "../model";
import { runSettings } from "./settings";

/**
 * Runs a service, or a command of the set-up, in the release's folder with its variables. Secrets are read anew at each start, with the instance's role, before
 * the application's own variables could lead the AWS CLI elsewhere; they are in this process's memory and nowhere else, in no argument and in no log.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets_cli.html
 * https://docs.aws.amazon.com/cli/latest/reference/ssm/get-parameter.html
 */
export const runScript = (input: WorkerFilesInput): string => `#!/bin/bash
${written}
set -euo pipefail +x
cd "$(dirname "$(readlink -f "\${BASH_SOURCE[0]}")")/.."
${runSettings(input)}
${body}`;

const body = `fail() {
  echo "$1" >&2
  exit 1
}

secret_string() {
  timeout --kill-after=5 30 aws secretsmanager get-secret-value --region "$(cut -d : -f 4 <<<"$1")" --secret-id "$1" \\
    --query SecretString --output json
}

parameter_value() {
  timeout --kill-after=5 30 aws ssm get-parameter --region "$(cut -d : -f 4 <<<"$1")" --name "$1" --with-decryption \\
    --query Parameter.Value --output json
}

# An ARN of Secrets Manager has seven fields; an eighth is the key of one value in a JSON object.
read_secret() {
  local key
  case $1 in
    arn:*:secretsmanager:*)
      key=$(cut -d : -f 8- <<<"$1")
      secret_string "$(cut -d : -f 1-7 <<<"$1")" | python3 -c "$value_of" "$key"
      ;;
    arn:*:ssm:*) parameter_value "$1" | python3 -c "$value_of" "" ;;
    *)
      echo "It refers to neither Secrets Manager nor SSM." >&2
      return 1
      ;;
  esac
}

# Told apart from a value that is empty: no value, and no such key.
value_of='import json, sys
key = sys.argv[1]
try:
    value = json.load(sys.stdin)
    value = json.loads(value)[key] if key else value
except (KeyError, TypeError, ValueError):
    sys.exit("It has no JSON object with the key " + key + "." if key else "It has no value.")
if value is None:
    sys.exit("It has no value.")
sys.stdout.write(value if isinstance(value, str) else json.dumps(value))'

load_secrets() {
  local table name reference value wrong=()
  local -A references=()
  table=$(timeout --kill-after=5 30 aws ssm get-parameter --region "$region" --name "$secrets_parameter" \\
    --query Parameter.Value --output text) ||
    fail "The list of secrets could not be read from the parameter $secrets_parameter: look whether the instance profile may read it."
  while read -r name reference; do
    if [ -n "$name" ]; then references[$name]=$reference; fi
  done <<<"$table"
  for name in "\${required_secrets[@]}"; do
    if [ -z "\${references[$name]:-}" ]; then wrong+=("$name"); fi
  done
  for name in "\${required_secrets[@]}" "\${optional_secrets[@]}"; do
    reference=\${references[$name]:-}
    if [ -z "$reference" ]; then continue; fi
    if ! value=$(read_secret "$reference") || [ -z "$value" ]; then
      echo "The secret $name has no value that can be read ($reference)." >&2
      wrong+=("$name")
    else
      export "$name=$value"
    fi
  done
  if [ "\${#wrong[@]}" -gt 0 ]; then
    fail "These secrets are missing: \${wrong[*]}. Look whether each has a value, and whether the instance profile may read it and use its key."
  fi
}

if [ -n "$secrets_parameter" ]; then load_secrets; fi
# shellcheck source=/dev/null
. .worker/environment
if [ -d .venv/bin ]; then PATH=$PWD/.venv/bin:$PATH; fi
export PATH

# From here on the program itself is watched.
if [ -n "\${NOTIFY_SOCKET:-}" ]; then systemd-notify --ready; fi
if [ -n "\${WORKER_BEGUN:-}" ]; then : >"$WORKER_BEGUN"; fi
unset NOTIFY_SOCKET WORKER_BEGUN

case \${1:-} in
  --check) exit 0 ;;
  --setup) exec bash -c "$2" ;;
  *) exec bash -c "\${commands[$1]:?no service is called $1}" ;;
esac
`;
