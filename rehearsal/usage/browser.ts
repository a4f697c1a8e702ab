import { CookieJar } from "./cookie-jar";
import { Answer, ask, bodyText, header, HttpRequest, NoAnswer } from "./http-client";
import { address, forwarded, Site } from "./site";

/** A request and its answer. */
export interface Visit {
    readonly method: string;
    readonly url: URL;
    readonly answer: Answer;
}

export interface FileField {
    readonly name: string;
    readonly type: string;
    readonly content: string;
}

export interface Form {
    readonly fields: Readonly<Record<string, string>>;
    readonly files: Readonly<Record<string, FileField>>;
}

/** Browsers give up after about 20. */
const mostRedirects = 10;

/** One visitor: keeps cookies, follows redirects, sends forms as a browser does. */
export class Browser {
    private readonly jar = new CookieJar();

    constructor(private readonly site: Site) {}

    /** An address as a link has it: a path of the site, or a whole URL. */
    url(link: string): URL {
        try {
            return new URL(link, address(this.site, "/"));
        } catch {
            throw new NoAnswer(`no answer: ${link} is not an address`);
        }
    }

    /** @throws NoAnswer */
    async get(url: URL): Promise<Visit> {
        return this.send(url, {});
    }

    /**
     * Fetches the page that holds the form, for the token that Django asks back, and sends the form.
     * https://docs.djangoproject.com/en/stable/howto/csrf/
     *
     * @throws NoAnswer
     */
    async post(url: URL, page: URL, form: Form): Promise<Visit> {
        const { answer } = await this.get(page);
        const token = tokenIn(bodyText(answer)) ?? this.jar.value("csrftoken", url);
        const fields = { ...(token === undefined ? {} : { csrfmiddlewaretoken: token }), ...form.fields };
        const { type, body } = await encoded({ ...form, fields });
        const headers = { "Content-Type": type, Origin: page.origin, Referer: page.href };
        return this.send(url, { method: "POST", headers, body });
    }

    /** The visit and those that its redirects lead to, the last one last. @throws NoAnswer */
    async follow(first: Visit): Promise<Visit[]> {
        const visits = [first];
        for (let last = first; isRedirect(last.answer); visits.push(last)) {
            const location = locationOf(last);
            if (visits.length > mostRedirects) {
                throw new NoAnswer(`${mostRedirects} redirects in a row, the last one to ${location.href}`);
            }
            last = await this.get(location);
        }
        return visits;
    }

    private async send(url: URL, request: Partial<HttpRequest>): Promise<Visit> {
        const own = url.host === this.site.host;
        const target = own ? this.site.target : this.site.elsewhere(url);
        if (target === undefined) {
            throw new NoAnswer(`no answer: nothing in the rehearsal stands for ${url.host}`);
        }
        const cookies = own ? this.jar.header(url) : undefined;
        const protocol = url.protocol === "https:" ? "https" : "http";
        const headers = {
            Host: url.host,
            "User-Agent": "Mozilla/5.0 (rehearsal)",
            Accept: "text/html,*/*",
            ...(own ? forwarded(this.site, protocol) : {}),
            ...(cookies === undefined ? {} : { Cookie: cookies }),
            ...request.headers,
        };
        const answer = await ask(target, { ...request, path: url.pathname + url.search, headers });
        if (own) {
            this.jar.take(answer.headers.get("set-cookie") ?? [], url);
        }
        return { method: request.method ?? "GET", url, answer };
    }
}

export const isRedirect = (answer: Answer): boolean =>
    [301, 302, 303, 307, 308].includes(answer.status) && header(answer, "Location") !== undefined;

/** @throws NoAnswer for a Location that is no address */
export function locationOf({ url, answer }: Visit): URL {
    const location = header(answer, "Location") ?? "";
    try {
        return new URL(location, url);
    } catch {
        throw new NoAnswer(`${answer.status} to ${location}, which is not an address`);
    }
}

/** Django's own widget writes both attributes in this order. */
const tokenIn = (page: string): string | undefined =>
    /\bname=["']csrfmiddlewaretoken["']\s+value=["']([^"']+)["']/.exec(page)?.[1];

async function encoded({ fields, files }: Form): Promise<{ type: string; body: Buffer }> {
    let body: FormData | URLSearchParams = new URLSearchParams(fields);
    if (Object.keys(files).length > 0) {
        body = new FormData();
        for (const [name, value] of Object.entries(fields)) {
            body.set(name, value);
        }
        for (const [field, { name, type, content }] of Object.entries(files)) {
            body.set(field, new File([content], name, { type }));
        }
    }
    const sent = new Response(body);
    return { type: sent.headers.get("Content-Type") ?? "", body: Buffer.from(await sent.arrayBuffer()) };
}
