import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { repository } from "./support/program";
import { testSettings } from "./support/settings";

const prefix = "django-beanstalk:";

describe("docs/environment.md", () => {
    const text = fs.readFileSync(path.join(repository, "docs", "environment.md"), "utf8");
    const examples = [...text.matchAll(/^## (.*)$[^]*?^```yaml\n([^]*?)^```$/gm)];

    it("has an example for each heading", () => {
        assert.equal(examples.length, [...text.matchAll(/^## /gm)].length);
    });

    for (const [, title = "", yaml = ""] of examples) {
        it(`has settings that are right: ${title}`, () => {
            const config = parse(yaml) as Readonly<Record<string, unknown>>;
            assert.ok(Object.keys(config).every((key) => key.startsWith(prefix)));
            testSettings(
                Object.fromEntries(Object.entries(config).map(([key, value]) => [key.slice(prefix.length), value])),
            );
        });
    }
});
