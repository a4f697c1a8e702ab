import { hook } from "../factories/scripts";
import type { HookScript } from "../model";
import { shellWord } from "../shell";
import { instanceFolder } from "./instance-folder";

/** Where the certificates of RDS are on an instance; a container that connects to the database has to have the file mounted, read-only. */
export const rootCertificatesPath = `${instanceFolder}/rds-certificates.pem`;

/**
 * Fetches the certificates that sign those of RDS's servers and proxies, before anything of the application runs. They come from AWS and not from the bundle, so that a
 * deployment brings those that AWS has added. When AWS cannot be reached, those of the last deployment stay.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
 *
 * @param urls - none when DATABASE_URL does not ask for them
 */
export function rootCertificates(urls: readonly string[]): HookScript[] {
    return urls.length === 0
        ? []
        : [
              hook("prebuild", "12-root-certificates", {
                  reason: "fetches the certificates of RDS, with which the connection to the database is checked",
                  onConfigurationChange: true,
                  body: fetchCertificates(urls, rootCertificatesPath),
              }),
          ];
}

/** Body of a bash script in strict mode that makes one file of these. */
export const fetchCertificates = (urls: readonly string[], file: string): string => `urls=(${urls
    .map(shellWord)
    .join(" ")})
file=${shellWord(file)}
part=$file.part

fetch() {
  rm -f "$part.all"
  for url in "\${urls[@]}"; do
    curl --fail --silent --show-error --proto '=https' --retry 5 --retry-delay 2 --retry-all-errors \\
      --connect-timeout 10 --max-time 60 --output "$part" "$url" && whole "$part" || return 1
    # The last line of a file may have no end, which awk gives it.
    awk 1 "$part" >>"$part.all"
  done
  mv "$part.all" "$part"
}

# Each certificate that begins can be read, and there is one.
whole() {
  local readable
  readable=$(openssl crl2pkcs7 -nocrl -certfile "$1" | openssl pkcs7 -print_certs -noout | grep -c '^subject') &&
    [ "$readable" -eq "$(grep -c 'BEGIN CERTIFICATE' "$1")" ]
}

install -d -m 755 "$(dirname "$file")"
if fetch; then
  chmod 644 "$part"
  mv "$part" "$file"
  echo "$file has $(grep -c 'BEGIN CERTIFICATE' "$file") certificates."
elif [ -s "$file" ]; then
  rm -f "$part" "$part.all"
  echo "$url cannot be had; the certificates of the last deployment stay." >&2
else
  rm -f "$part" "$part.all"
  echo "$url cannot be had, or holds no certificates, and DATABASE_URL asks for them." >&2
  echo "Give the instances a way to the internet, or set database.verifyCertificate to false." >&2
  exit 1
fi
`;
