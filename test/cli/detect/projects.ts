import type { TreeFiles } from "../../support/tree";

/** Files of Django projects, as small as a shape allows. */

export const managePy = (settings: string) => `#!/usr/bin/env python
import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${settings}")
    from django.core.management import execute_from_command_line
    execute_from_command_line(sys.argv)
`;

export const wsgiPy = (settings: string) => `import os
from django.core.wsgi import get_wsgi_application
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${settings}")
application = get_wsgi_application()
`;

export const asgiPy = (settings: string) => wsgiPy(settings).replaceAll("wsgi", "asgi");

/** What `django-admin startproject shop .` makes, with requirements. */
export const flat: TreeFiles = {
    "manage.py": managePy("shop.settings"),
    "shop/__init__.py": "",
    "shop/settings.py": 'DEBUG = False\nROOT_URLCONF = "shop.urls"\nWSGI_APPLICATION = "shop.wsgi.application"\n',
    "shop/urls.py": 'urlpatterns = [\n    path("admin/", admin.site.urls),\n]\n',
    "shop/wsgi.py": wsgiPy("shop.settings"),
    "shop/asgi.py": asgiPy("shop.settings"),
    "requirements.txt": "Django==5.2.1\n",
    ".python-version": "3.12.4\n",
};

/** config/settings/{base,local,test,production}.py, as cookiecutter-django lays it out. */
export const layered: TreeFiles = {
    "manage.py": managePy("config.settings.local"),
    "config/__init__.py": "",
    "config/wsgi.py": wsgiPy("config.settings.production"),
    "config/urls.py": "urlpatterns = []\n",
    "config/settings/__init__.py": "",
    "config/settings/base.py": 'ROOT_URLCONF = "config.urls"\nWSGI_APPLICATION = "config.wsgi.application"\n',
    "config/settings/local.py": "from .base import *\n",
    "config/settings/test.py": "from .base import *\n",
    "config/settings/production.py": "from .base import *\n",
    "requirements.txt": "Django==5.2.1\n",
};

/** Files without some of them. */
export function without(files: TreeFiles, ...removed: readonly string[]): TreeFiles {
    return Object.fromEntries(Object.entries(files).filter(([file]) => !removed.includes(file)));
}

/** Files moved into a folder. */
export function below(folder: string, files: TreeFiles): TreeFiles {
    return Object.fromEntries(Object.entries(files).map(([file, content]) => [`${folder}/${file}`, content]));
}
