from datetime import timedelta
from unittest import mock
from urllib.parse import parse_qs, urlsplit

from botocore.exceptions import ClientError, NoCredentialsError
from django.contrib.auth import get_user_model
from django.test import TestCase, override_settings
from django.utils import timezone

from accounting import api
from accounting.models import Connection
from accounting.tokens import Tokens
from documents.models import Document, Report

PAGE = "/accounting/"
CALLBACK = "http://testserver/accounting/callback/"


def tokens(minutes=30, access="access", refresh="refresh"):
    return Tokens(access, refresh, timezone.now() + timedelta(minutes=minutes))


@override_settings(
    INTEGRATION_PARAMETER_PREFIX="/documents-test",
    ACCOUNTING_URL="https://accounting.test",
    ACCOUNTING_CLIENT_ID="id",
    ACCOUNTING_CLIENT_SECRET="secret",
)
class AccountingTestCase(TestCase):
    """SSM and the accounting service are the dictionary `kept` and the mock `service`."""

    @classmethod
    def setUpTestData(cls):
        cls.ada = get_user_model().objects.create_user("ada")
        cls.ben = get_user_model().objects.create_user("ben")

    def setUp(self):
        self.kept = {}
        for name, stand_in in {
            "save": self.kept.__setitem__,
            "load": self.kept.get,
            "delete": lambda pk: self.kept.pop(pk, None),
        }.items():
            self.enterContext(mock.patch(f"accounting.tokens.{name}", side_effect=stand_in))
        self.service = mock.Mock()
        self.service.exchange.side_effect = lambda code, uri: tokens(access=f"access for {code}")
        self.service.organisation.return_value = "Mill & Sons"
        for name in ("exchange", "refresh", "revoke", "organisation", "attach"):
            self.enterContext(mock.patch(f"accounting.api.{name}", getattr(self.service, name)))
        self.client.force_login(self.ada)

    def connection(self, owner=None, **changes):
        connection = Connection.objects.create(owner=owner or self.ada, organisation="Mill & Sons")
        self.kept[connection.pk] = tokens(**changes)
        return connection

    def document(self, owner=None, report=True):
        document = Document.objects.create(owner=owner or self.ada, name="plan.pdf", file="documents/plan.pdf")
        if report:
            Report.objects.create(document=document, size=1, sha256="0f" * 32, kind="PDF")
        return document

    def state(self):
        """Go to the service, as far as its door."""
        answer = self.client.post("/accounting/connect/")
        return parse_qs(urlsplit(answer.headers["Location"]).query)["state"][0]


@override_settings(INTEGRATION_PARAMETER_PREFIX="")
class OffTests(AccountingTestCase):
    def test_no_page_mentions_it(self):
        self.assertNotContains(self.client.get("/"), "Accounting")
        self.assertNotContains(self.client.get(self.document().get_absolute_url()), "accounting")

    def test_its_own_pages_do_not_exist(self):
        with self.assertLogs("django.request", "WARNING"):
            self.assertEqual(self.client.get(PAGE).status_code, 404)
            self.assertEqual(self.client.post("/accounting/connect/").status_code, 404)

    def test_a_user_can_be_deleted_without_ssm(self):
        self.connection()
        self.ada.delete()
        self.assertFalse(Connection.objects.exists())
        self.assertEqual(len(self.kept), 1)


class ConnectTests(AccountingTestCase):
    def test_the_page_offers_it(self):
        self.assertContains(self.client.get("/"), '<a href="/accounting/">Accounting</a>', html=True)
        self.assertContains(self.client.get(PAGE), "<button>Connect</button>", html=True)

    @override_settings(ACCOUNTING_CLIENT_ID="", ACCOUNTING_CLIENT_SECRET="")
    def test_without_a_client_id_the_page_says_why_not(self):
        page = self.client.get(PAGE)
        self.assertContains(page, "the site has no client id")
        self.assertNotContains(page, "<button>Connect")
        with self.assertLogs("django.request", "WARNING"):
            self.assertEqual(self.client.post("/accounting/connect/").status_code, 404)

    def test_leads_to_the_service_and_back(self):
        answer = self.client.post("/accounting/connect/")
        address = urlsplit(answer.headers["Location"])
        self.assertEqual(address.netloc, "accounting.test")
        query = parse_qs(address.query)
        self.assertEqual(query["redirect_uri"], [CALLBACK])
        back = {"code": "code", "state": query["state"][0]}
        page = self.client.get("/accounting/callback/", back, follow=True)
        self.assertContains(page, "Connected to Mill &amp; Sons.")
        self.service.exchange.assert_called_once_with("code", CALLBACK)
        connection = Connection.objects.get()
        self.assertEqual((connection.owner, self.kept[connection.pk].access_token), (self.ada, "access for code"))

    def test_each_answer_counts_once(self):
        back = {"code": "code", "state": self.state()}
        self.client.get("/accounting/callback/", back)
        page = self.client.get("/accounting/callback/", back, follow=True)
        self.assertContains(page, "belongs to no request of yours")
        self.service.exchange.assert_called_once()

    def test_refuses_an_answer_that_nobody_asked_for(self):
        for state in [None, "", "made up"]:
            with self.subTest(state):
                if state is not None:
                    self.state()
                page = self.client.get("/accounting/callback/", {"code": "code", "state": state or ""}, follow=True)
                self.assertContains(page, "belongs to no request of yours")
        self.service.exchange.assert_not_called()

    def test_says_when_the_user_was_not_let_through(self):
        back = {"error": "access_denied", "state": self.state()}
        self.assertContains(self.client.get("/accounting/callback/", back, follow=True), "gave no access")

    def test_connecting_again_keeps_the_connection_and_takes_the_new_tokens(self):
        connection = self.connection()
        self.client.get("/accounting/callback/", {"code": "again", "state": self.state()})
        self.assertEqual(Connection.objects.get(), connection)
        self.assertEqual(self.kept[connection.pk].access_token, "access for again")

    def test_leaves_no_connection_without_tokens(self):
        troubles = [NoCredentialsError(), ClientError({"Error": {"Code": "AccessDeniedException"}}, "PutParameter")]
        for trouble in troubles:
            with (
                self.subTest(type(trouble).__name__),
                mock.patch("accounting.tokens.save", side_effect=trouble),
                self.assertLogs("accounting.views", "ERROR"),
            ):
                back = {"code": "code", "state": self.state()}
                page = self.client.get("/accounting/callback/", back, follow=True)
                self.assertContains(page, "That did not work.")
                self.assertFalse(Connection.objects.exists())

    def test_a_code_that_the_service_refuses_is_told(self):
        self.service.exchange.side_effect = api.Refused("/oauth/token answered 400.")
        with self.assertLogs("accounting.views", "WARNING"):
            page = self.client.get("/accounting/callback/", {"code": "old", "state": self.state()}, follow=True)
        self.assertContains(page, "Please connect again.")

    def test_nothing_happens_by_following_a_link(self):
        for address in ["/accounting/connect/", "/accounting/disconnect/", "/accounting/documents/1/"]:
            with self.subTest(address), self.assertLogs("django.request", "WARNING"):
                self.assertEqual(self.client.get(address).status_code, 405)


