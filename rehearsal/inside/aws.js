"use strict";

// Stands for the AWS CLI where a hook of ours reads a secret: aws secretsmanager get-secret-value --region … --secret-id … --query SecretString --output text.
// Whatever else is asked goes to the machine's own CLI, where there is one.

const { spawnSync } = require("node:child_process");
const { existsSync } = require("node:fs");
const http = require("node:http");
const { parseArgs } = require("node:util");

const [service = "", operation = "", ...rest] = process.argv.slice(2);

/** @returns {{region: string, secretId: string} | undefined} */
function question() {
    try {
        const options = Object.fromEntries(
            ["region", "secret-id", "query", "output"].map((name) => [name, { type: /** @type {const} */ ("string") }]),
        );
        const { values } = parseArgs({ args: rest, options });
        const { region, "secret-id": secretId, query, output } = values;
        return service === "secretsmanager" &&
            operation === "get-secret-value" &&
            typeof region === "string" &&
            typeof secretId === "string" &&
            query === "SecretString" &&
            output === "text"
            ? { region, secretId }
            : undefined;
    } catch {
        return undefined;
    }
}

/** @param {{region: string, secretId: string}} asked */
function answer({ region, secretId }) {
    const credential = `Credential=rehearsal/20260101/${region}/secretsmanager/aws4_request`;
    const request = http.request(process.env["AWS_ENDPOINT_URL"] ?? "http://127.0.0.1:1", {
        method: "POST",
        headers: {
            authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=0`,
            "content-type": "application/x-amz-json-1.1",
            "x-amz-target": "secretsmanager.GetSecretValue",
        },
    });
    request.on("response", (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (/** @type {string} */ part) => (text += part));
        response.on("end", () => {
            if (response.statusCode === 200) {
                process.stdout.write(`${String(Reflect.get(Object(JSON.parse(text)), "SecretString"))}\n`);
            } else {
                // Its body names the error and holds no value.
                refuse(`An error occurred when calling the GetSecretValue operation: ${text}`);
            }
        });
    });
    request.on("error", ({ message }) => refuse(`Could not connect to the endpoint: ${message}`));
    request.end(JSON.stringify({ SecretId: secretId }));
}

/** @param {string} message */
function refuse(message) {
    process.stderr.write(`${message}\n`);
    process.exitCode = 254;
}

const asked = question();
const own = ["/usr/local/bin/aws", "/usr/bin/aws"].find((file) => existsSync(file));
if (asked !== undefined) {
    answer(asked);
} else if (own !== undefined) {
    process.exitCode = spawnSync(own, process.argv.slice(2), { stdio: "inherit" }).status ?? 1;
} else {
    refuse(`Not rehearsed: aws ${service} ${operation}. The instance has the AWS CLI, this machine has none.`);
}
