import { listed } from "../../components/words";
import type { StepEnd } from "../model";
import type { ComposePlan, ContainerService } from "./model";
import type { WithoutEngine } from "./options";
import { isOneOff, type RunningContainer } from "./run-container";
import { within } from "./running";

/** Asks as the load balancer does: over HTTP, with the instance's address as the host. */
const request = `
import http.client, sys
client = http.client.HTTPConnection("127.0.0.1", 80, timeout=5)
try:
    client.request("GET", sys.argv[1], headers={"Host": sys.argv[2], "X-Forwarded-Proto": "https"})
    answer = client.getresponse()
    print(answer.status)
    sys.exit(0 if answer.status < 400 else 1)
except (OSError, http.client.HTTPException) as error:
    print(error)
    sys.exit(1)
`;

const healthd = "/var/log/nginx/healthd";

/** Whether a container mounts the folder that enhanced health reads. */
export const writesHealthLog = (services: readonly ContainerService[]): boolean =>
    services.some(({ mounts }) => mounts.some(({ target }) => target === healthd));

/** Asks port 80 for the health path until it answers, a container ends, or time is up; then looks for what enhanced health reads. */
export async function probe(
    { shell, python, health }: WithoutEngine,
    containers: readonly RunningContainer[],
    plan: ComposePlan,
): Promise<StepEnd> {
    if (health === undefined) {
        return { verdict: "skipped", note: "The application has no health path." };
    }
    if (containers.length === 0) {
        return { verdict: "skipped", note: "No container of the application's runs without an engine." };
    }
    const command = [`${python.venv}/bin/python`, "-c", request, health.path, health.host];
    const lasting = containers.filter(({ laid }) => !isOneOff(laid));
    const ended = Promise.race([new Promise<never>(() => undefined), ...lasting.map(({ exited }) => exited)]);
    const end = Date.now() + health.seconds * 1000;
    let answer = await shell.run(command);
    while (answer.code !== 0 && Date.now() < end && !(await within(betweenRequests, ended))) {
        answer = await shell.run(command);
    }
    const said = `GET ${health.path} on port 80: ${answer.output.trim()}`;
    const gone = lasting.filter(({ outcome }) => outcome() !== undefined);
    if (answer.code !== 0 || gone.length > 0) {
        const names = listed(gone.map(({ laid }) => laid.service.name));
        return {
            verdict: "failed",
            output: [said, ...(gone.length > 0 ? gone : lasting).map(({ output }) => output())].join("\n"),
            note:
                gone.length > 0
                    ? `By then ${names} had ended.`
                    : `It did not answer well within ${health.seconds} seconds.`,
        };
    }
    if (!writesHealthLog(plan.services)) {
        return { verdict: "ok", output: said };
    }
    const log = await healthLog(shell);
    return { ...log, output: `${said}\n${log.output ?? ""}` };
}

const betweenRequests = 0.25;

/** `$msec"$uri"$status"$request_time"$upstream_response_time"$http_x_forwarded_for`. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced-serverlogs.html */
const line = /^\d+\.\d{3}"[^"]*"\d{3}"[\d.]+"[\d., :-]+"[^"]*$/;

/** What enhanced health reads of a proxy in a container. */
export async function healthLog(shell: WithoutEngine["shell"]): Promise<StepEnd> {
    const { stdout } = await shell.run(["sh", "-c", `cat ${healthd}/application.log.????-??-??-??`]);
    const lines = stdout.trimEnd().split("\n");
    const isRead = lines.length > 0 && lines.every((each) => line.test(each));
    return {
        verdict: isRead ? "ok" : "failed",
        output: isRead ? `${healthd}: ${lines.length} in healthd's format` : stdout,
        note: isRead ? undefined : `Enhanced health finds no requests in ${healthd}.`,
    };
}
