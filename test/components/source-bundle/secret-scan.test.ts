import * as assert from "node:assert/strict";
import fc from "fast-check";
import { findSecret } from "../../../components/source-bundle/packer/secret-scan.js";

/** Made up here from pieces, so that no scanner of repositories takes this file for a leak. */
const letters = (count: number) => "Ab3dEf7hIj".repeat(10).slice(0, count);
const pem = (kind: string, body = letters(64)) => `-----BEGIN ${kind}PRIVATE KEY-----\n${body}\n`;
const google = `{"type": "service_account", "private_key": "-----BEGIN PRIVATE KEY-----\\n${letters(64)}\\n"}`;

describe("the search for secrets", () => {
    const found: readonly (readonly [file: string, text: string, kind: string, line?: number])[] = [
        ["a.txt", `x\n\n${pem("RSA ")}`, "a private key", 3],
        ["a.txt", pem("OPENSSH "), "a private key", 1],
        ["a.txt", pem(""), "a private key", 1],
        ["a.txt", pem("ENCRYPTED "), "a private key", 1],
        [
            "a.txt",
            pem("RSA ", `Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n${letters(64)}`),
            "a private key",
            1,
        ],
        ["google.json", google, "a private key", 1],
        ["s.py", `A = 1\nAWS_SECRET_ACCESS_KEY = '${letters(40)}'`, "an AWS secret access key", 2],
        ["x.json", `{"secretAccessKey": "${letters(40)}"}`, "an AWS secret access key", 1],
        ["s.py", `os.environ["AWS_SECRET_ACCESS_KEY"] = "${letters(40)}"`, "an AWS secret access key", 1],
        ["s.py", `os.environ.get("AWS_SECRET_ACCESS_KEY", "${letters(40)}")`, "an AWS secret access key", 1],
        ["Dockerfile", `FROM x\nENV AWS_SECRET_ACCESS_KEY ${letters(40)}`, "an AWS secret access key", 2],
        ["k.py", `KEY = (\n    "-----BEGIN PRIVATE KEY-----\\n"\n    "${letters(64)}\\n"\n)`, "a private key", 2],
        [
            "requirements.txt",
            "Django\n--extra-index-url https://me:hunter2@example.com/simple\n",
            "an address with a password",
            2,
        ],
        ["x.ppk", "PuTTY", "a key store"],
        [".envrc", "export A=1", "a file of environment variables"],
        [".aws/credentials", "[default]\n", "credentials of the AWS CLI"],
        ["x.sh", `TOKEN=${"ghp_"}${letters(36)}`, "a GitHub token", 1],
        ["x.sh", `TOKEN=${"github_pat_"}${letters(70)}`, "a GitHub token", 1],
        [".npmrc", `//registry/:${"_authToken"}=${letters(36)}\n`, "a token of a package registry", 1],
        ["x.py", `KEY = "${"sk_live_"}${letters(24)}"`, "a live Stripe key", 1],
        ["x.py", `KEY = "${"xoxb-"}123456789012-${letters(24)}"`, "a Slack token", 1],
        ["x.cfg", `${"AccountKey"}=${letters(86)}==;`, "a key of an Azure account", 1],
        [".env", "A=1\n", "a file of environment variables"],
        ["deploy/.env.production", "A=1\n", "a file of environment variables"],
        ["prod.env", "A=1\n", "a file of environment variables"],
        [
            ".env.example",
            `A=1\nexport SECRET_KEY="${letters(30)}"\n`,
            "what looks like the real value of SECRET_KEY",
            2,
        ],
        [".netrc", "machine x\n", "a file of passwords (.netrc)"],
        ["cert.pfx", "x", "a key store"],
        ["terraform.tfstate", "{}", "Terraform's state, which holds secrets in plain text"],
        ["any.name", "SQLite format 3\0rest", "a SQLite database"],
    ];
    for (const [file, text, kind, line] of found) {
        it(`finds ${kind} in ${file}`, () => {
            assert.deepEqual(findSecret(file, Buffer.from(text)), line === undefined ? { kind } : { kind, line });
        });
    }

    const harmless: readonly (readonly [file: string, text: string])[] = [
        ["parser.py", 'if line == "-----BEGIN PRIVATE KEY-----":\n    pass\n'],
        ["ca.pem", `-----BEGIN CERTIFICATE-----\n${letters(64)}\n`],
        ["public.pem", `-----BEGIN PUBLIC KEY-----\n${letters(64)}\n`],
        ["settings.py", 'AWS_SECRET_ACCESS_KEY = os.environ["AWS_SECRET_ACCESS_KEY"]\n'],
        ["docs.md", `aws_secret_access_key = ${letters(33)}EXAMPLE\n`],
        [".npmrc", "//registry/:_authToken=${NPM_TOKEN}\n"],
        ["app.min.js", "this._authToken=e.config.getAuthTokenFromSomewhere(),x"],
        ["c.py", "secret_access_key: 0123456789abcdef0123456789abcdef01234567"],
        ["requirements.txt", "--index-url https://${USER}:${PASSWORD}@example.com/simple\n"],
        ["notes.md", "postgres://user:password@host/db"],
        [
            ".env.example",
            "SECRET_KEY=change-me-to-a-long-random-value-1\nDEBUG=1\nDATABASE_URL=postgres://user:pw@host/db\n",
        ],
        [".env.template", "API_KEY=<your key, 40 characters, from 2 places>\n"],
        [".env.sample", "SECRET_KEY=\n"],
        [".env", ""],
        ["environment.py", "A=1\n"],
        ["x.bin", "\0\0SQLite format 3\0"],
    ];
    for (const [file, text] of harmless) {
        it(`lets ${file} pass: ${JSON.stringify(text.slice(0, 40))}`, () => {
            assert.equal(findSecret(file, Buffer.from(text)), undefined);
        });
    }

    it("reads what PowerShell writes", () => {
        const text = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(pem(""), "utf16le")]);
        assert.equal(findSecret("a.txt", text)?.kind, "a private key");
    });

    it("finds a key wherever it stands, on the right line, and never tells it", () => {
        const text = fc.string({ maxLength: 300 }).filter((value) => !value.includes("-----"));
        fc.assert(
            fc.property(text, text, (before, after) => {
                const finding = findSecret("a.txt", Buffer.from(`${before}\n${pem("EC ")}${after}`));
                assert.equal(finding?.kind, "a private key");
                assert.equal(finding.line, before.split("\n").length + 1);
                assert.ok(!JSON.stringify(finding).includes(letters(10)));
            }),
        );
    });
});
