import * as assert from "node:assert/strict";
import { fromPipfileLock } from "../../../components/python-dependencies/pipfile-lock";
import { poetryConstraint, pythonMarker } from "../../../components/python-dependencies/poetry-constraint";
import { fromPoetryLock } from "../../../components/python-dependencies/poetry-lock";
import { fromPyproject } from "../../../components/python-dependencies/pyproject";
import { fromUvLock } from "../../../components/python-dependencies/uv-lock";

describe("fromUvLock", () => {
    const head = `version = 1\nrevision = 3\nrequires-python = ">=3.11"\n`;
    const project = `[[package]]
name = "app"
version = "0.1"
source = { virtual = "." }
dependencies = [
    { name = "requests", extra = ["socks"] },
    { name = "tzdata", marker = "sys_platform == 'win32'" },
]
[package.dev-dependencies]
dev = [{ name = "pytest" }]
`;
    const one = (name: string, version: string, more = "") => `[[package]]
name = "${name}"
version = "${version}"
source = { registry = "https://pypi.org/simple" }
${more}
sdist = { url = "https://files.example.org/${name}.tar.gz", hash = "sha256:${name}-sdist" }
wheels = [{ url = "https://files.example.org/${name}.whl", hash = "sha256:${name}-wheel" }]
`;
    const requests = `${one("requests", "2.32", 'dependencies = [{ name = "idna" }, { name = "win", marker = "os_name == \'nt\'" }]')}
[package.optional-dependencies]
socks = [{ name = "pysocks" }]
`;

    it("follows dependencies and extras, keeps markers and hashes, and leaves out development", () => {
        const text = [
            head,
            project,
            requests,
            ...["idna", "win", "pysocks", "pytest", "tzdata"].map((name) => one(name, "1.0")),
        ].join("\n");
        const hashes = (name: string) => ` \\\n    --hash=sha256:${name}-sdist \\\n    --hash=sha256:${name}-wheel`;
        assert.deepEqual(fromUvLock(text), {
            lines: [
                `idna==1.0${hashes("idna")}`,
                `pysocks==1.0${hashes("pysocks")}`,
                `requests==2.32${hashes("requests")}`,
                `tzdata==1.0 ; sys_platform == 'win32'${hashes("tzdata")}`,
                `win==1.0 ; os_name == 'nt'${hashes("win")}`,
            ],
            problems: [],
            unhashable: [],
            indexes: [],
            pins: new Map([
                ["idna", "1.0"],
                ["pysocks", "1.0"],
                ["requests", "2.32"],
                ["tzdata", "1.0"],
                ["win", "1.0"],
            ]),
        });
    });

    it("joins the conditions of several ways, and drops them when one way has none", () => {
        const root = `[[package]]\nname = "app"\nversion = "1"\nsource = { editable = "." }\ndependencies = [
            { name = "a", marker = "A == '1'" }, { name = "b", marker = "B == '1'" }, { name = "d" }, { name = "e", marker = "E == '1'" }]\n`;
        const text = [
            head,
            root,
            one("a", "1", `dependencies = [{ name = "c", marker = "C == '1'" }, { name = "e" }]`),
            one("b", "1", `dependencies = [{ name = "c" }, { name = "d" }]`),
            one("c", "1", `dependencies = [{ name = "a" }]`),
            one("d", "1"),
            one("e", "1"),
        ].join("\n");
        const markers = fromUvLock(text).lines.map((line) => line.split(" \\\n")[0]);
        assert.deepEqual(markers, [
            "a==1 ; (A == '1') or (B == '1')",
            "b==1 ; B == '1'",
            "c==1 ; ((A == '1') and (C == '1')) or (B == '1')",
            "d==1",
            "e==1 ; (A == '1') or (B == '1') or (E == '1')",
        ]);
    });

    it("writes repositories and folders as pip reads them, then without any hash", () => {
        const text = `${head}
[[package]]
name = "app"
version = "1"
source = { virtual = "." }
dependencies = [{ name = "lib" }, { name = "six" }, { name = "tool" }]
[[package]]
name = "lib"
version = "1"
source = { editable = "libs/lib" }
[[package]]
name = "tool"
version = "1"
source = { git = "https://host.example/tool?rev=main&subdirectory=py#0123abc" }
${one("six", "1.17.0")}`;
        const { lines, unhashable } = fromUvLock(text);
        assert.deepEqual(lines, [
            "-e ./libs/lib",
            "six==1.17.0",
            "tool @ git+https://host.example/tool@0123abc#subdirectory=py",
        ]);
        assert.deepEqual(unhashable, ["lib", "tool"]);
    });

    it("says what it cannot read", () => {
        const remedy =
            "Write it anew with a current uv (uv lock), or bring a requirements.txt (uv export --no-dev --no-emit-project -o requirements.txt).";
        const allowed = "a lock of version 1 for one project";
        assert.deepEqual(fromUvLock("version = 2").problems, [
            { where: "uv.lock", got: "lock version 2", allowed, remedy },
        ]);
        assert.deepEqual(fromUvLock("version = 1").problems, [
            { where: "uv.lock", got: '0 packages with the source "."', allowed, remedy },
        ]);
        assert.match(fromUvLock("version = ").problems[0]?.got ?? "", /^a file that is no TOML \(.+\)$/);
    });
});

