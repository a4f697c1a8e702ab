import { hook } from "../factories/scripts";
import type { HookScript } from "../model";
import { shellWord } from "../shell";

/** What else is known of the variables than their names. */
export interface VariableContract {
    /** Of the required ones, those that come from a secret. */
    readonly secrets?: readonly string[];
    /** Those that the application can do without. */
    readonly optional?: readonly string[];
}

/**
 * Ends a deployment before anything is built when a variable is missing, and names each missing one. Values are never printed.
 * It also runs when only the configuration changes, since that is when a variable usually gets lost.
 */
export function requiredVariables(
    names: readonly string[],
    { secrets = [], optional = [] }: VariableContract = {},
): HookScript {
    const body = `variables=(${words(names.filter((name) => !secrets.includes(name)))})
secrets=(${words(names.filter((name) => secrets.includes(name)))})
optional=(${words(optional)})
${finding}${verdict}`;
    return hook("prebuild", "10-required-variables", {
        reason: "stops a deployment that lacks a variable or a secret, naming it",
        onConfigurationChange: true,
        body,
    });
}

const words = (names: readonly string[]): string => [...names].sort().map(shellWord).join(" ");

/** Values with a line break at their end or in quotes are what comes of copying a secret from a terminal or a .env file. */
const finding = `absent() {
  local name
  for name in "$@"; do
    [ -n "\${!name:-}" ] || printf ' %s' "$name"
  done
}
missing=$(absent "\${variables[@]}")
missing_secrets=$(absent "\${secrets[@]}")
missing_optional=$(absent "\${optional[@]}")
for name in "\${variables[@]}" "\${secrets[@]}" "\${optional[@]}"; do
  case "\${!name:-}" in
    [[:space:]]* | *[[:space:]]) echo "Warning: $name begins or ends with a space or a line break." ;;
    \\"*\\" | \\'*\\') echo "Warning: $name is between quotes, and they are part of its value." ;;
  esac
done
`;

const verdict = `if [ -n "$missing_optional" ]; then
  echo "Warning: these optional variables are not set or empty:$missing_optional"
fi
if [ -n "$missing" ]; then
  echo "These environment variables are not set or empty:$missing" >&2
  echo "The stack sets them (app.variables, database, media): run pulumi up, and look who changed the environment by hand." >&2
fi
if [ -n "$missing_secrets" ]; then
  echo "These secrets did not arrive, or are empty:$missing_secrets" >&2
  echo "Look whether each has a value (secrets in the stack file, or the secret or parameter that it names)," >&2
  echo "whether the instance profile may read it and use its key, and what /var/log/eb-engine.log says of it." >&2
fi
if [ -n "$missing$missing_secrets" ]; then
  exit 1
fi
echo "All required environment variables are set."
`;
