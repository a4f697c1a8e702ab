"""What every page needs to know."""

from django.conf import settings


def site(request):
    return {
        "project_name": settings.PROJECT_NAME,
        "accounting_is_on": bool(settings.INTEGRATION_PARAMETER_PREFIX),
    }
