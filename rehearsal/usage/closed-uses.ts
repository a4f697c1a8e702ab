import type { Settings } from "../../components/settings";
import type { Use } from "../model";
import { ask, header } from "./http-client";
import { failed, judged, ok } from "./judged";
import { address, forwarded, Site } from "./site";

/**
 * What lies beside the application is nobody's to read. The last is the way out of a static folder whose location lacks the slash at its end.
 * https://github.com/yandex/gixy/blob/master/docs/en/plugins/aliastraversal.md
 */
const closed = (staticUrl: string): string[] => [
    "/.env",
    "/.git/config",
    "/manage.py",
    "/requirements.txt",
    `${staticUrl.replace(/\/$/, "")}../manage.py`,
];

/** A page is no file: an application may answer any address with one. */
export const closedUses = (settings: Settings, site: Site): Promise<Use[]> =>
    Promise.all(
        closed(settings.app.static.url).map((path) =>
            judged("closed file", `GET ${address(site, path)}`, async () => {
                const headers = { Host: site.host, ...forwarded(site, site.https ? "https" : "http") };
                const answer = await ask(site.target, { path, headers });
                const type = header(answer, "Content-Type") ?? "no Content-Type";
                const isServed = answer.status >= 200 && answer.status < 300 && !type.startsWith("text/html");
                return isServed
                    ? failed(`${answer.status}, ${type}`, "404 was expected, or a page: everyone can read the file.")
                    : ok(String(answer.status));
            }),
        ),
    );
