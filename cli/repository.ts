import * as path from "node:path";

/** Root of the repository. Commands run from .build/cli, tests from cli itself. */
export const repository = ((folder) => (path.basename(folder) === ".build" ? path.dirname(folder) : folder))(
    path.dirname(__dirname),
);
