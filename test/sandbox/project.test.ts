import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parse } from "yaml";
import { sandboxEnvironment } from "../../sandbox/environment";
import { sandboxLayout, SandboxLayout } from "../../sandbox/layout";
import { abandonedStacks } from "../../sandbox/locks";
import { writeProject } from "../../sandbox/project";
import { completeStackCopy, copyOfStack, stackFile, stackNames, writeStackCopy } from "../../sandbox/stack-files";
import { repository } from "../support/program";
import { temporaryFolder } from "../support/temporary-folder";

describe("the sandbox's project", () => {
    const folder = temporaryFolder();
    const layout = (): SandboxLayout => sandboxLayout(repository, "default", { DJANGO_BEANSTALK_SANDBOX: folder.path });

    it("is the real project file, with its program found from there", () => {
        writeProject(layout(), true);
        const real = parse(fs.readFileSync(path.join(repository, "Pulumi.yaml"), "utf8")) as Record<string, unknown>;
        const { main, plugins, ...rest } = parse(
            fs.readFileSync(path.join(layout().project, "Pulumi.yaml"), "utf8"),
        ) as Record<string, unknown>;
        assert.deepEqual(rest, real);
        assert.equal(path.resolve(layout().project, String(main)), repository);
        assert.deepEqual(plugins, { languages: [{ name: "nodejs", path: "../bin" }] });
        assert.ok((fs.statSync(path.join(layout().bin, "pulumi-language-nodejs")).mode & 0o111) !== 0);
    });

    it("compiles the program with the real options, and remembers what came out", () => {
        writeProject(layout(), true);
        const read = (file: string) => JSON.parse(fs.readFileSync(file, "utf8")) as Record<string, unknown>;
        const real = read(path.join(repository, "tsconfig.json"))["compilerOptions"] as object;
        assert.deepEqual(read(layout().tsconfig), {
            compilerOptions: { ...real, rootDir: repository },
            "ts-node": { transpiler: path.join(repository, "sandbox", "setup", "transpiler.js") },
        });
    });

    it("leaves the language host to an official CLI", () => {
        writeProject(layout(), false);
        const project = parse(fs.readFileSync(path.join(layout().project, "Pulumi.yaml"), "utf8")) as Record<
            string,
            unknown
        >;
        assert.equal(project["plugins"], undefined);
        assert.deepEqual(fs.readdirSync(layout().bin), []);
    });

    it("says when its folder cannot be written", () => {
        fs.writeFileSync(path.join(folder.path, "default"), "a file where the folder should be");
        const problem = `The sandbox has a problem:

  ${path.join(folder.path, "default")}
    got      a folder that cannot be written
    do       Give yourself the right to write there, or set DJANGO_BEANSTALK_SANDBOX to another folder.`;
        assert.throws(
            () => {
                writeProject(layout(), true);
            },
            { message: problem },
        );
    });

    it("is known to nothing that a real run reads", () => {
        const files = execFileSync("git", ["ls-files", "Pulumi*.yaml", "index.ts", "components", "ebextensions"], {
            cwd: repository,
            encoding: "utf8",
        })
            .trim()
            .split("\n");
        const mentions = files.filter((file) =>
            /sandbox|stand-in/i.test(fs.readFileSync(path.join(repository, file), "utf8")),
        );
        assert.deepEqual(mentions, []);
    });
});

describe("the sandbox's environment", () => {
    it("has no credentials, no settings of another engine, and a stand-in for every provider", () => {
        const outer = {
            PATH: "/bin",
            AWS_PROFILE: "work",
            AWS_SECRET_ACCESS_KEY: "canary",
            PULUMI_STACK: "prod",
            PULUMI_ACCESS_TOKEN: "canary",
            PULUMI_CONFIG_PASSPHRASE_FILE: "x",
        };
        const env = sandboxEnvironment(sandboxLayout("/repository", "default", {}), { aws: 1, random: 2 }, outer);
        assert.deepEqual(env, {
            PATH: "/bin",
            DJANGO_BEANSTALK_IAM_WAIT_SECONDS: "0",
            DJANGO_BEANSTALK_RETRY_WAIT_SECONDS: "0",
            PULUMI_HOME: "/repository/.sandbox/default/home",
            PULUMI_BACKEND_URL: "file:///repository/.sandbox/default/state",
            PULUMI_CONFIG_PASSPHRASE: "sandbox",
            PULUMI_SKIP_UPDATE_CHECK: "true",
            PULUMI_DEBUG_COMMANDS: "true",
            PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
            PULUMI_NODEJS_TRANSPILE_ONLY: "true",
            PULUMI_NODEJS_TSCONFIG_PATH: "/repository/.sandbox/default/project/tsconfig.program.json",
            PULUMI_DEBUG_PROVIDERS: "aws:1,random:2",
        });
    });
});