describe("fromPoetryLock", () => {
    const one = (name: string, more: string) => `[[package]]
name = "${name}"
version = "1.0"
description = ""
optional = false
python-versions = ">=3.8"
files = [{file = "${name}.whl", hash = "sha256:${name}"}]
${more}
`;

    it("takes the main group of Poetry 2 with its markers", () => {
        const text = [
            one("Django", 'groups = ["main"]'),
            one("colorama", `groups = ["main", "dev"]\nmarkers = "sys_platform == 'win32'"`),
            one(
                "tzdata",
                `groups = ["main", "dev"]\nmarkers = {main = "os_name == 'nt'", dev = "python_version < '3.9'"}`,
            ),
            one("pytest", 'groups = ["dev"]'),
            one("extra", 'groups = ["main"]').replace("optional = false", "optional = true"),
            '[metadata]\nlock-version = "2.1"',
        ].join("\n");
        assert.deepEqual(fromPoetryLock(text, undefined).lines, [
            "Django==1.0 \\\n    --hash=sha256:Django",
            "colorama==1.0 ; sys_platform == 'win32' \\\n    --hash=sha256:colorama",
            "tzdata==1.0 ; os_name == 'nt' \\\n    --hash=sha256:tzdata",
        ]);
    });

    it("follows a lock of Poetry 1 from pyproject.toml", () => {
        const project = `[tool.poetry.dependencies]
python = "^3.11"
requests = {version = "^2", extras = ["SOCKS"]}
sentry = {version = "^1", optional = true}
win = {version = "*", markers = "os_name == 'nt'"}
[tool.poetry.group.dev.dependencies]
pytest = "^8"
`;
        const text = [
            one(
                "requests",
                `[package.dependencies]\nidna = ">=2"\nPySocks = {version = ">=1.5", optional = true, markers = "os_name == 'posix' and extra == 'socks'"}\n[package.extras]\nsocks = ["PySocks (>=1.5)"]`,
            ),
            ...["idna", "PySocks", "pytest", "sentry", "win"].map((name) => one(name, "")),
            '[metadata]\nlock-version = "2.0"',
        ].join("\n");
        const lines = fromPoetryLock(text, project).lines.map((line) => line.split(" \\\n")[0]);
        assert.deepEqual(lines, [
            "PySocks==1.0 ; os_name == 'posix'",
            "idna==1.0",
            "requests==1.0",
            "win==1.0 ; os_name == 'nt'",
        ]);
    });

    it("reads the table of files that Poetry 1.2 wrote", () => {
        const text = `[[package]]\nname = "a"\nversion = "1"\ncategory = "main"\noptional = false\npython-versions = "*"\n[metadata.files]\na = [{file = "a.whl", hash = "sha256:a"}]\n`;
        const { lines } = fromPoetryLock(text, '[tool.poetry.dependencies]\na = "*"\n');
        assert.deepEqual(lines, ["a==1 \\\n    --hash=sha256:a"]);
    });

    it("writes repositories with their commit", () => {
        const text = one(
            "tool",
            'groups = ["main"]\n[package.source]\ntype = "git"\nurl = "https://host.example/tool.git"\nreference = "main"\nresolved_reference = "0123abc"',
        );
        assert.deepEqual(fromPoetryLock(text, undefined).lines, ["tool @ git+https://host.example/tool.git@0123abc"]);
    });

    it("asks for pyproject.toml beside a lock of Poetry 1", () => {
        assert.deepEqual(fromPoetryLock(one("a", ""), undefined).problems, [
            {
                where: "poetry.lock",
                got: "a lock of Poetry 1 without pyproject.toml",
                allowed: "a poetry.lock of Poetry 1 or 2",
                remedy: "Put pyproject.toml beside it, or lock anew with Poetry 2.",
            },
        ]);
    });
});

