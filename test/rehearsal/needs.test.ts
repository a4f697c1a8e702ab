import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Problem } from "../../components/problem";
import { assertNeeds, Machine, missingOn, missingPrograms, programPath } from "../../rehearsal/needs";
import { temporaryFolder } from "../support/temporary-folder";

const good = [
    "bwrap",
    "unshare",
    "nsenter",
    "setpriv",
    "ip",
    "unzip",
    "tar",
    "bzip2",
    "groupadd",
    "useradd",
    "usermod",
    "nginx",
    "initdb",
    "postgres",
    "psql",
    "openssl",
    "curl",
    "python3",
];

describe("what a rehearsal needs of the machine", () => {
    const folder = temporaryFolder();

    /** A machine whose programs do nothing but end. */
    function machine(
        programs: Readonly<Record<string, string>>,
        sysctls: Readonly<Record<string, string>> = {},
    ): Machine {
        const write = (file: string, text: string, mode: number) => {
            fs.mkdirSync(path.dirname(path.join(folder.path, file)), { recursive: true });
            fs.writeFileSync(path.join(folder.path, file), text, { mode });
        };
        for (const [name, body] of Object.entries(programs)) {
            write(`bin/${name}`, `#!/bin/sh\n${body}\n`, 0o755);
        }
        for (const [name, value] of Object.entries(sysctls)) {
            write(`sys/${name.replaceAll(".", "/")}`, `${value}\n`, 0o644);
        }
        return { platform: "linux", folders: [path.join(folder.path, "bin")], sysctls: path.join(folder.path, "sys") };
    }
    const all = (changes: Readonly<Record<string, string>> = {}) => ({
        ...Object.fromEntries(good.map((name) => [name, "exit 0"])),
        ...changes,
    });
    const without = (...names: readonly string[]) =>
        Object.fromEntries(Object.entries(all()).filter(([name]) => !names.includes(name)));
    const only = (problems: readonly Problem[]): Problem => {
        assert.equal(problems.length, 1);
        return problems[0] ?? assert.fail();
    };

    it("is content with a machine that has all", () => {
        assert.deepEqual(missingOn(machine(all())), []);
        assert.doesNotThrow(() => {
            assertNeeds({}, machine(all()));
        });
    });

    it("names everything that is missing at once, with the packages of three systems", () => {
        const { where, got, remedy } = only(missingOn({ ...machine({}), folders: [] }));
        assert.equal(where, "programs");
        assert.equal(
            got,
            "none of this name: bwrap (simulated instances); unshare, nsenter and setpriv (simulated instances); ip (their network); unzip (the source bundle); tar (sources of .ebextensions); bzip2 (sources of .ebextensions); groupadd, useradd and usermod (groups and users of .ebextensions); nginx (the proxy); initdb, postgres and psql (the database); openssl (certificates); curl (the health probe); Python 3.11 or newer with venv (the application)",
        );
        assert.equal(
            remedy,
            `Install them.
             Debian, Ubuntu     sudo apt install bubblewrap util-linux iproute2 unzip tar bzip2 passwd nginx postgresql openssl curl python3 python3-venv
             Fedora             sudo dnf install bubblewrap util-linux iproute unzip tar bzip2 shadow-utils nginx postgresql-server openssl curl python3
             Amazon Linux 2023  sudo dnf install bubblewrap util-linux iproute unzip tar bzip2 shadow-utils nginx postgresql15-server openssl curl-minimal python3.11`,
        );
    });

    it("names a missing program alone", () => {
        const { got, remedy } = only(missingOn(machine(without("setpriv"))));
        assert.equal(got, "none of this name: setpriv (simulated instances)");
        assert.match(remedy, /apt install util-linux$/m);
    });

    it("names those alone that a test asks for, and the path of one that is there", () => {
        const { got } = only(missingPrograms(["ip", "nsenter", "nginx"], machine(without("ip", "setpriv", "nginx"))));
        assert.equal(got, "none of this name: ip (their network); nginx (the proxy)");
        assert.deepEqual(missingPrograms(["nsenter"], machine(without("setpriv"))), []);
        const some = machine(all());
        assert.equal(programPath("nginx", some), path.join(folder.path, "bin", "nginx"));
        fs.rmSync(path.join(folder.path, "bin", "nginx"));
        assert.throws(() => programPath("nginx", some), /apt install nginx$/m);
    });

    it("does not take an old Python, or one without venv, for one", () => {
        const { got } = only(missingOn(machine(all({ python3: "exit 1" }))));
        assert.equal(got, "none of this name: Python 3.11 or newer with venv (the application)");
        assert.deepEqual(missingOn(machine(all({ python3: "exit 1", "python3.12": "exit 0" }))), []);
    });

    it("looks at the Python that the user names, and at no other", () => {
        const some = machine(all({ python3: "exit 1", "python3.11": "exit 0", mine: "exit 0" }));
        assert.deepEqual(missingOn(some, "mine"), []);
        assert.deepEqual(missingOn(some, path.join(folder.path, "bin", "mine")), []);
        for (const wrong of ["python3", "absent", "/no/such/python"]) {
            const { where, got } = only(missingOn(some, wrong));
            assert.deepEqual([where, got], ["--python", wrong]);
        }
    });

    const refused = all({ unshare: "echo 'unshare: unshare failed: Operation not permitted' >&2; exit 1" });
    const remedies: readonly (readonly [Readonly<Record<string, string>>, RegExp])[] = [
        [
            { "kernel.unprivileged_userns_clone": "0" },
            /sysctl -w kernel\.unprivileged_userns_clone=1, or run the rehearsal as root\.$/,
        ],
        [
            { "kernel.apparmor_restrict_unprivileged_userns": "1", "kernel.unprivileged_userns_clone": "1" },
            /sysctl -w kernel\.apparmor_restrict_unprivileged_userns=0, or run the rehearsal as root\.$/,
        ],
        [{ "user.max_user_namespaces": "0" }, /sysctl -w user\.max_user_namespaces=15000\.$/],
        [
            { "kernel.unprivileged_userns_clone": "0", "user.max_user_namespaces": "0" },
            /kernel\.unprivileged_userns_clone=1 user\.max_user_namespaces=15000\.$/,
        ],
        [{ "user.max_user_namespaces": "96365" }, /^The kernel's settings allow them\. Inside a container/],
    ];
    for (const [sysctls, remedy] of remedies) {
        it(`says what keeps namespaces from it: ${JSON.stringify(sysctls)}`, () => {
            const problem = only(missingOn(machine(refused, sysctls)));
            assert.equal(problem.where, "namespaces");
            assert.equal(problem.got, "unshare: unshare failed: Operation not permitted");
            assert.match(problem.remedy, remedy);
        });
    }

    it("tries bubblewrap itself, which a container may refuse to mount /proc", () => {
        const bwrap = 'echo "bwrap: Can\'t mount proc on /newroot/proc: Operation not permitted" >&2; exit 1';
        assert.equal(
            only(missingOn(machine(all({ bwrap })))).got,
            "bwrap: Can't mount proc on /newroot/proc: Operation not permitted",
        );
        assert.equal(only(missingOn(machine(all({ bwrap: "exit 1" })))).got, "bwrap failed");
    });

    it("leads users of other systems to a container", () => {
        const mac = only(missingOn({ ...machine({}), platform: "darwin" }));
        assert.deepEqual([mac.where, mac.got], ["operating system", "macOS"]);
        assert.match(mac.remedy, /docs\/rehearsal\.md/);
        assert.equal(only(missingOn({ ...machine({}), platform: "win32" })).got, "win32");
    });

    it("is one message", () => {
        const some = machine({ ...refused, nginx: "exit 0" }, { "user.max_user_namespaces": "0" });
        fs.rmSync(path.join(folder.path, "bin", "nginx"));
        assert.throws(() => {
            assertNeeds({ python: "absent" }, some);
        }, /^ProblemError: This machine has 3 problems:\n\n {2}programs\n[^]*\n\n {2}--python\n[^]*\n\n {2}namespaces\n/);
    });
});
