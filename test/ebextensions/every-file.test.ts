import * as assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import type { GeneratedFile } from "../../ebextensions/model";
import { everyFile } from "../support/every-file";
import {
    bashSyntax,
    cfnLint,
    composeConfig,
    gixy,
    hadolint,
    needsJudges,
    nginxTest,
    proxyFiles,
    pyYaml,
    shellcheck,
    systemdVerify,
} from "../support/judges";
import { apacheTest } from "../support/judges/apache";
import { repository } from "../support/program";
import { temporaryFolder } from "../support/temporary-folder";

const byStack = everyFile();
const files = [...byStack.values()].flat();

/** Each text once, whatever the number of stacks that have it. */
function distinct(wanted: RegExp): GeneratedFile[] {
    const texts = new Map(files.filter(({ path }) => wanted.test(path)).map((file) => [file.content, file]));
    assert.ok(texts.size > 0, `no file like ${String(wanted)}`);
    return [...texts.values()];
}

/** Who reads which files. Python's and JSON's own parsers stand for what has no judge in a package. */
const kinds = {
    yaml: /\.config$|^cron\.yaml$/,
    script: /\.sh$/,
    proxy: /^\.platform\/(nginx|httpd)\//,
    unit: /\.(service|timer)$/,
    compose: /^docker-compose\.yml$/,
    image: /Dockerfile$/,
    /** A server of its own, in a container. */
    sidecar: /^django-beanstalk\/nginx\.conf$/,
    python: /\.py$/,
    json: /\.json$/,
    line: /^Procfile$/,
};

describe("every generated file", () => {
    const folder = temporaryFolder();

    it("has someone who judges it", () => {
        const judged = Object.values(kinds);
        const free = files.filter(({ path }) => !judged.some((kind) => kind.test(path))).map(({ path }) => path);
        assert.deepEqual([...new Set(free)], unjudged);
    });

    it("has a reason, which docs/generated-files.md tells at greater length", () => {
        assert.deepEqual(
            files.filter(({ reason }) => reason.length < 10),
            [],
        );
        const text = fs.readFileSync(path.join(repository, "docs", "generated-files.md"), "utf8");
        const rows = [...text.matchAll(/^\| `([^`]+)`(?:, `([^`]+)`)* \|/gm)].flatMap(([row]) =>
            [...(row.split(" |")[0] ?? "").matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name),
        );
        const patterns = rows.map((row) => [row, patternOf(row)] as const);
        const paths = [...new Set(files.map(({ path: each }) => bySide(each)))].sort();
        assert.deepEqual(
            paths.filter((each) => !patterns.some(([, pattern]) => pattern.test(each))),
            [],
            "files without a row",
        );
        assert.deepEqual(
            patterns.filter(([, pattern]) => !paths.some((each) => pattern.test(each))).map(([row]) => row),
            [],
            "rows without a file",
        );
    });

    it("of .ebextensions is read by PyYAML, with no key but those of Elastic Beanstalk", function () {
        needsJudges(this, "PyYAML");
        const documents = pyYaml(distinct(kinds.yaml).map(({ content }) => content)) as object[];
        const keys = new Set(documents.flatMap((document) => Object.keys(document)));
        for (const key of keys) {
            assert.ok(known.has(key), key);
        }
    });

    it("that is a script passes bash and shellcheck", function () {
        needsJudges(this, "bash", "shellcheck");
        for (const { content } of distinct(kinds.script)) {
            bashSyntax(content);
            shellcheck(content);
        }
    });

    it("of nginx or Apache is taken by the server, together with the others of its stack", function () {
        needsJudges(this, "nginx", "gixy", "apache");
        selfSigned(path.join(folder.path, "django-beanstalk"));
        const texts = new Map<string, readonly GeneratedFile[]>();
        for (const all of byStack.values()) {
            const own = all.filter((file) => kinds.proxy.test(file.path));
            texts.set(JSON.stringify(own), own);
        }
        for (const own of texts.values()) {
            const nginx = proxyFiles("nginx", own);
            const httpd = proxyFiles("httpd", own);
            if (Object.keys(nginx).length > 0) {
                nginxTest(nginx, { replace: { "/etc/pki": folder.path } });
                // HSTS is Django's to send: SECURE_HSTS_SECONDS.
                gixy(nginx, ["hsts_header"]);
            }
            if (Object.keys(httpd).length > 0) {
                apacheTest(httpd);
            }
        }
    });

    it("that is a unit passes systemd's own check", function () {
        needsJudges(this, "systemd");
        systemdVerify(Object.fromEntries(distinct(kinds.unit).map((file) => [path.basename(file.path), file.content])));
    });

    it("with resources fits Elastic Beanstalk's template", function () {
        needsJudges(this, "PyYAML", "cfn-lint");
        const documents = pyYaml(distinct(/\.config$/).map(({ content }) => content)) as {
            Resources?: Readonly<Record<string, unknown>>;
        }[];
        const resources = documents.flatMap(({ Resources }) => (Resources === undefined ? [] : [Resources]));
        // Some stacks change the same resource in different ways; those are judged apart.
        const rounds: Record<string, unknown>[] = [];
        for (const each of resources) {
            const free = rounds.find((round) => Object.keys(each).every((key) => !(key in round)));
            if (free === undefined) {
                rounds.push({ ...each });
            } else {
                Object.assign(free, each);
            }
        }
        for (const Resources of rounds) {
            cfnLint({ Resources: withoutOptions(Resources) });
        }
    });

    it("for containers is taken by Docker Compose's parser, hadolint and nginx", function () {
        needsJudges(this, "compose", "hadolint", "nginx");
        for (const { content } of distinct(kinds.compose)) {
            composeConfig(content, { ".env": "SECRET_KEY=x\nEB_LOG_BASE_DIR=/var/log/eb-docker/containers\n" });
        }
        for (const { content } of distinct(kinds.sidecar)) {
            const main = `events {}\nhttp {\n    include /etc/nginx/mime.types;\n${content}}\n`;
            nginxTest({ "nginx.conf": main });
        }
        for (const { content } of distinct(kinds.image)) {
            hadolint(content);
        }
    });

    it("of Python compiles, of JSON parses, and a Procfile has the lines that the platform takes", () => {
        for (const { content } of distinct(kinds.python)) {
            const { status, stderr } = spawnSync("python3", ["-c", "import ast, sys; ast.parse(sys.stdin.read())"], {
                input: content,
                encoding: "utf8",
            });
            assert.equal(status, 0, stderr);
        }
        for (const { content } of distinct(kinds.json)) {
            assert.equal(typeof JSON.parse(content), "object");
        }
        for (const { content } of distinct(kinds.line)) {
            assert.match(content, /^([A-Za-z0-9_-]+:\s*[^\s].*\n)+$/);
        }
    });
});

