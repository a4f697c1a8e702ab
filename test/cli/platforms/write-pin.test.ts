import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { withRelease } from "../../../cli/platforms/write-pin";
import { repository } from "../../support/program";

const changed = (text: string, release = "4.14.0"): string => {
    const result = withRelease(text, "python", release);
    return typeof result === "string" ? result : assert.fail(result.got);
};

describe("a release written into a stack file", () => {
    const cases: readonly { readonly name: string; readonly before: string; readonly after: string }[] = [
        {
            name: "takes the place of the old one, quoted, and leaves comments and form alone",
            before: `# Ours.\nconfig:\n  aws:region:   us-east-1 # here\n  django-beanstalk:app:\n    name: notes\n    platform: # keep\n      kind: python\n      release: 4.13.7   # current in August\n\n    wsgi: 'a:b'\n`,
            after: `# Ours.\nconfig:\n  aws:region:   us-east-1 # here\n  django-beanstalk:app:\n    name: notes\n    platform: # keep\n      kind: python\n      release: "4.14.0"   # current in August\n\n    wsgi: 'a:b'\n`,
        },
        {
            name: "comes below the kind of a platform that has none",
            before: `config:\n    django-beanstalk:app:\n        platform:\n            version: "3.12"\n            kind: python # the language\n        name: notes\n`,
            after: `config:\n    django-beanstalk:app:\n        platform:\n            version: "3.12"\n            kind: python # the language\n            release: "4.14.0"\n        name: notes\n`,
        },
        {
            name: "brings the platform with it where there is none, at the end of a file without a line end",
            before: `config:\n  django-beanstalk:app:\n    directory: .\n    name: notes`,
            after: `config:\n  django-beanstalk:app:\n    directory: .\n    name: notes\n    platform: {kind: python, release: "4.14.0"}`,
        },
        {
            name: "goes into mappings in braces",
            before: `config:\n  django-beanstalk:app: {name: notes, platform: {kind: python, version: "3.12"}}\n`,
            after: `config:\n  django-beanstalk:app: {name: notes, platform: {kind: python, release: "4.14.0", version: "3.12"}}\n`,
        },
        {
            name: "brings the platform into an application in braces",
            before: `config:\n  django-beanstalk:app: {name: "notes", directory: .}\n`,
            after: `config:\n  django-beanstalk:app: {name: "notes", platform: {kind: python, release: "4.14.0"}, directory: .}\n`,
        },
        {
            name: "keeps the line ends of Windows",
            before: `config:\r\n  django-beanstalk:app:\r\n    name: notes\r\n    wsgi: a:b\r\n`,
            after: `config:\r\n  django-beanstalk:app:\r\n    name: notes\r\n    platform: {kind: python, release: "4.14.0"}\r\n    wsgi: a:b\r\n`,
        },
    ];
    for (const { name, before, after } of cases) {
        it(name, () => {
            assert.equal(changed(before), after);
            assert.equal(changed(after), after, "a second time changes nothing");
        });
    }

    it("leaves everything else of the repository's own stack files as it is", () => {
        for (const stack of ["dev", "prod"]) {
            const before = fs.readFileSync(path.join(repository, `Pulumi.${stack}.yaml`), "utf8");
            const after = changed(before, "99.0.0");
            const lines = new Set(before.split("\n"));
            assert.equal(after.split("\n").filter((line) => !lines.has(line)).length, 1);
            type File = { config: Record<string, { platform?: { release?: string } }> };
            assert.equal((parse(after) as File).config["django-beanstalk:app"]?.platform?.release, "99.0.0");
        }
    });

    it("is left to the user where an alias stands for the platform, or for the release", () => {
        const files = [
            `config:\n  x: &p {kind: python, release: "1.2.3"}\n  django-beanstalk:app:\n    name: notes\n    platform: *p\n`,
            `config:\n  x: &r "1.2.3"\n  django-beanstalk:app:\n    name: notes\n    platform: {kind: python, release: *r}\n`,
        ];
        for (const file of files) {
            assert.deepEqual(withRelease(file, "python", "4.14.0"), {
                where: "app.platform",
                got: "a form that cannot be edited without touching the rest of the file (an anchor, an alias or a merge)",
                remedy: 'Write it by hand: app: {platform: {kind: python, release: "4.14.0"}}',
            });
        }
    });

    it("is left to the user where others share the platform by its anchor", () => {
        const file = `config:\n  django-beanstalk:app:\n    name: notes\n    platform: &p {kind: python, release: "1.2.3"}\n  x: *p\n`;
        assert.equal(typeof withRelease(file, "python", "4.14.0"), "object");
    });
});
