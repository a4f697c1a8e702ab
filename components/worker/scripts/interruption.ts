import { written } from "../../../ebextensions/written";

/**
 * How long the services together may take: AWS gives two minutes from the notice on, and the notice is seen up to five seconds later.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html
 */
export const drainSeconds = 105;

/**
 * Asks every five seconds, as AWS advises, whether the instance is about to be interrupted, by IMDSv2, and drains the services in the order of the stack file.
 * The endpoint is the one that the AWS SDKs read: https://docs.aws.amazon.com/sdkref/latest/guide/feature-imds-client.html
 */
export const interruptionScript = `#!/bin/bash
${written}
set -uo pipefail
endpoint=\${AWS_EC2_METADATA_SERVICE_ENDPOINT:-http://169.254.169.254}
endpoint=\${endpoint%/}
token=
trouble=
say() { echo "$(date -u +%FT%TZ) interruption: $1"; }

new_token() {
  token=$(curl -fs --max-time 2 -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 21600' "$endpoint/latest/api/token") || token=
}

# The answer and then its status; 404 is what an instance gets that is not about to be interrupted.
ask() {
  curl -s --max-time 2 -H "X-aws-ec2-metadata-token: $token" -w '\\n%{http_code}' "$endpoint/latest/meta-data/spot/instance-action"
}

while :; do
  if [ -z "$token" ]; then new_token; fi
  answer=$(ask)
  status=\${answer##*$'\\n'}
  case $status in
    200)
      say "the instance gets \${answer%$'\\n'*}; its services are stopped"
      break
      ;;
    401) token= ;;
    404) trouble= ;;
    *)
      # Told once, and not each five seconds for as long as it lasts.
      if [ "$trouble" != "$status" ]; then say "the metadata service does not answer: $status"; fi
      trouble=$status
      ;;
  esac
  sleep "\${WORKER_POLL_SECONDS:-5}"
done
"$(dirname "$(readlink -f "\${BASH_SOURCE[0]}")")/service" stop ${drainSeconds} && say "all services are stopped"
`;