const known = new Set([
    ...["packages", "groups", "users", "sources", "files", "commands", "services", "container_commands"],
    ...["Resources", "Outputs", "version", "cron"],
]);

/** What hooks make or fetch on an instance before nginx starts. */
function selfSigned(target: string): void {
    fs.mkdirSync(target);
    const files = ["-keyout", path.join(target, "instance.key"), "-out", path.join(target, "instance.pem")];
    const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
    execFileSync("openssl", ["req", "-x509", ...key, "-subj", "/CN=instance", ...files], { stdio: "pipe" });
    const [certificate, secret] = ["instance.pem", "instance.key"].map((name) =>
        fs.readFileSync(path.join(target, name), "utf8"),
    );
    fs.writeFileSync(path.join(target, "site.pem"), `${certificate}${secret}`);
    fs.writeFileSync(path.join(target, "client-authorities.pem"), certificate ?? "");
}

/** Elastic Beanstalk puts the option's value there before CloudFormation sees it. */
function withoutOptions(resources: Readonly<Record<string, unknown>>): Record<string, unknown> {
    return JSON.parse(
        JSON.stringify(resources, (_, value: unknown) =>
            typeof value === "object" && value !== null && "Fn::GetOptionSetting" in value ? "value" : value,
        ),
    ) as Record<string, unknown>;
}

/** Lists of patterns and the like, of which there is nothing to be judged. */
const unjudged: readonly string[] = [".dockerignore"];

/** A hook of both folders is told by its place in the first. */
const bySide = (place: string): string => {
    const first = place.replace("/confighooks/", "/hooks/");
    return files.some((file) => file.path === first) ? first : place;
};

/** `<name>` stands for any word. */
const patternOf = (row: string): RegExp =>
    new RegExp(`^${row.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(/<[a-z]+>/g, "[^/]+")}$`);
