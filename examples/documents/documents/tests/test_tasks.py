import logging
import signal
from datetime import timedelta
from io import StringIO
from unittest import mock

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import OperationalError, ProgrammingError, connection
from django.db.backends.postgresql.base import DatabaseWrapper
from django.test import SimpleTestCase, TestCase
from django.utils import timezone

from documents import tasks
from documents.management.commands.process_documents import PAUSE_SECONDS, Command
from documents.models import Document, Report
from documents.reports import examine

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


class TaskTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.ada = get_user_model().objects.create_user("ada")

    def setUp(self):
        self.enterContext(self.settings(STORAGES=STORAGES))
        self.enterContext(mock.patch.object(logging.getLogger("documents.tasks"), "propagate", False))

    def document(self, content=b"wheels and levers", **fields):
        return Document.objects.create(owner=self.ada, name="plan.txt", file=ContentFile(content, "plan.txt"), **fields)

    def later(self, **delta):
        """From here on, that much time has passed."""
        now = timezone.now() + timedelta(**delta)
        self.enterContext(mock.patch("documents.tasks.timezone.now", return_value=now))

    def failing(self, error):
        return mock.patch("documents.tasks.examine", side_effect=error)


class ProcessTests(TaskTestCase):
    def test_reports_on_a_waiting_document(self):
        document = self.document()
        with self.assertLogs("documents.tasks", "INFO") as log:
            self.assertIs(tasks.process_next(), True)
        document.refresh_from_db()
        self.assertEqual((document.status, document.attempts), ("done", 1))
        self.assertEqual((document.report.size, document.report.words), (17, 3))
        self.assertEqual(log.output, [f"INFO:documents.tasks:Document {document.pk}: report ready"])

    def test_says_when_nothing_waits(self):
        self.document(status=Document.Status.DONE)
        self.document(status=Document.Status.FAILED)
        self.document(due_at=timezone.now() + timedelta(seconds=5))
        self.assertIs(tasks.process_next(), False)

    def test_takes_the_one_that_is_due_longest(self):
        now = timezone.now()
        second = self.document(due_at=now - timedelta(minutes=1))
        first = self.document(due_at=now - timedelta(minutes=2))
        third = self.document(due_at=now - timedelta(minutes=1))
        self.assertEqual([tasks.claim() for _ in range(4)], [first, second, third, None])

    def test_a_failure_is_tried_again_later_and_in_the_end_given_up(self):
        document = self.document()
        for attempt, minutes in [(1, 0), (2, 1), (3, 3)]:
            self.later(minutes=minutes, seconds=1)
            with self.failing(OSError("no such bucket")), self.assertLogs("documents.tasks", "ERROR") as log:
                self.assertIs(tasks.process_next(), True)
            self.assertIn(f"attempt {attempt} of 3 failed", log.output[0])
            self.assertIs(tasks.process_next(), False)
        document.refresh_from_db()
        self.assertEqual((document.status, document.attempts), ("failed", 3))

    def test_a_file_that_is_gone_fails_like_any_other(self):
        document = self.document()
        document.file.storage.delete(document.file.name)
        with self.assertLogs("documents.tasks", "ERROR"):
            self.assertIs(tasks.process_next(), True)

    def test_a_failure_does_not_stop_the_next_document(self):
        self.document(due_at=timezone.now() - timedelta(minutes=1))
        good = self.document()
        with self.failing(RecursionError()), self.assertLogs("documents.tasks", "ERROR"):
            tasks.process_next()
        tasks.process_next()
        self.assertEqual(Report.objects.get().document, good)


class DeadWorkerTests(TaskTestCase):
    def test_what_it_held_falls_due_again(self):
        document = self.document()
        tasks.claim()
        self.assertIsNone(tasks.claim())
        self.later(minutes=10, seconds=1)
        self.assertEqual(tasks.claim(), document)

    def test_one_that_was_only_slow_writes_nothing_any_more(self):
        document = self.document()
        slow = tasks.claim()
        self.later(minutes=10, seconds=1)
        quick = tasks.claim()
        tasks.retry_or_fail(slow)
        tasks.finish(quick, examine(ContentFile(b"quick")))
        tasks.finish(slow, examine(ContentFile(b"slow")))
        document.refresh_from_db()
        self.assertEqual((document.status, document.report.excerpt), ("done", "quick"))

    def test_a_document_that_kills_every_worker_is_given_up(self):
        document = self.document(attempts=tasks.MAX_ATTEMPTS)
        with self.assertLogs("documents.tasks", "ERROR"):
            self.assertIs(tasks.process_next(), True)
        document.refresh_from_db()
        self.assertEqual(document.status, "failed")

    def test_a_document_deleted_meanwhile_gets_no_report(self):
        document = self.document()
        claimed = tasks.claim()
        document.delete()
        tasks.finish(claimed, examine(ContentFile(b"late")))
        self.assertFalse(Report.objects.exists())


