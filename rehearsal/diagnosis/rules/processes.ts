import { during } from "../during";
import { inOutput, type KnownFailure } from "../rule";

const phases = during.running;

/** Why a process of the Procfile does not stay. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.build-proc.html */
export const processRules: readonly KnownFailure[] = [
    {
        name: "worker-out-of-memory",
        phases,
        matches: inOutput(/Worker \(pid:(?<pid>\d+)\) was sent SIGKILL! Perhaps out of memory\?/),
        cause: "A worker of Gunicorn was killed from outside, most likely because memory ran out.",
        advice: "Lower app.web.workers, take a larger instance type, or give a small instance environment.instances.swapMb in the stack file.",
    },
    {
        name: "worker-timeout",
        phases,
        matches: inOutput(/\[CRITICAL\] WORKER TIMEOUT \(pid:(?<pid>\d+)\)/),
        cause: "A request took longer than Gunicorn allows, and its worker was ended.",
        advice: "Find out what it waits for (a database or service without a time-out of its own), give long work to a process (app.processes), or raise app.web.timeoutSeconds in the stack file.",
    },
    {
        name: "application-port-in-use",
        phases,
        matches: inOutput(/Connection in use: \((?<address>'[^']+', \d+)\)/),
        cause: "Another process listens on ({address}) already.",
        advice: "Have one process named web; others of the Procfile must not bind its port. Stop what an own hook has started.",
    },
    {
        name: "worker-failed-to-boot",
        phases,
        matches: inOutput(/(?<reason>Worker failed to boot|App failed to load)/),
        cause: "The application failed while Gunicorn loaded it ({reason}); the exception stands above that line.",
        advice: "Correct what the exception names; manage.py check with the settings of production usually shows the same.",
    },
    {
        name: "process-not-found",
        phases,
        matches: inOutput(/django-beanstalk: (?<program>\S+) cannot be started: (?<reason>[^\n]+)/),
        cause: "The container cannot start {program}: {reason}.",
        advice: "Name its package in requirements.txt, or correct the command (app.processes, or the command of the service in an own compose file).",
    },
    {
        name: "killed",
        phases: during.anything,
        matches: ({ exitCode }) => (exitCode === 137 ? {} : undefined),
        cause: "The command was killed by SIGKILL (exit code 137): memory ran out, or someone killed it.",
        advice: "Take a larger instance type, or give a small instance environment.instances.swapMb in the stack file.",
    },
    {
        name: "process-ended",
        phases: ["processes"],
        matches: ({ exitCode }) => (exitCode === 0 ? {} : undefined),
        cause: "The process {name} ended by itself, without an error; the platform starts it again and again.",
        advice: "A process of the Procfile must not end or go to the background: no --daemon. Short jobs go under app.jobs in the stack file.",
    },
];
