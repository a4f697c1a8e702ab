import { listed } from "../../components/words";
import type { Visit } from "./browser";
import { isRedirect, locationOf } from "./browser";
import type { DescribedRequest } from "./description-schema";
import { bodyText, header } from "./http-client";

type Expected = DescribedRequest["expect"];

/** A file of the bucket. */
export interface BucketObject {
    readonly key: string;
    readonly body: Buffer;
}

/** The query of a signed link is the right to read the file. */
export const withoutSignature = (url: string): string => url.replace(/\?.*X-Amz-Signature=.*$/, "?…");

/** `200`, `302 to /accounts/login/?next=/`, in a few words. */
export function shownAnswer(visit: Visit): string {
    const { answer, url } = visit;
    if (!isRedirect(answer)) {
        return String(answer.status);
    }
    const location = locationOf(visit);
    return `${answer.status} to ${location.origin === url.origin ? location.pathname + location.search : withoutSignature(location.href)}`;
}

/** What an answer lacks of what is expected, in full sentences. */
export function unmet(visit: Visit, expected: Expected): string[] {
    const text = bodyText(visit.answer);
    return [
        ...unmetStatus(visit, expected),
        ...expected.contains
            .filter((each) => !text.includes(each) && !plain(text).includes(each))
            .map((each) => `The answer does not contain ${JSON.stringify(each)}.`),
        ...Object.entries(expected.headers).flatMap(([name, value]) => {
            const got = header(visit.answer, name);
            return got?.includes(value) === true
                ? []
                : [`${name} was to contain ${JSON.stringify(value)}; got ${got ?? "no such header"}.`];
        }),
        ...unmetRedirect(visit, expected.redirect),
    ];
}

function unmetStatus({ answer: { status } }: Visit, { status: wanted }: Expected): string[] {
    const isAsExpected = wanted === undefined ? status >= 200 && status < 400 : status === wanted;
    return isAsExpected ? [] : [`Status ${wanted ?? "from 200 to 399"} was expected.`];
}

function unmetRedirect(visit: Visit, wanted: string | undefined): string[] {
    if (wanted === undefined) {
        return [];
    }
    if (!isRedirect(visit.answer)) {
        return [`A redirect to ${wanted} was expected.`];
    }
    const to = locationOf(visit);
    const expected = new URL(wanted, visit.url);
    const isThere =
        to.origin === expected.origin &&
        to.pathname === expected.pathname &&
        (expected.search === "" || to.search === expected.search);
    return isThere ? [] : [`A redirect to ${wanted} was expected.`];
}

/** The name of the file that holds the text, or what is wrong. */
export function inBucket(objects: readonly BucketObject[], text: string): { readonly key: string } | string {
    const found = objects.find(({ body }) => body.includes(text));
    if (found !== undefined) {
        return { key: found.key };
    }
    const last = objects.slice(-5).map(({ key }) => key);
    const there =
        objects.length === 0 ? "The bucket is empty" : `The bucket has ${objects.length} files (${listed(last)})`;
    return `${there}; a file that contains ${JSON.stringify(text)} was expected.`;
}

/** The references that Django writes in a template. https://docs.djangoproject.com/en/stable/ref/templates/builtins/#escape */
export const plain = (html: string): string =>
    html
        .replaceAll("&lt;", "<")
        .replaceAll("&gt;", ">")
        .replaceAll("&quot;", '"')
        .replaceAll("&#x27;", "'")
        .replaceAll("&amp;", "&");
