import io
import json
from base64 import b64encode
from datetime import timedelta
from email.message import Message
from http.client import BadStatusLine
from unittest import mock
from urllib.error import HTTPError, URLError
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request

from django.test import SimpleTestCase, override_settings
from django.utils import timezone

from accounting import api

ANSWER = {"access_token": "new access", "refresh_token": "new refresh", "expires_in": 1800, "token_type": "Bearer"}


@override_settings(
    ACCOUNTING_URL="https://accounting.test", ACCOUNTING_CLIENT_ID="id", ACCOUNTING_CLIENT_SECRET="se:cret"
)
class ApiTests(SimpleTestCase):
    def answers(self, answer):
        """Answer a body, or raise an error, in place of the network; tells what was sent."""
        outcome = answer if isinstance(answer, Exception) else [io.BytesIO(answer)]
        opened = mock.patch.object(api.opener, "open", side_effect=outcome)
        return self.enterContext(opened)

    def sent(self, opened):
        (request,), keywords = opened.call_args
        self.assertEqual(keywords, {"timeout": api.TIMEOUT_SECONDS})
        return request

    def refusal(self, error):
        self.answers(error)
        with self.assertRaises(api.AccountingError) as caught:
            api.refresh("old refresh")
        self.assertNotIn("old refresh", str(caught.exception))
        return caught.exception

    def test_sends_the_user_to_the_service_with_all_that_it_asks_for(self):
        address = urlsplit(api.authorization_address("a state", "https://documents.test/accounting/callback/"))
        self.assertEqual(
            address.scheme + "://" + address.netloc + address.path, "https://accounting.test/oauth/authorize"
        )
        self.assertEqual(
            parse_qs(address.query),
            {
                "response_type": ["code"],
                "client_id": ["id"],
                "redirect_uri": ["https://documents.test/accounting/callback/"],
                "scope": ["organisation.read attachments.write offline_access"],
                "state": ["a state"],
            },
        )

    def test_trades_a_code_for_tokens(self):
        opened = self.answers(json.dumps(ANSWER).encode())
        before = timezone.now()
        tokens = api.exchange("a code", "https://documents.test/accounting/callback/")
        self.assertEqual((tokens.access_token, tokens.refresh_token), ("new access", "new refresh"))
        self.assertAlmostEqual(tokens.expires_at, before + timedelta(minutes=30), delta=timedelta(minutes=1))
        request = self.sent(opened)
        self.assertEqual(request.get_method(), "POST")
        self.assertEqual(request.full_url, "https://accounting.test/oauth/token")
        self.assertEqual(request.headers["Authorization"], f"Basic {b64encode(b'id:se%3Acret').decode()}")
        form = {
            "grant_type": ["authorization_code"],
            "code": ["a code"],
            "redirect_uri": ["https://documents.test/accounting/callback/"],
        }
        self.assertEqual(parse_qs(request.data.decode()), form)

    def test_keeps_a_refresh_token_that_the_service_does_not_change(self):
        answer = {name: value for name, value in ANSWER.items() if name != "refresh_token"}
        self.answers(json.dumps(answer).encode())
        self.assertEqual(api.refresh("old refresh").refresh_token, "old refresh")

    def test_tells_of_a_document_as_json(self):
        opened = self.answers(b"")
        api.attach("access", "plan é.pdf", "0f", "https://documents.test/documents/1/")
        request = self.sent(opened)
        self.assertEqual(request.headers["Authorization"], "Bearer access")
        self.assertEqual(request.headers["Content-type"], "application/json")
        document = {"name": "plan é.pdf", "sha256": "0f", "url": "https://documents.test/documents/1/"}
        self.assertEqual(json.loads(request.data), document)

    def test_reads_the_name_of_the_organisation(self):
        opened = self.answers('{"name": "Mill & Sœurs"}'.encode())
        self.assertEqual(api.organisation("access"), "Mill & Sœurs")
        self.assertEqual(self.sent(opened).get_method(), "GET")

    def test_revokes(self):
        opened = self.answers(b"")
        api.revoke("refresh")
        self.assertEqual(self.sent(opened).data, b"token=refresh")

    def test_tells_a_refusal_from_a_trouble(self):
        for code, kind in [
            (400, api.Refused),
            (401, api.Refused),
            (302, api.AccountingError),
            (503, api.AccountingError),
        ]:
            with self.subTest(code):
                body = io.BytesIO(b'{"error_description": "old refresh"}')
                error = self.refusal(HTTPError("https://accounting.test/oauth/token", code, "", Message(), body))
                self.assertIs(type(error), kind)
                self.assertEqual(str(error), f"/oauth/token answered {code}.")

    def test_names_a_trouble_of_the_network(self):
        for error in [URLError("no such host"), TimeoutError(), BadStatusLine("old refresh")]:
            with self.subTest(error):
                self.assertEqual(str(self.refusal(error)), f"/oauth/token cannot be read: {type(error).__name__}.")

    def test_takes_no_answer_that_lacks_something(self):
        for answer in [
            "<html>",
            "[]",
            "{}",
            '{"expires_in": "soon"}',
            '{"expires_in": 1}',
            '{"expires_in": 1, "access_token": ""}',
        ]:
            with self.subTest(answer):
                self.answers(answer.encode())
                with self.assertRaises(api.AccountingError):
                    api.refresh("old refresh")

    def test_follows_no_redirect_which_would_take_the_token_along(self):
        request = Request("https://accounting.test/api/organisation")
        handler = api.NoRedirects()
        self.assertIsNone(handler.redirect_request(request, None, 302, "", Message(), "https://elsewhere.test/"))
        self.assertEqual(
            [type(each) for each in api.opener.handlers if "edirect" in type(each).__name__], [api.NoRedirects]
        )
