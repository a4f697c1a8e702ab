import * as assert from "node:assert/strict";
import * as path from "node:path";
import { main } from "../../../cli/worker";
import { probeScript, readAnswers } from "../../../cli/worker/probe";
import type { Said, Ssh } from "../../../cli/worker/ssh";
import { readStatusOptions, status, StatusOptions } from "../../../cli/worker/status";
import { ProblemError } from "../../../components/problem";
import { needsPrograms } from "../../support/needs-programs";
import { shellcheck } from "../../support/judges/shell";
import { printed } from "./printed";
import { answersOf, none, sha, units } from "./instance";

const options: StatusOptions = {
    host: "198.51.100.7",
    user: "ec2-user",
    key: undefined,
    port: 22,
    acceptNew: false,
    knownHosts: undefined,
    timeoutSeconds: 60,
    json: false,
};

/** A host that answers as the script of this run asks it to. */
const answering =
    (answers: ReturnType<typeof answersOf>, before = ""): Ssh =>
    (_target, _options, script) => {
        const mark = /^echo "([0-9a-f]{24}) end"$/m.exec(script)?.[1] ?? "";
        const text = [...answers].map(([name, it]) => `${mark} ${name}\n${it.text}\n\n${mark} = ${it.code}\n`);
        return Promise.resolve({ code: 0, stdout: `${before}${text.join("")}${mark} end\n`, stderr: "" });
    };
const saying =
    (said: Partial<Said>): Ssh =>
    () =>
        Promise.resolve({ code: 255, stdout: "", stderr: "", ...said });

const look = (ssh: Ssh, other: Partial<StatusOptions> = {}) => printed(() => status({ ...options, ...other }, ssh));

describe("npm run worker -- status", () => {
    it("shows a worker that runs, with exit code 0", async () => {
        assert.deepEqual(await look(answering(answersOf())), {
            code: 0,
            out: `198.51.100.7 as ec2-user, up for 2 h

  ok     Stage one  cloud-init: done
  ok     Waiting    wait-deployment.path looks for a bundle
  ok     Release    0a1b2c3d4e5f is installed
  ok     consumer   active (running)

The end of /opt/startup.log
  2026-11-22T08:00:00Z installing ${sha}
  2026-11-22T08:00:09Z ready ${sha}

It runs.`,
            err: "",
        });
    });

    it("shows what is wrong with its lines, with exit code 1", async () => {
        const failed = {
            state: `failed ${sha} its services did not stay up`,
            units: [
                units.path,
                units.wait,
                units.noFetch,
                units.noListener,
                units.service("consumer", "failed", "failed"),
            ].join("\n\n"),
            logs: "==> consumer\nTraceback\nValueError: \u001b[31mno queue",
            log: "",
        };
        assert.deepEqual(await look(answering(answersOf(failed))), {
            code: 1,
            out: `198.51.100.7 as ec2-user, up for 2 h

  ok     Stage one  cloud-init: done
  ok     Waiting    wait-deployment.path looks for a bundle
  wrong  Release    0a1b2c3d4e5f was not installed: its services did not stay up (0a1b2c3d4e5f runs on.)
                    The log below has the lines before it. Correct the cause and deploy again: the same bundle is installed again when it comes again.
  wrong  consumer   failed
                    The end of /opt/log/consumer.log stands below; sudo systemctl status worker-consumer.service tells its exit code.
                    | Traceback
                    | ValueError: \uFFFD[31mno queue

Something is wrong: see above.`,
            err: "",
        });
    });

    it("ends with 3 while it is not done", async () => {
        const { code, out } = await look(answering(answersOf({ state: none(""), current: none(""), logs: "" })));
        assert.equal(code, 3);
        assert.match(out, /waits {2}Release {4}no bundle came yet\n.*pulumi up sends it/);
        assert.match(out, /It is not done yet; nothing is wrong so far\.$/);
    });

    it("prints one JSON object", async () => {
        const { code, out, err } = await look(answering(answersOf(), "Welcome to Amazon Linux 2023\n"), { json: true });
        const result = JSON.parse(out) as { checks: { name: string }[]; facts: Record<string, unknown> };
        assert.deepEqual([code, err], [0, ""]);
        assert.deepEqual(Object.keys(result), ["version", "host", "user", "port", "verdict", "checks", "facts"]);
        assert.deepEqual(
            result.checks.map(({ name }) => name),
            ["Stage one", "Waiting", "Release", "consumer"],
        );
        assert.deepEqual(result.facts["release"], { word: "ready", sha256: sha, reason: "" });
    });

    it("tells why it could not look, with exit code 4", async () => {
        const refused = saying({ stderr: "ssh: connect to host 198.51.100.7 port 22: Connection refused" });
        assert.deepEqual(await look(refused), {
            code: 4,
            out: "",
            err:
                "198.51.100.7 answers, but nothing listens for SSH there.\n\n" +
                "  An instance that just started needs a minute. Otherwise look at --port.",
        });
        const json = await look(refused, { json: true });
        assert.deepEqual(JSON.parse(json.out), {
            version: 1,
            host: "198.51.100.7",
            user: "ec2-user",
            port: 22,
            verdict: "unreachable",
            reason: "refused",
            seen: "198.51.100.7 answers, but nothing listens for SSH there",
            advice: "An instance that just started needs a minute. Otherwise look at --port.",
        });
    });

    it("does not take half of the answers for all", async () => {
        const cut: Ssh = async (...args) => {
            const said = await answering(answersOf())(...args);
            return {
                code: 255,
                stdout: said.stdout.slice(0, -40),
                stderr: "client_loop: send disconnect: Broken pipe",
            };
        };
        const { code, err } = await look(cut);
        assert.equal(code, 4);
        assert.match(err, /closed the connection/);
        assert.match((await look(saying({ code: undefined }))).err, /within 60 s\.\n\n {2}A machine without memory/);
    });

    it("says what is missing on this machine", async () => {
        const absent: Ssh = () => Promise.reject(Object.assign(new Error("spawn ssh ENOENT"), { code: "ENOENT" }));
        await assert.rejects(status(options, absent), (error) => {
            assert.ok(error instanceof ProblemError);
            assert.match(error.message, /^This machine has a problem:\n\n {2}ssh\n {4}got {6}no such program\n/);
            return true;
        });
        await assert.rejects(status({ ...options, key: "/nowhere/key" }, absent), /--key\n {4}got {6}\/nowhere\/key/);
    });
});

