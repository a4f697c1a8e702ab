import { hook } from "../factories/scripts";
import type { HookScript } from "../model";
import { shellWord } from "../shell";

/**
 * Ends a deployment before anything is built when a variable is missing, and names each missing one. Values are never printed.
 * It also runs when only the configuration changes, since that is when a variable usually gets lost.
 */
export function requiredVariables(names: readonly string[]): HookScript {
    const body = `missing=()
for name in ${[...names].sort().map(shellWord).join(" ")}; do
  if [ -z "\${!name:-}" ]; then
    missing+=("$name")
  fi
done
if [ "\${#missing[@]}" -gt 0 ]; then
  echo "These environment variables are not set or empty: \${missing[*]}" >&2
  echo "Set plain ones under app.variables in the stack file, secret ones under secrets, and run pulumi up." >&2
  echo "For a secret also look whether it has a value and whether the instance profile may read it." >&2
  exit 1
fi
echo "All required environment variables are set."
`;
    return hook("prebuild", "10-required-variables", {
        reason: "stops a deployment that lacks a variable, naming it",
        onConfigurationChange: true,
        body,
    });
}
