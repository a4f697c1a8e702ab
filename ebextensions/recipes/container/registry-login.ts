import { hook } from "../../factories/scripts";
import { helpers, withoutOwnSettings } from "../../minimal-package/on-instance";
import type { HookScript } from "../../model";
import { shellWord } from "../../shell";

/** A registry that does not hand out images to everyone. */
export type Registry =
    | {
          readonly kind: "secret";
          /** Host, with a port where it is not 443: `registry.example.com`. */
          readonly server: string;
          /** Secret in Secrets Manager, JSON with `username` and `password`. */
          readonly secretArn: string;
      }
    /** Of AWS's, where the instance's role is the login. */
    | { readonly kind: "ecr"; readonly server: string };

/** `123456789012.dkr.ecr.eu-west-1.amazonaws.com`, in every partition. */
const ecrServer = /^\d{12}\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/;

/** The registry of an image, when it is one of ECR's. */
export function ecrOf(image: string): Registry[] {
    const server = image.split("/")[0] ?? "";
    return ecrServer.test(server) ? [{ kind: "ecr", server }] : [];
}

/**
 * Logs Docker in before the platform pulls or builds. A change of configuration may start containers too, and a password of ECR's ends after twelve hours, so
 * it runs then as well. The password comes from the instance's role, goes through a pipe and is in no argument, no variable of another program and no log.
 *
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/docker-configuration.remote-repo.html
 */
export function registryLogin(registries: readonly Registry[]): HookScript[] {
    const unique = [...new Map(registries.map((each) => [each.server, each])).values()];
    return unique.length === 0
        ? []
        : [
              hook("prebuild", "15-registry-login", {
                  reason: "logs Docker in at the registry of the images",
                  onConfigurationChange: true,
                  body: [
                      preparation,
                      helpers,
                      common,
                      // One that nothing calls would be a finding of shellcheck.
                      ...(unique.some(({ kind }) => kind === "secret") ? [withSecret] : []),
                      ...(unique.some(({ kind }) => kind === "ecr") ? [withRole] : []),
                      ...unique.map(login),
                  ].join("\n"),
              }),
          ];
}

const preparation = `set -E +x
read -r -a waits <<<"\${DJANGO_BEANSTALK_RETRY_WAITS-2 8}"
${withoutOwnSettings}`;

const common = `docker_login() {
  timeout --kill-after=5 60 docker login --username "$2" --password-stdin "$1" >/dev/null
}

refused() {
  fail "Docker could not log in at $1." "$2" "After a time-out, look whether the instance has a way to the registry."
}
`;

/** Amazon Linux 2023 has Python, and with it a reader of JSON, because its own tools need it. */
const withSecret = `read_secret() {
  timeout --kill-after=5 20 aws secretsmanager get-secret-value --region "$2" --secret-id "$1" \\
    --query SecretString --output text
}

entry() {
  python3 -c 'import json, sys
value = json.load(sys.stdin)[sys.argv[1]]
sys.exit("not a word") if not isinstance(value, str) or not value.strip() or "\\n" in value else print(value)' "$1" 2>/dev/null
}

login_with_secret() {
  local server=$1 secret=$2 region=$3 json user
  need aws "Use the Docker platform on Amazon Linux 2023, or install the package awscli-2."
  json=$(retry read_secret "$secret" "$region") || fail "The login of $server could not be read from $secret." \\
    "Look whether the secret exists, has a value, and whether the instance profile may call secretsmanager:GetSecretValue on it." \\
    "After a time-out, look whether the instance has a way to Secrets Manager: a NAT gateway, a public address or an endpoint."
  if ! user=$(printf '%s' "$json" | entry username) || ! printf '%s' "$json" | entry password >/dev/null; then
    fail "The secret $secret is no login." 'Store it as JSON: {"username": "...", "password": "..."}.'
  fi
  try_secret() { printf '%s' "$json" | entry password | docker_login "$server" "$user"; }
  retry try_secret || refused "$server" "Look whether the login in $secret is right."
  echo "Logged in at $server."
}
`;

const withRole = `login_with_role() {
  local server=$1 region=$2
  need aws "Use the Docker platform on Amazon Linux 2023, or install the package awscli-2."
  try_role() {
    timeout --kill-after=5 20 aws ecr get-login-password --region "$region" | docker_login "$server" AWS
  }
  retry try_role || refused "$server" "Look whether the instance profile may call ecr:GetAuthorizationToken."
  echo "Logged in at $server."
}
`;

function login(registry: Registry): string {
    const server = shellWord(registry.server);
    switch (registry.kind) {
        case "secret":
            // arn:partition:service:region:…
            return `login_with_secret ${server} ${shellWord(registry.secretArn)} ${shellWord(registry.secretArn.split(":")[3] ?? "")}`;
        case "ecr":
            return `login_with_role ${server} ${shellWord(ecrServer.exec(registry.server)?.[1] ?? "")}`;
    }
}
