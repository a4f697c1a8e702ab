import { shellWord } from "../shell";
import { defaultTokenUser, GitOrigin } from "./code-origin";

/**
 * Shell functions that fetch exactly one commit, without history, into `$1/tree`.
 *
 * The token travels in variables and in the environment of git alone: git takes settings from GIT_CONFIG_COUNT, and a header from http.extraHeader, so
 * neither a URL, nor an argument, nor a file holds it. Redirects are refused, because git would send the header along.
 * https://git-scm.com/docs/git-config#ENVIRONMENT
 * https://git-scm.com/docs/git-config#Documentation/git-config.txt-httpextraHeader
 */
export function commitSteps(code: GitOrigin): string {
    return [variables(code), code.tokenSecretArn === undefined ? noToken : readToken, fetchCommit].join("\n");
}

function variables({ repository, commit, tokenSecretArn, tokenUser = defaultTokenUser }: GitOrigin): string {
    const lines = [`repository=${shellWord(repository)}`, `commit=${shellWord(commit)}`];
    if (tokenSecretArn !== undefined) {
        lines.push(
            `secret=${shellWord(tokenSecretArn)}`,
            // arn:partition:service:region:…
            `secret_region=${shellWord(tokenSecretArn.split(":")[3] ?? "")}`,
            `token_user=${shellWord(tokenUser)}`,
        );
    }
    return lines.map((line) => `${line}\n`).join("");
}

const noToken = `read_token() {
  header=
}
`;

/** `--output text` prints the word None for a secret without text. printf is built into the shell, so the token is no argument of a program. */
const readToken = `get_token() {
  timeout --kill-after=5 20 aws secretsmanager get-secret-value --region "$secret_region" --secret-id "$secret" \\
    --query SecretString --output text
}

read_token() {
  local token
  need aws "Use the Docker platform on Amazon Linux 2023, or install the package awscli-2."
  token=$(retry get_token) || fail "The token could not be read from $secret." \\
    "Look whether the secret exists, has a value, and whether the instance profile may call secretsmanager:GetSecretValue on it." \\
    "After a time-out, look whether the instance has a way to Secrets Manager: a NAT gateway, a public address or an endpoint."
  case $token in
    '' | None) fail "The secret $secret holds no text." "Store the token as its text." ;;
    '{'*) fail "The secret $secret holds JSON." "Store the bare token as its whole text." ;;
    *[[:space:]]*) fail "The secret $secret holds more than one word." "Store the bare token as its whole text." ;;
  esac
  header="Authorization: Basic $(printf '%s:%s' "$token_user" "$token" | base64 --wrap=0)"
}
`;

const fetchCommit = `local_git() {
  GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null git -C "$tree" "$@"
}

try_fetch() {
  # From the start each time: git that was killed leaves locks behind.
  rm -rf "$tree" && mkdir "$tree" && local_git init --quiet --template= || return 1
  GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null GIT_TERMINAL_PROMPT=0 \\
    GIT_CONFIG_COUNT=4 \\
    GIT_CONFIG_KEY_0=http.followRedirects GIT_CONFIG_VALUE_0=false \\
    GIT_CONFIG_KEY_1=http.lowSpeedLimit GIT_CONFIG_VALUE_1=1000 \\
    GIT_CONFIG_KEY_2=http.lowSpeedTime GIT_CONFIG_VALUE_2=30 \\
    GIT_CONFIG_KEY_3=http.extraHeader GIT_CONFIG_VALUE_3="$header" \\
    timeout --kill-after=10 120 git -C "$tree" fetch --quiet --depth 1 --no-tags --no-recurse-submodules -- "$repository" "$commit"
}

fetch_code() {
  local header='' head
  tree=$1/tree
  need git "The package brings .ebextensions/05-git.config, which installs it; look for its error in /var/log/cfn-init.log."
  read_token
  echo "Fetching commit $commit of $repository."
  retry try_fetch || fail "Commit $commit could not be fetched from $repository; git's own words are above." \\
    "'not our ref': push the commit, or correct app.package.code.commit." \\
    "401, 403, 404 or a question for a user name: give a token that may read the repository in app.package.code.tokenSecretArn." \\
    "A redirect: give the present address in app.package.code.repository." \\
    "A time-out: look whether the instance has a way to the internet: a NAT gateway or a public address."
  header=
  local_git checkout --quiet --detach FETCH_HEAD
  head=$(local_git rev-parse HEAD)
  [ "$head" = "$commit" ] || fail "Commit $head arrived instead of $commit." "Deploy again; tell whoever runs the server if it happens twice."
  # Not grep -q: it stops reading at the first find, which would end git and with it the pipe as a failure.
  if local_git ls-files --stage | grep '^160000 ' >/dev/null; then
    fail "The code has submodules, which are not fetched." "Put the whole code into an archive in S3 or into an image."
  fi
  rm -rf "$tree/.git"
}
`;
