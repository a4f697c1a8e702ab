import { hook } from "../factories/scripts";
import type { HookScript } from "../model";

/** Holds keys; root alone reads it. */
export const instanceFolder = "/etc/pki/django-beanstalk";

/** Files that never leave the instance. */
export const instanceCertificate = {
    certificate: `${instanceFolder}/instance.pem`,
    key: `${instanceFolder}/instance.key`,
} as const;

/**
 * A certificate that the instance makes for itself, before nginx reads it. Load balancers do not look at who signed a target's certificate, nor how old it is.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-routing-configuration
 */
export const makeInstanceCertificate = (): HookScript =>
    hook("prebuild", "20-instance-certificate", {
        reason: "makes the certificate under which nginx listens on 443 for the load balancer",
        body: `folder=${instanceFolder}
if [ -s "$folder/instance.pem" ] && [ -s "$folder/instance.key" ]; then
  echo "the instance has its certificate"
  exit 0
fi
umask 077
mkdir -p "$folder"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 \\
  -subj "/CN=instance" -keyout "$folder/new.key" -out "$folder/new.pem"
mv "$folder/new.key" "$folder/instance.key"
mv "$folder/new.pem" "$folder/instance.pem"
`,
        onConfigurationChange: true,
    });