describe("fromPipfileLock", () => {
    const lock = (parts: object) => JSON.stringify(parts);
    const pypi = { name: "pypi", url: "https://pypi.org/simple", verify_ssl: true };

    it("takes the default packages with extras, markers and hashes", () => {
        const { lines } = fromPipfileLock(
            lock({
                _meta: { sources: [pypi] },
                default: {
                    requests: {
                        version: "==2.32.0",
                        extras: ["socks"],
                        hashes: ["sha256:b", "sha256:a"],
                        markers: "python_version >= '3.8'",
                    },
                },
                develop: { pytest: { version: "==8" } },
            }),
        );
        assert.deepEqual(lines, [
            "requests[socks]==2.32.0 ; python_version >= '3.8' \\\n    --hash=sha256:a \\\n    --hash=sha256:b",
        ]);
    });

    it("keeps other indexes, folders and repositories", () => {
        const { lines } = fromPipfileLock(
            lock({
                _meta: { sources: [pypi, { name: "own", url: "https://${USER}:${TOKEN}@index.example/simple" }] },
                default: {
                    lib: { editable: true, path: "./lib" },
                    tool: { git: "https://host.example/tool.git", ref: "0123abc" },
                },
            }),
        );
        assert.deepEqual(lines, [
            "--index-url https://pypi.org/simple",
            "--extra-index-url https://${USER}:${TOKEN}@index.example/simple",
            "-e ./lib",
            "tool @ git+https://host.example/tool.git@0123abc",
        ]);
    });

    it("refuses a password in a source and never shows it", () => {
        const { problems } = fromPipfileLock(
            lock({ _meta: { sources: [{ url: "https://me:hunter2@index.example/simple" }] }, default: {} }),
        );
        assert.equal(problems[0]?.where, "Pipfile.lock, _meta.sources");
        assert.ok(!JSON.stringify(problems).includes("hunter2"));
    });

    it("refuses what is no JSON", () => {
        assert.match(fromPipfileLock("{").problems[0]?.got ?? "", /^a file that is no JSON/);
    });
});

describe("fromPyproject", () => {
    it("takes the standard table as it is", () => {
        const derived = fromPyproject('[project]\nname = "a"\ndependencies = ["requests>=2", "Django==5.2"]\n');
        assert.deepEqual(derived?.lines, ["Django==5.2", "requests>=2"]);
        assert.deepEqual([...derived.pins], [["django", "5.2"]]);
    });

    it("translates Poetry's constraints", () => {
        const text = `[tool.poetry.dependencies]
python = "^3.11"
Django = "^5.1"
requests = {version = "~2.32", extras = ["socks"], python = "<3.14"}
skipped = {version = "*", optional = true}
`;
        assert.deepEqual(fromPyproject(text)?.lines, [
            "django>=5.1,<6.0",
            'requests[socks]>=2.32,<2.33 ; python_version < "3.14"',
        ]);
    });

    it("is nothing when the file only configures tools", () => {
        assert.equal(fromPyproject("[tool.ruff]\nline-length = 100\n"), undefined);
    });

    it("asks for a lock where pip's format has no words", () => {
        const uv = '[project]\ndependencies = ["lib"]\n[tool.uv.sources]\nlib = { path = "lib" }\n';
        assert.deepEqual(fromPyproject(uv)?.problems, [
            {
                where: "pyproject.toml, tool.uv.sources.lib",
                got: "a source that only uv knows",
                remedy: "Lock it (uv lock) and keep uv.lock beside pyproject.toml: requirements.txt is then derived from the lock.",
            },
        ]);
        const poetry = '[tool.poetry.dependencies]\na = "^1 || ^2"\nb = {git = "https://host.example/b.git"}\n';
        assert.deepEqual(
            fromPyproject(poetry)?.problems.map(({ where, got }) => [where, got]),
            [
                ["pyproject.toml, tool.poetry.dependencies.a", "^1 || ^2"],
                ["pyproject.toml, tool.poetry.dependencies.b", "a dependency by git"],
            ],
        );
        const dynamic = '[project]\nname = "a"\ndynamic = ["dependencies"]\n';
        assert.equal(fromPyproject(dynamic)?.problems[0]?.where, "pyproject.toml, project.dynamic");
    });
});

describe("poetryConstraint", () => {
    const table: Readonly<Record<string, string | undefined>> = {
        "^1.2.3": ">=1.2.3,<2.0.0",
        "^0.2.3": ">=0.2.3,<0.3.0",
        "^0.0.3": ">=0.0.3,<0.0.4",
        "^0.0": ">=0.0,<0.1",
        "^0": ">=0,<1",
        "~1.2.3": ">=1.2.3,<1.3.0",
        "~1.2": ">=1.2,<1.3",
        "~1": ">=1,<2",
        "1.2.*": "==1.2.*",
        "1.2.3": "==1.2.3",
        "=1.2.3": "==1.2.3",
        "*": "",
        ">= 1.2, < 2": ">=1.2,<2",
        ">=1 <2": ">=1,<2",
        "~=1.4": "~=1.4",
        "^1 || ^2": undefined,
        latest: undefined,
    };
    for (const [constraint, expected] of Object.entries(table)) {
        it(constraint, () => assert.equal(poetryConstraint(constraint), expected));
    }

    it("is a marker for Python", () => {
        assert.equal(pythonMarker("^3.11"), 'python_version >= "3.11" and python_version < "4.0"');
        assert.equal(pythonMarker(">=3.9.1"), 'python_full_version >= "3.9.1"');
        assert.equal(pythonMarker("*"), "");
    });
});
