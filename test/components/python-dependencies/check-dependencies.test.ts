import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { checkDependencies, DependencyPlan } from "../../../components/python-dependencies/check-dependencies";
import { pipLimits } from "../../../components/python-dependencies/pip";
import { temporaryFolder } from "../../support/temporary-folder";
import { application, ended, machine, pylock } from "./support";

const empty = { problems: [], notices: [], files: [], wheels: [] };
const python = () => ended(0, "/usr/bin/python3\n");
const six = () => ended(0, pylock({ name: "six", version: "1.17.0" }));
const conflict =
    "Because a==1 depends on b<2 and you require b==2, we can conclude that your requirements are unsatisfiable.";
const a = "a".repeat(64);
const b = "b".repeat(64);

describe("checkDependencies", () => {
    const folder = temporaryFolder();
    const app = (files: Readonly<Record<string, string>>, changes: Partial<DependencyPlan> = {}) =>
        application(folder.path, files, changes);

    describe("what it finds without a resolver", () => {
        const located = async (files: Readonly<Record<string, string>>, changes: Partial<DependencyPlan> = {}) => {
            const tools = machine({});
            const { problems } = await checkDependencies(app(files, changes), tools);
            assert.deepEqual(tools.started, []);
            return problems.map(({ where, got }) => [where, got]);
        };

        it("nothing in an application without any dependency file", async () => {
            assert.deepEqual(await checkDependencies(app({ "manage.py": "" }), machine({})), empty);
        });

        it("includes that the instance would miss", async () => {
            const files = {
                "requirements.txt": "-r requirements/base.txt\n-c ../constraints.txt\n",
                "requirements/base.txt": "six\n\n-r missing.txt\n-r ../requirements.txt\n",
            };
            assert.deepEqual(await located(files), [
                ["requirements/base.txt:3", "-r missing.txt, which is not in the bundle"],
                ["requirements.txt:2", "-c ../constraints.txt, which is outside the application"],
            ]);
        });

        it("local packages that the instance would miss", async () => {
            const files = {
                "requirements.txt":
                    "-e .\n./libs/x\n../outside\n./gone\nx-1.0-py3-none-any.whl\n--find-links dist\n--find-links none\n",
                "pyproject.toml": "",
                "libs/x/setup.py": "",
                "x-1.0-py3-none-any.whl": "",
                "dist/y.whl": "",
            };
            assert.deepEqual(await located(files), [
                ["requirements.txt:3", "../outside, which is outside the application"],
                ["requirements.txt:4", "./gone, which is no package of the bundle"],
                ["requirements.txt:7", "none, which is no folder of the bundle"],
            ]);
        });

        it("credentials, by place and never by value", async () => {
            const files = {
                "requirements.txt":
                    "--index-url https://me:hunter2@index.example/simple\nx @ git+https://hunter2@host.example/x\n-e git+ssh://git@host.example/y#egg=y\n--extra-index-url https://${USER}:${PASSWORD}@index.example/\n",
            };
            const found = await located(files, { indexUrl: "https://index.example" });
            const got = "a URL with a user or password in it (not shown)";
            assert.deepEqual(found, [
                ["requirements.txt:1", got],
                ["requirements.txt:2", got],
            ]);
            assert.deepEqual(
                await located({ "requirements.txt": "" }, { indexUrl: "https://me:hunter2@index.example" }),
                [["app.python.indexUrl", got]],
            );
        });

        it("requirements without a hash beside others with one", async () => {
            assert.deepEqual(await located({ "requirements.txt": `six==1.17.0 --hash=sha256:${a}\nDjango==5.2\n` }), [
                ["requirements.txt:2", "Django without a hash, beside requirements with hashes"],
            ]);
        });

        it("packages that were locked from an index which the instance does not know", async () => {
            const lock = `version = 1
[[package]]
name = "app"
version = "1"
source = { virtual = "." }
dependencies = [{ name = "own" }]
[[package]]
name = "own"
version = "1"
source = { registry = "https://index.example/simple" }
`;
            assert.deepEqual(await located({ "uv.lock": lock }), [
                ["app.python.indexUrl", "no index, but uv.lock takes packages from https://index.example/simple"],
            ]);
            const plan = app({ "uv.lock": lock }, { indexUrl: "https://index.example/simple" });
            assert.deepEqual((await checkDependencies(plan, machine({ uv: six }))).problems, []);
        });

        it("a date that is none", async () => {
            assert.deepEqual(await located({ "requirements.txt": "six\n" }, { lock: { excludeNewer: "31.1.2026" } }), [
                ["app.python.lock.excludeNewer", "31.1.2026"],
            ]);
        });

        it("all of this with the check off, which resolves nothing", async () => {
            assert.deepEqual(await located({ "requirements.txt": "-r gone.txt\n" }, { check: "off" }), [
                ["requirements.txt:1", "-r gone.txt, which is not in the bundle"],
            ]);
            assert.deepEqual(
                await checkDependencies(app({ "requirements.txt": "six\n" }, { check: "off" }), machine({})),
                { ...empty, packages: [{ name: "six" }] },
            );
        });

        it("a Pipfile that nobody locked", async () => {
            assert.deepEqual((await checkDependencies(app({ Pipfile: "" }), machine({}))).notices, [
                "Pipfile has no Pipfile.lock beside it, so it was not checked. Lock it: pipenv lock.",
            ]);
        });
    });

    describe("what a resolver finds", () => {
        it("a conflict, in the resolver's own words", async () => {
            const uv = () =>
                ended(1, "", `error: No solution found when resolving dependencies\n  cause: ${conflict}\n`);
            for (const check of ["auto", "required"] as const) {
                assert.deepEqual(
                    await checkDependencies(app({ "requirements.txt": "a==1\nb==2\n" }, { check }), machine({ uv })),
                    {
                        ...empty,
                        problems: [
                            {
                                where: "requirements.txt",
                                got: `requirements that cannot be installed together:\n      ${conflict}`,
                                allowed: "versions that agree, for Python 3.13 on x86_64",
                                remedy: "Loosen or change one of the versions named above. Elastic Beanstalk would fail on the instance with the same conflict.",
                            },
                        ],
                        packages: [
                            { name: "a", version: "1" },
                            { name: "b", version: "2" },
                        ],
                    },
                );
            }
        });

        it("what the application gets, with what its own requirements bring along, also from the cache", async () => {
            const uv = () =>
                ended(
                    0,
                    pylock({ name: "environs", version: "15.2.0" }, { name: "Dj_Database.URL", version: "3.1.2" }),
                );
            const plan = app({
                "requirements.txt": "environs[django]\n-c constraints.txt\n",
                "constraints.txt": "x==1\n",
            });
            const packages = [
                { name: "environs", version: "15.2.0" },
                { name: "dj-database-url", version: "3.1.2" },
            ];
            assert.deepEqual((await checkDependencies(plan, machine({ uv }))).packages, packages);
            const again = machine({ uv });
            assert.deepEqual((await checkDependencies(plan, again)).packages, packages);
            assert.deepEqual(again.started, []);
        });

        it("no network: a notice, or a problem when the check, the lock or the wheels are asked for", async () => {
            const uv = () =>
                ended(2, "", "error: Failed to fetch: https://index.example/simple/six/\n  cause: dns error\n");
            const reason =
                "the package index did not answer:\n      Failed to fetch: https://index.example/simple/six/\n      dns error";
            const files = { "requirements.txt": "six\n" };
            assert.deepEqual(await checkDependencies(app(files), machine({ uv })), {
                ...empty,
                notices: [
                    `The requirements of requirements.txt were not checked: ${reason}\nA conflict would show on the instance only.`,
                ],
                packages: [{ name: "six" }],
            });
            const asked = { check: "required", lock: {}, vendorWheels: true } as const;
            const { problems, notices } = await checkDependencies(app(files, asked), machine({ uv }));
            assert.deepEqual(
                problems,
                ["app.python.check", "app.python.lock", "app.python.vendorWheels"].map((where) => ({
                    where,
                    got: `requirements that could not be checked: ${reason}`,
                    allowed: "an answer of uv or pip",
                    remedy: "Install uv (pip install uv) and see that the package index can be reached from here.",
                })),
            );
            assert.deepEqual(notices, []);
        });

        it("no resolver: a notice", async () => {
            assert.deepEqual((await checkDependencies(app({ "requirements.txt": "six\n" }), machine({}))).notices, [
                "The requirements of requirements.txt were not checked: neither uv nor Python was found on this machine\nA conflict would show on the instance only.",
            ]);
        });

        it("asks uv, then Python's uv, then pip, and says what pip leaves open", async () => {
            const tools = machine({
                "find python": python,
                "python -m uv": () => ended(1, "", "/usr/bin/python3: No module named uv\n"),
                "pip install": () => ended(0, '{\n"install": []\n}\n'),
            });
            const { notices } = await checkDependencies(app({ "requirements.txt": "six\n" }), tools);
            assert.deepEqual(notices, [pipLimits]);
            assert.deepEqual(
                tools.started.map(({ program, args }) => [program, args.slice(0, 3).join(" ")]),
                [
                    ["uv", "pip compile requirements.txt"],
                    ["python3", "-c import sys; print(sys.executable)"],
                    ["/usr/bin/python3", "-m uv pip"],
                    ["/usr/bin/python3", "-m pip install"],
                ],
            );
            assert.ok(
                tools.started.every(
                    ({ program, env }) => program === "python3" || env["UV_PYTHON_DOWNLOADS"] === "never",
                ),
            );
        });

        it("hashes that pip would refuse on the instance", async () => {
            const uv = () => ended(0, pylock({ name: "six", version: "1.17.0" }, { name: "idna", version: "3" }));
            const files = { "requirements.txt": `six==1.17.0 --hash=sha256:${"c".repeat(64)}\n` };
            const { problems } = await checkDependencies(app(files), machine({ uv }));
            assert.deepEqual(
                problems.map(({ got }) => got),
                [
                    "hashes, but no line for idna, which others of its packages need",
                    "hashes of six 1.17.0 that fit none of its files for the instance",
                ],
            );
        });
    });

    describe("what goes into the bundle", () => {
        const lockText = (...lines: string[]) => [...lines, ""].join("\n");
        const head = "# Written by django-beanstalk from requirements.txt, for Python 3.13 on x86_64.";
        const pin = `six==1.17.0 \\\n    --hash=sha256:${a} \\\n    --hash=sha256:${b}`;

        it("a lock with the application's indexes", async () => {
            const files = { "requirements.txt": "--extra-index-url https://index.example/simple\nsix\n" };
            const { files: found, problems } = await checkDependencies(app(files, { lock: {} }), machine({ uv: six }));
            assert.deepEqual(problems, []);
            assert.deepEqual(found, [
                {
                    path: "requirements.txt",
                    content: lockText(head, "--extra-index-url https://index.example/simple", pin),
                    executable: false,
                    reason: "Pins every package and its hash.",
                },
            ]);
        });

        it("hashes of the team's own rather than the index's", async () => {
            const files = { "requirements.txt": `six==1.17.0 --hash=sha256:${b}\n` };
            const { files: found } = await checkDependencies(app(files, { lock: {} }), machine({ uv: six }));
            assert.equal(found[0]?.content, lockText(head, `six==1.17.0 \\\n    --hash=sha256:${b}`));
        });

        it("no lock of a folder, which pip cannot hash", async () => {
            const uv = () => ended(0, pylock({ name: "x", version: "1", directory: "libs/x" }));
            const files = { "requirements.txt": "-e ./libs/x\n", "libs/x/setup.py": "" };
            assert.deepEqual((await checkDependencies(app(files, { lock: {} }), machine({ uv }))).problems, [
                {
                    where: "app.python.lock",
                    got: "x, a package in the folder libs/x, which pip cannot hash",
                    allowed: "packages from an index, or archives by URL",
                    remedy: "Install it from an index, move its code into the application, or leave app.python.lock out.",
                },
            ]);
        });

        it("no lock by pip, which cannot resolve for the instance", async () => {
            const tools = machine({ "find python": python, "pip install": () => ended(0, '{\n"install": []\n}\n') });
            const { problems } = await checkDependencies(app({ "requirements.txt": "six\n" }, { lock: {} }), tools);
            assert.deepEqual(problems, [
                {
                    where: "app.python.lock",
                    got: "requirements that only pip could resolve here",
                    allowed: "versions that were resolved for the instance, which pip cannot do",
                    remedy: "Install uv on this machine (pip install uv).",
                },
            ]);
        });

        it("wheels, installed without a network", async () => {
            const download = (names: readonly string[]) => ({
                uv: six,
                "find python": python,
                "pip download": ({ args }: { args: readonly string[] }) => {
                    const target = args.find((arg) => arg.startsWith("--dest="))?.slice("--dest=".length) ?? "";
                    names.forEach((name) => fs.writeFileSync(path.join(target, name), ""));
                    return ended(0, "");
                },
            });
            const plan = app({ "requirements.txt": "six\n" }, { vendorWheels: true });
            const { files, wheels } = await checkDependencies(plan, machine(download(["six-1.17.0-py3-none-any.whl"])));
            assert.equal(files[0]?.content, lockText(head, "--no-index", "--find-links=wheels", pin));
            assert.deepEqual(
                wheels.map((wheel) => [wheel.path, fs.existsSync(wheel.source)]),
                [["wheels/six-1.17.0-py3-none-any.whl", true]],
            );
        });

        it("a failed download is a problem and leaves nothing half-made", async () => {
            const tools = machine({
                uv: six,
                "find python": python,
                "pip download": () => ended(1, "", "ERROR: No space at https://me:pw@h/\n"),
            });
            const plan = app({ "requirements.txt": "six\n" }, { vendorWheels: true });
            const { problems, files } = await checkDependencies(plan, tools);
            assert.equal(problems[0]?.got, "a download that failed:\n      No space at https://***@h/");
            assert.deepEqual(files, []);
            assert.deepEqual(fs.readdirSync(plan.cacheFolder), []);
        });

        it("no wheels of what has none", async () => {
            const uv = () => ended(0, pylock({ name: "uwsgi", version: "2.0.28", sdistOnly: true }));
            const { problems } = await checkDependencies(
                app({ "requirements.txt": "uwsgi\n" }, { vendorWheels: true }),
                machine({ uv }),
            );
            assert.equal(problems[0]?.where, "app.python.vendorWheels");
            assert.equal(problems[0].got, "uwsgi, without a wheel for the instance in an index");
        });

        it("a requirements.txt derived from a lock file, also when it could not be checked", async () => {
            const lock = JSON.stringify({
                _meta: { sources: [] },
                default: { six: { version: "==1.17.0", hashes: [`sha256:${a}`] } },
            });
            const expected = [
                {
                    path: "requirements.txt",
                    content: `# Written by django-beanstalk from Pipfile.lock. Change that file, not this one.\nsix==1.17.0 \\\n    --hash=sha256:${a}\n`,
                    executable: false,
                    reason: "Says to the platform what Pipfile.lock says, which it does not read.",
                },
            ];
            const plan = app({ Pipfile: "", "Pipfile.lock": lock });
            assert.deepEqual((await checkDependencies(plan, machine({}))).files, expected);
            const tools = machine({ uv: six });
            assert.deepEqual((await checkDependencies(plan, tools)).files, expected);
            assert.equal(tools.started[0]?.args[2], "-");
            assert.equal(tools.started[0].input, expected[0]?.content);
        });

        it("a hook for a private index, which is asked alone", async () => {
            const tools = machine({ uv: six });
            const plan = app({ "requirements.txt": "six\n" }, { indexUrl: "https://index.example/simple" });
            const { files } = await checkDependencies(plan, tools);
            assert.deepEqual(
                files.map((file) => [file.path, file.executable]),
                [[".platform/hooks/prebuild/05-python-index.sh", true]],
            );
            assert.equal(tools.started[0]?.env["UV_DEFAULT_INDEX"], "private=https://index.example/simple");
        });

        it("the application's own requirements.txt before a lock file, which is compared", async () => {
            const lock = JSON.stringify({ default: { six: { version: "==1.16.0" } } });
            const { notices, files } = await checkDependencies(
                app({ "requirements.txt": "Six==1.17.0\n", "Pipfile.lock": lock }),
                machine({ uv: six }),
            );
            assert.deepEqual(files, []);
            assert.deepEqual(notices, [
                "requirements.txt and Pipfile.lock disagree about Six (1.17.0 in requirements.txt:1, 1.16.0 in Pipfile.lock). The platform installs requirements.txt and does not read Pipfile.lock.",
            ]);
        });
    });

    describe("the cache", () => {
        const day = 24 * 60 * 60 * 1000;

        it("answers for an unchanged application without starting anything", async () => {
            const tools = machine({ uv: six });
            const plan = app({ "requirements.txt": "six\n" }, { lock: {} });
            const first = await checkDependencies(plan, tools);
            assert.deepEqual(await checkDependencies(plan, tools), first);
            assert.equal(tools.started.length, 1);
        });

        it("asks again when anything changed that the answer depends on", async () => {
            const files = { "requirements.txt": "-r base.txt\n-e ./x\n", "base.txt": "six\n", "x/pyproject.toml": "" };
            const started = async (changes: Partial<DependencyPlan>, env = {}, changed = {}) => {
                const tools = machine({ uv: six }, env);
                await checkDependencies(app({ ...files, ...changed }, changes), tools);
                return tools.started.length;
            };
            assert.equal(await started({}), 1);
            assert.equal(await started({}), 0);
            assert.equal(await started({ pythonVersion: "3.12" }), 1);
            assert.equal(await started({ architecture: "aarch64" }), 1);
            assert.equal(await started({ indexUrl: "https://index.example" }), 1);
            assert.equal(await started({}, { UV_INDEX_URL: "https://index.example" }), 1);
            assert.equal(await started({}, {}, { "base.txt": "six>1\n" }), 1);
            assert.equal(await started({}, {}, { "x/pyproject.toml": "[project]\n" }), 1);
        });

        it("asks again after a day, unless the lock is tied to a date", async () => {
            for (const [lock, expected] of [
                [{}, 2],
                [{ excludeNewer: "2026-01-31" }, 1],
            ] as const) {
                const tools = machine({ uv: six });
                const plan = app({ "requirements.txt": "six\n" }, { lock });
                await checkDependencies(plan, tools);
                tools.time = day;
                await checkDependencies(plan, tools);
                assert.equal(tools.started.length, expected);
            }
        });

        it("keeps neither a conflict nor a check that could not be made", async () => {
            const plan = app({ "requirements.txt": "six\n" });
            for (const stderr of [
                "error: No solution found when resolving dependencies\n",
                "error: Failed to fetch: x\n",
            ]) {
                const tools = machine({ uv: () => ended(1, "", stderr) });
                await checkDependencies(plan, tools);
                await checkDependencies(plan, tools);
                assert.equal(tools.started.length, 2);
            }
        });

        it("asks again when a wheel of it is gone", async () => {
            const tools = machine({
                uv: six,
                "find python": python,
                "pip download": ({ args }) => {
                    fs.writeFileSync(
                        path.join(args.find((arg) => arg.startsWith("--dest="))?.slice(7) ?? "", "six.whl"),
                        "",
                    );
                    return ended(0, "");
                },
            });
            const plan = app({ "requirements.txt": "six\n" }, { vendorWheels: true });
            const { wheels } = await checkDependencies(plan, tools);
            fs.rmSync(path.dirname(wheels[0]?.source ?? ""), { recursive: true });
            assert.deepEqual((await checkDependencies(plan, tools)).wheels, wheels);
            assert.ok(fs.existsSync(wheels[0]?.source ?? ""));
        });
    });
});
