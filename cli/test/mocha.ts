import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { scratchFolder } from "../../rehearsal/world/scratch-folder";
import { run } from "../run-program";
import { Counts } from "./counts";

export interface MochaOptions {
    readonly folders: readonly string[];
    readonly ignore: readonly string[];
    readonly coverage: boolean;
    /** Files that run side by side; those of one file never do. */
    readonly jobs: number;
}

/** As many as the machine has processors, and one more where tests mostly wait for programs that they started. */
export const jobs = (waiting = 0): number => Math.min(os.availableParallelism() + waiting, 8);

/**
 * In CI a failed test has one more attempt, so that a race between programs on a busy machine stops no release. It does not go
 * unseen: what needed the second attempt is listed (`AGAIN …`) and is a fault to mend. By hand, the first failure counts.
 */
const secondAttempts = ({ CI }: NodeJS.ProcessEnv): string => (CI === "true" ? "1" : "0");

/** Runs mocha and reads its counts from the file that our reporter writes. A run that ends without one has failed. */
export async function mochaSuite(root: string, { folders, ignore, coverage, jobs }: MochaOptions): Promise<Counts> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "django-beanstalk-test-"));
    const results = path.join(folder, "counts.json");
    const mocha = [
        path.join(root, "node_modules", "mocha", "bin", "mocha.js"),
        "--reporter",
        path.join(root, "test", "support", "reporter.js"),
        ...["--parallel", "--jobs", String(jobs)],
        ...["--retries", secondAttempts(process.env)],
        ...ignore.flatMap((glob) => ["--ignore", glob]),
        ...folders,
    ];
    const c8 = [path.join(root, "node_modules", "c8", "bin", "c8.js"), "--reporter", "text-summary", process.execPath];
    try {
        const code = await run(process.execPath, [...(coverage ? c8 : []), ...mocha], root, {
            MOCHA_COUNTS: results,
            // Thousands of small files come and go.
            TMPDIR: scratchFolder(),
        });
        const counts = fs.existsSync(results)
            ? (JSON.parse(fs.readFileSync(results, "utf8")) as Counts)
            : { passed: 0, failed: 1, skipped: 0 };
        return code === 0 || counts.failed > 0 ? counts : { ...counts, failed: 1 };
    } finally {
        fs.rmSync(folder, { recursive: true, force: true });
    }
}
