import { literally } from "../../components/words";

/** Static files that the web server itself answers with, by URL path. */
export interface StaticPaths {
    /** What collectstatic wrote. */
    readonly collected: string;
    /** Folders of the application, as they are. */
    readonly folders: readonly string[];
}

/**
 * How long browsers and caches may keep an answer. A name with the hash of its content, as ManifestStaticFilesStorage writes it, never gets other content: a copy holds for
 * good, and not even a reload has to ask. https://docs.djangoproject.com/en/5.2/ref/contrib/staticfiles/#manifeststaticfilesstorage and
 * https://www.rfc-editor.org/rfc/rfc8246
 */
const forGood = "public, max-age=31536000, immutable";

/**
 * Any other name gets other content with a deployment. Without this header a browser guesses how long its copy holds, the longer the older the file is, and shows new pages with
 * old styles; with it, it asks each time, and mostly gets 304. https://www.rfc-editor.org/rfc/rfc9111#section-4.2.2 and
 * https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Cache-Control#no-cache
 */
const askFirst = "no-cache";

/** The end of such a name: twelve hexadecimal digits between two dots. https://github.com/django/django/blob/5.2/django/contrib/staticfiles/storage.py (file_hash, hashed_name) */
const hashedName = String.raw`(.*/)?[^/]+\.[0-9a-f]{12}\.[^/.]+$`;

const variable = "$django_beanstalk_cache_control";

/**
 * For files that nginx serves itself: answers of the application have an upstream, and tell their caching themselves. A location of the application's own may tell it by
 * `expires`, which nginx sets before it adds headers. A copy of a redirect or an error must not be kept that long.
 * https://nginx.org/en/docs/http/ngx_http_headers_module.html
 */
export const cachingMap = ({ collected, folders }: StaticPaths): string[] => [
    `map "$status,$upstream_status,$sent_http_cache_control,$uri" ${variable} {`,
    '    default "";',
    `    "~^(200|304),,,${pattern(collected)}${hashedName}" "${forGood}";`,
    ...[collected, ...folders].map((url) => `    "~^(200|304),,,${pattern(url)}" ${askFirst};`),
    "}",
];

/** Stands where other headers are added. */
export const cachingHeader = `add_header Cache-Control ${variable};`;

/** The same for Apache. An answer of the application comes from the handler proxy-server. https://httpd.apache.org/docs/2.4/expr.html */
export const apacheCaching = ({ collected, folders }: StaticPaths): string[] => {
    const set = (value: string, url: string) =>
        `Header set Cache-Control "${value}" "expr=%{HANDLER} != 'proxy-server' && -z %{resp:Cache-Control} && %{REQUEST_URI} =~ m#^${url}#"`;
    return [
        set(forGood, `${pattern(collected)}${hashedName}`),
        ...[collected, ...folders].map((url) => set(askFirst, pattern(url))),
    ];
};

/** What begins with the path of a folder. */
const pattern = (url: string): string => literally(`${url.replace(/\/$/, "")}/`);
