import assert from "node:assert/strict";
import { TreeFiles } from "../../support/tree";
import { detected, problemsOf } from "./detected";
import { flat, layered, managePy, without, wsgiPy } from "./projects";

const settingsLine = (files: TreeFiles) => detected(files).lines.find((line) => line.includes("settings module:"));

describe("choosing the settings module", () => {
    it("takes production beside development settings that wsgi.py names, as Wagtail's template has it", () => {
        assert.equal(
            settingsLine({ ...layered, "config/wsgi.py": wsgiPy("config.settings.local") }),
            "assumed settings module: config.settings.production (config/wsgi.py:3 names config.settings.local, and this is the one for production beside it)",
        );
    });

    it("asks when two modules are for production", () => {
        const files = {
            ...layered,
            "config/wsgi.py": wsgiPy("config.settings.local"),
            "config/settings/production_aws.py": "",
        };
        assert.deepEqual(problemsOf(files), [
            {
                where: "app.settingsModule",
                got: "2 settings modules that may be the one: config.settings.production (config/settings/production.py) and config.settings.production_aws (config/settings/production_aws.py)",
                allowed: "the one for production",
                remedy: 'Set app.settingsModule in the stack file, for example app: {settingsModule: "config.settings.production"}',
            },
        ]);
        assert.equal(
            detected(files, { settingsModule: "config.settings.production_aws" }).app.settingsModule,
            "config.settings.production_aws",
        );
    });

    it("chooses between two flat modules by what wsgi.py names", () => {
        const two = {
            ...without(flat, "shop/settings.py"),
            "manage.py": managePy("shop.settings_dev"),
            "shop/settings_dev.py": "",
            "shop/settings_prod.py": "",
            "shop/wsgi.py": wsgiPy("shop.settings_prod"),
        };
        assert.equal(settingsLine(two), "found settings module: shop.settings_prod (shop/wsgi.py:3)");
    });

    it("asks for attention when there are only development settings", () => {
        const files = without(
            { ...layered, "config/wsgi.py": wsgiPy("config.settings.local") },
            "config/settings/production.py",
        );
        assert.equal(
            settingsLine(files),
            "attention settings module: config.settings.local (config/wsgi.py:3 names it and nothing for production lies beside it: " +
                "see that it takes DEBUG, SECRET_KEY and ALLOWED_HOSTS from the environment, or set app.settingsModule)",
        );
    });

    it("looks into a package of variants whose __init__.py is empty", () => {
        const files = { ...layered, "config/wsgi.py": wsgiPy("config.settings") };
        assert.equal(
            settingsLine(files),
            "assumed settings module: config.settings.production (config/wsgi.py:3 names config.settings, and this is the one for production beside it)",
        );
        assert.equal(
            settingsLine({ ...files, "config/settings/__init__.py": "from .production import *\n" }),
            "found settings module: config.settings (config/wsgi.py:3)",
        );
    });

    it("understands a choice that wsgi.py makes at run time", () => {
        const wsgi = [
            "import os",
            "from django.core.wsgi import get_wsgi_application",
            'module = "config.settings.production" if "ON_AWS" in os.environ else "config.settings.local"',
            "os.environ.setdefault('DJANGO_SETTINGS_MODULE', module)",
            "application = get_wsgi_application()",
        ].join("\n");
        assert.equal(
            settingsLine({ ...layered, "config/wsgi.py": wsgi }),
            "assumed settings module: config.settings.production (of those that config/wsgi.py:3 chooses from, the one for production)",
        );
    });

    for (const [form, code] of Object.entries({
        assignment: 'os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.production"',
        "default of os.environ.get": 'x = os.environ.get("DJANGO_SETTINGS_MODULE", "config.settings.production")',
        "default of decouple": 'x = config("DJANGO_SETTINGS_MODULE", default="config.settings.production")',
        "several lines":
            'os.environ.setdefault(\n    "DJANGO_SETTINGS_MODULE",\n    "config.settings.production",  # AWS\n)',
    })) {
        it(`reads the form: ${form}`, () => {
            const wsgi = `from django.core.wsgi import get_wsgi_application\n${code}\napplication = get_wsgi_application()\n`;
            const files = { ...layered, "config/wsgi.py": wsgi };
            assert.match(settingsLine(files) ?? "", /^found settings module: config\.settings\.production /);
        });
    }

    it("ignores what a comment, a docstring or a comparison says", () => {
        const wsgi = [
            '"""os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")"""',
            '# os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.local"',
            'if os.environ.get("DJANGO_SETTINGS_MODULE") == "config.settings.test":',
            "    raise SystemExit(1)",
            wsgiPy("config.settings.production"),
        ].join("\n");
        assert.equal(
            settingsLine({ ...layered, "config/wsgi.py": wsgi }),
            "found settings module: config.settings.production (config/wsgi.py:7)",
        );
    });

    it("finds the only module that fits when no entry point names one that exists", () => {
        const wsgi = wsgiPy("x").replace('"x"', 'f"config.settings.{stage}"');
        const manage = "from django.core.management import execute_from_command_line\n";
        assert.equal(
            settingsLine({ ...layered, "config/wsgi.py": wsgi, "manage.py": manage }),
            "assumed settings module: config.settings.production (no entry point names settings that exist, and this is the only module that fits)",
        );
    });

    it("says which module is missing", () => {
        const problems = problemsOf({ "manage.py": managePy("shop.settings"), "shop/wsgi.py": wsgiPy("shop.live") });
        assert.deepEqual(problems, [
            {
                where: "app.settingsModule",
                got: "shop.live (shop/wsgi.py:3), but no such module",
                allowed: "a module of the application, package.module",
                remedy: 'Set app.settingsModule in the stack file, for example app: {settingsModule: "config.settings.production"}',
            },
        ]);
    });
});
