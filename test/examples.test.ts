import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { settingsOfFile } from "../cli/raw-settings";
import { stackFile } from "../sandbox/stack-files";
import { repository } from "./support/program";

describe("examples/documents", () => {
    it("takes no document that its proxy refuses", () => {
        const base = fs.readFileSync(path.join(repository, "examples/documents/config/settings/base.py"), "utf8");
        const [, factors] = /^DOCUMENT_MAX_BYTES = (\d+(?: \* \d+)*)$/m.exec(base) ?? [];
        const document = (factors ?? assert.fail("no DOCUMENT_MAX_BYTES"))
            .split(" * ")
            .reduce((product, factor) => product * Number(factor), 1);
        const { app } = settingsOfFile(stackFile(repository, "documents"), "documents", repository);
        const body = (app.proxy.maxBodyMb ?? assert.fail("no app.proxy.maxBodyMb")) * 1024 * 1024;
        assert.ok(document < body, `${document} bytes of a document, ${body} of a request`);
    });
});
