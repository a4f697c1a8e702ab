import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/** A folder that is new for each test of a suite and gone after it. */
export function temporaryFolder(): { readonly path: string } {
    const folder = { path: "" };
    beforeEach(() => {
        // The real path: on macOS the temporary folder lies behind a link.
        folder.path = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "django-beanstalk-test-")));
    });
    afterEach(() => {
        fs.rmSync(folder.path, { recursive: true, force: true });
    });
    return folder;
}

/** The same, one for all tests of a suite. */
export function oneFolder(): { readonly path: string } {
    const folder = { path: "" };
    before(() => {
        folder.path = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "django-beanstalk-test-")));
    });
    after(() => {
        fs.rmSync(folder.path, { recursive: true, force: true });
    });
    return folder;
}
