import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { clientAuthorities, pemProblems } from "../../../components/client-certificates/pem-files";
import { planGeneratedFiles } from "../../../components/generated-files";
import { minimalRaw, testSettings } from "../../support/settings";
import { temporaryFolder } from "../../support/temporary-folder";

const fixtures = path.resolve(__dirname, "..", "..", "fixtures", "authorities");
const fixture = (name: string) => fs.readFileSync(path.join(fixtures, name), "utf8");
const where = "environment.loadBalancer.mutualTls.authorities.path";

describe("files about authorities", () => {
    const folder = temporaryFolder();

    const problems = (text: string | undefined, revocations?: string) => {
        if (text !== undefined) {
            fs.writeFileSync(path.join(folder.path, "ca.pem"), text);
        }
        if (revocations !== undefined) {
            fs.writeFileSync(path.join(folder.path, "crl.pem"), revocations);
        }
        const mutualTls = {
            mode: "verify",
            authorities: { from: "file", path: "ca.pem" },
            revocations: revocations === undefined ? [] : [{ from: "file", path: "crl.pem" }],
        };
        const settings = testSettings({
            app: minimalRaw.app,
            domain: { name: "www.example.com", zone: "example.com" },
            environment: { loadBalancer: { kind: "dedicated", mutualTls } },
        });
        return pemProblems(settings, folder.path);
    };

    it("are accepted with authorities' certificates and a list of revoked ones", () => {
        assert.deepEqual(problems(`Root:\n${fixture("ca.pem")}\n${fixture("ca.pem")}`, fixture("crl.pem")), []);
    });

    it("are refused when they are not there, or hold something else", () => {
        assert.deepEqual(problems(undefined), [
            {
                where,
                got: "ca.pem, which cannot be read (ENOENT)",
                allowed: "a file, relative to the stack file",
                remedy: "Correct the path.",
            },
        ]);
        assert.deepEqual(problems("der"), [
            {
                where,
                got: "ca.pem, which holds no certificate in PEM form",
                allowed: "certificates of authorities in PEM form",
                remedy: "Convert it: openssl x509 -inform der -in ca.cer -out ca.pem",
            },
        ]);
        assert.deepEqual(problems(fixture("ca.pem") + fixture("client.pem"), fixture("ca.pem")), [
            {
                where,
                got: "ca.pem, whose certificate 2 of 2 is none of an authority",
                allowed: "certificates of authorities in PEM form",
                remedy: "Leave out clients' own certificates: whoever signed them is who counts.",
            },
            {
                where: "environment.loadBalancer.mutualTls.revocations[0].path",
                got: "crl.pem, which holds no list of revoked certificates in PEM form",
                allowed: "a certificate revocation list in PEM form",
                remedy: "Convert it: openssl crl -inform der -in list.crl -out list.pem",
            },
        ]);
    });

    it("are refused with a private key, which is not shown", () => {
        const [problem] = problems(`${fixture("ca.pem")}-----BEGIN EC PRIVATE KEY-----\ncanary\n`);
        assert.equal(problem?.got, "ca.pem, which holds a private key");
        assert.ok(!JSON.stringify(problem).includes("canary"));
    });

    it("of nginx on the instances are looked at in the same way, and come into the bundle without what stands around them", () => {
        const settings = testSettings({
            app: minimalRaw.app,
            environment: {
                loadBalancer: {
                    kind: "network",
                    tlsOnInstances: {
                        certificateSecretArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:site-AbCdEf",
                        clientCertificates: { verify: "required", authorities: "ca.pem" },
                    },
                },
            },
        });
        const problem = () => pemProblems(settings, folder.path).map((each) => `${each.where}: ${each.got ?? ""}`);
        const setting = "environment.loadBalancer.tlsOnInstances.clientCertificates.authorities";
        assert.deepEqual(problem(), [`${setting}: ca.pem, which cannot be read (ENOENT)`]);
        assert.equal(clientAuthorities(settings, folder.path), "");
        const ca = fixture("ca.pem").trimEnd();
        fs.writeFileSync(path.join(folder.path, "ca.pem"), `PEM\n$(touch canary)\n${ca}\nPEM\n${ca}\n`);
        assert.deepEqual(problem(), []);
        const authorities = clientAuthorities(settings, folder.path);
        assert.equal(authorities, `${ca}\n${ca}`);
        const hook = planGeneratedFiles(settings, new Set(), { authorities }).find((file) =>
            file.path.endsWith("/hooks/prebuild/20-site-certificate.sh"),
        );
        assert.ok(hook?.content.includes(`<<'PEM'\n${ca}\n${ca}\nPEM\n`));
        assert.equal(clientAuthorities(testSettings(), folder.path), "");
    });
});