describe("the options of status", () => {
    it("have defaults, and files are where the user is", () => {
        const before = process.env["INIT_CWD"];
        process.env["INIT_CWD"] = path.resolve("/home/alice");
        try {
            assert.deepEqual(readStatusOptions(["198.51.100.7"]), options);
            assert.deepEqual(
                readStatusOptions([
                    "::1",
                    "--user",
                    "worker",
                    "--key",
                    "k",
                    "--port",
                    "2222",
                    "--known-hosts",
                    "h",
                    "--accept-new",
                    "--timeout",
                    "5",
                    "--json",
                ]),
                {
                    host: "::1",
                    user: "worker",
                    key: "/home/alice/k",
                    port: 2222,
                    acceptNew: true,
                    knownHosts: "/home/alice/h",
                    timeoutSeconds: 5,
                    json: true,
                },
            );
        } finally {
            if (before === undefined) {
                delete process.env["INIT_CWD"];
            } else {
                process.env["INIT_CWD"] = before;
            }
        }
    });

    for (const [args, message] of [
        [[], "status takes one host, not 0."],
        [["a", "b"], "status takes one host, not 2."],
        [["ec2-user@a"], "ec2-user@a is no host: a name or an address; the user goes into --user."],
        [["--", "-oProxyCommand=id"], "-oProxyCommand=id is no host: a name or an address; the user goes into --user."],
        [["a", "--user", "a b"], "--user is the name of a user, not a b."],
        [["a", "--port", "0"], "--port is a number from 1 to 65535, not 0."],
        [["a", "--port", "65536"], "--port is a number from 1 to 65535, not 65536."],
        [["a", "--timeout", "1m"], "--timeout is seconds, 1 to 9999, not 1m."],
    ] as const) {
        it(`${args.join(" ")} is wrong`, () => {
            assert.equal(readStatusOptions(args), message);
        });
    }

    it("end with 2 when they are wrong, and with help when it is asked for or nothing is", async () => {
        assert.equal((await printed(() => main(["status"]))).code, 2);
        const other = await printed(() => main(["start"]));
        assert.deepEqual([other.code, other.err.split("\n")[0]], [2, "There is no start: report, bundle or status."]);
        assert.match((await printed(() => main(["status", "a", "--wrong"]))).err, /^Unknown option '--wrong'/);
        for (const args of [[], ["--help"], ["status", "-h"]]) {
            const { code, out } = await printed(() => main(args));
            assert.equal(code, 0);
            assert.match(out, /^npm run --silent worker -- /);
        }
    });
});

describe("the script that status runs", () => {
    it("is right to shellcheck", function () {
        needsPrograms(this, "shellcheck");
        shellcheck(probeScript("0123456789abcdef"));
    });

    it("keeps answers apart that look like its own marks", () => {
        const output = "m a\nm = 1 x\nother = 0\n\nm = 3\nm b\n\nm = 0\nm end\nrest";
        assert.deepEqual(
            readAnswers(output, "m"),
            new Map([
                ["a", { text: "m = 1 x\nother = 0", code: 3 }],
                ["b", { text: "", code: 0 }],
            ]),
        );
        assert.equal(readAnswers("m a\nm = 0\n", "m"), undefined);
        assert.equal(readAnswers("", "m"), undefined);
    });
});
