import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { create } from "ts-node";
import { makeRepository, MadeRepository } from "./made-repository";

const source = path.resolve(__dirname, "..", "..", "..");

describe("sandbox/setup/transpiler", () => {
    let repository: MadeRepository;
    beforeEach(() => {
        repository = makeRepository();
        fs.symlinkSync(path.join(source, "node_modules"), path.join(repository.root, "node_modules"));
        fs.copyFileSync(path.join(source, "tsconfig.json"), path.join(repository.root, "tsconfig.json"));
    });
    afterEach(() => repository.remove());

    const file = (name: string): string => path.join(repository.root, name);
    const record = (name: string): string => file(path.join(".build", "transpiled", `${name}.json`));
    const transpiler = (): string => file(path.join("sandbox", "setup", "transpiler.js"));
    /** What ts-node hands to Node, of a process that has compiled nothing yet. */
    const compiled = (name: string, text: string, remembering: boolean): string =>
        create({
            cwd: repository.root,
            transpileOnly: true,
            ...(remembering ? { transpiler: transpiler() } : {}),
        }).compile(text, file(name));
    const poison = (name: string): void => {
        const known = JSON.parse(fs.readFileSync(record(name), "utf8")) as object;
        fs.writeFileSync(record(name), JSON.stringify({ ...known, outputText: "exports.poisoned = true;" }));
    };

    it("gives what ts-node gives without it, at first and from memory, source maps included", () => {
        for (const name of ["index.ts", "components/problem.ts", "components/lookups.ts"]) {
            const text = fs.readFileSync(path.join(source, name), "utf8");
            const [bare, first, second] = [false, true, true].map((remembering) => compiled(name, text, remembering));
            assert.equal(first, bare);
            assert.equal(second, bare);
            assert.ok(fs.existsSync(record(name)));
        }
    });

    it("compiles nothing again that has not changed", () => {
        compiled("a.ts", "export const a: number = 1;", true);
        poison("a.ts");
        assert.match(compiled("a.ts", "export const a: number = 1;", true), /poisoned/);
    });

    it("takes an edited text, another name and other options for what they are", () => {
        compiled("a.ts", "export const a: number = 1;", true);
        poison("a.ts");
        assert.match(compiled("a.ts", "export const a: number = 2;", true), /a = 2/);
        fs.mkdirSync(file("b"));
        fs.renameSync(record("a.ts"), record("b.ts"));
        poison("b.ts");
        assert.match(compiled("b.ts", "export const a: number = 2;", true), /a = 2/);
        poison("b.ts");
        const content = fs.readFileSync(file("tsconfig.json"), "utf8");
        fs.writeFileSync(file("tsconfig.json"), content.replace('"ES2022"', '"ES2020"'));
        assert.match(compiled("b.ts", "export const a: number = 2;", true), /a = 2/);
    });

    it("takes a torn record for none", () => {
        compiled("a.ts", "export const a: number = 1;", true);
        fs.writeFileSync(record("a.ts"), '{"key": "');
        assert.match(compiled("a.ts", "export const a: number = 1;", true), /a = 1/);
    });

    it("remembers nothing that does not compile, and nothing of another folder", () => {
        assert.throws(() => compiled("a.ts", "export const = 1;", true), /Variable declaration expected/);
        assert.equal(fs.existsSync(record("a.ts")), false);
        assert.match(compiled("../a.ts", "export const a: number = 1;", true), /a = 1/);
        assert.equal(fs.existsSync(file(path.join(".build", "transpiled"))), false);
    });

    it("works where nothing can be written", () => {
        fs.mkdirSync(file(".build"));
        fs.writeFileSync(file(path.join(".build", "transpiled")), "a file where the folder should be");
        assert.match(compiled("a.ts", "export const a: number = 1;", true), /a = 1/);
    });
});
