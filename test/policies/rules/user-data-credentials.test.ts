import { gzipSync } from "node:zlib";
import { userDataCredentials } from "../../../policies/rules/user-data-credentials";
import { Described, secret, unknown } from "../../support/policy-runner";
import { itJudges } from "../scenarios";

const found = (kind: string, property = "userData") =>
    `${property} holds ${kind}; wanted: none. In this project: secrets, which instances read from Secrets Manager. In any other ` +
    "program: an instance profile, and secrets fetched when the script runs.";
const keyFound = found("an access key of AWS");
const passwordFound = found("a password");
const privateFound = found("a private key");
const hashFound = found("the hash of a password");
const tokenFound = found("a token");

// Put together here, so that no search for keys finds one in this file.
const id = `AKIA${"ABCDEFGHIJKLMNOP"}`;
const secretKey = "Ab1/".repeat(10);
const keys = `export AWS_ACCESS_KEY_ID=${id}\nexport AWS_SECRET_ACCESS_KEY=${secretKey}\n`;
const base64 = (text: string | Buffer) => Buffer.from(text).toString("base64");

function instance(props: Record<string, unknown>, type = "instance:Instance"): Described {
    return { type: `aws:ec2/${type}`, name: "instance", props };
}

const hash = ["", "6", "j212wezy", "7H/1LT4f9/N3wpgNunhsIqtMj62OKiS3nyNwuizouQc3"].join("$");
const token = `ghp_${"a1B2".repeat(9)}`;
const config = (...lines: string[]) => instance({ userData: ["#cloud-config", ...lines, ""].join("\n") });
/** A file of `write_files`, its content in lines, as YAML writers break it. */
const carrying = (encoding: string, content: Buffer, width = 76) =>
    config(
        "write_files:",
        "  - path: /etc/worker.env",
        `    encoding: ${encoding}`,
        "    content: |",
        ...content
            .toString("base64")
            .match(new RegExp(`.{1,${width}}`, "g"))!
            .map((it) => `      ${it}`),
        "    permissions: '0600'",
    );
const multipart = (text: string) =>
    [
        "MIME-Version: 1.0",
        'Content-Type: multipart/mixed; boundary="=="',
        "",
        "--==",
        'Content-Type: text/x-shellscript; charset="utf-8"',
        "Content-Transfer-Encoding: base64",
        "",
        ...base64(text).match(/.{1,76}/g)!,
        "--==--",
    ].join("\r\n");

const says = (line: string) => instance({ userData: `#!/bin/sh\n${line}\n` });

