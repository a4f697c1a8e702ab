import * as assert from "node:assert/strict";
import type { Outcome, Use } from "../../../rehearsal/model";
import { describedUses, Inside } from "../../../rehearsal/usage/described-uses";
import type { HttpTarget } from "../../../rehearsal/usage/http-client";
import { parseDescription } from "../../../rehearsal/usage/read-description";
import type { Site } from "../../../rehearsal/usage/site";
import { Asked, Reply, withSite } from "./small-site";

const outcome = (code: number, output: string): Outcome => ({ code, output, stdout: "" });

const nothingInside: Inside = { manage: () => Promise.resolve(outcome(0, "")), bucketObjects: undefined };

const siteAt = (target: HttpTarget, changes: Partial<Site> = {}): Site => ({
    host: "site.example.com",
    https: true,
    forwards: true,
    target,
    elsewhere: () => undefined,
    ...changes,
});

interface Around {
    readonly inside?: Partial<Inside>;
    readonly site?: Partial<Site>;
}

/** Tells the uses of a description of an application. */
const told = (
    application: (asked: Asked) => Reply,
    description: string,
    { inside, site }: Around = {},
): Promise<Use[]> =>
    withSite(application, (target) =>
        describedUses(parseDescription(description), siteAt(target, site), { ...nothingInside, ...inside }),
    );

/** One use with these requests. */
const looking = (...requests: readonly string[]): string =>
    ["uses:", "  - name: look", "    requests:", ...requests.map((each) => `      - ${each}`)].join("\n");

const result = async (...args: Parameters<typeof told>) =>
    (await told(...args)).map(({ verdict, request, found, note }) => [verdict, request, found, note]);

