import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { nginxWord } from "../../ebextensions/nginx";
import { needsJudges, request, startNginx } from "../support/judges";

describe("nginxWord", () => {
    it("never lets a text break out of its word", async function () {
        needsJudges(this, "nginx");
        const awkward = ["a;b", "{", "}", '"', "'", "\\", '\\"', "a b", "#", "; return 500; #", "ü", "\\n", "a\\"];
        const text = fc.string({ unit: "grapheme-ascii", minLength: 1 }).filter((each) => !each.includes("$"));
        const texts = [...awkward, ...fc.sample(text, { numRuns: 100, seed: 7 })];
        const locations = texts.map((each, i) => `location = /word/${i} { return 200 ${nginxWord(each)}; }\n`);
        const nginx = await startNginx({ "conf.d/elasticbeanstalk/50_words.conf": locations.join("") });
        try {
            const bodies = await Promise.all(texts.map((_, i) => request(nginx.port(80), `/word/${i}`)));
            assert.deepEqual(
                bodies.map(({ body }) => body),
                texts,
            );
        } finally {
            await nginx.stop();
        }
    });

    it("refuses what nginx cannot hold", () => {
        for (const text of ["$host", "100$", "a\nb", "a\r", "\0", "\u007f"]) {
            assert.throws(() => nginxWord(text), {
                message: `nginx cannot hold a dollar sign or a control character: ${JSON.stringify(text)}.`,
            });
        }
    });
});
