import { provenance } from "../../written";

/** The entry point of the image. What differs between applications is in entrypoint.json beside it. */
export const entrypointScript = String.raw`"""Starts a process of the application in its container.

${provenance}

entrypoint.py web COMMAND      checks, migrates and collects static files, then becomes COMMAND
entrypoint.py service COMMAND  waits until the database is there and migrated, then becomes COMMAND
entrypoint.py health           succeeds when the web process answers
"""

import hashlib
import http.client
import json
import os
import signal
import sys
import time
from pathlib import Path

# Locks of PostgreSQL are numbers of 64 bits, in each database apart.
LOCK = int.from_bytes(hashlib.sha256(b"django-beanstalk migrate").digest()[:8], "big", signed=True)


def main(mode, *command):
    plan = json.loads(Path(__file__).with_name("entrypoint.json").read_text(encoding="utf-8"))
    if mode == "health":
        sys.exit(0 if is_healthy(plan["health"]) else 1)
    # The kernel hands process 1 only signals that it handles; without this, a stop would last until the kill.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    check_variables(plan)
    start_django()
    if mode == "web":
        prepare(plan)
    elif wait_for_database(plan["databaseWaitSeconds"]) and plan["migrate"]:
        wait_for_migrations(plan["migrationWaitSeconds"])
    become(command)


def prepare(plan):
    if plan["check"] != "off":
        run("check", deploy=True, fail_level=plan["check"])
    if wait_for_database(plan["databaseWaitSeconds"]) and plan["migrate"]:
        migrate(plan["migrationWaitSeconds"])
    if plan["collectstatic"]:
        collect_static()
    if plan["workersOfCores"]:
        # Gunicorn reads it. Four to twelve do for hundreds of requests a second, its documentation says.
        os.environ.setdefault("WEB_CONCURRENCY", str(min(2 * (os.cpu_count() or 1) + 1, 12)))


def check_variables(plan):
    unset = [name for name in plan["optional"] if not os.environ.get(name)]
    if unset:
        say("Not set, which the application does without:", ", ".join(unset))
    missing = [name for name in plan["required"] if not os.environ.get(name)]
    if missing:
        fail(
            "These environment variables are not set or empty in the container: " + ", ".join(missing),
            "Set plain ones under app.variables in the stack file, secret ones under secrets, and run pulumi up.",
            "Elastic Beanstalk writes them to .env, which the service has to name as its env_file;",
            "if the bundle holds a .env of its own, it writes none.",
        )


def start_django():
    sys.path.insert(0, os.getcwd())
    try:
        import django
        from django.core.exceptions import ImproperlyConfigured
    except ImportError as error:
        fail(f"Django cannot be imported: {error}", "Look whether requirements.txt names it.")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        fail(f"The settings {os.environ.get('DJANGO_SETTINGS_MODULE')} are wrong: {error}")


def wait_for_database(seconds):
    """Say whether there is one."""
    from django.db import Error, connection

    if connection.vendor == "unknown":
        say("The settings have no database.")
        return False
    if connection.vendor == "postgresql":
        # Without it, libpq waits for minutes for an address that does not answer at all.
        connection.settings_dict["OPTIONS"].setdefault("connect_timeout", 5)
    deadline = time.monotonic() + seconds
    last = None
    while True:
        try:
            connection.ensure_connection()
            return True
        except Error as error:
            reason = first_line(error)
        if time.monotonic() >= deadline:
            fail(
                f"The database did not answer within {seconds} seconds: {reason}",
                "Look whether it runs, whether its security group lets the instances in, and whether DATABASE_URL is right.",
            )
        if reason != last:
            say("Waiting for the database:", reason)
            last = reason
        time.sleep(1)


def migrate(seconds):
    """Run by all instances that start at once, one after the other: the second finds nothing left to do."""
    from django.db import connection, connections

    if connection.vendor != "postgresql":
        say(f"Migrating without a lock, which {connection.vendor} lacks: two instances that start at once may collide.")
        run("migrate", interactive=False)
        return
    # A session of its own holds the lock until this process ends: a migration may close the other one.
    session = connections.create_connection("default")
    session.connect()
    session.set_autocommit(True)
    lock(session, seconds)
    run("migrate", interactive=False)
    unlock(session)


def lock(session, seconds):
    deadline = time.monotonic() + seconds
    told = False
    # Asks again and again. A query that waits for the lock holds a snapshot, and CREATE INDEX CONCURRENTLY in the other
    # instance's migration waits for all snapshots to end: neither would ever.
    while not ask(session, "SELECT pg_try_advisory_lock(%s)"):
        if time.monotonic() >= deadline:
            fail(
                f"Another instance has been migrating the database for {seconds} seconds.",
                "Look into its log; pg_stat_activity tells who holds the lock.",
            )
        if not told:
            say("Waiting for another instance, which migrates the database.")
            told = True
        time.sleep(1)


def unlock(session):
    from django.db import Error

    try:
        kept = ask(session, "SELECT pg_advisory_unlock(%s)")
    except Error:
        kept = False
    if not kept:
        say("The lock was lost during the migration: look for idle_session_timeout, or a pooler between here and PostgreSQL.")
    session.close()


def ask(session, query):
    with session.cursor() as cursor:
        cursor.execute(query, [LOCK])
        return cursor.fetchone()[0]


def wait_for_migrations(seconds):
    """Processes beside the web process leave migrating to it."""
    deadline = time.monotonic() + seconds
    told = False
    while True:
        try:
            run("migrate", check_unapplied=True, interactive=False)
            return
        except SystemExit as end:
            # Some are missing. Any other end is that of a container that is being stopped.
            if end.code != 1:
                raise
        if time.monotonic() >= deadline:
            fail(f"The web process has not migrated the database within {seconds} seconds.", "Look into its log.")
        if not told:
            say("Waiting for the web process, which migrates the database.")
            told = True
        time.sleep(1)


def collect_static():
    from django.apps import apps
    from django.core.exceptions import ImproperlyConfigured

    if not apps.is_installed("django.contrib.staticfiles"):
        say("The settings have no django.contrib.staticfiles: nothing to collect.")
        return
    try:
        run("collectstatic", interactive=False)
    except (ImproperlyConfigured, OSError) as error:
        fail(
            f"collectstatic failed: {error}",
            "STATIC_ROOT in the settings has to be the folder that app.static.root names, relative to manage.py.",
        )


def run(name, **options):
    """A command of manage.py, in this process."""
    from django.core.management import CommandError, call_command

    try:
        call_command(name, **options)
    except CommandError as error:
        fail(str(error), f"manage.py {name} failed.")


def become(command):
    from django.db import connections

    connections.close_all()
    say("Starting", command[0])
    sys.stdout.flush()
    sys.stderr.flush()
    try:
        os.execvp(command[0], command)
    except OSError as error:
        fail(f"{command[0]} cannot be started: {error.strerror}", "Look whether requirements.txt names its package.")


def is_healthy(health):
    """As the load balancer asks, with an allowed host and as if by HTTPS, so that no redirect answers."""
    client = http.client.HTTPConnection("127.0.0.1", health["port"], timeout=5)
    try:
        client.request("GET", health["path"], headers={"Host": health["host"], "X-Forwarded-Proto": "https"})
        return client.getresponse().status < 400
    except (OSError, http.client.HTTPException):
        return False


def first_line(error):
    """Drivers name hosts and users there, and never a password."""
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def say(*words):
    print("django-beanstalk:", *words, flush=True)


def fail(*lines):
    for line in lines:
        print("django-beanstalk:", line, file=sys.stderr, flush=True)
    sys.exit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
`;