describe("uses that an application describes", () => {
    it("asks as a visitor behind the load balancer does", async () => {
        const seen: Asked[] = [];
        await told((asked) => [200, "", (seen.push(asked), {})], looking("get: /a/?b=c"));
        const { headers, ...rest } = seen[0] ?? assert.fail();
        assert.deepEqual(rest, { method: "GET", path: "/a/?b=c", body: "" });
        assert.deepEqual(headers, {
            host: "site.example.com",
            accept: "text/html,*/*",
            connection: "close",
            "user-agent": "Mozilla/5.0 (rehearsal)",
            "x-forwarded-for": "203.0.113.7",
            "x-forwarded-port": "443",
            "x-forwarded-proto": "https",
        });
    });

    it("sends a form with the page's token, cookies, Origin and Referer", async () => {
        const seen: Asked[] = [];
        const application = (asked: Asked): Reply => {
            seen.push(asked);
            return asked.path === "/form/"
                ? [
                      200,
                      '<input type="hidden" name="csrfmiddlewaretoken" value="t0">',
                      { "Set-Cookie": "csrftoken=c; Secure; Path=/" },
                  ]
                : [200];
        };
        await told(application, looking("{post: /sent/, page: /form/, form: {a: 'b c', d: 1}}"));
        assert.deepEqual(
            seen.map(({ method, path, body, headers: { cookie, origin, referer, "content-type": type } }) => [
                ...[method, path, body, cookie, origin, referer, type],
            ]),
            [
                ["GET", "/form/", "", undefined, undefined, undefined, undefined],
                [
                    ...["POST", "/sent/", "csrfmiddlewaretoken=t0&a=b+c&d=1", "csrftoken=c"],
                    ...["https://site.example.com", "https://site.example.com/form/"],
                    "application/x-www-form-urlencoded;charset=UTF-8",
                ],
            ],
        );
    });

    it("takes the token from the cookie where the page has none, and sends files", async () => {
        const seen: string[] = [];
        const application = ({ method, body }: Asked): Reply => {
            seen.push(...(method === "POST" ? [body.replaceAll(/-{4,}[\w-]+/g, "--B")] : []));
            return [200, "", { "Set-Cookie": "csrftoken=c1; Path=/" }];
        };
        const file = "{name: plan.txt, type: text/csv, content: wheels}";
        await told(application, looking(`{post: /, form: {a: b}, files: {plan: ${file}}}`));
        assert.deepEqual(seen[0]?.trimEnd().split("\r\n"), [
            ...["--B", 'Content-Disposition: form-data; name="csrfmiddlewaretoken"', "", "c1"],
            ...["--B", 'Content-Disposition: form-data; name="a"', "", "b"],
            ...["--B", 'Content-Disposition: form-data; name="plan"; filename="plan.txt"'],
            ...["Content-Type: text/csv", "", "wheels", "--B"],
        ]);
    });

    it("tells what was expected, all of one answer at once", async () => {
        const application = (): Reply => [201, "Tom &amp; Jerry", { "X-A": "b" }];
        const expect =
            "{status: 200, contains: [Tom & Jerry, Spike], headers: {X-A: c, X-B: d}, redirect: /a/, bucket: wheels}";
        assert.deepEqual(await result(application, looking(`{get: /, expect: ${expect}}`)), [
            [
                "failed",
                "GET https://site.example.com/",
                "201",
                'Status 200 was expected. The answer does not contain "Spike". X-A was to contain "c"; got b. ' +
                    'X-B was to contain "d"; got no such header. A redirect to /a/ was expected.',
            ],
        ]);
    });

    const answers: readonly (readonly [string, Reply, string, readonly (string | undefined)[]])[] = [
        ["a fault is none of 200 to 399", [500], "get: /", ["failed", "500", "Status from 200 to 399 was expected."]],
        ["a redirect is one", [302, "", { Location: "/b/" }], "get: /", ["ok", "302 to /b/", undefined]],
        [
            "a redirect's query counts where it is named",
            [302, "", { Location: "/b/?c=d" }],
            "{get: /, expect: {redirect: '/b/?c=e'}}",
            ["failed", "302 to /b/?c=d", "A redirect to /b/?c=e was expected."],
        ],
        [
            "a redirect to another site is another",
            [302, "", { Location: "https://b.example.com/b/" }],
            "{get: /, expect: {redirect: /b/}}",
            ["failed", "302 to https://b.example.com/b/", "A redirect to /b/ was expected."],
        ],
        [
            "redirects have an end",
            [302, "", { Location: "/b/" }],
            "{get: /, follow: true}",
            ["failed", "10 redirects in a row, the last one to https://site.example.com/b/", undefined],
        ],
        [
            "a Location may be no address",
            [302, "", { Location: "https://:b" }],
            "{get: /, follow: true}",
            ["failed", "302 to https://:b, which is not an address", undefined],
        ],
        [
            "what is kept has to be there",
            [200, "a"],
            "{get: /, keep: {id: 'id=(\\d+)'}}",
            ["failed", "200", "Nothing in the answer matches id=(\\d+), to be kept as id."],
        ],
        [
            "a bucket has to be there",
            [200],
            "{get: /, expect: {bucket: wheels}}",
            ["failed", "200", "The stack has no bucket (media)."],
        ],
    ];
    for (const [what, reply, request, expected] of answers) {
        it(what, async () => {
            const [use] = await told(() => reply, looking(request));
            assert.deepEqual([use?.verdict, use?.found, use?.note], expected);
        });
    }

    it("finds a text in the bucket, or tells what is there", async () => {
        const objects = [
            { key: "a/b.txt", body: Buffer.from("wheels and levers") },
            { key: "a/c.txt", body: Buffer.from("c") },
        ];
        const found = (text: string, bucket = objects) =>
            result(() => [200], looking(`{get: /, expect: {bucket: ${text}}}`), {
                inside: { bucketObjects: () => Promise.resolve(bucket) },
            });
        const request = "GET https://site.example.com/";
        assert.deepEqual(await found("levers"), [["ok", request, "200, in the bucket: a/b.txt", undefined]]);
        assert.deepEqual(await found("nuts"), [
            [
                "failed",
                request,
                "200",
                'The bucket has 2 files (a/b.txt and a/c.txt); a file that contains "nuts" was expected.',
            ],
        ]);
        assert.deepEqual(await found("nuts", []), [
            ["failed", request, "200", 'The bucket is empty; a file that contains "nuts" was expected.'],
        ]);
    });

    it("follows a link out of the site, unescaped, without cookies, and does not show a signature", async () => {
        const link = "https://media.s3.amazonaws.com/plan.txt?X-Amz-Date=1&amp;X-Amz-Signature=abc";
        const seen: Asked[] = [];
        const bucket = (asked: Asked): Reply => [200, "wheels", (seen.push(asked), {})];
        const site = (): Reply => [200, `<a href="${link}">plan</a>`, { "Set-Cookie": "a=b; Path=/" }];
        const text = looking(
            '{get: /, keep: {plan: \'href="([^"]+)"\'}}',
            "{get: '{{plan}}', expect: {contains: wheels}}",
        );
        assert.deepEqual(
            await withSite(bucket, (other) =>
                result(site, text, {
                    site: { elsewhere: (url) => (url.host === "media.s3.amazonaws.com" ? other : undefined) },
                }),
            ),
            [["ok", "GET https://media.s3.amazonaws.com/plan.txt?…", "200, 200", undefined]],
        );
        assert.deepEqual(
            seen.map(({ path, headers: { host, cookie } }) => [path, host, cookie]),
            [["/plan.txt?X-Amz-Date=1&X-Amz-Signature=abc", "media.s3.amazonaws.com", undefined]],
        );
        assert.deepEqual(await result(site, text), [
            [
                "failed",
                "GET https://media.s3.amazonaws.com/plan.txt?…",
                "200, no answer: nothing in the rehearsal stands for media.s3.amazonaws.com",
                undefined,
            ],
        ]);
    });

    it("asks again until it is as expected", async () => {
        let count = 0;
        const application = (): Reply => [200, `attempt ${(count += 1)}`];
        const request = "{get: /, withinSeconds: 60, expect: {contains: attempt 3}}";
        assert.deepEqual(await result(application, looking(request)), [
            ["ok", "GET https://site.example.com/", "200", undefined],
        ]);
    });

    it("runs the set-up first, and tries nothing that builds on a failure; random texts are never shown", async () => {
        const commands: unknown[] = [];
        const manage: Inside["manage"] = (args, env) => {
            commands.push([args, env]);
            return Promise.resolve(outcome(1, `Traceback\nIntegrityError: ${env["PASSWORD"] ?? ""} is taken\n`));
        };
        const setup = 'setup:\n  - {manage: [make, "{{user}}"], env: {PASSWORD: "{{word}}"}}';
        const description = `random: [user, word]\n${setup}\n${looking('get: "/{{word}}/"')}`;
        assert.deepEqual(await result(() => [200], description, { inside: { manage } }), [
            ["failed", "manage.py make '{{user}}'", "exit code 1", "IntegrityError: {{word}} is taken"],
            ["skipped", "GET https://site.example.com/{{word}}/", "not tried", "set up failed."],
        ]);
        const [[[make, user], { PASSWORD: word }]] = commands as [[[string, string], { PASSWORD: string }]];
        assert.equal(make, "make");
        assert.match(`${user} ${word}`, /^r[0-9a-f]{24} r[0-9a-f]{24}$/);
        assert.notEqual(user, word);
    });
});
