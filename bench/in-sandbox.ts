import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/** Measures in a sandbox of its own, which is deleted afterwards. */
export async function inSandbox(measure: (folder: string) => Promise<void>): Promise<void> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "django-beanstalk-bench-"));
    process.env["DJANGO_BEANSTALK_SANDBOX"] = folder;
    try {
        await measure(folder);
    } finally {
        fs.rmSync(folder, { recursive: true, force: true });
    }
}
