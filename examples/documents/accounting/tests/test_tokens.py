from datetime import UTC, datetime
from unittest import mock
from uuid import UUID

import boto3
from botocore.exceptions import ClientError
from botocore.stub import Stubber
from django.test import SimpleTestCase, override_settings

from accounting import tokens

CONNECTION = UUID("8e0dbf0c-5a4e-4a8c-9a55-6c7e4c2f7f10")
PATH = f"/documents-test/accounting/{CONNECTION}"
TOKENS = tokens.Tokens("access", "refresh", datetime(2030, 1, 2, 3, 4, 5, tzinfo=UTC))


def parameter(name, value):
    return {"Name": f"{PATH}/{name}", "Type": "SecureString", "Value": value, "Version": 1}


KEPT = [
    parameter("refresh-token", "refresh"),
    parameter("access-token", "access"),
    parameter("expires-at", "2030-01-02T03:04:05+00:00"),
]


@override_settings(INTEGRATION_PARAMETER_PREFIX="/documents-test")
class TokenTests(SimpleTestCase):
    """botocore checks each call against its model of SSM, and the Stubber that exactly these calls are made."""

    def setUp(self):
        credentials = {"aws_access_key_id": "AKIAEXAMPLE", "aws_secret_access_key": "example"}
        client = boto3.client("ssm", region_name="eu-west-1", **credentials)
        self.ssm = self.enterContext(Stubber(client))
        self.enterContext(mock.patch.object(tokens, "client", return_value=client))

    def tearDown(self):
        self.ssm.assert_no_pending_responses()

    def expect_put(self, name, value):
        call = {"Type": "SecureString", "Overwrite": True, "Tier": "Intelligent-Tiering"}
        self.ssm.add_response("put_parameter", {"Version": 1}, call | {"Name": f"{PATH}/{name}", "Value": value})

    def expect_read(self, parameters, token=None, next_token=None):
        call = {"Path": PATH, "WithDecryption": True} | ({"NextToken": token} if token else {})
        answer = {"Parameters": parameters} | ({"NextToken": next_token} if next_token else {})
        self.ssm.add_response("get_parameters_by_path", answer, call)

    def test_are_saved_as_secure_strings_below_the_prefix_the_refresh_token_first(self):
        self.expect_put("refresh-token", "refresh")
        self.expect_put("access-token", "access")
        self.expect_put("expires-at", "2030-01-02T03:04:05+00:00")
        tokens.save(CONNECTION, TOKENS)

    def test_are_read_back_decrypted(self):
        self.expect_read(KEPT)
        self.assertEqual(tokens.load(CONNECTION), TOKENS)

    def test_are_read_over_several_pages_even_empty_ones(self):
        self.expect_read(KEPT[:1], next_token="2")
        self.expect_read([], token="2", next_token="3")
        self.expect_read(KEPT[1:], token="3")
        self.assertEqual(tokens.load(CONNECTION), TOKENS)

    def test_count_as_missing_when_one_is(self):
        for number in range(3):
            with self.subTest(number):
                self.expect_read(KEPT[:number] + KEPT[number + 1 :])
                self.assertIsNone(tokens.load(CONNECTION))

    def test_are_deleted_together(self):
        names = [f"{PATH}/{name}" for name in ("refresh-token", "access-token", "expires-at")]
        answer = {"DeletedParameters": names[:1], "InvalidParameters": names[1:]}
        self.ssm.add_response("delete_parameters", answer, {"Names": names})
        tokens.delete(CONNECTION)

    def test_a_refusal_of_ssm_is_raised(self):
        self.ssm.add_client_error("put_parameter", "AccessDeniedException", http_status_code=400)
        with self.assertRaises(ClientError):
            tokens.save(CONNECTION, TOKENS)

    def test_are_not_in_their_representation(self):
        self.assertNotIn("refresh", repr(TOKENS).replace("refresh_token", ""))
        self.assertNotIn("access", repr(TOKENS).replace("access_token", ""))


class ClientTests(SimpleTestCase):
    @override_settings(INTEGRATION_REGION="eu-central-1")
    def test_asks_in_the_region_of_the_settings_and_does_not_wait_for_long(self):
        client = tokens.client.__wrapped__()
        self.assertEqual(client.meta.region_name, "eu-central-1")
        self.assertEqual((client.meta.config.connect_timeout, client.meta.config.read_timeout), (3, 5))
