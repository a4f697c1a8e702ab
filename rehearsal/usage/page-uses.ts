import { redirectsToHttps } from "../../components/beanstalk-environment/variables";
import type { Settings } from "../../components/settings";
import type { Use } from "../model";
import { Browser, isRedirect, locationOf, Visit } from "./browser";
import { shownAnswer } from "./expectations";
import { instanceAddress } from "./health-uses";
import { Answer, ask } from "./http-client";
import { failed, Judged, judged, ok, skipped } from "./judged";
import { address, forwarded, Site } from "./site";

/** The site's first page: as visitors see it, over HTTP, and under names that are not the site's. */
export async function pageUses(settings: Settings, site: Site): Promise<Use[]> {
    const byHost = (host: string) => async () => {
        const { status } = await ask(site.target, { path: "/", headers: { ...visitorHeaders(site), Host: host } });
        return underAnotherName(status);
    };
    return [
        await judged("first page", `GET ${address(site, "/")}`, () => firstPage(site)),
        await judged("HTTP instead of HTTPS", `GET http://${site.host}/`, () => overHttp(settings, site)),
        await judged("address as host", `GET http://${instanceAddress}/`, byHost(instanceAddress)),
        await judged("another site's name", "GET http://another.invalid/", byHost("another.invalid")),
        await judged("response headers", `GET ${address(site, "/")}`, () => responseHeaders(settings, site)),
    ];
}

const visitorHeaders = (site: Site) => ({ Host: site.host, ...forwarded(site, site.https ? "https" : "http") });

/** Redirects without end are an error that a browser shows in place of the site: a proxy's header that Django does not trust, for one. */
async function firstPage(site: Site): Promise<Judged> {
    const browser = new Browser(site);
    const first = await browser.get(browser.url("/"));
    if (!site.https && leadsToHttps(first)) {
        return failed(shownAnswer(first), "The site has no HTTPS: set a domain, or SECURE_SSL_REDIRECT to false.");
    }
    const visits = await browser.follow(first);
    const found = visits.map(shownAnswer).join(", ");
    const { status } = (visits.at(-1) ?? first).answer;
    // Without a page at / an application may answer 404, or 403.
    return status === 400
        ? failed(found, `Django refuses the site's own name: ALLOWED_HOSTS has to hold ${site.host}.`)
        : status < 500
          ? ok(found)
          : failed(found, "A page of the application was expected.");
}

const leadsToHttps = (visit: Visit): boolean => isRedirect(visit.answer) && locationOf(visit).protocol === "https:";

async function overHttp(settings: Settings, site: Site): Promise<Judged> {
    if (!site.https || !site.forwards) {
        return skipped(site.https ? "The load balancer does not tell what visitors speak." : "The site has no HTTPS.");
    }
    const url = new URL(`http://${site.host}/`);
    const answer = await ask(site.target, { path: "/", headers: { Host: site.host, ...forwarded(site, "http") } });
    const visit = { method: "GET", url, answer };
    const found = shownAnswer(visit);
    if (answer.status >= 500) {
        return failed(found, "A redirect to HTTPS, or a page, was expected.");
    }
    if (isRedirect(answer)) {
        const { protocol, host, pathname } = locationOf(visit);
        const loops = protocol === "http:" && host === url.host && pathname === url.pathname;
        return loops ? failed(found, "The redirect leads to itself.") : ok(found);
    }
    return ok(`${found}, no redirect by the application${whoRedirects(settings)}`);
}

const whoRedirects = (settings: Settings): string =>
    redirectsToHttps(settings)
        ? "; the load balancer's port 80 redirects to HTTPS"
        : ", nor by the stack at the load balancer's port 80";

/** Django answers 400 to a host that ALLOWED_HOSTS lacks. https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts */
function underAnotherName(status: number): Judged {
    if (status >= 500) {
        return failed(
            String(status),
            "400 was expected, or a page: such requests reach every server, and would count as faults of the application.",
        );
    }
    return ok(status === 400 ? "400, not among ALLOWED_HOSTS" : `${status}; the application takes any name`);
}

/** Those that the settings promise for every answer of nginx or Apache on the Python platform. */
async function responseHeaders(settings: Settings, site: Site): Promise<Judged> {
    if (settings.app.platform.kind !== "python") {
        return skipped("They are promised on the Python platform.");
    }
    const { contentTypeOptions, referrerPolicy, frameOptions, contentSecurityPolicy, hstsSeconds } =
        settings.app.proxy.securityHeaders;
    const promised = {
        "X-Content-Type-Options": contentTypeOptions,
        "Referrer-Policy": referrerPolicy !== "off",
        "X-Frame-Options": frameOptions !== "off",
        "Content-Security-Policy": contentSecurityPolicy !== undefined,
        "Strict-Transport-Security": hstsSeconds !== undefined,
    };
    const names = Object.entries(promised).flatMap(([name, is]) => (is ? [name] : []));
    const answer = await ask(site.target, { path: "/", headers: visitorHeaders(site) });
    const found = names.map((name) => `${name}: ${valuesOf(answer, name).join(" and ") || "none"}`).join(", ");
    return names.every((name) => valuesOf(answer, name).length === 1)
        ? ok(found)
        : failed(found, "Each of them once was expected.");
}

const valuesOf = ({ headers }: Answer, name: string): readonly string[] => headers.get(name.toLowerCase()) ?? [];

/** Where the settings name a header for it. */
export async function versionUse(settings: Settings, site: Site, label: string): Promise<Use[]> {
    const name = settings.app.version.header;
    if (name === undefined) {
        return [];
    }
    const use = await judged("version header", `GET ${address(site, "/")}`, async () => {
        const got = valuesOf(await ask(site.target, { path: "/", headers: visitorHeaders(site) }), name);
        const found = `${name}: ${got.join(" and ") || "none"}`;
        return got.length === 1 && got[0] === label ? ok(found) : failed(found, `${label} was expected.`);
    });
    return [use];
}
