import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { stringify } from "yaml";
import { main } from "../../cli/platforms";
import type { Place } from "../../cli/platforms/ask";
import { ProblemError } from "../../components/problem";
import { minimalRaw } from "../support/settings";
import { temporaryFolder } from "../support/temporary-folder";
import { offers } from "./platforms/offers";

describe("npm run platforms", () => {
    const folder = temporaryFolder();
    const file = () => path.join(folder.path, "Pulumi.dev.yaml");
    const asked: Place[] = [];

    function stackFile(platform: Record<string, string>, more: Record<string, string> = {}): void {
        const config = {
            "aws:region": "eu-west-1",
            ...more,
            "django-beanstalk:app": { ...minimalRaw.app, platform: { kind: "python", ...platform } },
            "django-beanstalk:environment": minimalRaw.environment,
        };
        fs.writeFileSync(file(), stringify({ config }));
    }

    async function run(...args: string[]): Promise<{ code: number; out: string; errors: string }> {
        const [out, errors]: [string[], string[]] = [[], []];
        const { log, error } = console;
        console.log = (line: string) => void out.push(line);
        console.error = (line: string) => void errors.push(line);
        try {
            const ask = (place: Place) => {
                asked.push(place);
                return Promise.resolve(offers);
            };
            return { code: await main(args, folder.path, ask), out: out.join("\n"), errors: errors.join("\n") };
        } finally {
            Object.assign(console, { log, error });
        }
    }

    it("lists what the account is offered, marks the pinned release and says what to pin", async () => {
        stackFile({ release: "4.9.1" }, { "aws:profile": "work" });
        const { code, out } = await run();
        assert.equal(code, 0);
        assert.equal(
            out,
            `Platforms that AWS offers this account in eu-west-1 for new environments (* pinned by Pulumi.dev.yaml):

  branch       release  state
  Python 3.14  4.13.7   unknown
  Python 3.13  4.13.10  supported
* Python 3.13  4.9.1    superseded, open to this account because it used it lately
  Python 3.9   4.13.7   deprecated
  Docker       4.13.7   supported

Pinned: Python 3.13 4.9.1, which is superseded. Pin 4.13.10: npm run --silent platforms -- --pin --stack dev`,
        );
        assert.deepEqual(asked.at(-1), { region: "eu-west-1", profile: "work" });
    });

    it("says how the pin stands", async () => {
        const lastLine = async (platform: Record<string, string>) => {
            stackFile(platform);
            return (await run()).out.split("\n").at(-1);
        };
        const pin = "npm run --silent platforms -- --pin --stack dev";
        assert.equal(await lastLine({ release: "4.13.10" }), "Pinned: Python 3.13 4.13.10, which is current.");
        assert.equal(
            await lastLine({ release: "4.8.0" }),
            `Pinned: Python 3.13 4.8.0, with which no new environment can be created. Pin 4.13.10: ${pin}`,
        );
        assert.equal(
            await lastLine({ version: "3.12" }),
            "Pinned: Python 3.12 4.13.7, of which nothing is offered. Choose another branch in app.platform.",
        );
    });

    it("writes the current release, once", async () => {
        stackFile({ release: "4.9.1" });
        const before = fs.readFileSync(file(), "utf8");
        const first = await run("--pin");
        assert.match(first.errors, /^Pulumi\.dev\.yaml: app\.platform\.release is "4\.13\.10" now\. /);
        assert.match(first.out, /^\* Python 3\.13 {2}4\.13\.10 {2}supported$/m);
        assert.match(first.out, /Pinned: Python 3\.13 4\.13\.10, which is current\.$/);
        assert.equal(fs.readFileSync(file(), "utf8"), before.replace("release: 4.9.1", 'release: "4.13.10"'));
        const second = await run("--pin", "--json");
        assert.equal(second.errors, "Pulumi.dev.yaml has 4.13.10 already.");
        assert.equal((JSON.parse(second.out) as { pinnedNow: boolean }).pinnedNow, false);
    });

    it("writes nothing when nothing of the branch is offered", async () => {
        stackFile({ version: "3.12" });
        const before = fs.readFileSync(file(), "utf8");
        const { code, errors } = await run("--pin");
        assert.equal(code, 1);
        assert.match(errors, /got {6}Python 3\.12, of which nothing is offered in eu-west-1/);
        assert.equal(fs.readFileSync(file(), "utf8"), before);
    });

    it("gives a program one object", async () => {
        stackFile({ release: "4.9.1" });
        const { platforms, ...rest } = JSON.parse((await run("--json")).out) as { platforms: unknown[] };
        assert.deepEqual(rest, {
            stack: "dev",
            region: "eu-west-1",
            source: "aws",
            branch: "Python 3.13",
            release: "4.9.1",
            current: "4.13.10",
            pinnedNow: false,
        });
        assert.deepEqual(platforms[1], {
            branch: "Python 3.13",
            release: "4.13.10",
            state: "supported",
            current: true,
            pinned: false,
        });
    });

    it("asks the sandbox and no one else, which believes a later release", async () => {
        asked.length = 0;
        stackFile({ release: "4.99.0" });
        const { code, out } = await run("--sandbox", "--pin");
        assert.equal(code, 0);
        assert.match(out, /^Platforms that the sandbox pretends to offer, as of August 2026 /);
        assert.match(out, /Pinned: Python 3\.13 4\.99\.0, which is current\.$/);
        assert.deepEqual(asked, []);
    });

    it("hands on what AWS's command line says, and knows its options", async () => {
        stackFile({});
        const problem = { where: "aws", got: "nothing", remedy: "Install it." };
        const failing = () => Promise.reject(new ProblemError("The question to AWS", [problem]));
        const { error } = console;
        console.error = () => undefined;
        try {
            assert.equal(await main([], folder.path, failing), 1);
        } finally {
            console.error = error;
        }
        assert.equal((await run("--stack", "staging")).code, 1);
        assert.equal((await run("--release", "1")).code, 2);
        assert.match((await run("--help")).out, /^npm run --silent platforms/);
    });
});
