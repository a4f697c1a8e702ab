import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as os from "node:os";
import * as path from "node:path";
import { indexEnvironment, indexHook } from "../../../components/python-dependencies/index-access";
import { bareUrl, hasCredentials, normalName, redact } from "../../../components/python-dependencies/names";
import { pipResolution, platformOptions } from "../../../components/python-dependencies/pip";
import { run } from "../../../components/python-dependencies/run";
import { compileNotices } from "../../../components/python-dependencies/system-packages";
import { uvArguments, uvResolution } from "../../../components/python-dependencies/uv";
import { listed } from "../../../components/words";
import { ended } from "./support";

describe("uv's answers", () => {
    const because =
        "Because a==1 depends on b<2 and you require b==2, we can conclude that your requirements are unsatisfiable.";
    const table: Readonly<Record<string, [number, string, object]>> = {
        "a conflict": [
            1,
            `error: No solution found when resolving dependencies\n  cause: ${because}\n`,
            { kind: "conflict", explanation: because },
        ],
        "a conflict in the frame of older releases": [
            1,
            `  × No solution found when resolving dependencies:\n  ╰─▶ ${because}\n\n      hint: Try another.\n`,
            { kind: "conflict", explanation: `${because}\nhint: Try another.` },
        ],
        "no network": [
            2,
            "error: Failed to fetch: https://me:secret@index.example/simple/a/\n  cause: dns error\n",
            {
                kind: "unchecked",
                reason: "the package index did not answer\nFailed to fetch: https://***@index.example/simple/a/\ndns error",
            },
        ],
        "no network allowed": [
            1,
            "error: No solution found when resolving dependencies\n  cause: Because a was not found in the cache\n\nhint: Packages were unavailable because the network was disabled.\n",
            {
                kind: "unchecked",
                reason: "the package index did not answer\nBecause a was not found in the cache\nhint: Packages were unavailable because the network was disabled.",
            },
        ],
        "wrong credentials": [
            1,
            "error: No solution found when resolving dependencies\n  cause: Because a was not found\n\nhint: An index URL could not be queried due to a lack of valid authentication credentials (401 Unauthorized)\n",
            {
                kind: "unchecked",
                reason: "the package index refused this machine's credentials\nBecause a was not found\nhint: An index URL could not be queried due to a lack of valid authentication credentials (401 Unauthorized)",
            },
        ],
        "a line it cannot read": [
            2,
            "error: Couldn't parse requirement in `requirements.txt` at position 0\n  cause: Trailing `foo` is not allowed\n",
            {
                kind: "unreadable",
                explanation:
                    "Couldn't parse requirement in `requirements.txt` at position 0\nTrailing `foo` is not allowed",
            },
        ],
        "a failed build": [
            1,
            "error: Failed to build `broken==1.0`\n  cause: The build backend returned an error\n",
            {
                kind: "unchecked",
                reason: "a package could not be built on this machine\nFailed to build `broken==1.0`\nThe build backend returned an error",
            },
        ],
        "an unknown option": [2, "error: unexpected argument '--format' found\n", { kind: "unusable" }],
        "a stand-in without uv": [127, "pyenv: uv: command not found\n", { kind: "unusable" }],
        "a Python without uv": [1, "/usr/bin/python3: No module named uv\n", { kind: "unusable" }],
        "anything else": [
            101,
            "thread panicked\n",
            { kind: "unchecked", reason: "uv ended with 101\nthread panicked" },
        ],
    };
    for (const [name, [code, stderr, expected]] of Object.entries(table)) {
        it(name, () => assert.deepEqual(uvResolution(ended(code, "", stderr)), expected));
    }

    it("is asked for the instance, and never downloads a Python", () => {
        const args = uvArguments(
            { pythonVersion: "3.12", architecture: "aarch64", lock: { excludeNewer: "2026-01-31" } },
            "-",
        );
        assert.deepEqual(args.slice(3), [
            "--quiet",
            "--color=never",
            "--no-python-downloads",
            `--project=${os.tmpdir()}`,
            "--format=pylock.toml",
            "--python-version=3.12",
            "--python-platform=aarch64-manylinux_2_34",
            "--exclude-newer=2026-01-31",
        ]);
    });
});

describe("pip's answers", () => {
    const table: Readonly<Record<string, [number, string, string, object]>> = {
        "a conflict": [
            1,
            "Collecting a\n\nThe conflict is caused by:\n    The user requested b==2\n    a 1.2 depends on b<2\n    The user requested b==2\n    a 1.1 depends on b<2\n\nTo fix this you could try to:\n",
            "ERROR: Cannot install b==2 and c==1 because these package versions have conflicting dependencies.\nERROR: ResolutionImpossible: for help visit …\n",
            {
                kind: "conflict",
                explanation:
                    "Cannot install b==2 and c==1 because these package versions have conflicting dependencies.\nThe user requested b==2\na 1.2 depends on b<2",
            },
        ],
        "nothing found, for whatever reason": [
            1,
            "",
            "ERROR: No matching distribution found for uwsgi==2.0.28\n",
            {
                kind: "unchecked",
                reason: "pip found no wheel of uwsgi==2.0.28: the index may be out of reach, or the package has no wheel for the instance\nNo matching distribution found for uwsgi==2.0.28",
            },
        ],
        "a line it cannot read": [
            1,
            "",
            "ERROR: Invalid requirement: 'a b'\n",
            { kind: "unreadable", explanation: "Invalid requirement: 'a b'" },
        ],
        "a Python without pip": [1, "", "/usr/bin/python3: No module named pip\n", { kind: "unusable" }],
        "a report": [
            0,
            `Collecting six\n{\n  "install": [{"download_info": {"url": "https://files.example.org/six-1.17.0-py2.py3-none-any.whl", "archive_info": {"hashes": {"sha256": "aa"}}}, "metadata": {"name": "six", "version": "1.17.0"}}]\n}\nWould install six-1.17.0\n`,
            "",
            {
                kind: "resolved",
                resolver: "pip",
                packages: [
                    {
                        name: "six",
                        version: "1.17.0",
                        wheels: [{ file: "six-1.17.0-py2.py3-none-any.whl", hash: "sha256:aa" }],
                    },
                ],
            },
        ],
    };
    for (const [name, [code, stdout, stderr, expected]] of Object.entries(table)) {
        it(name, () => assert.deepEqual(pipResolution(ended(code, stdout, stderr)), expected));
    }

    it("names every platform whose wheels the instance runs", () => {
        const options = platformOptions({ pythonVersion: "3.13", architecture: "aarch64" });
        assert.ok(
            options.includes("--abi=cp313") && options.includes("--platform=manylinux_2_34_aarch64"),
            options.join(),
        );
        assert.ok(!options.some((option) => /manylinux_2_(35|16)_/.test(option)), options.join());
    });
});

