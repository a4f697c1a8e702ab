import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { topDirectives } from "../../../ebextensions/proxy/directives";
import { ownNginx, settersOf } from "../../../ebextensions/proxy/own-files";

describe("what the application's own files tell nginx", () => {
    it("is read at the top level alone, past comments and quotes", () => {
        assert.deepEqual(
            topDirectives(`# client_max_body_size 1m;
client_max_body_size 6m; # ; {
log_format own '$remote_addr; {"x"}' "a\\"b;";
location = /health { client_max_body_size 1k; if ($a) { return 200 "};"; } }
map $uri $\{own} { "~^/a{2}" 1; }
add_header X-Own a#b`),
            [
                ["client_max_body_size", "6m"],
                ["log_format", "own", '$remote_addr; {"x"}', 'a"b;'],
                ["location", "=", "/health"],
                ["map", "$uri", "${own}"],
            ],
        );
    });

    it("is found whatever stands around it", () => {
        const word = fc.stringMatching(/^[a-z$][a-z0-9_.$~^-]{0,8}$/);
        const quoted = fc.string().map((text) => `"${text.replaceAll(/[\\"]/g, (sign) => `\\${sign}`)}"`);
        const simple = fc
            .array(fc.oneof(word, quoted), { minLength: 1, maxLength: 3 })
            .map((words) => `x ${words.join(" ")};`);
        const block = fc.array(simple, { maxLength: 3 }).map((lines) => `x {${lines.join("\n")}}`);
        fc.assert(
            fc.property(fc.array(fc.oneof(simple, block, fc.constant("# a comment; {"))), (around) => {
                const text = [...around, "wanted 1;", ...around].join("\n");
                assert.deepEqual(
                    topDirectives(text).filter(([name]) => name === "wanted"),
                    [["wanted", "1"]],
                );
            }),
        );
    });

    it("is told by block and file; other folders do not count", () => {
        const files: Readonly<Record<string, string>> = {
            ".platform/nginx/conf.d/uploads.conf": "client_max_body_size 6m;",
            ".platform/nginx/conf.d/elasticbeanstalk/own.conf": "add_header X-Own yes; client_max_body_size 7m;",
            ".platform/nginx/conf.d/elasticbeanstalk/deeper/own.conf": "client_max_body_size 8m;",
            ".platform/nginx/conf.d/notes.txt": "client_max_body_size 9m;",
            ".platform/httpd/conf.d/own.conf": "client_max_body_size 9m;",
        };
        const own = ownNginx(Object.keys(files), (path) => files[path] ?? "");
        assert.deepEqual(settersOf(own, "client_max_body_size"), [
            ".platform/nginx/conf.d/uploads.conf",
            ".platform/nginx/conf.d/elasticbeanstalk/own.conf",
        ]);
        assert.deepEqual(
            own.server.map(({ words }) => words.join(" ")),
            ["add_header X-Own yes", "client_max_body_size 7m"],
        );
        assert.equal(own.main, undefined);
    });
});
