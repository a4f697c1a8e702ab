import * as fs from "node:fs";
import * as path from "node:path";
import { ProblemError } from "../components/problem";
import { listed } from "../components/words";
import { containerFiles } from "../ebextensions/minimal-package/application-files";

const signs: readonly string[] = ["manage.py", ...containerFiles];

/** @throws ProblemError when the folder is none of an application: a check of nothing would pass */
export function assertApplicationFolder(directory: string): void {
    if (fs.statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true) {
        throw problem(directory, "the folder of an application", "Correct the path.");
    }
    if (!isApplication(directory)) {
        const got = `no manage.py or container file in ${directory}`;
        const allowed = `the folder of an application, with manage.py, ${listed(containerFiles, "or")} in it`;
        throw problem(got, allowed, remedy(applicationsBelow(directory)));
    }
}

const problem = (got: string, allowed: string, remedy: string): ProblemError =>
    new ProblemError("The command line", [{ where: "APPLICATION", got, allowed, remedy }]);

const isApplication = (directory: string): boolean => signs.some((name) => fs.existsSync(path.join(directory, name)));

/** Of many folders none is meant more than another. */
const remedy = (below: readonly string[]): string =>
    below.length === 0 || below.length > 3
        ? "Correct the path."
        : `Name the folder that has one: ${listed(below, "or")}.`;

/** Folders of libraries hold a manage.py now and then. */
const isOthers = (name: string): boolean => /^(\..*|node_modules|site-packages|venv|env)$/.test(name);

/** Folders of applications, at most two levels below. */
function applicationsBelow(directory: string, levels = 2): string[] {
    return foldersIn(directory).flatMap((folder) =>
        isApplication(folder) ? [folder] : levels > 1 ? applicationsBelow(folder, levels - 1) : [],
    );
}

/** None for a folder that may not be read. */
function foldersIn(directory: string): string[] {
    try {
        return fs
            .readdirSync(directory, { withFileTypes: true })
            .filter((each) => each.isDirectory() && !isOthers(each.name))
            .map(({ name }) => path.join(directory, name))
            .sort();
    } catch {
        return [];
    }
}
