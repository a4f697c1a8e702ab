import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import {
    codeAccess,
    CodeOrigin,
    codeOriginProblems,
    composeHostPaths,
    deploymentFileProblems,
    isPartOfMinimalPackage,
    minimalPackageFiles,
} from "../../../ebextensions/minimal-package/minimal-package";
import { bashSyntax, needsJudges, shellcheck } from "../../support/judges";
import { zip } from "./zip";

const secret = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:deploy-token-AbCdEf";
const digest = `sha256:${"0a".repeat(32)}`;
const git = {
    from: "git",
    repository: "https://github.com/example/notes.git",
    commit: "0123456789abcdef0123456789abcdef01234567",
    tokenSecretArn: secret,
} as const;
const s3 = { from: "s3", bucket: "code-bucket", key: "notes/1.zip", sha256: "0a".repeat(32) } as const;
const image = { from: "image", image: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/notes@${digest}` } as const;

const files = (code: CodeOrigin) => minimalPackageFiles({ code, region: "eu-west-1" });
const paths = (code: CodeOrigin) => files(code).map(({ path, executable }) => `${executable ? "x" : "-"} ${path}`);

describe("files of a minimal package", () => {
    it("are a hook for each kind of deployment, and git for a commit", () => {
        const hooks = [
            "x .platform/confighooks/prebuild/20-fetch-code.sh",
            "x .platform/hooks/prebuild/20-fetch-code.sh",
        ];
        assert.deepEqual(paths(git), ["- .ebextensions/05-git.config", ...hooks]);
        assert.deepEqual(paths(s3), hooks);
        assert.deepEqual(parse(files(git)[0]?.content ?? "", { version: "1.1" }), { packages: { yum: { git: [] } } });
    });

    it("are none for an image, which the platform pulls", () => {
        assert.deepEqual(paths(image), []);
    });

    it("hold scripts without a finding of shellcheck", function () {
        needsJudges(this, "shellcheck", "bash");
        const codes = [
            git,
            { ...git, tokenSecretArn: undefined, directory: "back end" },
            s3,
            { ...s3, versionId: "v1" },
        ];
        for (const { content } of codes.flatMap((code) => files(code)).filter(({ executable }) => executable)) {
            shellcheck(content);
            bashSyntax(content);
        }
    });
});

describe("the application's part of a minimal package", () => {
    it("is what the platform reads", () => {
        for (const each of [
            "docker-compose.yml",
            "Dockerfile",
            "Dockerrun.aws.json",
            ".dockerignore",
            "cron.yaml",
            ".platform/hooks/postdeploy/x.sh",
            ".ebextensions/10-x.config",
        ]) {
            assert.ok(isPartOfMinimalPackage(each), each);
        }
        for (const each of [
            "manage.py",
            ".env",
            "web/Dockerfile",
            "docker-compose.override.yml",
            "app/.platform/x",
            ".platform",
        ]) {
            assert.ok(!isPartOfMinimalPackage(each), each);
        }
    });

    it("is also what the compose file needs on the host", () => {
        const hostPaths = composeHostPaths(`
services:
  web:
    build: .
    env_file: [.env, ./web.env, {path: more.env, required: false}]
    volumes:
      - data:/data
      - .:/app
      - ../outside:/x
      - /var/log:/logs
      - \${EB_LOG_BASE_DIR}/web:/var/log/web
      - ./proxy/conf.d/:/etc/nginx/conf.d:ro
      - {type: bind, source: ./proxy/mime.types, target: /x}
      - {type: volume, source: named, target: /y}
  other: {env_file: .env, image: x}
secrets: {a: {file: ./keys/a.txt}, b: {environment: B}}
volumes: {data: }
`);
        assert.deepEqual(hostPaths, ["keys/a.txt", "more.env", "proxy/conf.d", "proxy/mime.types", "web.env"]);
        assert.ok(isPartOfMinimalPackage("proxy/conf.d/a.conf", hostPaths));
        assert.ok(!isPartOfMinimalPackage("proxy/conf.dx", hostPaths));
        assert.deepEqual(composeHostPaths(""), []);
    });

    it("may lack container files, which are generated", () => {
        const none = () => assert.fail("nothing to read");
        assert.deepEqual(deploymentFileProblems(git, new Set(["Dockerfile"]), none), []);
        assert.deepEqual(deploymentFileProblems(image, new Set(["Dockerfile"]), none), []);
        assert.deepEqual(deploymentFileProblems(s3, new Set(["manage.py"]), none), []);
    });

    it("must run the pinned image", () => {
        const compose = (text: string) => deploymentFileProblems(image, new Set(["docker-compose.yml"]), () => text);
        const dockerrun = (name: string) =>
            deploymentFileProblems(image, new Set(["Dockerrun.aws.json"]), () =>
                JSON.stringify({ AWSEBDockerrunVersion: "1", Image: { Name: name }, Ports: [{ ContainerPort: 8000 }] }),
            );
        assert.deepEqual(compose(`services: {web: {image: "${image.image}"}, proxy: {image: nginx}}`), []);
        assert.deepEqual(dockerrun(image.image), []);
        assert.deepEqual(compose("services: {web: {image: notes:latest}}"), [
            {
                where: "docker-compose.yml",
                got: "no image that is app.package.code.image",
                allowed: image.image,
                remedy: "Write that image with its digest into the file, or remove the file: a compose file is then generated.",
            },
        ]);
        assert.equal(dockerrun("notes:latest")[0]?.where, "Dockerrun.aws.json");
    });
});

describe("problems of the origin", () => {
    const where = (code: CodeOrigin) => codeOriginProblems(code).map((problem) => problem.where);

    it("are none for what is pinned", () => {
        for (const code of [
            git,
            { ...git, directory: "back-end/shop", tokenUser: "gitlab+deploy-token-1" },
            s3,
            { ...s3, versionId: "3sL4kqtJlcpXroDTDmJ+rmSpXd3dIbrHY".replace("+", ".") },
            image,
            { ...image, image: `localhost:5000/notes:1.2@${digest}` },
            { ...image, image: `notes@${digest}` },
        ] satisfies CodeOrigin[]) {
            assert.deepEqual(codeOriginProblems(code), []);
        }
    });

    it("name a short commit, in full", () => {
        assert.deepEqual(codeOriginProblems({ ...git, commit: "0123456" }), [
            {
                where: "app.package.code.commit",
                got: '"0123456"',
                allowed: "the whole id of a commit, 40 lower-case hexadecimal digits",
                remedy: "Take what git rev-parse HEAD prints; a branch, a tag or a short id can come to mean another commit.",
            },
        ]);
    });

    it("never print a credential", () => {
        const canary = "ghp_canary";
        for (const code of [
            { ...git, repository: `https://user:${canary}@github.com/example/notes.git` },
            { ...git, repository: `https://${canary}@github.com/example/notes.git` },
            { ...git, repository: `https://github.com/example/notes.git?token=${canary}` },
            { ...git, tokenSecretArn: canary },
            { ...git, tokenUser: `me:${canary}` },
            { ...image, image: `user:${canary}@registry.example.com/notes` },
        ] satisfies CodeOrigin[]) {
            const problems = codeOriginProblems(code);
            assert.equal(problems.length, 1);
            assert.ok(!JSON.stringify(problems).includes(canary), JSON.stringify(problems));
        }
        assert.equal(
            codeOriginProblems({ ...git, repository: `https://${canary}@github.com/a/b` })[0]?.got,
            "a URL with credentials in it",
        );
    });

    for (const [what, repository, got] of [
        ["plain HTTP", "http://github.com/a/b.git", '"http://github.com/a/b.git"'],
        ["an SSH address", "git@github.com:a/b.git", "an SSH address"],
        ["an option", "--upload-pack=x", '"--upload-pack=x"'],
        ["a shell's text", "https://github.com/a/$(id)", '"https://github.com/a/$(id)"'],
    ] as const) {
        it(`refuse ${what} as repository`, () => {
            const [problem] = codeOriginProblems({ ...git, repository });
            assert.deepEqual([problem?.where, problem?.got], ["app.package.code.repository", got]);
        });
    }

    it("cover every field", () => {
        for (const directory of ["/abs", "../out", "a/../b", "a//b", "a/", ".", "-x"]) {
            assert.deepEqual(where({ ...git, directory }), ["app.package.code.directory"], directory);
        }
        assert.deepEqual(where({ ...git, commit: git.commit.toUpperCase() }), ["app.package.code.commit"]);
        assert.deepEqual(where({ ...git, tokenSecretArn: secret.replace("secretsmanager", "ssm") }), [
            "app.package.code.tokenSecretArn",
        ]);
        assert.deepEqual(where({ ...git, tokenSecretArn: undefined, tokenUser: "me" }), ["app.package.code.tokenUser"]);
        assert.deepEqual(where({ from: "s3", bucket: "s3://x", key: "a*.zip", sha256: "1", versionId: "a b" }), [
            "app.package.code.bucket",
            "app.package.code.key",
            "app.package.code.sha256",
            "app.package.code.versionId",
        ]);
        for (const name of [
            "notes",
            "notes:latest",
            "notes@sha256:abc",
            `https://x/notes@${digest}`,
            `Notes@${digest}`,
        ]) {
            assert.deepEqual(where({ from: "image", image: name }), ["app.package.code.image"], name);
        }
    });
});

