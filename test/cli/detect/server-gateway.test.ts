import assert from "node:assert/strict";
import { detected, problemsOf } from "./detected";
import { asgiPy, flat, managePy, without, wsgiPy } from "./projects";

const allowed = "a WSGI application, module:callable; an ASGI application is served when app.asgi names it, beside it";
const fourLines = (settings: string) => wsgiPy(settings).trim().split("\n").join("\n             ");
const bare = { ...flat, "shop/settings.py": "DEBUG = False\n" };

describe("finding the WSGI application", () => {
    it("finds wsgi.py when the settings do not name it", () => {
        const { lines } = detected(bare);
        assert.equal(lines[1], "found wsgi: shop.wsgi:application (shop/wsgi.py:4)");
    });

    it("takes another name of the callable", () => {
        const wsgi = "from django.core.wsgi import get_wsgi_application\napp = get_wsgi_application()\n";
        assert.equal(detected({ ...bare, "shop/wsgi.py": wsgi }).app.wsgi, "shop.wsgi:app");
    });

    it("prefers the usual name when both are there", () => {
        const wsgi = `${wsgiPy("shop.settings").replace("application =", "django =")}application = Monitored(django)\n`;
        assert.equal(detected({ ...bare, "shop/wsgi.py": wsgi }).app.wsgi, "shop.wsgi:application");
    });

    it("says how to make a WSGI application when there is neither", () => {
        assert.deepEqual(problemsOf(without(bare, "shop/wsgi.py", "shop/asgi.py")), [
            {
                where: "app.wsgi",
                got: "no wsgi.py with get_wsgi_application() in it, and no asgi.py either",
                allowed,
                remedy:
                    'Create shop/wsgi.py with these four lines, or set app.wsgi in the stack file, for example app: {wsgi: "shop.wsgi:application"}\n' +
                    `             ${fourLines("shop.settings")}`,
            },
        ]);
    });

    it("says that an ASGI application is not served", () => {
        const files = { ...without(bare, "shop/wsgi.py"), "shop/asgi.py": asgiPy("shop.settings") };
        assert.deepEqual(problemsOf(files), [
            {
                where: "app.wsgi",
                got: "an ASGI application only (shop/asgi.py), no wsgi.py with get_wsgi_application() in it",
                allowed,
                remedy:
                    'Create shop/wsgi.py with these four lines, or set app.wsgi in the stack file, for example app: {wsgi: "shop.wsgi:application"}\n' +
                    `             ${fourLines("shop.settings")}`,
            },
        ]);
    });

    it("says that the module of WSGI_APPLICATION is missing", () => {
        const [problem] = problemsOf(without(flat, "shop/wsgi.py", "shop/asgi.py"));
        assert.equal(
            problem?.got,
            'WSGI_APPLICATION = "shop.wsgi.application" (shop/settings.py:3), but no such module',
        );
    });

    it("asks which of two WSGI modules is served", () => {
        const files = { ...bare, "shop/admin/wsgi.py": wsgiPy("shop.settings") };
        assert.deepEqual(problemsOf(files), [
            {
                where: "app.wsgi",
                got: "2 WSGI modules: shop/wsgi.py and shop/admin/wsgi.py",
                allowed: "one of shop.wsgi:application or shop.admin.wsgi:application",
                remedy: 'Set app.wsgi in the stack file, for example app: {wsgi: "shop.wsgi:application"}',
            },
        ]);
        assert.equal(detected(files, { wsgi: "shop.admin.wsgi:application" }).app.wsgi, "shop.admin.wsgi:application");
    });

    it("prefers the WSGI module in the package of the settings", () => {
        assert.equal(detected({ ...bare, "tool/wsgi.py": wsgiPy("tool.settings") }).app.wsgi, "shop.wsgi:application");
    });

    it("takes no wsgi.py that only mentions the handler", () => {
        const wsgi = '"""Call get_wsgi_application() here one day."""\n# application = get_wsgi_application()\n';
        const [problem] = problemsOf({ ...without(bare, "shop/asgi.py"), "shop/wsgi.py": wsgi });
        assert.equal(problem?.got, "no wsgi.py with get_wsgi_application() in it, and no asgi.py either");
    });

    it("serves a project whose modules lie beside manage.py", () => {
        const { app } = detected({
            "manage.py": managePy("settings"),
            "settings.py": "",
            "wsgi.py": wsgiPy("settings"),
        });
        assert.deepEqual([app.wsgi, app.settingsModule], ["wsgi:application", "settings"]);
    });
});
