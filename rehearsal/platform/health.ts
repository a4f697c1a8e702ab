import { containerLog } from "../docker/options";
import type { Outcome } from "../model";
import { step } from "./command-step";
import { Deployment, Part, Target } from "./target";

/** The application has to answer by then; the load balancer asks more patiently. A redirect or a refusal is its answer, and stays so. */
const patienceSeconds = 30;

/**
 * Asks the health path through the proxy as the load balancer does: with the instance's address as host.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export const health: Part = (target, deployment) => {
    const { health: wanted } = deployment;
    if (wanted === undefined) {
        return Promise.resolve(true);
    }
    return step(target, deployment, { phase: "health", name: `GET ${wanted.path}` }, () => ask(target, wanted));
};

const script = `
path=$1; seconds=$2; log=$3; shift 3
while true; do
  status=$(curl --silent --output /dev/null --max-time 10 --noproxy '*' --write-out '%{http_code}' \\
    --user-agent ELB-HealthChecker/2.0 --header "Host: $(hostname -I | cut -d ' ' -f 1)" "http://127.0.0.1$path") || status=000
  for range in "$@"; do
    if [ "$status" -ge "\${range%-*}" ] && [ "$status" -le "\${range#*-}" ]; then
      echo "answered $status"
      exit 0
    fi
  done
  case $status in 3??|4??) break ;; esac
  if [ "$SECONDS" -ge "$seconds" ]; then break; fi
  sleep 0.2
done
echo "answered $status; healthy is $*"
echo "The last lines of $log:"
tail -n 60 "$log"
case "$status" in
  000 | 502 | 503 | 504)
    echo "The last lines of /var/log/nginx/error.log:"
    tail -n 5 /var/log/nginx/error.log 2>/dev/null
    ;;
esac
exit 1`;

function ask({ shell, docker }: Target, { path, codes }: NonNullable<Deployment["health"]>): Promise<Outcome> {
    const log = docker === undefined ? "/var/log/web.stdout.log" : containerLog;
    return shell.run(["bash", "-c", script, "health", path, String(patienceSeconds), log, ...codes]);
}