describe("access to the code", () => {
    it("is exactly what the origin needs", () => {
        assert.deepEqual(codeAccess(git, "eu-west-1"), [
            { sid: "CodeToken", actions: ["secretsmanager:GetSecretValue"], resources: [secret] },
        ]);
        assert.deepEqual(codeAccess({ ...git, tokenSecretArn: undefined }, "eu-west-1"), []);
        assert.deepEqual(codeAccess(s3, "eu-west-1"), [
            { sid: "CodeArchive", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::code-bucket/notes/1.zip"] },
        ]);
        assert.deepEqual(codeAccess({ ...s3, versionId: "v" }, "us-gov-west-1"), [
            {
                sid: "CodeArchive",
                actions: ["s3:GetObjectVersion"],
                resources: ["arn:aws-us-gov:s3:::code-bucket/notes/1.zip"],
            },
        ]);
        assert.deepEqual(codeAccess({ from: "image", image: `notes@${digest}` }, "eu-west-1"), []);
        assert.deepEqual(codeAccess(image, "us-east-1"), [
            { sid: "RegistryLogin", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
            {
                sid: "CodeImage",
                actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
                resources: ["arn:aws:ecr:eu-west-1:123456789012:repository/team/notes"],
            },
        ]);
        const china = image.image.replace("eu-west-1.amazonaws.com", "cn-north-1.amazonaws.com.cn");
        assert.deepEqual(codeAccess({ from: "image", image: china }, "cn-north-1")[1]?.resources, [
            "arn:aws-cn:ecr:cn-north-1:123456789012:repository/team/notes",
        ]);
    });
});

describe("the minimal package of the Docker fixture", () => {
    const fixture = path.join(__dirname, "..", "..", "fixtures", "docker-notes");
    const own = fs
        .readdirSync(fixture, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(fixture, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, "/"));
    const read = (file: string) => fs.readFileSync(path.join(fixture, file), "utf8");

    for (const code of [git, s3]) {
        it(`is at most 20 KB with code from ${code.from}`, async function () {
            const hostPaths = composeHostPaths(read("docker-compose.yml"));
            const kept = own.filter((file) => isPartOfMinimalPackage(file, hostPaths)).sort();
            assert.deepEqual(kept, [
                ".dockerignore",
                ".platform/hooks/postdeploy/10-prune-images.sh",
                "Dockerfile",
                "docker-compose.yml",
                "proxy/nginx.conf",
            ]);
            assert.deepEqual(deploymentFileProblems(code, new Set(own), read), []);
            const generated = files(code);
            const archive = await zip(
                Object.fromEntries([
                    ...kept.map((file) => [file, read(file)] as const),
                    ...generated.map(({ path, content }) => [path, content] as const),
                ]),
            );
            assert.ok(archive.length <= 20_480, `${archive.length} bytes`);
        });
    }
});
