import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/** Files by path, with forward slashes; their folders are made as needed. */
export type TreeFiles = Readonly<Record<string, string>>;

/** Writes a small tree into a new temporary folder, runs the body and removes the folder. */
export function withTree<T>(files: TreeFiles, body: (directory: string) => T): T {
    // The real path: on macOS the temporary folder lies behind a link.
    const directory = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "django-beanstalk-tree-")));
    try {
        for (const [file, content] of Object.entries(files)) {
            const absolute = path.join(directory, file);
            fs.mkdirSync(path.dirname(absolute), { recursive: true });
            fs.writeFileSync(absolute, content);
        }
        return body(directory);
    } finally {
        fs.rmSync(directory, { recursive: true, force: true });
    }
}
