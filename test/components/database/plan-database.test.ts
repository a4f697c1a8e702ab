import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fc from "fast-check";
import { databaseUrl, DatabaseUrlParts } from "../../../components/database/plan-database";

/** Any text but half a surrogate pair, which no Secrets Manager takes either. */
const anyText = fc.string({ unit: "binary", minLength: 1, maxLength: 40 });

const parts: fc.Arbitrary<DatabaseUrlParts> = fc.record({
    scheme: fc.constantFrom("postgresql", "postgres", "postgresql+psycopg"),
    username: anyText,
    password: fc.oneof(anyText, fc.string({ unit: fc.constantFrom(..."@:/?#[]%+ $&'\"\\`{}|^~é\n") })),
    host: fc.constant("notes.abc.us-east-1.rds.amazonaws.com"),
    port: fc.constantFrom(5432, 6543),
    name: fc.stringMatching(/^[a-z][a-z0-9_]{0,62}$/),
});

/** What dj-database-url, django-environ and SQLAlchemy do: split, then decode; older ones also take a plus sign for a blank. */
const python = `
import json, sys
from urllib.parse import parse_qs, unquote, unquote_plus, urlsplit
def read(url, decode):
    u = urlsplit(url)
    return [u.scheme, decode(u.username), decode(u.password or ""), u.hostname, u.port, decode(u.path[1:]), parse_qs(u.query)]
print(json.dumps([[read(url, unquote), read(url, unquote_plus)] for url in json.load(sys.stdin)]))
`;

function readByPython(urls: readonly string[]): unknown {
    return JSON.parse(
        execFileSync("python3", ["-c", python], { input: JSON.stringify(urls), encoding: "utf8", maxBuffer: 1 << 26 }),
    );
}

const query = { sslmode: ["require"] };
const asRead = ({ scheme, username, password, host, port, name }: DatabaseUrlParts) => [
    scheme,
    username,
    password,
    host,
    port,
    name,
    query,
];

describe("databaseUrl", () => {
    it("gives Node back what went in, whatever the credentials", () => {
        fc.assert(
            fc.property(parts, (given) => {
                const url = new URL(databaseUrl(given));
                assert.deepEqual(
                    [
                        url.protocol.slice(0, -1),
                        decodeURIComponent(url.username),
                        decodeURIComponent(url.password),
                        url.hostname,
                        Number(url.port),
                        decodeURIComponent(url.pathname.slice(1)),
                        Object.fromEntries([...url.searchParams].map(([key, value]) => [key, [value]])),
                    ],
                    asRead(given),
                );
            }),
            { numRuns: 300 },
        );
    });

    it("gives Python back what went in, whatever the credentials", () => {
        fc.assert(
            fc.property(fc.array(parts, { minLength: 100, maxLength: 200 }), (many) => {
                assert.deepEqual(
                    readByPython(many.map(databaseUrl)),
                    many.map((given) => [asRead(given), asRead(given)]),
                );
            }),
            { numRuns: 5 },
        );
    });

    it("names the certificates beside it where there are some", () => {
        fc.assert(
            fc.property(parts, (given) => {
                const url = databaseUrl({ ...given, rootCertificates: "/opt/a/b.pem" });
                const [first, second] = databaseUrl(given).split("?");
                assert.deepEqual([url.split("?")[0], second], [first, "sslmode=require"]);
                assert.deepEqual(
                    [...new URL(url).searchParams],
                    [
                        ["sslmode", "verify-full"],
                        ["sslrootcert", "/opt/a/b.pem"],
                    ],
                );
            }),
        );
    });

    it("has no sign that a shell, systemd's or Compose's env file would read as its own", () => {
        fc.assert(
            fc.property(parts, (given) => {
                assert.match(databaseUrl(given), /^[\w.~!*'()%:/@?=+-]+$/);
            }),
        );
    });
});

describe("Plan: fix EB, item 1: DATABASE_URL format", () => {
    const given = {
        username: "app",
        password: "p@ss/w:rd#%",
        host: "db.test",
        port: 5432,
        name: "app",
        scheme: "postgres",
    };
    /** As the document's script puts it together, before and after its own fix. */
    const original = (scheme: string) => `${scheme}://${given.username}:${given.password}@${given.host}:5432/app`;

    it("leads a password with signs to another host in its original form, and not in ours", () => {
        for (const scheme of ["postgres", "postgresql+psycopg"]) {
            assert.equal(new URL(original(scheme)).hostname, "ss");
        }
        const [read] = readByPython([databaseUrl(given)]) as [unknown[][]];
        assert.deepEqual(read[0], asRead(given));
    });
});
