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

// Put together here, so that no search for keys finds one in this file.
const id = `AKIA${"ABCDEFGHIJKLMNOP"}`;
const secretKey = "Ab1/".repeat(10);
const keys = `export AWS_ACCESS_KEY_ID=${id}\nexport AWS_SECRET_ACCESS_KEY=${secretKey}\n`;
const base64 = (text: string | Buffer) => Buffer.from(text).toString("base64");

function instance(props: Record<string, unknown>, type = "instance:Instance"): Described {
    return { type: `aws:ec2/${type}`, name: "instance", props };
}

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
        {
            title: "what is not known is judged in the update, before the instance starts",
            stack: () => [instance({ userData: unknown, userDataBase64: unknown })],
            reads: ["instance.userData"],
        },
        { title: "a secret is not repeated", stack: () => [instance({ userData: secret(keys) })], finds: [keyFound] },
    ]);
});
