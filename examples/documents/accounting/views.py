import logging
import secrets
from functools import wraps

from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_GET, require_POST, require_safe

from documents.models import Document

from . import api, connections
from .models import Connection

logger = logging.getLogger(__name__)

STATE_KEY = "accounting-state"


def integration(view):
    """The pages exist where the integration is on. Its troubles are told on them, the reasons only in the log."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if not settings.INTEGRATION_PARAMETER_PREFIX:
            raise Http404("The integration is off.")
        try:
            return view(request, *args, **kwargs)
        except api.Refused as error:
            logger.warning("Accounting: %s", error)
            messages.error(request, "The accounting service refused. Please connect again.")
        except (api.AccountingError, BotoCoreError, ClientError):
            logger.exception("Accounting")
            messages.error(request, "That did not work. Please try again later.")
        return redirect("accounting:status")

    return wrapped


@require_safe
@integration
def status(request):
    return render(
        request,
        "accounting/status.html",
        {
            "connection": own_connection(request),
            "can_connect": bool(settings.ACCOUNTING_CLIENT_ID),
        },
    )


@require_POST
@integration
def connect(request):
    if not settings.ACCOUNTING_CLIENT_ID:
        raise Http404("There is no client id.")
    # Comes back with the answer and shows that this very user asked for it.
    state = request.session[STATE_KEY] = secrets.token_urlsafe(32)
    return redirect(api.authorization_address(state, redirect_uri(request)))


@require_GET
@integration
def callback(request):
    expected = request.session.pop(STATE_KEY, "")
    if not expected or not constant_time_compare(request.GET.get("state", ""), expected):
        messages.error(request, "That answer belongs to no request of yours. Please connect again.")
    elif not request.GET.get("code"):
        messages.error(request, "The accounting service gave no access.")
    else:
        connection = connections.connect(request.user, request.GET["code"], redirect_uri(request))
        messages.success(request, f"Connected to {connection}.")
    return redirect("accounting:status")


@require_POST
@integration
def disconnect(request):
    connection = own_connection(request)
    if connection is not None:
        connections.disconnect(connection)
        messages.success(request, "Disconnected.")
    return redirect("accounting:status")


@require_POST
@integration
def send(request, pk):
    document = get_object_or_404(Document, pk=pk, owner=request.user, report__isnull=False)
    connection = own_connection(request)
    if connection is None:
        messages.error(request, "Connect to your accounts first.")
        return redirect("accounting:status")
    address = request.build_absolute_uri(document.get_absolute_url())
    api.attach(connections.access_token(connection), document.name, document.report.sha256, address)
    messages.success(request, f"Sent to {connection}.")
    return redirect(document)


def own_connection(request):
    return Connection.objects.filter(owner=request.user).first()


def redirect_uri(request):
    return request.build_absolute_uri(reverse("accounting:callback"))
