import * as assert from "node:assert/strict";
import { platformOf } from "../../../policies/read/platform";
import { proxied, unknown } from "../../support/policy-runner";

describe("the platform of an environment", () => {
    const arn = "arn:aws:elasticbeanstalk:us-east-1::platform";
    const cases: [string, object, string | undefined][] = [
        ["nothing", {}, undefined],
        ["an unknown stack", { solutionStackName: unknown }, undefined],
        ["Python's stack", { solutionStackName: "64bit Amazon Linux 2023 v4.13.7 running Python 3.13" }, "python"],
        ["Docker's stack", { solutionStackName: "64bit Amazon Linux 2023 v4.13.7 running Docker" }, "docker"],
        ["ECS's stack", { solutionStackName: "64bit Amazon Linux 2023 v4.7.7 running ECS" }, "other"],
        ["a Windows stack", { solutionStackName: "64bit Windows Server 2022 v2.20.0 running IIS 10.0" }, "other"],
        ["Python's ARN", { platformArn: `${arn}/Python 3.13 running on 64bit Amazon Linux 2023/4.13.7` }, "python"],
        ["an ARN without a release", { platformArn: `${arn}/Docker running on 64bit Amazon Linux 2023` }, "docker"],
        ["another ARN", { platformArn: `${arn}/Node.js 22 running on 64bit Amazon Linux 2023/6.6.0` }, "other"],
        [
            "a platform of one's own",
            { platformArn: "arn:aws:elasticbeanstalk:us-east-1:111122223333:platform/Mine/1.0.0" },
            "other",
        ],
        ["what is no text", { solutionStackName: ["Python"] }, undefined],
    ];
    for (const [title, props, expected] of cases) {
        it(`${title}: ${expected ?? "not known"}`, () => {
            const resource = { type: "t", urn: "u", name: "env", props: proxied(props) };
            assert.equal(platformOf(resource), expected);
        });
    }
});