describe("a stack file in the sandbox", () => {
    const folder = temporaryFolder();
    const source = `secretsprovider: awskms://key
encryptedkey: abc
encryptionsalt: v1:x
config:
  aws:region: us-east-1
  django-beanstalk:token:
    secure: v1:canary
  django-beanstalk:secrets:
    TOKEN:
      kind: stack
      value:
        secure: v1:canary
    LIST:
      - secure: v1:canary
      - plain
`;

    it("has neither the secrets provider nor an encrypted value, and says where they were", () => {
        const copy = copyOfStack("dev", source, { "aws:region": "eu-west-1" });
        assert.deepEqual(copy.content, {
            config: {
                "aws:region": "eu-west-1",
                "django-beanstalk:secrets": { TOKEN: { kind: "stack" }, LIST: ["placeholder-of-the-sandbox", "plain"] },
            },
        });
        assert.deepEqual(copy.securePaths, [
            "django-beanstalk:token",
            "django-beanstalk:secrets.TOKEN.value",
            "django-beanstalk:secrets.LIST[0]",
        ]);
    });

    it("keeps a text a text, which the engine's older YAML would take for a day or a number", () => {
        const text = 'config: {a:b: {DAY: "2026-11-01", TIME: "2027-01-31T09:00:00Z", BUILD: "1_000", NUMBER: 7}}';
        writeStackCopy(folder.path, copyOfStack("dev", text, {}));
        const lines = fs
            .readFileSync(stackFile(folder.path, "dev"), "utf8")
            .split("\n")
            .map((line) => line.trim());
        assert.deepEqual(lines.slice(2, 6), [
            'DAY: "2026-11-01"',
            'TIME: "2027-01-31T09:00:00Z"',
            'BUILD: "1_000"',
            "NUMBER: 7",
        ]);
    });

    it("keeps what `config set` wrote until its source changes, and its salt even then", () => {
        const file = stackFile(folder.path, "dev");
        assert.equal(writeStackCopy(folder.path, copyOfStack("dev", "config: {a:b: 1}", {})), true);
        assert.equal(
            writeStackCopy(folder.path, copyOfStack("dev", "config: {a:b: 1}", {})),
            true,
            "until it is complete",
        );
        completeStackCopy(folder.path, copyOfStack("dev", "config: {a:b: 1}", {}));
        fs.writeFileSync(file, "encryptionsalt: v1:own\nconfig: {a:b: 2}\n");
        assert.equal(writeStackCopy(folder.path, copyOfStack("dev", "config: {a:b: 1}", {})), false);
        assert.match(fs.readFileSync(file, "utf8"), /a:b: 2/);
        assert.equal(writeStackCopy(folder.path, copyOfStack("dev", "config: {a:b: 3}", {})), true);
        assert.deepEqual(parse(fs.readFileSync(file, "utf8")), { encryptionsalt: "v1:own", config: { "a:b": 3 } });
    });

    it("is found by its name", () => {
        ["Pulumi.yaml", "Pulumi.prod.yaml", "Pulumi.dev.yaml", "other.yaml"].forEach((name) => {
            fs.writeFileSync(path.join(folder.path, name), "");
        });
        assert.deepEqual(stackNames(folder.path), ["dev", "prod"]);
    });
});

describe("locks", () => {
    const folder = temporaryFolder();

    it("are abandoned when the engine that holds them is gone", () => {
        const layout = sandboxLayout(repository, "default", { DJANGO_BEANSTALK_SANDBOX: folder.path });
        assert.deepEqual(abandonedStacks(layout), []);
        const write = (stack: string, pid: number, hostname: string) => {
            const at = path.join(layout.state, ".pulumi", "locks", "organization", "django-beanstalk", stack);
            fs.mkdirSync(at, { recursive: true });
            fs.writeFileSync(path.join(at, "x.json"), JSON.stringify({ pid, hostname, username: "x" }));
        };
        const gone = Number(execFileSync("sh", ["-c", "echo $$"], { encoding: "utf8" }));
        write("dev", gone, os.hostname());
        write("prod", process.pid, os.hostname());
        write("other", gone, "another-machine");
        assert.deepEqual(abandonedStacks(layout), ["dev"]);
    });
});
