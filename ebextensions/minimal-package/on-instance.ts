/** Parts of scripts that reach AWS and registries from an instance, with the instance's role. */

/** These steer the application's own use of git and AWS. Here they could print a token, or replace the instance's role. */
export const withoutOwnSettings = `for name in "\${!GIT_@}" "\${!AWS_@}"; do
  unset "$name"
done
export AWS_PAGER=
`;

/** `fail` with lines of advice, `need` a program, and `retry` a step that needs the network, after each of `waits`. */
export const helpers = `fail() {
  printf '%s\\n' "$@" >&2
  exit 1
}

need() {
  command -v "$1" >/dev/null || fail "$1 is not installed on this instance." "$2"
}

retry() {
  local wait attempt=1
  for wait in "\${waits[@]}" never; do
    if "$@"; then
      return 0
    fi
    if [ "$wait" != never ]; then
      echo "Attempt $attempt failed; the next one starts in $wait s." >&2
      sleep "$wait"
      attempt=$((attempt + 1))
    fi
  done
  return 1
}
`;
