import type { Settings } from "../../components/settings";
import type { Use } from "../model";
import { Answer, ask, bodyText, header } from "./http-client";
import { failed, Judged, judged, ok, skipped } from "./judged";
import { address, forwarded, Site } from "./site";

/** @param files - paths in the folder that collectstatic filled */
export async function staticUses(settings: Settings, site: Site, files: readonly string[]): Promise<Use[]> {
    const { url } = settings.app.static;
    const file = chosen(files);
    const path = `${url}/${file === undefined ? "" : encodeURI(file)}`.replace(/\/\/+/g, "/");
    const missing = `${url}/no-such-file.css`.replace(/\/\/+/g, "/");
    const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
        ask(site.target, {
            path,
            headers: { Host: site.host, ...forwarded(site, site.https ? "https" : "http"), ...headers },
        });
    const fetched = async () => (file === undefined ? noFile : wholeFile(file, await get(path)));
    const again = async () => (file === undefined ? noFile : kept(file, await get(path), (tag) => get(path, tag)));
    return [
        await judged("static file", `GET ${address(site, path)}`, fetched),
        await judged("static file, again", `GET ${address(site, path)}`, again),
        ...(settings.app.platform.kind === "python"
            ? [
                  await judged("missing static file", `GET ${address(site, missing)}`, async () =>
                      byProxy(await get(missing)),
                  ),
              ]
            : []),
    ];
}

const noFile = skipped("collectstatic wrote no file.");

/** The hash of its content, as ManifestStaticFilesStorage puts it into a name. */
const hash = String.raw`\.[0-9a-f]{12}`;

/** A style sheet with a hash in its name, if there is one: that is what pages ask for first. */
function chosen(files: readonly string[]): string | undefined {
    const sorted = [...files].sort();
    const kinds = [new RegExp(`${hash}\\.css$`), /\.css$/, /\.js$/, /\.(png|svg|txt|json)$/];
    return kinds.map((kind) => sorted.find((file) => kind.test(file))).find((file) => file !== undefined) ?? sorted[0];
}

const types: Readonly<Record<string, RegExp>> = {
    css: /^text\/css\b/,
    js: /^(text|application)\/(x-)?javascript\b/,
    json: /^application\/json\b/,
    png: /^image\/png\b/,
    svg: /^image\/svg\+xml\b/,
    txt: /^text\/plain\b/,
};

function wholeFile(file: string, answer: Answer): Judged {
    const type = header(answer, "Content-Type") ?? "no Content-Type";
    const found = [String(answer.status), type, `${answer.body.length} bytes`].join(", ");
    const wanted = types[file.slice(file.lastIndexOf(".") + 1)];
    if (answer.status !== 200) {
        return failed(found, "200 was expected: pages have no styles without it.");
    }
    // With X-Content-Type-Options: nosniff a browser takes no style sheet and no script of another type.
    return wanted?.test(type) === false
        ? failed(found, `A Content-Type of ${file.slice(file.lastIndexOf("."))} files was expected.`)
        : ok(found);
}

/**
 * Cache headers: a browser may ask whether its copy still holds, and need not ask for a name with a hash, under which nothing else will ever stand.
 * https://docs.djangoproject.com/en/5.2/ref/contrib/staticfiles/#manifeststaticfilesstorage
 */
async function kept(
    file: string,
    first: Answer,
    askAgain: (headers: Readonly<Record<string, string>>) => Promise<Answer>,
): Promise<Judged> {
    const shown = ["Cache-Control", "Expires", "ETag", "Last-Modified"].flatMap((name) => {
        const value = header(first, name);
        return value === undefined ? [] : [`${name}: ${value}`];
    });
    const tag = header(first, "ETag");
    const modified = header(first, "Last-Modified");
    const conditions = {
        ...(tag === undefined ? {} : { "If-None-Match": tag }),
        ...(modified === undefined ? {} : { "If-Modified-Since": modified }),
    };
    if (Object.keys(conditions).length === 0) {
        return failed(shown.join(", ") || "no cache headers", "ETag or Last-Modified was expected.");
    }
    const { status } = await askAgain(conditions);
    const found = [String(status), ...shown, ...(shown[0]?.startsWith("Cache") === true ? [] : ["no Cache-Control"])];
    if (status !== 304) {
        return failed(found.join(", "), "304 was expected: the file has not changed.");
    }
    return new RegExp(`${hash}\\.[^/.]+$`).test(file) && !/max-age=[1-9]/.test(header(first, "Cache-Control") ?? "")
        ? failed(found.join(", "), notKept)
        : ok(found.join(", "));
}

const notKept = [
    "A Cache-Control with a max-age was expected: the name has a hash, so a copy may be kept for good, and without it each page asks for each file again.",
    "Where nginx serves the file, a location of your own that adds a header gets none of the server's, and nginx.conf of your own has to include conf.d/*.conf.",
    "An application that serves it itself has to send the header; WhiteNoise does.",
].join(" ");

/**
 * The answer to a file that is not there tells whose location it is: nginx and Apache put their own page into it, where the application would show its. Their
 * Server header does not tell, since they put that on the application's answers too.
 * https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_hide_header
 */
function byProxy(answer: Answer): Judged {
    const found = String(answer.status);
    const isOwn = /<center>nginx|The requested URL was not found on this server/.test(bodyText(answer));
    return answer.status === 404 && isOwn
        ? ok(`${found} by the proxy`)
        : failed(
              `${found} by the application`,
              "The proxy's own 404 was expected: the application serves the static files.",
          );
}
