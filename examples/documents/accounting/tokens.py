"""
The tokens of connections, each an SSM parameter of type SecureString: <prefix>/accounting/<connection>/<name>.

Encrypted with the account's own key for SSM, readable by the instance's role alone, and neither in the database nor in
its snapshots. The role needs ssm:GetParametersByPath, ssm:PutParameter and ssm:DeleteParameters on
parameter<prefix>/accounting/*.
"""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

import boto3
from botocore.config import Config
from django.conf import settings


@dataclass(frozen=True)
class Tokens:
    # Not in the representation, which ends in logs.
    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_at: datetime


@cache
def client():
    patience = Config(connect_timeout=3, read_timeout=5, retries={"mode": "standard", "max_attempts": 3})
    return boto3.client("ssm", region_name=settings.INTEGRATION_REGION, config=patience)


def save(connection_id, tokens):
    """
    The refresh token comes first: it is the one that cannot be got again. If the rest fails, the old time of expiry
    has another access token fetched with it.
    """
    path = path_of(connection_id)
    for name, value in (
        ("refresh-token", tokens.refresh_token),
        ("access-token", tokens.access_token),
        ("expires-at", tokens.expires_at.isoformat()),
    ):
        client().put_parameter(
            Name=f"{path}/{name}",
            Value=value,
            Type="SecureString",
            Overwrite=True,
            # The standard tier, which is free, unless a token is longer than its 4 KB.
            Tier="Intelligent-Tiering",
        )


def load(connection_id):
    """The tokens, or None when one of them is not there."""
    path = path_of(connection_id)
    pages = client().get_paginator("get_parameters_by_path").paginate(Path=path, WithDecryption=True)
    values = {
        parameter["Name"].removeprefix(f"{path}/"): parameter["Value"]
        for page in pages
        for parameter in page["Parameters"]
    }
    try:
        return Tokens(
            access_token=values["access-token"],
            refresh_token=values["refresh-token"],
            expires_at=datetime.fromisoformat(values["expires-at"]),
        )
    except KeyError:
        return None


def delete(connection_id):
    """What is not there counts as deleted."""
    path = path_of(connection_id)
    client().delete_parameters(Names=[f"{path}/{name}" for name in ("refresh-token", "access-token", "expires-at")])


def path_of(connection_id):
    return f"{settings.INTEGRATION_PARAMETER_PREFIX}/accounting/{connection_id}"