class QueueQueryTests(SimpleTestCase):
    def test_on_postgresql_workers_skip_what_another_is_taking(self):
        postgresql = DatabaseWrapper(connection.settings_dict | {"NAME": "documents", "OPTIONS": {}})
        query = tasks.due(timezone.now()).select_for_update(skip_locked=True)[:1].query
        with mock.patch.object(postgresql, "get_autocommit", return_value=False):
            sql, _ = query.get_compiler(connection=postgresql).as_sql()
        self.assertRegex(sql, r"ORDER BY .*due_at. ASC, .*id. ASC LIMIT 1 FOR UPDATE SKIP LOCKED$")


class TimeLimitTests(SimpleTestCase):
    def test_ends_what_takes_too_long(self):
        with self.assertRaisesMessage(TimeoutError, "took longer than 60 seconds"), tasks.time_limit(60):
            signal.raise_signal(signal.SIGALRM)

    def test_leaves_no_timer_and_no_handler_behind(self):
        before = signal.getsignal(signal.SIGALRM)
        with tasks.time_limit(60):
            self.assertGreater(signal.getitimer(signal.ITIMER_REAL)[0], 0)
        self.assertEqual(signal.getitimer(signal.ITIMER_REAL), (0, 0))
        self.assertIs(signal.getsignal(signal.SIGALRM), before)


class CommandTests(TaskTestCase):
    def setUp(self):
        super().setUp()
        # The tests' transaction would end with the connection.
        self.enterContext(mock.patch("documents.management.commands.process_documents.close_old_connections"))
        for number in (signal.SIGTERM, signal.SIGINT):
            self.addCleanup(signal.signal, number, signal.getsignal(number))

    def run_until(self, *steps):
        """Run the command with these steps; an exception is raised, and the last one is followed by SIGTERM."""
        steps = list(steps)

        def step():
            outcome = steps.pop(0)
            if not steps:
                signal.raise_signal(signal.SIGTERM)
            if isinstance(outcome, Exception):
                raise outcome
            return outcome

        module = "documents.management.commands.process_documents"
        with (
            mock.patch(f"{module}.process_next", side_effect=step),
            mock.patch(f"{module}.time.sleep") as sleep,
            self.assertLogs(module, "INFO") as log,
        ):
            call_command("process_documents")
        self.assertEqual(steps, [])
        self.assertIn("Stopped", log.output[-1])
        return sleep.mock_calls, log.output

    def test_once_works_through_what_waits_and_ends(self):
        for _ in range(3):
            self.document()
        call_command("process_documents", "--once")
        self.assertEqual(Report.objects.count(), 3)

    def test_pauses_only_when_nothing_waits_and_ends_with_sigterm(self):
        pauses, _ = self.run_until(True, False, True, True)
        self.assertEqual(pauses, [mock.call(PAUSE_SECONDS)])

    def test_waits_for_a_database_that_is_away_or_not_migrated_yet(self):
        errors = [OperationalError("connection refused"), ProgrammingError('relation "documents_document"\nLINE 1')]
        pauses, log = self.run_until(*errors, False)
        self.assertEqual(len(pauses), 2)
        self.assertTrue(log[1].endswith("trying again: connection refused"))
        self.assertTrue(log[2].endswith('trying again: relation "documents_document"'))

    def test_once_tells_such_an_error_by_failing(self):
        with (
            mock.patch(
                "documents.management.commands.process_documents.process_next", side_effect=OperationalError("refused")
            ),
            self.assertRaises(OperationalError),
        ):
            call_command("process_documents", "--once")

    def test_explains_itself(self):
        output = StringIO()
        Command(stdout=output).create_parser("manage.py", "process_documents").print_help(output)
        self.assertIn("Runs until SIGTERM", output.getvalue())


class TransactionTests(TaskTestCase):
    def test_no_transaction_is_open_while_a_document_is_read(self):
        self.document()
        outside = len(connection.savepoint_ids)
        depths = []

        def reading(file):
            depths.append(len(connection.savepoint_ids))
            return examine(file)

        with mock.patch("documents.tasks.examine", side_effect=reading):
            tasks.process_next()
        self.assertEqual(depths, [outside])
