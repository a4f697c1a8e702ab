import { hook } from "../factories/scripts";
import { helpers, withoutOwnSettings } from "../minimal-package/on-instance";
import type { HookScript } from "../model";
import { shellWord } from "../shell";
import { instanceFolder } from "./instance-certificate";

/** TLS that ends at nginx on the instance, under the site's own certificate. */
export interface SiteTls {
    readonly certificate: "secret";
    /** Secret in Secrets Manager, JSON with `certificate` and `key`. */
    readonly secretArn: string;
    readonly clients: VerifiedClients | undefined;
}

/** Clients whose certificate nginx asks for. */
export interface VerifiedClients {
    readonly verify: "required" | "optional";
    /** Certificates of those who sign theirs, in PEM form and nothing else. */
    readonly authorities: string;
    readonly depth: number;
}

/** Chain and key are in one file, so that no moment sees one of them without the other. */
export const siteCertificate = {
    file: `${instanceFolder}/site.pem`,
    authorities: `${instanceFolder}/client-authorities.pem`,
} as const;

/**
 * Fetches the site's certificate and its key before nginx reads them. They come with the instance's role, are in no argument of a program and in no log, and take the place
 * of those of the last deployment when they are found to be right. A renewed certificate counts at once: nginx, where it runs, reads it again.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets_cli.html
 * https://nginx.org/en/docs/http/configuring_https_servers.html (key and certificate in one file)
 */
export const fetchSiteCertificate = ({ secretArn, clients }: SiteTls): HookScript =>
    hook("prebuild", "20-site-certificate", {
        reason: "fetches the site's certificate and key, with which nginx ends TLS",
        onConfigurationChange: true,
        body: [
            preparation(secretArn),
            helpers,
            reading,
            judging,
            ...(clients === undefined ? [] : [authorities(clients)]),
            placing(clients === undefined ? ["site.pem"] : ["site.pem", "client-authorities.pem"]),
        ].join("\n"),
    });

/** arn:partition:service:region:… */
const preparation = (secretArn: string) => `set -E +x
read -r -a waits <<<"\${DJANGO_BEANSTALK_RETRY_WAITS-2 8}"
${withoutOwnSettings}secret=${shellWord(secretArn)}
region=${shellWord(secretArn.split(":")[3] ?? "")}
folder=${instanceFolder}
umask 077
mkdir -p "$folder"
new=$(mktemp -d "$folder/new.XXXXXX")
trap 'rm -rf "$new"' EXIT
`;

/** Amazon Linux 2023 has Python, and with it a reader of JSON, because its own tools need it. */
const reading = `read_secret() {
  timeout --kill-after=5 20 aws secretsmanager get-secret-value --region "$region" --secret-id "$secret" \\
    --query SecretString --output text
}

entry() {
  printf '%s' "$json" | python3 -c 'import json, sys
value = json.load(sys.stdin)[sys.argv[1]]
sys.exit(1) if not isinstance(value, str) or "-----BEGIN " not in value else print(value)' "$1" 2>/dev/null
}

need aws "Install the package awscli-2."
need openssl "Install the package openssl."
json=$(retry read_secret) || fail "The site's certificate could not be read from $secret." \\
  "Look whether the secret exists, has a value, and whether the instance profile may call secretsmanager:GetSecretValue on it." \\
  "After a time-out, look whether the instance has a way to Secrets Manager: a NAT gateway, a public address or an endpoint."
if ! entry certificate >"$new/chain" || ! entry key >"$new/key"; then
  fail "The secret $secret holds no certificate with its key." \\
    'Store it as JSON with both in PEM form: {"certificate": "...", "key": "..."}.'
fi
`;

const judging = `# Each certificate that begins can be read.
readable=$(openssl crl2pkcs7 -nocrl -certfile "$new/chain" 2>/dev/null | openssl pkcs7 -print_certs -noout 2>/dev/null |
  grep -c '^subject') || readable=0
if [ "$readable" -eq 0 ] || [ "$readable" -ne "$(grep -c 'BEGIN CERTIFICATE' "$new/chain")" ]; then
  fail "The certificate in $secret cannot be read." "Store the chain in PEM form, the site's own certificate first."
fi
ends=$(openssl x509 -in "$new/chain" -noout -enddate | cut -d = -f 2)
if ! openssl x509 -in "$new/chain" -noout -checkend 0 >/dev/null; then
  fail "The certificate in $secret expired on $ends." "Renew it, store it in the secret, and deploy again."
fi
of_key=$(openssl pkey -in "$new/key" -passin pass: -pubout 2>/dev/null) ||
  fail "The key in $secret cannot be read." "Store it in PEM form, without a password."
if [ "$of_key" != "$(openssl x509 -in "$new/chain" -noout -pubkey)" ]; then
  fail "The key in $secret is not that of its certificate." "Store both of one request, the site's own certificate first in the chain."
fi
if ! openssl x509 -in "$new/chain" -noout -checkend 2592000 >/dev/null; then
  echo "The certificate in $secret ends within 30 days, on $ends. Renew it, store it in the secret, and deploy again." >&2
fi
cat "$new/chain" "$new/key" >"$new/site.pem"
`;

const authorities = ({ authorities }: VerifiedClients) => `cat >"$new/client-authorities.pem" <<'PEM'
${authorities.trimEnd()}
PEM
`;

const placing = (files: readonly string[]) => `changed=no
place() {
  if ! cmp -s "$new/$1" "$folder/$1"; then
    mv "$new/$1" "$folder/$1"
    changed=yes
  fi
}
${files.map((file) => `place ${file}`).join("\n")}
echo "The site has its certificate, which ends on $ends."
if [ "$changed" = yes ] && systemctl is-active --quiet nginx; then
  systemctl reload nginx || echo "nginx keeps what it had until it is started again." >&2
fi
`;