describe("the private index", () => {
    it("takes credentials from the variable that names it, and closes the others", () => {
        const secret = "https://me:hunter2@index.example/simple/";
        const env = indexEnvironment("https://index.example/simple", {
            PIP_INDEX_URL: secret,
            PIP_EXTRA_INDEX_URL: "https://other.example",
        });
        assert.equal(env["UV_DEFAULT_INDEX"], secret);
        assert.equal(env["PIP_INDEX_URL"], secret);
        assert.equal(env["PIP_EXTRA_INDEX_URL"], undefined);
        assert.equal(env["UV_PYTHON_DOWNLOADS"], "never");
    });

    it("does not send one index's credentials to another", () => {
        const env = indexEnvironment("https://index.example/simple", {
            UV_INDEX_URL: "https://me:hunter2@other.example/simple",
        });
        assert.equal(env["UV_DEFAULT_INDEX"], "private=https://index.example/simple");
        assert.equal(env["PIP_INDEX_URL"], "https://index.example/simple");
    });

    it("brings a hook without a secret, which bash can read", async () => {
        const { path, content, executable } = indexHook("https://index.example/simple/");
        assert.equal(path, ".platform/hooks/prebuild/05-python-index.sh");
        assert.ok(executable);
        assert.ok(content.includes("expected=https://index.example/simple\n"), content);
        const result = await run({ program: "bash", args: ["-n"], cwd: os.tmpdir(), env: process.env, input: content });
        assert.deepEqual(result, ended(0, ""));
    });
});

describe("names", () => {
    it("normalises, lists and hides", () => {
        assert.equal(normalName("Django_Foo.-Bar"), "django-foo-bar");
        assert.deepEqual(
            [[], ["a"], ["a", "b"], ["a", "b", "c"]].map((items) => listed(items)),
            ["", "a", "a and b", "a, b and c"],
        );
        assert.equal(
            redact("at https://me:pw@h/x and git+https://tok@h/y"),
            "at https://***@h/x and git+https://***@h/y",
        );
        assert.equal(bareUrl("https://me:pw@h/simple/"), "https://h/simple");
    });

    it("tells a secret from a placeholder and from a bare user", () => {
        const urls = [
            "https://me:pw@h/",
            "https://token@h/",
            "git+ssh://git@h/x",
            "git+ssh://git:pw@h/x",
            "https://${USER}:${PASSWORD}@h/",
            "https://h/a@b",
        ];
        assert.deepEqual(urls.map(hasCredentials), [true, true, false, true, false, false]);
    });
});

describe("packages without a wheel", () => {
    it("are told with what they need", () => {
        const one = (name: string) => ({ name, version: "1.0", wheels: [], sdist: { file: `${name}.tar.gz` } });
        const wheel = { name: "six", version: "1.0", wheels: [{ file: "six.whl" }] };
        assert.deepEqual(compileNotices([one("psycopg2"), wheel, one("MySQLclient"), one("other")], "3.13"), [
            "psycopg2 1.0 has no wheel for the instance and will be compiled on the instance. It needs gcc, python3.13-devel and libpq-devel there; environment.instances.packages installs them. psycopg2-binary has wheels and needs none of them.",
            "MySQLclient 1.0 has no wheel for the instance and will be compiled on the instance. It needs gcc, python3.13-devel, mariadb-connector-c-devel and pkgconf there; environment.instances.packages installs them.",
            "other 1.0 has no wheel for the instance and will be compiled on the instance. Which system packages it needs is not known here: none for pure Python, at least gcc and python3.13-devel for C.",
        ]);
    });
});

describe("run", () => {
    const base = { cwd: os.tmpdir(), env: process.env };

    it("gives code, output and input through", async () => {
        const args = ["-c", "cat; echo oops >&2; exit 3"];
        assert.deepEqual(await run({ program: "sh", args, ...base, input: "in" }), ended(3, "in", "oops\n"));
    });

    it("tells a missing program, and leaves no timer that keeps the process alive", () => {
        const module = path.join(__dirname, "../../../components/python-dependencies/run");
        const command = { program: "no-such-program-anywhere", args: [], cwd: os.tmpdir(), env: {} };
        const script = `require(${JSON.stringify(module)}).run(${JSON.stringify(command)}).then((result) => console.log(result.kind))`;
        const args = ["--require", "ts-node/register/transpile-only", "--eval", script];
        const { status, stdout } = spawnSync(process.execPath, args, { encoding: "utf8", timeout: 15_000 });
        assert.deepEqual([status, stdout], [0, "missing\n"]);
    });
});
