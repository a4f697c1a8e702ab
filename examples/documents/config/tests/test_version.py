import copy
import importlib
import sys
import types
from unittest import mock

from django.conf import settings
from django.test import TestCase, override_settings

from config.settings import base


def written_by_the_bundle():
    module = types.ModuleType("django_beanstalk_version")
    module.context = lambda request: {"app_version": "v129-0123456789ab"}
    return {"django_beanstalk_version": module}


class VersionTests(TestCase):
    def test_pages_name_the_version_where_the_bundle_tells_it(self):
        templates = copy.deepcopy(settings.TEMPLATES)
        templates[0]["OPTIONS"]["context_processors"].append("django_beanstalk_version.context")
        with mock.patch.dict(sys.modules, written_by_the_bundle()), override_settings(TEMPLATES=templates):
            self.assertContains(self.client.get("/accounts/login/"), "Version v129-0123456789ab")

    def test_pages_do_without_it_elsewhere(self):
        self.assertNotContains(self.client.get("/accounts/login/"), "site-footer")

    def test_the_settings_take_the_module_when_it_is_there(self):
        with mock.patch("importlib.util.find_spec", return_value=object()):
            reloaded = importlib.reload(base)
        try:
            self.assertIn("django_beanstalk_version.context", reloaded.TEMPLATES[0]["OPTIONS"]["context_processors"])
        finally:
            importlib.reload(base)
        self.assertNotIn("django_beanstalk_version.context", base.TEMPLATES[0]["OPTIONS"]["context_processors"])
