import type { Settings } from "../../components/settings";
import { jobLog } from "../../ebextensions/recipes/logs";
import { unitCommand } from "../../ebextensions/systemd";
import { systemctl } from "../systemd/systemctl";
import type { SimulatedInstance } from "../world/simulated-instance";

/** What instances said of a job at one of its times. */
export interface DueJob {
    readonly job: string;
    /** By instance; one that ran it first. */
    readonly said: readonly { readonly instance: SimulatedInstance; readonly ran: boolean; readonly words: string }[];
    /** Resolves when all instances have let go of the job, for which the one that ran it takes its time. */
    readonly over: Promise<unknown>;
}

/** Lets a time of every job come, on these instances at once, and waits until each instance has run it or left it. */
export async function dueJobs({ app }: Settings, instances: readonly SimulatedInstance[]): Promise<DueJob[]> {
    const time = new Date(Math.floor(Date.now() / 1000) * 1000);
    return Promise.all(
        Object.entries(app.jobs).map(async ([job, { schedule, timeoutSeconds }]) => {
            const due = await Promise.all(
                instances.map(async (instance) => {
                    await setClock(instance, job, schedule, time);
                    return { instance, ...(await elapse(instance, job, timeoutSeconds)) };
                }),
            );
            const said = due.map(({ instance, words }) => ({ instance, words, ran: words.includes(" starts") }));
            said.sort((a, b) => Number(b.ran) - Number(a.ran));
            return { job, said, over: Promise.all(due.map(({ over }) => over)) };
        }),
    );
}

const unit = (job: string) => `django-beanstalk-job-${job}`;

/** A job is told its schedule to find out for which time it runs. A drop-in tells it one whose time is now; timer and unit stay as they were deployed. */
async function setClock(instance: SimulatedInstance, job: string, schedule: string, time: Date): Promise<void> {
    const file = `/etc/systemd/system/${unit(job)}.service`;
    const { stdout } = await instance.instance.run(["sh", "-c", 'grep "^ExecStart=" "$0"', file]);
    const now = `${time.toISOString().slice(0, 19).replace("T", " ")} UTC`;
    const told = (text: string) => unitCommand([`--schedule=${text}`]);
    const input = `[Service]\nExecStart=\n${stdout.replace(told(schedule), () => told(now))}`;
    const write = 'mkdir -p "$0" && cat >"$0/rehearsal.conf"';
    await instance.instance.run(["sh", "-c", write, `${file}.d`], { input });
    await systemctl(instance.init, ["daemon-reload"]);
}

/** The job's own words: what it says when it has begun is not its end. */
const ends = "has ended with|runs on another instance|is not run|is ended";

async function elapse(instance: SimulatedInstance, job: string, timeoutSeconds: number) {
    const log = jobLog(job);
    const { stdout: lines } = await instance.instance.run(["sh", "-c", 'cat "$0" 2>/dev/null | wc -l', log]);
    const first = String(Number(lines) + 1);
    const over = instance.init.fire(`${unit(job)}.timer`).then(
        (end) => (end.ok ? "" : end.error),
        // The instance is lost, or has no such timer.
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    const heard = instance.instance.run([
        "timeout",
        String(timeoutSeconds + 60),
        "bash",
        "-c",
        'until tail -n "+$1" "$0" 2>/dev/null | grep -qE "$2"; do sleep 0.2; done',
        log,
        first,
        ends,
    ]);
    const problem = await Promise.race([over, heard.then(() => "")]);
    const { stdout: words } = await instance.instance.run(["tail", "-n", `+${first}`, log]);
    return { over, words: words === "" ? problem : words };
}
