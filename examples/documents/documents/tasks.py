"""
The queue of documents that wait for their report: the table itself, so that it needs no service besides PostgreSQL.

A worker takes a document by moving its `due_at` into the future. If the worker dies, the document falls due again by
itself. `attempts` tells one taking from the next, so that a worker that was thought dead writes nothing any more.
"""

import logging
import signal
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from .models import Document, Report
from .reports import examine

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
# Long enough that only a dead worker ever exceeds it: see TIME_LIMIT_SECONDS.
LEASE = timedelta(minutes=10)
RETRY_AFTER = timedelta(minutes=1)
# A small PDF can be written so that it takes hours to read.
TIME_LIMIT_SECONDS = 120


def process_next():
    """Report on one waiting document; False when none waits."""
    document = claim()
    if document is None:
        return False
    if document.attempts > MAX_ATTEMPTS:
        # Each attempt ended without a word: the process was killed, perhaps for the memory that this document takes.
        logger.error("Document %s: given up after %s attempts", document.pk, MAX_ATTEMPTS)
        settle(document, status=Document.Status.FAILED)
        return True
    try:
        with time_limit(TIME_LIMIT_SECONDS), document.file.open() as file:
            findings = examine(file)
    # Whatever a file or its storage does, the worker goes on with the next document.
    except Exception:
        logger.exception("Document %s: attempt %s of %s failed", document.pk, document.attempts, MAX_ATTEMPTS)
        retry_or_fail(document)
    else:
        finish(document, findings)
    return True


@transaction.atomic
def claim():
    """Take the document that is due longest, except what another worker is taking at this moment."""
    now = timezone.now()
    document = due(now).select_for_update(skip_locked=True).first()
    if document is not None:
        document.attempts += 1
        document.due_at = now + LEASE
        document.save(update_fields=["attempts", "due_at"])
    return document


def due(now):
    return Document.objects.filter(status=Document.Status.WAITING, due_at__lte=now).order_by("due_at", "id")


@transaction.atomic
def finish(document, findings):
    if settle(document, status=Document.Status.DONE):
        Report.objects.create(document=document, **asdict(findings))
        logger.info("Document %s: report ready", document.pk)


def retry_or_fail(document):
    if document.attempts >= MAX_ATTEMPTS:
        settle(document, status=Document.Status.FAILED)
    else:
        settle(document, due_at=timezone.now() + RETRY_AFTER * document.attempts)


def settle(document, **changes):
    """Write the outcome if this taking is still the last one, and the document still there."""
    mine = Document.objects.filter(pk=document.pk, status=Document.Status.WAITING, attempts=document.attempts)
    return mine.update(**changes) == 1


@contextmanager
def time_limit(seconds):
    """Raise TimeoutError in the main thread, where signals arrive, when the block takes longer."""

    def stop(*_):
        raise TimeoutError(f"took longer than {seconds} seconds")

    previous = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
