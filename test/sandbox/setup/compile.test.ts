import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { ensureCompiled } from "../../../sandbox/setup/compile.js";
import { withLock } from "../../../sandbox/setup/lock.js";
import { makeRepository, MadeRepository, until } from "./made-repository";

const requireHere = createRequire(__filename);
const compileModule = path.resolve(__dirname, "..", "..", "..", "sandbox", "setup", "compile.js");
const typescript = path.resolve(__dirname, "..", "..", "..", "node_modules", "typescript");

describe("sandbox/setup/compile", () => {
    let repository: MadeRepository;
    beforeEach(() => {
        repository = makeRepository();
        const note = `require("fs").appendFileSync(${JSON.stringify(path.join(repository.base, "typescript.calls"))}, "loaded\\n");`;
        repository.write(
            "repository/node_modules/typescript/package.json",
            '{ "version": "6.0.3", "main": "index.js" }',
        );
        const index = `${note} module.exports = require(${JSON.stringify(typescript)});`;
        repository.write("repository/node_modules/typescript/index.js", index);
        fs.rmSync(path.join(repository.root, "sandbox"), { recursive: true });
    });
    afterEach(() => repository.remove());

    const write = (file: string, text: string): void => repository.write(`repository/${file}`, text);
    const built = (file: string): string => path.join(repository.root, ".build", file);
    const load = (file: string): unknown => {
        delete requireHere.cache[built(file)];
        return requireHere(built(file)) as unknown;
    };
    const changes = (file: string): number => fs.statSync(built(file)).mtimeMs;

    it("compiles what imports what, ES modules too, and copies data and plain JavaScript", () => {
        write("policies/package.json", '{ "version": "1.2.3" }');
        write("policies/plain.js", "exports.plain = 1;");
        write("policies/deep/data.json", "[3]");
        write(
            "policies/deep/all.ts",
            `import data from "./data.json"; import { version } from "../package.json"; import * as plain from "../plain.js";
             import type { Stats } from "node:fs"; import path from "node:path";
             export const all: unknown[] = [data, version, plain.plain, path.sep]; export type S = Stats;`,
        );
        write("policies/types.d.ts", "declare const unused: number;");
        write("policies/notes.md", "no source");
        write("policies/node_modules/x/index.js", "no source of ours");
        write("elsewhere/x.ts", "export {};");
        ensureCompiled(repository.root);
        assert.deepEqual((load("policies/deep/all.js") as { all: unknown[] }).all, [[3], "1.2.3", 1, "/"]);
        const files = fs.readdirSync(built("."), { recursive: true, encoding: "utf8" }).sort();
        assert.deepEqual(
            files.filter((file) => /\./.test(file)),
            [
                "cli/hello.js",
                "manifest.json",
                "policies/deep/all.js",
                "policies/deep/data.json",
                "policies/package.json",
                "policies/plain.js",
            ],
        );
    });

    it("does nothing, without the compiler, when nothing has changed", () => {
        ensureCompiled(repository.root);
        const manifest = changes("manifest.json");
        ensureCompiled(repository.root);
        assert.equal(changes("manifest.json"), manifest);
        assert.deepEqual(repository.calls("typescript"), ["loaded"]);
    });

    it("looks at no other folders while those that are needed are in step, and brings all in step when they are not", () => {
        write("policies/needed.ts", "export const needed = 1;");
        write("policies/lost.ts", "export const lost = 1;");
        ensureCompiled(repository.root);
        write("cli/added.ts", "export const added = 3;");
        ensureCompiled(repository.root, ["policies"]);
        assert.equal(fs.existsSync(built("cli/added.js")), false);
        fs.rmSync(path.join(repository.root, "policies", "lost.ts"));
        ensureCompiled(repository.root, ["policies"]);
        assert.equal(fs.existsSync(built("policies/lost.js")), false);
        assert.deepEqual(load("cli/added.js"), { added: 3 });
        write("policies/needed.ts", "export const needed = 22;");
        ensureCompiled(repository.root, ["policies"]);
        assert.deepEqual(load("policies/needed.js"), { needed: 22 });
    });

    it("compiles anew exactly what was edited, added or lost", () => {
        write("cli/same.ts", "export const same = 1;");
        write("cli/edited.ts", "export const edited = 1;");
        ensureCompiled(repository.root);
        fs.utimesSync(built("cli/same.js"), 1, 1);
        write("cli/edited.ts", "export const edited = 22;");
        write("cli/added.ts", "export const added = 3;");
        fs.rmSync(built("cli/hello.js"));
        ensureCompiled(repository.root);
        assert.deepEqual(load("cli/edited.js"), { edited: 22 });
        assert.deepEqual(load("cli/added.js"), { added: 3 });
        assert.equal(fs.existsSync(built("cli/hello.js")), true);
        assert.equal(changes("cli/same.js"), 1000);
    });

    it("removes what lost its source, also when it does not know what it made", () => {
        write("cli/gone.ts", "export const gone = 1;");
        ensureCompiled(repository.root);
        fs.rmSync(path.join(repository.root, "cli", "gone.ts"));
        ensureCompiled(repository.root);
        assert.equal(fs.existsSync(built("cli/gone.js")), false);
        fs.writeFileSync(built("cli/left.js"), "");
        fs.writeFileSync(built("manifest.json"), "{ broken");
        ensureCompiled(repository.root);
        assert.equal(fs.existsSync(built("cli/left.js")), false);
        assert.equal(fs.existsSync(built("cli/hello.js")), true);
    });

    it("compiles everything anew for another compiler", () => {
        ensureCompiled(repository.root);
        fs.utimesSync(built("cli/hello.js"), 1, 1);
        repository.write(
            "repository/node_modules/typescript/package.json",
            '{ "version": "6.0.4", "main": "index.js" }',
        );
        ensureCompiled(repository.root);
        assert.notEqual(changes("cli/hello.js"), 1000);
    });

    it("reports every syntax error with its place, again and again until it is mended", () => {
        write("cli/fine.ts", "export const fine = 1;");
        write("cli/broken.ts", "export const broken = 1;");
        ensureCompiled(repository.root);
        write("cli/broken.ts", "export const a = 1;\nexport const b = ;\n");
        write("components/also.ts", "export function (");
        write("cli/fine.ts", "export const fine = 22;");
        const message =
            /^The sources do not compile:\n {2}cli\/broken\.ts:2:18: Expression expected\.\n {2}components\/also\.ts:1:17: /;
        assert.throws(() => ensureCompiled(repository.root), { name: "UserError", message });
        assert.throws(() => ensureCompiled(repository.root), { name: "UserError", message });
        assert.equal(fs.existsSync(built("cli/broken.js")), false);
        assert.deepEqual(load("cli/fine.js"), { fine: 22 });
        write("cli/broken.ts", "export const b = 2;");
        write("components/also.ts", "export const also = 3;");
        ensureCompiled(repository.root);
        assert.deepEqual(load("cli/broken.js"), { b: 2 });
    });

    it("lets two at once take turns, and prints nothing", async () => {
        for (let index = 0; index < 20; index += 1) write(`cli/many-${index}.ts`, `export const index = ${index};`);
        const started = (): boolean => repository.calls("start").length === 2;
        const runs = [compileElsewhere(), compileElsewhere()];
        const lock = path.join(repository.root, ".build", "compile.lock");
        const options = { signal: new AbortController().signal, say: () => undefined, what: "holds both back" };
        await withLock(lock, options, () => until("both to start", started));
        assert.deepEqual(await Promise.all(runs), [
            { code: 0, text: "" },
            { code: 0, text: "" },
        ]);
        assert.deepEqual(repository.calls("typescript"), ["loaded"]);
    });

    /** Compiles in a process of its own, then loads what came of it; the exit code counts what is not right. */
    function compileElsewhere(): Promise<{ code: number | null; text: string }> {
        const script = `
            require("fs").appendFileSync(${JSON.stringify(path.join(repository.base, "start.calls"))}, "started\\n");
            require(${JSON.stringify(compileModule)}).ensureCompiled(${JSON.stringify(repository.root)});
            const files = [...Array(20).keys()].map((index) => require(${JSON.stringify(built("cli"))} + "/many-" + index));
            process.exitCode = files.filter((file, index) => file.index !== index).length;`;
        const child = spawn(process.execPath, ["-e", script]);
        let text = "";
        for (const stream of [child.stdout, child.stderr]) {
            stream.setEncoding("utf8").on("data", (part: string) => (text += part));
        }
        return new Promise((resolve) => child.on("close", (code) => resolve({ code, text })));
    }

    it("says what is missing when nothing is installed", () => {
        fs.rmSync(path.join(repository.root, "node_modules"), { recursive: true });
        assert.throws(() => ensureCompiled(repository.root), {
            name: "UserError",
            message: `TypeScript is not installed. Run in ${repository.root}: npm ci`,
        });
    });
});
