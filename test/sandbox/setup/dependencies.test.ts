import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { dependenciesAreFresh, installDependencies } from "../../../sandbox/setup/dependencies.js";
import {
    contextOf,
    isAlive,
    lockfile,
    makeRepository,
    MadeRepository,
    npmInstalls,
    start,
    until,
    waits,
} from "./made-repository";

describe("sandbox/setup/dependencies", () => {
    let repository: MadeRepository;
    beforeEach(() => (repository = makeRepository()));
    afterEach(() => repository.remove());

    const isFresh = (): boolean => dependenciesAreFresh(repository.root);
    const installedByHand = (text: string): void =>
        repository.write("repository/node_modules/.package-lock.json", text);

    it("installs when node_modules is missing, and is content afterwards", async () => {
        repository.program("npm", npmInstalls);
        assert.equal(isFresh(), false);
        await installDependencies(contextOf(repository));
        assert.equal(isFresh(), true);
    });

    it("counts an installation made by hand, if it is of this lockfile", () => {
        installedByHand(lockfile("1.0.0"));
        assert.equal(isFresh(), true);
        repository.write("repository/package-lock.json", lockfile("1.0.1"));
        assert.equal(isFresh(), false);
        installedByHand(lockfile("1.0.1").replace("sha512-1.0.1", "sha512-other"));
        assert.equal(isFresh(), false);
        installedByHand(lockfile("1.0.1"));
        assert.equal(isFresh(), true);
    });

    it("does not mind packages that npm leaves out on this platform, but those that are too many", () => {
        const record = JSON.parse(lockfile("1.0.0")) as { packages: Record<string, object> };
        const other = { version: "2.0.0", optional: true, os: ["aix"] };
        const extended = { ...record, packages: { ...record.packages, "node_modules/other": other } };
        installedByHand(lockfile("1.0.0"));
        repository.write("repository/package-lock.json", JSON.stringify(extended));
        assert.equal(isFresh(), true);
        installedByHand(JSON.stringify(extended));
        repository.write("repository/package-lock.json", `${lockfile("1.0.0")}\n`);
        assert.equal(isFresh(), false);
    });

    it("starts over after an interrupted installation, leaving no process behind", async () => {
        const torso =
            'fs.mkdirSync("node_modules/half", { recursive: true }); fs.writeFileSync(base + "/npm.pid", String(process.pid));';
        repository.program("npm", torso + waits("never"));
        const killed = start(repository, "cli/hello");
        const pidFile = path.join(repository.base, "npm.pid");
        await until("npm to write", () => fs.existsSync(pidFile) && fs.readFileSync(pidFile, "utf8") !== "");
        killed.child.kill("SIGKILL");
        await killed.ended;
        await until("npm to end", () => !isAlive(Number(fs.readFileSync(pidFile, "utf8"))));
        repository.program("npm", npmInstalls);
        const next = start(repository, "cli/hello");
        assert.equal(await next.ended, 0);
        assert.equal(repository.calls("npm").length, 2);
        assert.equal(fs.existsSync(path.join(repository.root, "node_modules", "half")), false);
    });

    it("says that npm is missing", async () => {
        await assert.rejects(installDependencies(contextOf(repository)), {
            name: "UserError",
            message: "npm is not on PATH; it comes with Node.js (https://nodejs.org/en/download). Install it.",
        });
    });

    it("says that the registry is out of reach", async () => {
        repository.program(
            "npm",
            'console.error("npm error code ENOTFOUND\\n\\nnpm error network lost"); process.exit(1);',
        );
        await assert.rejects(installDependencies(contextOf(repository)), {
            name: "UserError",
            message: [
                "npm ci failed (exit code 1):",
                "    npm error code ENOTFOUND",
                "    npm error network lost",
                "The npm registry cannot be reached. Connect to the network (behind a proxy: `npm config set proxy …`), " +
                    "then run the same command again.",
            ].join("\n"),
        });
        assert.equal(isFresh(), false);
    });

    it("does not believe an npm that ends well but installs nothing", async () => {
        repository.program("npm", "");
        await assert.rejects(installDependencies(contextOf(repository)), /^UserError: npm ci ended well, but left no /);
    });

    it("says that the clone is not complete without a lockfile", () => {
        fs.rmSync(path.join(repository.root, "package-lock.json"));
        assert.throws(isFresh, { name: "UserError", message: /^No package-lock\.json in .*git checkout/ });
    });
});
