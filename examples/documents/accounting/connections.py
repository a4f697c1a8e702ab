"""Connects, uses and ends connections: rows here, tokens in SSM, rights at the accounting service."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from . import api, tokens
from .models import Connection

logger = logging.getLogger(__name__)

# An access token is not used up to its last moment, since the call with it takes time too.
MARGIN = timedelta(minutes=1)


def connect(user, code, redirect_uri):
    """Trade the code for tokens and keep them. If SSM does not take them, the row goes as well."""
    fresh = api.exchange(code, redirect_uri)
    name = api.organisation(fresh.access_token)[:200]
    with transaction.atomic():
        connection, _ = Connection.objects.update_or_create(owner=user, defaults={"organisation": name})
        tokens.save(connection.pk, fresh)
    return connection


@transaction.atomic
def access_token(connection):
    """
    A token that still holds, fetched anew if need be. The row is locked meanwhile: each refresh token works once, so
    of two requests at the same moment the second has to wait for what the first one gets.
    """
    locked = Connection.objects.select_for_update().filter(pk=connection.pk).first()
    kept = locked and tokens.load(connection.pk)
    if kept is None:
        raise api.Refused("There are no tokens.")
    if kept.expires_at - MARGIN > timezone.now():
        return kept.access_token
    fresh = api.refresh(kept.refresh_token)
    tokens.save(connection.pk, fresh)
    return fresh.access_token


def disconnect(connection):
    """The tokens go even if the service cannot be told; those that it gave then run out by themselves."""
    kept = tokens.load(connection.pk)
    if kept is not None:
        try:
            api.revoke(kept.refresh_token)
        except api.AccountingError as error:
            logger.warning("Connection %s: not revoked: %s", connection.pk, error)
    with transaction.atomic():
        connection.delete()
