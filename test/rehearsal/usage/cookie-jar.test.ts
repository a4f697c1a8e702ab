import * as assert from "node:assert/strict";
import { CookieJar } from "../../../rehearsal/usage/cookie-jar";

const at = (path: string, protocol = "https") => new URL(`${protocol}://site.example.com${path}`);

describe("the cookies of a visitor", () => {
    const table: readonly (readonly [string, readonly string[], URL, string | undefined])[] = [
        ["keeps several", ["a=1; Path=/", "b=2=3; Path=/"], at("/x/"), "a=1; b=2=3"],
        ["replaces one of the same name and path", ["a=1; Path=/", "a=2; Path=/"], at("/"), "a=2"],
        ["takes one back by Max-Age", ["a=1; Path=/", "a=; Max-Age=0; Path=/"], at("/"), undefined],
        [
            "takes one back by Expires",
            ["a=1; Path=/", "a=; expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/"],
            at("/"),
            undefined,
        ],
        ["lets Max-Age win", ["a=1; Path=/; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT"], at("/"), "a=1"],
        ["sends a secure one by HTTPS", ["a=1; Path=/; Secure; HttpOnly"], at("/"), "a=1"],
        ["sends a secure one by HTTPS alone", ["a=1; Path=/; Secure; HttpOnly"], at("/", "http"), undefined],
        ["sends one below its path", ["a=1; Path=/x"], at("/x/y"), "a=1"],
        ["sends one below its path alone", ["a=1; Path=/x"], at("/xy"), undefined],
        ["without a path takes the folder of the page", ["a=1"], at("/x/z"), "a=1"],
        ["which may be above another page", ["a=1"], at("/"), undefined],
    ];
    for (const [what, lines, url, header] of table) {
        it(what, () => {
            const jar = new CookieJar();
            jar.take(lines, at("/x/y"));
            assert.equal(jar.header(url), header);
        });
    }

    it("tells the value of one", () => {
        const jar = new CookieJar();
        jar.take(["csrftoken=abc; Path=/", "csrf=d; Path=/"], at("/"));
        assert.deepEqual([jar.value("csrf", at("/")), jar.value("session", at("/"))], ["d", undefined]);
    });
});
