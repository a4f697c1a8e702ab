import * as assert from "node:assert/strict";
import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import { Authority } from "../../../rehearsal/services/certificates";
import { Truststore, truststoreName } from "../../../rehearsal/services/truststore";
import { needsPrograms } from "../../support/needs-programs";
import { temporaryFolder } from "../../support/temporary-folder";

describe("the place of RDS's certificates", () => {
    const folder = temporaryFolder();
    before(function () {
        needsPrograms(this, "openssl");
    });

    it("gives the authority's certificate to curl, which checks its name", async () => {
        const authority = new Authority(path.join(folder.path, "authority"));
        const truststore = await Truststore.start(authority);
        const { host, port } = truststore.address;
        const curl = (name: string, url: string) => {
            const place = [
                "--cacert",
                path.join(folder.path, "authority", "ca.pem"),
                "--connect-to",
                `::${host}:${port}`,
            ];
            const args = ["--fail", "--silent", "--show-error", "--proto", "=https", ...place, `https://${name}${url}`];
            return promisify(execFile)("curl", args).then(
                ({ stdout }) => stdout,
                (error: unknown) => (error as { code: number }).code,
            );
        };
        try {
            const certificate = fs.readFileSync(path.join(folder.path, "authority", "ca.pem"), "utf8");
            assert.deepEqual(
                [
                    await curl(truststoreName, "/global/global-bundle.pem"),
                    await curl(truststoreName, "/eu-central-1/eu-central-1-bundle.pem"),
                    await curl(truststoreName, "/us-gov-west-1/us-gov-west-1-bundle.pem"),
                    // 22: an answer of 400 and more; 60: the certificate is for another name.
                    await curl(truststoreName, "/eu-central-1/eu-west-1-bundle.pem"),
                    await curl("other.example.com", "/global/global-bundle.pem"),
                ],
                [certificate, certificate, certificate, 22, 60],
            );
        } finally {
            await truststore.stop();
        }
    });
});
