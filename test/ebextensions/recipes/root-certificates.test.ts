import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { rootCertificates, rootCertificatesPath } from "../../../ebextensions/recipes/root-certificates";
import { temporaryFolder } from "../../support/temporary-folder";
import { Host } from "./host";

const url = "https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem";

describe("root certificates", () => {
    const folder = temporaryFolder();
    const hook = "hooks/prebuild/12-root-certificates";
    let pem: string;

    before(function () {
        const args = [
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-subj",
            "/CN=x",
        ];
        const { stdout, error } = spawnSync("openssl", [...args, "-keyout", "/dev/null"], { encoding: "utf8" });
        if (error !== undefined) {
            assert.notEqual(process.env["CI"], "true", "CI has openssl");
            this.skip();
        }
        pem = stdout;
    });

    /** An instance on which a download brings the text, or fails. */
    function host(download: string | undefined): Host {
        const instance = new Host(folder.path, rootCertificates([url]));
        instance.write("download", download ?? "");
        const answer = `while [ "$1" != --output ]; do shift; done; printf %s half >"$2"`;
        return instance.tool(
            "curl",
            download === undefined ? `${answer}; exit 22` : `${answer}; cp '${folder.path}/download' "$2"`,
        );
    }

    it("are fetched with each deployment and change of configuration, readable by all", () => {
        const instance = host(pem + pem);
        assert.deepEqual(instance.hook(hook), { status: 0, out: `${rootCertificatesPath} has 2 certificates.\n` });
        assert.equal(instance.read(rootCertificatesPath), pem + pem);
        assert.equal(
            spawnSync("stat", ["-c", "%a", instance.path(rootCertificatesPath)], { encoding: "utf8" }).stdout,
            "644\n",
        );
        const [call = ""] = instance.calls();
        assert.match(
            call,
            /^curl --fail .* --proto =https --retry 5 .*--output \/opt\/django-beanstalk\/rds-certificates\.pem\.part https:/,
        );
        assert.equal(instance.hook("confighooks/prebuild/12-root-certificates").status, 0);
    });

    it("stay those of the last deployment when AWS cannot be reached, or answers with something else", () => {
        host(pem).hook(hook);
        for (const download of [undefined, "<html>", "", pem + pem.slice(0, 100)]) {
            const instance = host(download);
            const { status, out } = instance.hook(hook);
            assert.equal(status, 0, out);
            assert.match(out, /cannot be had; the certificates of the last deployment stay\.\n/);
            assert.equal(instance.read(rootCertificatesPath), pem);
            assert.ok(!instance.exists(`${rootCertificatesPath}.part`));
        }
    });

    it("are one file of several places, each with an end of its last line", () => {
        const instance = new Host(
            folder.path,
            rootCertificates([url, "https://www.amazontrust.com/repository/AmazonRootCA1.pem"]),
        );
        instance.write("download", pem.trimEnd());
        const next = `while [ "$1" != --output ]; do shift; done; cp '${folder.path}/download' "$2"`;
        assert.equal(instance.tool("curl", next).hook(hook).out, `${rootCertificatesPath} has 2 certificates.\n`);
        assert.equal(instance.read(rootCertificatesPath), pem + pem);
        assert.match(instance.calls()[1] ?? "", /https:\/\/www\.amazontrust\.com\/repository\/AmazonRootCA1\.pem$/);
    });

    it("end the first deployment that cannot get them, and say what to do", () => {
        for (const download of [undefined, "no certificate"]) {
            const { status, out } = host(download).hook(hook);
            assert.equal(status, 1);
            assert.match(
                out,
                /Give the instances a way to the internet, or set database\.verifyCertificate to false\.\n/,
            );
        }
    });

    it("are no file where nobody asks for them", () => {
        assert.deepEqual(rootCertificates([]), []);
    });
});
