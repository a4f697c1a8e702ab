import * as fs from "node:fs";
import { asset } from "@pulumi/pulumi";
import { bundleSecrets } from "../../../policies/rules/bundle-secrets";
import { secret, unknown } from "../../support/policy-runner";
import { bundle, Files, TemporaryFolder } from "../sample-stack";
import { itJudges, Scenario } from "../scenarios";

const remedy =
    "Whoever may read the bucket, or an instance's disk, can read it. In this project: leave the file out with app.package.exclude, move its values into " +
    "secrets, and change them. In any other program: leave it out of the archive and use aws:elasticbeanstalk:application:environmentsecrets; if it is " +
    "harmless, name it in the rule's configuration, allow.";
const found = (file: string, what: string) => `${file} in the bundle ${what}. ${remedy}`;
const variables = "is a file of environment variables";
const aKey = "holds a private key";
const credentials = "holds AWS credentials";

// In parts, so that no scanner takes this file for one that holds a key.
const header = (kind: string) => `-----BEGIN ${kind}PRIVATE ${"KEY"}-----\n`;
const body = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEA\n";
const secretKey = "wJalrXUtnFEMIK7MDENGbPxRfiCY0123456789ab";

describe("bundle-secrets", () => {
    const folder = new TemporaryFolder();
    after(() => folder.remove());

    const stackOf = (files: Files) => async () => bundle(await folder.zip("bundle.zip", { "manage.py": "", ...files }));
    const right: [string, Files][] = [
        ["an example of variables", { ".env.example": "SECRET_KEY=", "prod.env.sample": "A=", ".env-template": "A=" }],
        ["an empty file of variables", { ".env": "" }],
        ["Elastic Beanstalk's own env.yaml, and a program", { "env.yaml": "A: 1", "environment.py": "A=1" }],
        [
            "certificates",
            { "rds.pem": `-----BEGIN CERTIFICATE-----\n${body}`, "public.key": "-----BEGIN PUBLIC KEY-----" },
        ],
        ["a key's first line in a program", { "test.pem": header("RSA "), "settings.py": header("") + body }],
        ["keys of a package's tests", { "venv/lib/site-packages/tornado/test.key": header("") + body }],
        [
            "keys of the application's tests",
            { "app/tests/deploy_key": header("") + body, "fixtures/a.json": header("") + body },
        ],
        [
            "a key's first line in a text",
            { README: header(""), "help.json": JSON.stringify({ form: `${header("")}…` }) },
        ],
        ["a large text", { "data.json": `${" ".repeat(64 * 1024)}${header("")}${body}` }],
        [
            "a text after a thousand",
            {
                ...Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`${i}.txt`, "x"])),
                "last.txt": header("") + body,
            },
        ],
        ["a link of a name that tells nothing", { current: { target: "app/id" } }],
        ["AWS's example", { "docs/.aws/credentials": `aws_secret_access_key = ${secretKey.slice(0, 33)}EXAMPLE` }],
        ["slides of Keynote", { "talk.key": "x".repeat(1024 * 1024 + 1) }],
    ];
    const wrong: [string, Files, readonly string[]][] = [
        ["variables", { ".env": "A=1" }, [found(".env", variables)]],
        [
            "variables of production in a folder",
            { "app/.env.production": "A=1" },
            [found("app/.env.production", variables)],
        ],
        ["variables by their ending", { "prod.env": "A=1" }, [found("prod.env", variables)]],
        ["a key of SSH", { "deploy/id_ed25519": header("OPENSSH ") + body }, [found("deploy/id_ed25519", aKey)]],
        ["an encrypted key", { "a.pem": `${header("RSA ")}Proc-Type: 4,ENCRYPTED\n\n${body}` }, [found("a.pem", aKey)]],
        [
            "a key with CRLF",
            { "TLS.KEY": `${header("EC ")}${body}`.replaceAll("\n", "\r\n") },
            [found("TLS.KEY", aKey)],
        ],
        [
            "key stores",
            { "a.p12": "x", "b.pfx": "x" },
            [found("a.p12", "is a key store"), found("b.pfx", "is a key store")],
        ],
        [
            "files of passwords",
            { ".netrc": "machine a", ".pgpass": "a:b", "app/.pypirc": "[pypi]" },
            [".netrc", ".pgpass", "app/.pypirc"].map((file) => found(file, "is a file of passwords")),
        ],
        ["a key store of Java", { "a.jks": "x" }, [found("a.jks", "is a key store")]],
        ...["AuthKey_1.p8", "deploy_key", "app/id_rsa.bak", ".ebextensions/tls.config"].map(
            (file): [string, Files, readonly string[]] => [
                `a key in ${file}`,
                { [file]: header("") + body },
                [found(file, aKey)],
            ],
        ),
        [
            "a service account's key in JSON",
            { "credentials.json": JSON.stringify({ type: "service_account", private_key: header("") + body }) },
            [found("credentials.json", aKey)],
        ],
        [
            "AWS credentials",
            { ".aws/credentials": `aws_secret_access_key=${secretKey}` },
            [found(".aws/credentials", credentials)],
        ],
        [
            "a downloaded access key",
            { "me_accessKeys.csv": `Access key ID,Secret access key\nAKIA0,${secretKey}` },
            [found("me_accessKeys.csv", credentials)],
        ],
        [
            "a key of the account's owner",
            { "rootkey.csv": `AWSSecretKey=${secretKey}` },
            [found("rootkey.csv", credentials)],
        ],
        [
            "a link to a key",
            { id_rsa: { target: "../id_rsa" } },
            [found("id_rsa", "has the name of a secret and cannot be read, so that it holds none cannot be proven")],
        ],
    ];
    const reads = ["object.source.path"];
    itJudges(bundleSecrets, [
        ...right.map(([title, files]): Scenario => ({ title: `${title}: none`, stack: stackOf(files), reads })),
        ...wrong.map(([title, files, finds]): Scenario => ({ title, stack: stackOf(files), finds })),
        { title: "one that is allowed", stack: stackOf({ ".env": "A=1" }), config: { allow: [".env"] }, reads },
        {
            title: "in a folder",
            stack: () => {
                fs.mkdirSync(folder.join("app", ".aws"), { recursive: true });
                fs.writeFileSync(folder.join("app", ".aws", "credentials"), `aws_secret_access_key = ${secretKey}\n`);
                return bundle(folder.join("app"));
            },
            finds: [found(".aws/credentials", credentials)],
        },
        {
            title: "a file that is no archive is not proven",
            stack: () => {
                fs.writeFileSync(folder.join("text.zip"), "not a zip");
                return bundle(folder.join("text.zip"));
            },
            finds: () => [
                `That the bundle holds no secrets cannot be proven: the bundle ${folder.join("text.zip")} cannot be read.`,
            ],
        },
        {
            title: "an unknown and a secret key change nothing",
            stack: async () => [
                ...bundle(await folder.zip("a.zip", {}), unknown),
                ...bundle(await folder.zip("a.zip", {}), secret("hunter2") as string).map((it) => ({
                    ...it,
                    name: `other-${it.name}`,
                    from: {},
                })),
            ],
            reads: ["object.source.path", "other-object.source.path"],
        },
        {
            title: "a list of assets is not proven",
            stack: () => {
                const [version, object] = bundle("/nowhere");
                const source = new asset.AssetArchive({ ".env": new asset.FileAsset(".env") });
                return [version!, { ...object!, props: { ...object!.props, source } }];
            },
            finds: [
                "That the bundle holds no secrets cannot be proven: the S3 object of the application version is a list of assets, " +
                    "which is not read; one file or folder (FileArchive) is.",
            ],
        },
        {
            title: "uploaded by something else: nobody sees it",
            stack: () => [bundle("/nowhere")[0]!],
            reads: ["version.key"],
        },
    ]);
});
