import { hook } from "../factories/scripts";
import type { HookScript } from "../model";
import { shellWord } from "../shell";

/** What is asked of the new version before a deployment counts as done. */
export interface ProbePlan {
    readonly path: string;
    /** Answers that count as healthy: `200`, `200-299`. */
    readonly codes: readonly string[];
    readonly seconds: number;
    readonly as: Asker;
    /** What the application writes to standard output, on the instance. */
    readonly log: string;
}

/**
 * Whose request it resembles. A load balancer's health check names the instance's address as its host and does not say by what protocol a user
 * came; everyone else asks for a site.
 */
export type Asker =
    | { readonly kind: "loadBalancer" }
    | { readonly kind: "client"; readonly host: string; readonly https: boolean }
    | { readonly kind: "queueDaemon" };

/**
 * Asks the application on the instance, through the proxy, until it answers as a healthy one. Without it a deployment of an application that does not
 * start looks well until the load balancer's checks have failed. A rolling deployment ends with the first instance where it fails.
 */
export function healthProbe({ path, codes, seconds, as, log }: ProbePlan): HookScript {
    const body = `url=${shellWord(`http://127.0.0.1${path}`)}
codes=(${codes.map(shellWord).join(" ")})
seconds=${seconds}
log_of_application=${shellWord(log)}
${request(as)}
${asking}${explaining}`;
    return hook("postdeploy", "90-health", {
        reason: "fails a deployment whose application does not answer on the instance",
        onConfigurationChange: true,
        body,
    });
}

function request(as: Asker): string {
    switch (as.kind) {
        case "loadBalancer":
            return `host=$(hostname -I | cut -d ' ' -f 1) || host=
request=(--user-agent ELB-HealthChecker/2.0 --header "Host: \${host:-127.0.0.1}")`;
        case "client": {
            const forwarded = as.https ? ` --header ${shellWord("X-Forwarded-Proto: https")}` : "";
            return `request=(--user-agent django-beanstalk --header ${shellWord(`Host: ${as.host}`)}${forwarded})`;
        }
        case "queueDaemon":
            return `request=(--user-agent aws-sqsd/3.0 --header ${shellWord("Host: localhost")})`;
    }
}

/** A proxy that the application uses for the world outside is not asked. */
const asking = `healthy() {
  local range
  for range in "\${codes[@]}"; do
    if [ "$1" -ge "\${range%-*}" ] && [ "$1" -le "\${range#*-}" ]; then
      return 0
    fi
  done
  return 1
}
echo "Asking $url for up to $seconds seconds; healthy is \${codes[*]}."
while true; do
  status=$(curl --silent --noproxy '*' --output /dev/null --max-time 10 --write-out '%{http_code}' "\${request[@]}" "$url") || status=000
  if healthy "$status"; then
    echo "The application answered $status after $SECONDS seconds."
    exit 0
  fi
  if [ "$SECONDS" -ge "$seconds" ]; then
    break
  fi
  sleep 2
done
`;

const explaining = `case "$status" in
  000) reason="nothing answered: the proxy does not run, or the application took more than 10 seconds" ;;
  400) reason="400: Django refuses the Host of the request; look at ALLOWED_HOSTS" ;;
  301 | 302 | 307 | 308) reason="$status: it redirects; exempt the health path from SECURE_SSL_REDIRECT and from the login" ;;
  401 | 403) reason="$status: the health path has to answer without a login" ;;
  404) reason="404: there is no such path; set app.healthPath in the stack file" ;;
  502 | 503 | 504) reason="$status: the proxy does not reach the application, which did not start or hangs" ;;
  5??) reason="$status: an error of the application; see its log below" ;;
  *) reason="$status" ;;
esac
{
  echo "The application did not become healthy on $url within $seconds seconds. Its last answer: $reason."
  echo "The last lines of $log_of_application:"
  tail -n 60 "$log_of_application" 2>/dev/null || echo "(there is no such log: the application did not start)"
  case "$status" in
    000 | 502 | 503 | 504)
      echo "The last lines of /var/log/nginx/error.log:"
      tail -n 5 /var/log/nginx/error.log 2>/dev/null || echo "(there is no such log: the proxy is another one, or did not start)"
      ;;
  esac
  echo "If it only needs longer to start, raise app.deploy.probeSeconds in the stack file."
} >&2
exit 1
`;