class DisconnectTests(AccountingTestCase):
    def disconnect(self):
        return self.client.post("/accounting/disconnect/", follow=True)

    def test_revokes_and_forgets_own_tokens_only(self):
        self.connection()
        bens = self.connection(self.ben)
        self.assertContains(self.client.get(PAGE), "Connected to Mill &amp; Sons since")
        self.assertContains(self.disconnect(), "Disconnected.")
        self.service.revoke.assert_called_once_with("refresh")
        self.assertEqual((Connection.objects.get(), list(self.kept)), (bens, [bens.pk]))

    def test_works_when_the_service_does_not_answer(self):
        self.connection()
        self.service.revoke.side_effect = api.AccountingError("/oauth/revoke answered 503.")
        with self.assertLogs("accounting.connections", "WARNING"):
            self.disconnect()
        self.assertEqual((Connection.objects.count(), self.kept), (0, {}))

    def test_works_when_the_tokens_are_gone(self):
        self.connection()
        self.kept.clear()
        self.disconnect()
        self.assertFalse(Connection.objects.exists())

    def test_keeps_the_connection_when_its_tokens_cannot_be_deleted(self):
        self.connection()
        with (
            mock.patch("accounting.tokens.delete", side_effect=NoCredentialsError()),
            self.assertLogs("accounting.views", "ERROR"),
        ):
            self.assertContains(self.disconnect(), "That did not work.")
        self.assertTrue(Connection.objects.exists())

    def test_tokens_also_go_with_their_user(self):
        self.connection()
        self.ada.delete()
        self.assertEqual(self.kept, {})

    def test_is_no_error_without_a_connection(self):
        self.assertEqual(self.disconnect().status_code, 200)


class SendTests(AccountingTestCase):
    def send(self, document):
        return self.client.post(f"/accounting/documents/{document.pk}/", follow=True)

    def test_tells_the_service_of_a_document(self):
        self.connection()
        document = self.document()
        self.assertContains(self.client.get(document.get_absolute_url()), "Send to accounting")
        self.assertContains(self.send(document), "Sent to Mill &amp; Sons.")
        address = f"http://testserver/documents/{document.pk}/"
        self.service.attach.assert_called_once_with("access", "plan.pdf", "0f" * 32, address)
        self.service.refresh.assert_not_called()

    def test_fetches_a_new_token_before_the_old_one_runs_out(self):
        connection = self.connection(minutes=0.5)
        self.service.refresh.return_value = tokens(access="new access", refresh="new refresh")
        self.send(self.document())
        self.service.refresh.assert_called_once_with("refresh")
        self.assertEqual(self.service.attach.call_args.args[0], "new access")
        self.assertEqual(self.kept[connection.pk].refresh_token, "new refresh")

    def test_asks_to_connect_again_when_the_tokens_are_refused_or_gone(self):
        connection = self.connection(minutes=-1)
        self.service.refresh.side_effect = api.Refused("/oauth/token answered 400.")
        document = self.document()
        for _ in range(2):
            with self.assertLogs("accounting.views", "WARNING"):
                page = self.send(document)
            self.assertContains(page, "Please connect again.")
            self.assertContains(page, "<button>Connect again</button>", html=True)
            self.kept.pop(connection.pk, None)

    def test_asks_to_connect_first(self):
        self.assertContains(self.send(self.document()), "Connect to your accounts first.")

    def test_takes_own_documents_with_a_report_only(self):
        self.connection()
        for document in [self.document(self.ben), self.document(report=False)]:
            with self.assertLogs("django.request", "WARNING"):
                self.assertEqual(self.send(document).status_code, 404)
        self.service.attach.assert_not_called()
