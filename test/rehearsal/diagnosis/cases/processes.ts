import type { FailureCase } from "../failure-case";

export const processesCases: readonly FailureCase[] = [
    {
        rule: "worker-out-of-memory",
        step: { phase: "processes", file: "Procfile", line: 1 },
        log: `[2026-11-21 21:20:04 +0000] [14777] [ERROR] Worker (pid:14789) was sent SIGKILL! Perhaps out of memory?`,
        place: "Procfile:1",
        cause: "A worker of Gunicorn was killed from outside, most likely because memory ran out.",
        advice: "Lower app.web.workers, take a larger instance type, or give a small instance environment.instances.swapMb in the stack file.",
    },
    {
        rule: "worker-timeout",
        step: { phase: "health" },
        log: `[2026-11-21 21:20:07 +0000] [14777] [CRITICAL] WORKER TIMEOUT (pid:14806)
[2026-11-21 21:20:07 +0000] [14806] [ERROR] Error handling request GET /slow
Traceback (most recent call last):
  File "/var/app/current/config/slow.py", line 4, in application
    time.sleep(30)
SystemExit: 1`,
        place: "config/slow.py:4",
        cause: "A request took longer than Gunicorn allows, and its worker was ended.",
        advice: "Find out what it waits for (a database or service without a time-out of its own), give long work to a process (app.processes), or raise app.web.timeoutSeconds in the stack file.",
    },
    {
        rule: "application-port-in-use",
        step: { phase: "processes", file: "Procfile", line: 1 },
        log: `[2026-11-21 21:15:34 +0000] [11957] [ERROR] Connection in use: ('127.0.0.1', 8000)
[2026-11-21 21:15:34 +0000] [11957] [ERROR] connection to ('127.0.0.1', 8000) failed: [Errno 98] Address already in use
[2026-11-21 21:15:35 +0000] [11957] [ERROR] Connection in use: ('127.0.0.1', 8000)
[2026-11-21 21:15:35 +0000] [11957] [ERROR] connection to ('127.0.0.1', 8000) failed: [Errno 98] Address already in use
[2026-11-21 21:15:36 +0000] [11957] [ERROR] Connection in use: ('127.0.0.1', 8000)
[2026-11-21 21:15:36 +0000] [11957] [ERROR] connection to ('127.0.0.1', 8000) failed: [Errno 98] Address already in use
[2026-11-21 21:15:37 +0000] [11957] [ERROR] Connection in use: ('127.0.0.1', 8000)
[2026-11-21 21:15:37 +0000] [11957] [ERROR] connection to ('127.0.0.1', 8000) failed: [Errno 98] Address already in use
[2026-11-21 21:15:38 +0000] [11957] [ERROR] Connection in use: ('127.0.0.1', 8000)
[2026-11-21 21:15:38 +0000] [11957] [ERROR] connection to ('127.0.0.1', 8000) failed: [Errno 98] Address already in use
[2026-11-21 21:15:39 +0000] [11957] [ERROR] Can't connect to ('127.0.0.1', 8000)`,
        place: "Procfile:1",
        cause: "Another process listens on ('127.0.0.1', 8000) already.",
        advice: "Have one process named web; others of the Procfile must not bind its port. Stop what an own hook has started.",
    },
    {
        rule: "worker-failed-to-boot",
        step: { phase: "processes", file: "Procfile", line: 1 },
        log: `[2026-11-21 21:15:32 +0000] [11951] [ERROR] Shutting down: Master
[2026-11-21 21:15:32 +0000] [11951] [ERROR] Reason: Worker failed to boot.`,
        place: "Procfile:1",
        cause: "The application failed while Gunicorn loaded it (Worker failed to boot); the exception stands above that line.",
        advice: "Correct what the exception names; manage.py check with the settings of production usually shows the same.",
    },
    {
        rule: "killed",
        step: { phase: "requirements", file: "requirements.txt", exitCode: 137 },
        log: `Collecting pandas==2.3.3
Killed`,
        place: "requirements.txt",
        cause: "The command was killed by SIGKILL (exit code 137): memory ran out, or someone killed it.",
        advice: "Take a larger instance type, or give a small instance environment.instances.swapMb in the stack file.",
    },
    {
        rule: "process-ended",
        step: { phase: "processes", name: "worker", file: "Procfile", line: 2, exitCode: 0 },
        log: `[2026-11-21 21:15:32 +0000] daemon started`,
        place: "Procfile:2",
        cause: "The process worker ended by itself, without an error; the platform starts it again and again.",
        advice: "A process of the Procfile must not end or go to the background: no --daemon. Short jobs go under app.jobs in the stack file.",
    },
];
