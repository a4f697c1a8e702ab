"""Deletes expired sessions of a Django application, as `manage.py clearsessions` does, without the application.

Runs until SIGTERM. DATABASE_URL names the database; SWEEP_SECONDS is the pause between two rounds (3600 without it).
"""

import logging
import os
import signal
import sys
import threading

import psycopg

logger = logging.getLogger("sweeper")

# Few rows at a time, so that no lock is held for long.
BATCH = 1000
DELETE = """
    DELETE FROM django_session WHERE session_key IN (
        SELECT session_key FROM django_session WHERE expire_date < now() LIMIT %s FOR UPDATE SKIP LOCKED
    )
"""


def sweep(url, stopping):
    """Delete what has expired; the number of sessions."""
    deleted = 0
    with psycopg.connect(url, connect_timeout=10, autocommit=True) as connection:
        while not stopping.is_set():
            count = connection.execute(DELETE, (BATCH,)).rowcount
            deleted += count
            if count < BATCH:
                break
    return deleted


def main():
    logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(levelname)s %(message)s")
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    url = os.environ["DATABASE_URL"]
    pause = float(os.environ.get("SWEEP_SECONDS", "3600"))
    logger.info("Sweeping every %g s", pause)
    while not stopping.is_set():
        try:
            logger.info("Deleted %d expired sessions", sweep(url, stopping))
        except psycopg.Error as error:
            # The database is away, or not migrated yet. What it says may hold its address, and no password.
            logger.warning("The database does not answer as expected, trying again: %s", str(error).partition("\n")[0])
        stopping.wait(pause)
    logger.info("Stopped")


if __name__ == "__main__":
    main()
