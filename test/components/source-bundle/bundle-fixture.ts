import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { Problem, ProblemError } from "../../../components/problem";
import { Bundle, buildBundle, BundlePlan } from "../../../components/source-bundle/build-bundle";
import { temporaryFolder } from "../../support/temporary-folder";
import { readZip } from "../../support/zip";

export interface Fixture {
    readonly folder: { readonly path: string };
    /** Writes a small Django tree and returns its path. */
    readonly tree: (files: Readonly<Record<string, string>>, name?: string) => string;
    readonly plan: (directory: string, changes?: Partial<BundlePlan>) => BundlePlan;
    readonly build: (directory: string, changes?: Partial<BundlePlan>) => Promise<Bundle>;
    /** Paths in the archive of a folder. */
    readonly packed: (directory: string, changes?: Partial<BundlePlan>) => Promise<string[]>;
    /** Fails when there is none. */
    readonly problems: (directory: string, changes?: Partial<BundlePlan>) => Promise<readonly Problem[]>;
}

/** For one suite: a temporary folder for each test, with a cache of its own. */
export function bundleFixture(): Fixture {
    const folder = temporaryFolder();
    const plan: Fixture["plan"] = (directory, changes = {}) => ({
        directory,
        exclude: [],
        include: [],
        allow: [],
        inlineLinks: false,
        platform: "python",
        cacheFolder: path.join(folder.path, "cache"),
        generate: () => Promise.resolve({ files: [] }),
        ...changes,
    });
    const build: Fixture["build"] = (directory, changes) => buildBundle(plan(directory, changes));
    return {
        folder,
        plan,
        build,
        tree(files, name = "app") {
            const root = path.join(folder.path, name);
            const all = { "manage.py": "#!/usr/bin/env python\n", "requirements.txt": "Django\n", ...files };
            for (const [file, content] of Object.entries(all)) {
                fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
                fs.writeFileSync(path.join(root, file), content);
            }
            return root;
        },
        packed: async (directory, changes) =>
            (await readZip((await build(directory, changes)).file)).map((entry) => entry.path),
        async problems(directory, changes) {
            const error: unknown = await build(directory, changes).then(
                () => assert.fail("no problem was found"),
                (reason: unknown) => reason,
            );
            assert.ok(error instanceof ProblemError, String(error));
            return error.problems;
        },
    };
}
