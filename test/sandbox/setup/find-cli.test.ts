import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { buildCli, builtCli } from "../../../sandbox/setup/build-cli.js";
import { findCli, getCli } from "../../../sandbox/setup/find-cli.js";
import { answers, contextOf, goBuilds, makeRepository, MadeRepository } from "./made-repository";

const script = (version: string): string => `#!/bin/sh\necho v${version}\n`;

describe("sandbox/setup/find-cli", () => {
    let repository: MadeRepository;
    beforeEach(() => (repository = makeRepository()));
    afterEach(() => repository.remove());

    const executable = (file: string, text: string): string => {
        repository.write(file, text);
        fs.chmodSync(path.join(repository.base, file), 0o755);
        return path.join(repository.base, file);
    };
    const npmPackage = (body: string): void => repository.write("repository/node_modules/pulumi/run.js", body);
    const downloaded = (): string => path.join(repository.base, "pulumi-home", "versions", "3.259.0", "bin", "pulumi");

    for (const version of ["3.219.0", "3.259.0", "3.400.2-alpha.1"]) {
        it(`takes ${version} from PATH`, async () => {
            const file = repository.program("pulumi", answers(version));
            executable("bin/pulumi-language-nodejs", "#!/bin/sh\n");
            assert.deepEqual(await findCli(contextOf(repository)), { cli: { file, origin: "path" }, passedOver: [] });
        });
    }

    for (const version of ["3.218.9", "2.25.0", "4.0.0"]) {
        it(`passes over ${version} on PATH, saying so, for a fitting one further on`, async () => {
            repository.program("pulumi", answers(version));
            const file = executable("further/pulumi", script("3.260.0"));
            const env = { ...repository.env, PATH: `${repository.env["PATH"]}:${path.dirname(file)}` };
            const old = path.join(repository.base, "bin", "pulumi");
            assert.deepEqual(await findCli(contextOf(repository, { env })), {
                cli: { file, origin: "built" },
                passedOver: [`${old} is ${version}, and 3.219 or newer, below 4 is needed`],
            });
        });
    }

    it("asks each CLI once, and again when the file has changed", async () => {
        repository.program("pulumi", answers("3.230.0"));
        await findCli(contextOf(repository));
        await findCli(contextOf(repository));
        assert.deepEqual(repository.calls("pulumi"), ["version"]);
        const file = path.join(repository.base, "bin", "pulumi");
        fs.utimesSync(file, new Date(), new Date(Date.now() + 5000));
        await findCli(contextOf(repository));
        assert.deepEqual(repository.calls("pulumi"), ["version", "version"]);
    });

    it("does not take npm's own launcher for a CLI on PATH, neither the project's nor a global one", async () => {
        const env = { ...repository.env, PATH: `${repository.root}/node_modules/.bin:${repository.base}/bin` };
        executable("repository/node_modules/.bin/pulumi", script("3.259.0"));
        const launcher = executable("lib/node_modules/pulumi/run.js", script("3.259.0"));
        fs.symlinkSync(launcher, path.join(repository.base, "bin", "pulumi"));
        assert.deepEqual(await findCli(contextOf(repository, { env })), { passedOver: [] });
    });

    it("takes what the npm package has downloaded, before what was built", async () => {
        const context = contextOf(repository);
        executable(path.relative(repository.base, builtCli(context.env)), script("3.259.0"));
        assert.deepEqual((await findCli(context)).cli, { file: builtCli(context.env), origin: "built" });
        const file = executable("pulumi-home/versions/3.259.0/bin/pulumi", script("3.259.0"));
        executable("pulumi-home/versions/3.259.0/bin/pulumi-language-nodejs", "#!/bin/sh\n");
        assert.deepEqual((await findCli(context)).cli, { file, origin: "npm" });
    });

    it("lets the npm package download, also over the torso of an interrupted download", async () => {
        const torso = executable("pulumi-home/versions/3.259.0/bin/pulumi", "#!/bin/sh\nexit 126\n");
        const target = JSON.stringify(torso);
        npmPackage(`const fs = require("fs"); if (fs.existsSync(${target})) process.exit(3);
            if (process.env.PULUMI_VERSION !== "3.259.0") process.exit(4);
            fs.writeFileSync(${target}, ${JSON.stringify(script("3.259.0"))}, { mode: 0o755 });`);
        const context = contextOf(repository);
        assert.deepEqual(await findCli(context), { passedOver: [] });
        assert.deepEqual(await getCli(context, []), { file: downloaded(), origin: "built" });
        assert.deepEqual(context.output[0], "Downloading the Pulumi CLI 3.259.0 …\n");
    });

    it("builds one where the download is refused, saying why", async () => {
        npmPackage('console.error("pulumi: fetch failed"); process.exit(1);');
        repository.program("go", goBuilds());
        const context = contextOf(repository);
        assert.deepEqual(await getCli(context, []), { file: builtCli(context.env), origin: "built" });
        const line =
            "The Pulumi CLI 3.259.0 cannot be downloaded (fetch failed); a build from its Go module is next.\n";
        assert.ok(context.output.includes(line), context.output.join(""));
        assert.deepEqual((await findCli(context)).cli, { file: builtCli(context.env), origin: "built" });
    });

    it("names the three ways, and why each failed, when none is possible", async () => {
        npmPackage('console.error("Downloading pulumi…\\npulumi: fetch failed"); process.exit(1);');
        const file = repository.program("pulumi", answers("3.100.0"));
        const context = contextOf(repository);
        const { passedOver } = await findCli(context);
        const message = (first: string): string =>
            [
                "No Pulumi CLI. There are three ways to one, and none worked here:",
                `  1. One on PATH, 3.219 or newer, below 4: ${first}.`,
                "     Install it: https://www.pulumi.com/docs/install/",
                "  2. The download of 3.259.0 by the npm package pulumi: fetch failed.",
                "     Let this machine reach https://get.pulumi.com and https://github.com.",
                "  3. A build from its Go module: there is no go on PATH.",
                "     Install Go 1.25.11 or newer: https://go.dev/dl/ (a build needs about 4 GB of disk).",
                "Do one of them, then run the same command again.",
            ].join("\n");
        const old = `${file} is 3.100.0, and 3.219 or newer, below 4 is needed`;
        await assert.rejects(getCli(context, passedOver), { name: "UserError", message: message(old) });
        await assert.rejects(getCli(context, []), {
            name: "UserError",
            message: message("there is no pulumi on PATH"),
        });
    });

    it("prefers the CLI that DJANGO_BEANSTALK_PULUMI names, and refuses one that does not serve", async () => {
        repository.program("pulumi", answers("3.259.0"));
        const chosen = (file: string) =>
            findCli(contextOf(repository, { env: { ...repository.env, DJANGO_BEANSTALK_PULUMI: file } }));
        const file = executable("own/pulumi", script("3.240.0"));
        assert.deepEqual(await chosen(file), { cli: { file, origin: "built" }, passedOver: [] });
        const remedy = "Name a Pulumi CLI, 3.219 or newer, below 4, or unset the variable.";
        const old = executable("old/pulumi", script("3.10.0"));
        await assert.rejects(chosen(old), {
            name: "UserError",
            message: `DJANGO_BEANSTALK_PULUMI names ${old}, which is 3.10.0, and 3.219 or newer, below 4 is needed.\n${remedy}`,
        });
        const missing = path.join(repository.base, "missing");
        await assert.rejects(chosen(missing), {
            name: "UserError",
            message: `DJANGO_BEANSTALK_PULUMI names ${missing}, which is no executable file.\n${remedy}`,
        });
        const mute = executable("mute/pulumi", "#!/bin/sh\necho no >&2\nexit 9\n");
        await assert.rejects(chosen(mute), {
            name: "UserError",
            message: `DJANGO_BEANSTALK_PULUMI names ${mute}, which does not answer \`pulumi version\` (no).\n${remedy}`,
        });
    });

    it("uses a build that another clone has made meanwhile", async () => {
        const context = contextOf(repository);
        executable(path.relative(repository.base, builtCli(context.env)), script("3.259.0"));
        assert.deepEqual(await buildCli(context), { kind: "built", file: builtCli(context.env) });
    });
});
