import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import { askAws } from "../../../cli/platforms/ask";
import { ProblemError } from "../../../components/problem";
import { Command, run, RunResult } from "../../../components/python-dependencies/run";

const place = { region: "eu-west-1", profile: undefined };
const ended = (stdout: unknown, code = 0, stderr = ""): RunResult => ({
    kind: "ended",
    code,
    stdout: typeof stdout === "string" ? stdout : JSON.stringify(stdout),
    stderr,
});
const stacks = ["64bit Amazon Linux 2023 v4.13.7 running Docker"];
const branch = (version: string, state: string) => ({
    PlatformName: "Python",
    BranchName: `Python ${version} running on 64bit Amazon Linux 2023`,
    LifecycleState: state,
    BranchOrder: 100,
    SupportedTierList: ["WebServer/Standard", "Worker/SQS/HTTP"],
});

async function problemOf(answer: RunResult) {
    const error: unknown = await askAws({ run: () => Promise.resolve(answer), env: {} })(place).then(
        () => assert.fail("it answered"),
        (reason: unknown) => reason,
    );
    return error instanceof ProblemError ? error.problems[0] : assert.fail(String(error));
}

describe("the question to AWS", () => {
    it("is put to its command line, in the stack's region and profile, page by page and without a pager", async () => {
        const commands: Command[] = [];
        const answer = (command: Command): RunResult => {
            commands.push(command);
            if (command.args.includes("list-available-solution-stacks")) {
                const details = [{ SolutionStackName: stacks[0], PermittedFileTypes: ["zip"] }];
                return ended({ SolutionStacks: stacks, SolutionStackDetails: details });
            }
            return command.args.includes("--next-token")
                ? ended({ PlatformBranchSummaryList: [branch("3.12", "deprecated")] })
                : ended({ PlatformBranchSummaryList: [branch("3.13", "supported")], NextToken: "page 2" });
        };
        const ask = askAws({ run: (command) => Promise.resolve(answer(command)), env: { HOME: "/home/me" } });
        assert.deepEqual(await ask({ region: "eu-west-1", profile: "work" }), {
            solutionStacks: stacks,
            branches: [
                { name: "Python 3.13 running on 64bit Amazon Linux 2023", state: "supported" },
                { name: "Python 3.12 running on 64bit Amazon Linux 2023", state: "deprecated" },
            ],
        });
        const where = ["--region", "eu-west-1", "--profile", "work", "--output", "json"];
        const filters =
            '[{"Attribute":"BranchName","Operator":"ends_with","Values":[" running on 64bit Amazon Linux 2023"]}]';
        const lines = commands.map(({ program, args }) => [program, ...args]);
        assert.deepEqual(lines, [
            ["aws", "elasticbeanstalk", "list-available-solution-stacks", ...where],
            ["aws", "elasticbeanstalk", "list-platform-branches", "--filters", filters, ...where],
            [
                ...["aws", "elasticbeanstalk", "list-platform-branches", "--filters", filters],
                ...["--next-token", "page 2", ...where],
            ],
        ]);
        assert.deepEqual(commands[0]?.env, { HOME: "/home/me", AWS_PAGER: "" });
    });

    it("says what to do without a command line", async () => {
        const problem = await problemOf({ kind: "missing" });
        assert.equal(problem?.where, "aws");
        assert.match(problem.remedy, /^Install it .* write app\.platform\.release by hand\.$/);
    });

    it("hands on AWS's refusal, with the rights it takes", async () => {
        const words =
            "\nAn error occurred (AccessDenied) when calling the ListPlatformBranches operation: not authorized\n";
        const problem = await problemOf(ended("", 254, words));
        assert.equal(problem?.got, words.trim());
        assert.match(problem.allowed ?? "", /elasticbeanstalk:ListPlatformBranches$/);
    });

    it("takes nothing but JSON for an answer", async () => {
        assert.equal((await problemOf(ended("usage: aws")))?.allowed, "JSON");
    });

    it("does not wait for ever", async () => {
        assert.equal((await problemOf({ kind: "late" }))?.got, "no answer");
    });
});

/** What the service answers, in its own protocol: https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_ListPlatformBranches.html */
const answers: Readonly<Record<string, (form: URLSearchParams) => string>> = {
    ListAvailableSolutionStacks: () =>
        result("ListAvailableSolutionStacks", `<SolutionStacks><member>${stacks[0] ?? ""}</member></SolutionStacks>`),
    ListPlatformBranches: (form) => {
        assert.equal(form.get("Filters.member.1.Operator"), "ends_with");
        assert.equal(form.get("Filters.member.1.Values.member.1"), " running on 64bit Amazon Linux 2023");
        const [version, next] = form.get("NextToken") === "2" ? ["3.12", ""] : ["3.13", "<NextToken>2</NextToken>"];
        const { BranchName, LifecycleState } = branch(version ?? "", "Supported");
        const member = `<member><BranchName>${BranchName}</BranchName><LifecycleState>${LifecycleState}</LifecycleState></member>`;
        return result(
            "ListPlatformBranches",
            `<PlatformBranchSummaryList>${member}</PlatformBranchSummaryList>${next ?? ""}`,
        );
    },
};

const result = (operation: string, content: string): string =>
    `<${operation}Response xmlns="http://elasticbeanstalk.amazonaws.com/docs/2010-12-01/"><${operation}Result>${content}</${operation}Result>` +
    `<ResponseMetadata><RequestId>f88449e8</RequestId></ResponseMetadata></${operation}Response>`;

describe("the real AWS CLI, asked of a server that speaks Elastic Beanstalk's protocol", function () {
    this.timeout(60_000);
    let server: http.Server;

    before(function (done) {
        if (spawnSync("aws", ["--version"]).status !== 0) {
            assert.notEqual(process.env["CI"], "true", "CI installs the AWS CLI");
            console.log("      skipped: there is no AWS CLI");
            this.skip();
        }
        server = http.createServer((request, response) => {
            let body = "";
            request.setEncoding("utf8").on("data", (piece: string) => (body += piece));
            request.on("end", () => {
                const form = new URLSearchParams(body);
                const answer = answers[form.get("Action") ?? ""];
                response.writeHead(answer === undefined ? 400 : 200, { "content-type": "text/xml" });
                response.end(answer?.(form));
            });
        });
        server.listen(0, "127.0.0.1", done);
    });
    after((done) => {
        if (server === undefined) done();
        else server.close(done);
    });

    it("gives what the server says", async () => {
        const { port } = server.address() as AddressInfo;
        const toServer = (command: Command) =>
            run({ ...command, args: [...command.args, "--endpoint-url", `http://127.0.0.1:${port}`] });
        const noOneElse = {
            AWS_ACCESS_KEY_ID: "none",
            AWS_SECRET_ACCESS_KEY: "none",
            AWS_CONFIG_FILE: "/dev/null",
            AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
        };
        const env = { PATH: process.env["PATH"], HOME: process.env["HOME"], ...noOneElse };
        assert.deepEqual(await askAws({ run: toServer, env })(place), {
            solutionStacks: stacks,
            branches: ["3.13", "3.12"].map((version) => ({
                name: `Python ${version} running on 64bit Amazon Linux 2023`,
                state: "Supported",
            })),
        });
    });
});
