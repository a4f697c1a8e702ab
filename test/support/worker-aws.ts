import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { repository } from "../../cli/repository";
import { virtualEnvironment } from "../../cli/virtual-environment";
import { Aws, AwsOptions } from "../../rehearsal/services/aws";
import { skipOrFail } from "./judges/needs-judges";
import { needsPrograms } from "./needs-programs";

/** Call it in a `before` hook of tests in which the real AWS CLI asks moto. */
export function needsAws(context: Mocha.Context): void {
    needsPrograms(context, "setpriv", "bwrap");
    if (virtualEnvironment(path.join(repository, "rehearsal", "services", "requirements.txt")) === undefined) {
        skipOrFail(context, "no Python 3.11 or newer with venv here");
    }
    if (awsCli() === undefined) {
        skipOrFail(context, "no aws here (apt install awscli)");
    }
}

export const startedAws = (options: Pick<AwsOptions, "folder" | "secrets" | "parameters" | "buckets">): Promise<Aws> =>
    Aws.start({ region: "eu-central-1", accountId: "210987654321", ...options });

/** @returns a folder with an `aws` that is the real one and asks this port; older ones take its address in an argument alone */
export function wrapper(folder: string, port: number): string {
    const programs = path.join(folder, "programs");
    fs.mkdirSync(programs, { recursive: true });
    const script = `#!/bin/bash
export AWS_ACCESS_KEY_ID=key AWS_SECRET_ACCESS_KEY=secret AWS_EC2_METADATA_DISABLED=true
exec ${awsCli() ?? "aws"} --endpoint-url http://127.0.0.1:${port} "$@"
`;
    fs.writeFileSync(path.join(programs, "aws"), script, { mode: 0o755 });
    return programs;
}

/** A parameter of the kind String; what a rehearsal keeps is of another kind. moto believes every signature. */
export async function putParameter(port: number, Name: string, Value: string): Promise<void> {
    const credential = "Credential=test/20260101/eu-central-1/ssm/aws4_request";
    const headers = {
        authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=0`,
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": "AmazonSSM.PutParameter",
    };
    const body = JSON.stringify({ Name, Value, Type: "String", Overwrite: true });
    const answer = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", headers, body });
    assert.equal(answer.status, 200, await answer.text());
}

/** That of the system: one in front of it may need a home that the test has not. */
function awsCli(): string | undefined {
    try {
        return execFileSync("sh", ["-c", "PATH=/usr/bin:/usr/local/bin:$PATH command -v aws"], {
            encoding: "utf8",
        }).trim();
    } catch {
        return undefined;
    }
}
