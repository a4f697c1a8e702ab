import { plainFile } from "../factories/scripts";
import type { PlainFile } from "../model";
import { provenance } from "../written";

export const runnerPath = "django-beanstalk/run_job.py";

/**
 * Runs a command on one instance, whichever comes first. The lock alone would let an instance in that comes when the first one has finished; so the first
 * keeps it until none may come any more, and one that comes too late stays out. Then a command runs at most once at each of its times, as long as clocks
 * differ by less than HOLD - LATE, and it is not run at all when every instance comes too late.
 *
 * What remains: a lock ends with its connection. When the database restarts while a command runs, the next time of the schedule may find it still running.
 *
 * https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
 */
export const jobRunner = (): PlainFile =>
    plainFile(runnerPath, { reason: "runs a scheduled job on the instance that gets its lock", content: script });

const script = `"""Runs a management command of Django at the times of a schedule, on the one instance that gets the lock.

${provenance}
"""

import argparse
import os
import subprocess
import sys
import time
from datetime import datetime, timezone

# Seconds. An instance may be so late for a time of the schedule, ...
LATE = 40
# ... and the one that has the lock keeps it for so long after that time. Two times are 60 seconds apart or more.
HOLD = 50

# What a service has of its own.
OWN = {"HOME", "LOGNAME", "OLDPWD", "PATH", "PWD", "SHELL", "SHLVL", "USER", "_"}


def main():
    args = arguments()
    take_variables(args.variables)
    if args.key is None:
        say(args.job, "starts")
        return run(args)
    due = due_time(args.schedule)
    if due is None:
        say(args.job, f"is not run: no time of {args.schedule!r} lies in the last {LATE} seconds")
        return 1
    lock = take_lock(args.key)
    if lock is None:
        say(args.job, "runs on another instance")
        return 0
    if time.time() > due + LATE:
        lock.close()
        say(args.job, "is not run: the lock came too late, and another instance may have run it")
        return 0
    say(args.job, "starts")
    try:
        return run(args)
    finally:
        time.sleep(max(0, due + HOLD - time.time()))
        lock.close()


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--job", required=True)
    parser.add_argument("--schedule", required=True)
    parser.add_argument("--key", type=int, help="number of the lock; without it there is none")
    parser.add_argument("--timeout", type=int, required=True)
    parser.add_argument("--variables", required=True, help="file of the environment's variables")
    parser.add_argument("command", nargs="+")
    return parser.parse_args()


def take_variables(path):
    """What the hook found in its environment, each ended by a NUL byte."""
    with open(path, "rb") as file:
        for entry in file.read().split(b"\\0"):
            name, equals, value = entry.partition(b"=")
            if equals and name.decode(errors="replace") not in OWN:
                os.environb[name] = value
    os.environ["PATH"] = os.path.dirname(sys.executable) + os.pathsep + os.environ.get("PATH", os.defpath)


def due_time(schedule):
    """The time of the schedule for which this is the run, or None. Every instance finds the same one."""
    since = int(time.time()) - LATE
    answer = subprocess.run(
        ["systemd-analyze", "calendar", f"--base-time=@{since}", schedule],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "LC_ALL": "C", "TZ": "UTC"},
    ).stdout
    fields = dict(line.strip().split(": ", 1) for line in answer.splitlines() if ": " in line)
    found = fields.get("Next elapse", "never")
    if found == "never":
        return None
    due = datetime.strptime(found, "%a %Y-%m-%d %H:%M:%S UTC").replace(tzinfo=timezone.utc).timestamp()
    return due if due <= time.time() else None


def take_lock(key):
    """A connection of its own that has the lock, or None when another one has it."""
    sys.path.insert(0, os.getcwd())
    import django

    django.setup()
    from django.db import connections

    lock = connections["default"].copy()
    if lock.vendor != "postgresql":
        raise SystemExit(f"A job with a lock needs PostgreSQL, and the default database is {lock.vendor}.")
    # A pool could lend the connection, and with it the lock, to someone else.
    lock.settings_dict["OPTIONS"].pop("pool", None)
    with lock.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        taken = cursor.fetchone()[0]
    if not taken:
        lock.close()
        return None
    return lock


def run(args):
    started = time.monotonic()
    child = subprocess.Popen([sys.executable, "manage.py", *args.command])
    try:
        code = child.wait(args.timeout)
    except subprocess.TimeoutExpired:
        say(args.job, f"is ended: it has not finished within {args.timeout} s")
        child.terminate()
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
        return 124
    say(args.job, f"has ended with {code} after {time.monotonic() - started:.0f} s")
    return code if code >= 0 else 128 - code


def say(job, text):
    print(f"{datetime.now(timezone.utc):%Y-%m-%dT%H:%M:%SZ} {job} {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
`;
