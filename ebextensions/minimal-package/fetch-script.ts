import { shellWord } from "../shell";
import { GitOrigin, S3Origin } from "./code-origin";
import { archiveSteps } from "./fetch-archive";
import { commitSteps } from "./fetch-commit";
import { helpers, withoutOwnSettings } from "./on-instance";

/** Runs after the check of variables (10), which is quicker, and before hooks of the application that need its code. */
export const fetchHookName = "20-fetch-code";

/**
 * Body of the hook that brings the code to an instance, before the platform builds. It works in its own working directory, which is the staging folder
 * for prebuild hooks of both kinds.
 *
 * What is documented: prebuild runs after the bundle is extracted and before anything is built, in `.platform/confighooks` for a change of
 * configuration "during exactly the same steps". What is not: whether such a change extracts the bundle again. The script needs no answer: code that is
 * in place is left alone, and code that is not comes from the instance's cache without the network.
 *
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.hooks.html
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.workflow.html
 */
export function fetchBody(code: GitOrigin | S3Origin, region: string): string {
    const [name, directory] =
        code.from === "git" ? [`git-${code.commit}`, code.directory ?? "."] : [`s3-${code.sha256}`, "."];
    return [
        preparation(name, directory),
        helpers,
        code.from === "git" ? commitSteps(code) : archiveSteps(code, region),
        checks,
        placing,
        order,
    ].join("\n");
}

const preparation = (name: string, directory: string) => `set -E +x
umask 022
wanted=${shellWord(name)}
directory=${shellWord(directory)}
cache=/var/cache/django-beanstalk/code
state=.django-beanstalk
# Seconds before the second, third, ... attempt at a step that needs the network. At worst three attempts take 70 seconds for a token
# and 370 for the code, of the 600 that a deployment may take by default.
read -r -a waits <<<"\${DJANGO_BEANSTALK_RETRY_WAITS-2 8}"
${withoutOwnSettings}`;

/** A link out of the code could show a container, or a later step that runs as root, any file of the host. */
const checks = `check_links() {
  local root link
  root=$(realpath -- "$1")
  while IFS= read -r -d '' link; do
    case $(realpath -m -- "$link") in
      "$root"/*) ;;
      *) fail "The code holds a link that leaves it: \${link#"$1"/}" "Remove the link, then set app.package.code to the new version." ;;
    esac
  done < <(find "$1" -type l -print0)
}
`;

/**
 * What the bundle brought is never replaced: it is what the policies judged and what the platform has already read. Two more kinds of file are left
 * out: those that would change how the platform runs, and `.env`, in whose presence Elastic Beanstalk writes no environment properties. The list of
 * placed files is written before the first of them, so that an interrupted run can be told from the bundle and cleared.
 */
const placing = `place() {
  local source=$1 file left=()
  mkdir -p "$state"
  if [ -e "$state/files" ]; then
    xargs -0 -r rm -f -- <"$state/files"
  fi
  (cd "$source" && find . \\( -type f -o -type l \\) -printf '%P\\0') >"$state/found"
  while IFS= read -r -d '' file; do
    case $file in
      .platform/* | .ebextensions/* | .env | docker-compose.yml | docker-compose.override.yml | Dockerfile | Dockerrun.aws.json | Buildfile | Procfile)
        same "$source/$file" "$file" || left+=("$file")
        ;;
      *)
        if [ ! -e "$file" ] && [ ! -L "$file" ]; then
          printf '%s\\0' "$file"
        elif ! same "$source/$file" "$file"; then
          left+=("$file")
        fi
        ;;
    esac
  done <"$state/found" >"$state/files.new"
  rm "$state/found"
  mv "$state/files.new" "$state/files"
  (cd "$source" && xargs -0 -r cp -P --parents --target-directory="$OLDPWD" --) <"$state/files"
  if [ "\${#left[@]}" -gt 0 ]; then
    echo "The package decides about these files, not the code; the code's own were left out:"
    printf '  %s\\n' "\${left[@]}"
  fi
}

same() {
  [ -f "$1" ] && [ -f "$2" ] && [ "$(sha256sum <"$1")" = "$(sha256sum <"$2")" ]
}
`;

const order = `[ -e .platform/hooks/prebuild/${fetchHookName}.sh ] ||
  fail "$PWD is not the folder of an extracted package." "Elastic Beanstalk runs this hook in the right folder; run it from there."
if [ "$(cat "$state/complete" 2>/dev/null)" = "$wanted" ]; then
  echo "$wanted is in place already."
  exit 0
fi
mkdir -p "$cache"
chmod 700 "$cache"
# What a run left that was ended from outside.
rm -rf "$cache"/partial.*
if [ ! -d "$cache/$wanted" ]; then
  part=$(mktemp -d "$cache/partial.XXXXXX")
  trap 'rm -rf "$part"' EXIT
  fetch_code "$part"
  check_links "$part/tree"
  # The name means that the code is whole and verified.
  mv "$part/tree" "$cache/$wanted"
fi
[ -d "$cache/$wanted/$directory" ] ||
  fail "The code has no folder $directory." "Correct app.package.code.directory."
place "$cache/$wanted/$directory"
echo "$wanted" >"$state/complete"
find "$cache" -mindepth 1 -maxdepth 1 ! -name "$wanted" -exec rm -rf {} +
echo "$wanted is in place."
`;