describe("user-data-credentials", () => {
    itJudges(userDataCredentials, [
        {
            title: "absent is right",
            stack: () => [instance({ userData: undefined, userDataBase64: undefined })],
            reads: ["instance.userData", "instance.userDataBase64"],
        },
        { title: "a key and its secret are wrong", stack: () => [says(keys)], finds: [keyFound] },
        { title: "so are those of a session", stack: () => [says(keys.replace("AKIA", "ASIA"))], finds: [keyFound] },
        // Checkov reads text only.
        {
            title: "base64 hides nothing",
            stack: () => [instance({ userData: base64(keys) }, "launchTemplate:LaunchTemplate")],
            finds: [keyFound],
        },
        {
            title: "nor does compression",
            stack: () => [instance({ userDataBase64: base64(gzipSync(keys)) })],
            finds: [found("an access key of AWS", "userDataBase64")],
        },
        {
            title: "what cannot be unpacked says nothing",
            stack: () => [instance({ userDataBase64: base64(Buffer.from([0x1f, 0x8b, 1, 2, 3])) })],
            reads: ["instance.userDataBase64"],
        },
        ...["b64", "base64"].map((encoding) => ({
            title: `a file as ${encoding} hides nothing`,
            stack: () => [carrying(encoding, Buffer.from(`${keys}${"#".repeat(200)}\n`))],
            finds: [keyFound],
        })),
        {
            title: "nor does a compressed one, in compressed user data",
            stack: () => [
                instance({
                    userDataBase64: base64(
                        gzipSync(
                            carrying("gz+b64", gzipSync(`${keys}PASSWORD=hunter2\n`), 60).props["userData"] as string,
                        ),
                    ),
                }),
            ],
            finds: [found("an access key of AWS", "userDataBase64"), found("a password", "userDataBase64")],
        },
        {
            title: "nor does one on the line of its key",
            stack: () => [config("write_files:", `  - {encoding: b64, content: ${base64(keys)}, path: /etc/env}`)],
            finds: [keyFound],
        },
        {
            title: "nor does a part of MIME",
            stack: () => [
                instance({ userData: multipart(keys) }),
                instance({ userDataBase64: base64(multipart(keys)) }),
            ],
            finds: [keyFound, found("an access key of AWS", "userDataBase64")],
        },
        {
            title: "each kind of instance of a spot fleet is judged by itself",
            stack: () => [
                instance(
                    { launchSpecifications: [unknown, { userData: "#!/bin/sh\n" }, { userData: keys }] },
                    "spotFleetRequest:SpotFleetRequest",
                ),
            ],
            finds: [found("an access key of AWS", "launchSpecifications[2].userData")],
        },
        {
            title: "the secret of a key is wrong by its name, without the id",
            stack: () => [says(`aws_secret_access_key = ${secretKey}`)],
            finds: [keyFound],
        },
        {
            title: "passwords that are no lines of their own",
            stack: () => [
                says("echo 'ec2-user:hunter2' | sudo chpasswd"),
                config("users:", "  - name: worker", "    plain_text_passwd: hunter2"),
                config("chpasswd:", "  expire: false", "  list:", "    - ec2-user:hunter2"),
                config("chpasswd:", "  list: |", "    ec2-user:hunter2"),
            ],
            finds: [passwordFound, passwordFound, passwordFound, passwordFound],
        },
        ...[hash, hash.replace("$6$", "$6$rounds=5000$"), ["", "2b", "12", "a".repeat(53)].join("$")].map((each) => ({
            title: `the hash of a password is wrong: ${each}`,
            stack: () => [config("users:", "  - name: worker", `    passwd: ${each}`)],
            finds: [hashFound],
        })),
        ...[`curl -H "Authorization: Bearer ${token}"`, "export ORCHESTRATOR_TOKEN=d3adb33fd3adb33f"].map((line) => ({
            title: `${line} is wrong`,
            stack: () => [says(line)],
            finds: [tokenFound],
        })),
        {
            title: "a public key, what cloud-init makes up and names of secrets are right",
            stack: () => [
                config(
                    "ssh_authorized_keys:",
                    `  - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"aB3/".repeat(10)}abc worker`,
                    "chpasswd: {users: [{name: worker, password: RANDOM}]}",
                    "write_files:",
                    `  - {path: /etc/a, encoding: b64, content: ${base64("TOKEN=$(curl -X PUT http://169.254.169.254/latest/api/token)\n")}}`,
                    "  - {path: /etc/b, content: 'SECRET=arn:aws:secretsmanager:us-east-1:111122223333:secret:notes-AbCdEf'}",
                    "  - {path: /etc/c, content: 'API_TOKEN=/notes/prod/token1'}",
                ),
            ],
            reads: ["instance.userData"],
        },
        ...["", "RSA ", "EC ", "OPENSSH "].map((kind) => ({
            title: `a ${kind}private key is wrong`,
            stack: () => [says(["-----BEGIN", `${kind}PRIVATE`, "KEY-----"].join(" "))],
            finds: [privateFound],
        })),
        ...[
            "export DB_PASSWORD=hunter2",
            "DB_PASSWORD = 'correct horse'",
            '{"password": "hunter2"}',
            "export DB_PASSWD=hunter2",
            '{"passwd": "hunter2"}',
            "SECRET_KEY: django-insecure",
            "psql postgresql://notes:hunter2@db.example.com/notes",
            "psql postgresql://:hunter2@db.example.com/notes",
        ].map((line) => ({ title: `${line} is wrong`, stack: () => [says(line)], finds: [passwordFound] })),
        ...[
            "export DB_PASSWORD=$(aws secretsmanager get-secret-value --secret-id notes)",
            'export DB_PASSWORD="${PASSWORD}"',
            "DB_PASSWORD=arn:aws:secretsmanager:us-east-1:111122223333:secret:notes",
            "PASSWORD_FILE=/run/secrets/password",
            "password: {{ password }}",
            "PasswordAuthentication no",
            "passwd:     compat systemd",
            "passwd: files systemd",
            "psql postgresql://notes:$PASSWORD@db.example.com/notes",
            "curl https://example.com:8443/a@b",
            `echo ${id}`,
            "git checkout 0123456789abcdef0123456789abcdef01234567",
            `AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE AWS_SECRET_ACCESS_KEY=${secretKey}`,
        ].map((line) => ({ title: `${line} is right`, stack: () => [says(line)], reads: ["instance.userData"] })),
        {
            title: "all kinds are found, each once",
            stack: () => [says(`${keys}${keys}\nPASSWORD=hunter2\nPASSWORD=hunter3`)],
            finds: [keyFound, passwordFound],
        },
        ...["launchConfiguration:LaunchConfiguration", "spotInstanceRequest:SpotInstanceRequest"].map((type) => ({
            title: `${type} is judged alike`,
            stack: () => [instance({ userData: keys }, type)],
            finds: [keyFound],
        })),
        // One of them took minutes once, longer than the engine waits, another ended the pack.
        ...["a+", "a.", "A_", "a\n", "=", "password=", "$6$"].map((each) => ({
            title: `a long text of nothing but ${JSON.stringify(each)} is right`,
            stack: () => [instance({ userDataBase64: base64(gzipSync(each.repeat(500_000))) })],
            reads: ["instance.userDataBase64"],
        })),
        {
            title: "what is not known is judged in the update, before the instance starts",
            stack: () => [instance({ userData: unknown, userDataBase64: unknown })],
            reads: ["instance.userData"],
        },
        { title: "a secret is not repeated", stack: () => [instance({ userData: secret(keys) })], finds: [keyFound] },
    ]);
});
