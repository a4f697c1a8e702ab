import assert from "node:assert/strict";
import { detected } from "./detected";
import { flat, layered } from "./projects";

const pathOf = (urls: string) => detected({ ...flat, "shop/urls.py": urls }).app.healthPath;

describe("finding the health path", () => {
    const cases: readonly (readonly [string, string | undefined])[] = [
        ['path("health/", health)', "/health/"],
        ['path("healthz", health)', "/healthz"],
        ['path("api/health-check/", health)', "/api/health-check/"],
        ['path("health/", include("health_check.urls"))', "/health/"],
        ['re_path(r"^healthz/?$", health)', "/healthz/"],
        ['url(r"^ping$", ping)', "/ping"],
        ['path("__heartbeat__", beat)', "/__heartbeat__"],
        ['path("health/<int:pk>/", patient)', undefined],
        ['re_path(r"^health/(?P<pk>\\d+)/$", patient)', undefined],
        ['path("healthy-food/", food)', undefined],
        ['# path("health/", health)', undefined],
        ['reverse("health/", x)', undefined],
    ];
    for (const [route, expected] of cases) {
        it(`${route} gives ${expected ?? "nothing"}`, () => {
            assert.equal(pathOf(`urlpatterns = [\n    path("admin/", admin.site.urls),\n    ${route},\n]\n`), expected);
        });
    }

    it("prefers the usual name", () => {
        assert.equal(pathOf('urlpatterns = [path("ping/", p), path("health/", h)]\n'), "/health/");
    });

    it("names file and line", () => {
        const { lines } = detected({ ...layered, "config/urls.py": 'urlpatterns = [\n    path("health/", h),\n]\n' });
        assert.equal(lines.at(-1), "found health path: /health/ (config/urls.py:2)");
    });

    it("reads the urls.py beside wsgi.py when ROOT_URLCONF is computed", () => {
        const urls = 'urlpatterns = [path("health/", h)]\n';
        const files = { ...flat, "shop/settings.py": "ROOT_URLCONF = env('URLS')\n", "shop/urls.py": urls };
        assert.equal(detected(files).app.healthPath, "/health/");
    });
});
