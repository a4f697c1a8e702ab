import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { Counts } from "./counts";

export interface MochaOptions {
    readonly folders: readonly string[];
    readonly ignore: readonly string[];
    readonly coverage: boolean;
}

/** Runs mocha and reads its counts from the file that our reporter writes. A run that ends without one has failed. */
export async function mochaSuite(root: string, { folders, ignore, coverage }: MochaOptions): Promise<Counts> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "django-beanstalk-test-"));
    const results = path.join(folder, "counts.json");
    const mocha = [
        path.join(root, "node_modules", "mocha", "bin", "mocha.js"),
        "--reporter",
        path.join(root, "test", "support", "reporter.js"),
        ...ignore.flatMap((glob) => ["--ignore", glob]),
        ...folders,
    ];
    const c8 = [path.join(root, "node_modules", "c8", "bin", "c8.js"), "--reporter", "text-summary", process.execPath];
    try {
        const code = await run(process.execPath, [...(coverage ? c8 : []), ...mocha], root, { MOCHA_COUNTS: results });
        const counts = fs.existsSync(results)
            ? (JSON.parse(fs.readFileSync(results, "utf8")) as Counts)
            : { passed: 0, failed: 1, skipped: 0 };
        return code === 0 || counts.failed > 0 ? counts : { ...counts, failed: 1 };
    } finally {
        fs.rmSync(folder, { recursive: true, force: true });
    }
}

/** Runs a program with the terminal handed through. */
export function run(
    program: string,
    args: readonly string[],
    cwd: string,
    env: NodeJS.ProcessEnv = {},
): Promise<number> {
    return new Promise((resolve, reject) => {
        const child = spawn(program, args, {
            cwd,
            env: { ...process.env, ...env },
            stdio: ["ignore", "inherit", "inherit"],
        });
        child.on("error", reject);
        child.on("close", (code) => {
            resolve(code ?? 1);
        });
    });
}
