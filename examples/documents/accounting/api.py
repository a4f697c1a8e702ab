"""The API of an invented accounting service: OAuth 2 with the authorization code grant, then JSON."""

import base64
import json
from datetime import timedelta
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.utils import timezone

from .tokens import Tokens

SCOPE = "organisation.read attachments.write offline_access"
TIMEOUT_SECONDS = 10


class AccountingError(Exception):
    """The service cannot be reached, or answers what it should not."""


class Refused(AccountingError):
    """The service does not take the code or the token: the user has to connect again."""


class NoRedirects(HTTPRedirectHandler):
    """urllib would send the Authorization header along to wherever it is led."""

    def redirect_request(self, *args, **kwargs):
        return None


opener = build_opener(NoRedirects)


def authorization_address(state, redirect_uri):
    query = {
        "response_type": "code",
        "client_id": settings.ACCOUNTING_CLIENT_ID,
        "redirect_uri": redirect_uri,
        "scope": SCOPE,
        "state": state,
    }
    return f"{settings.ACCOUNTING_URL}/oauth/authorize?{urlencode(query)}"


def exchange(code, redirect_uri):
    return _tokens(grant_type="authorization_code", code=code, redirect_uri=redirect_uri)


def refresh(refresh_token):
    return _tokens(grant_type="refresh_token", refresh_token=refresh_token)


def revoke(refresh_token):
    _call("/oauth/revoke", _client_credentials(), form={"token": refresh_token})


def organisation(access_token):
    """Name of the organisation whose accounts these are."""
    return _text(_call("/api/organisation", f"Bearer {access_token}"), "name")


def attach(access_token, name, sha256, address):
    """Tell of a document; the service's people follow the address."""
    _call("/api/attachments", f"Bearer {access_token}", document={"name": name, "sha256": sha256, "url": address})


def _tokens(**form):
    answer = _call("/oauth/token", _client_credentials(), form=form)
    seconds = answer.get("expires_in")
    if not isinstance(seconds, int):
        raise AccountingError("The accounting service's answer lacks expires_in.")
    return Tokens(
        access_token=_text(answer, "access_token"),
        # A service that does not change the refresh token need not send it again (RFC 6749, section 6).
        refresh_token=_text({"refresh_token": form.get("refresh_token")} | answer, "refresh_token"),
        expires_at=timezone.now() + timedelta(seconds=seconds),
    )


def _client_credentials():
    """Both parts form-encoded first, as RFC 6749, section 2.3.1, wants it."""
    pair = f"{quote(settings.ACCOUNTING_CLIENT_ID, safe='')}:{quote(settings.ACCOUNTING_CLIENT_SECRET, safe='')}"
    return f"Basic {base64.b64encode(pair.encode()).decode()}"


def _call(path, authorization, form=None, document=None):
    headers = {"Authorization": authorization, "Accept": "application/json"}
    data = None
    if form is not None:
        data = urlencode(form).encode()
    elif document is not None:
        data = json.dumps(document).encode()
        headers["Content-Type"] = "application/json"
    try:
        with opener.open(Request(settings.ACCOUNTING_URL + path, data, headers), timeout=TIMEOUT_SECONDS) as response:
            body = response.read()
        answer = json.loads(body) if body else {}
    except HTTPError as error:
        # Not the body: an answer may repeat what was sent.
        kind = Refused if error.code in (400, 401, 403) else AccountingError
        raise kind(f"{path} answered {error.code}.") from None
    except (OSError, HTTPException, ValueError) as error:
        raise AccountingError(f"{path} cannot be read: {type(error).__name__}.") from None
    if not isinstance(answer, dict):
        raise AccountingError(f"{path} answered no JSON object.")
    return answer


def _text(answer, key):
    if not isinstance(answer.get(key), str) or not answer[key]:
        raise AccountingError(f"The accounting service's answer lacks {key}.")
    return answer[key]
