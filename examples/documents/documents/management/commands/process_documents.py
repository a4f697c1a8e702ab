import logging
import signal
import time

from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections

from documents.tasks import process_next

logger = logging.getLogger(__name__)

# Less than the ten seconds that Docker gives a container to end.
PAUSE_SECONDS = 2


class Command(BaseCommand):
    help = "Makes the reports on uploaded documents. Runs until SIGTERM; any number may run at the same time."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="end when nothing waits")

    def handle(self, *, once, **options):
        self.stopping = False
        if not once:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, self.stop)
            logger.info("Waiting for documents")
        while not self.stopping:
            if not self.step(once) and not self.stopping:
                if once:
                    return
                time.sleep(PAUSE_SECONDS)
        logger.info("Stopped")

    def stop(self, number, frame):
        """The document in hand is finished first. If the process is killed over it, it falls due again."""
        self.stopping = True

    def step(self, once):
        """Process a document; False when it is time for a pause."""
        close_old_connections()
        try:
            return process_next()
        except Error as error:
            # The database is away, or the container beside this one has not migrated it yet.
            if once:
                raise
            logger.warning("The database does not answer as expected, trying again: %s", str(error).partition("\n")[0])
            return False
