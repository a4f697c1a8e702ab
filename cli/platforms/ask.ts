import { openBranches } from "../../components/platform-branches";
import { Problem, ProblemError } from "../../components/problem";
import { Table, table, tables, text, texts } from "../../components/parsed-values";
import { run, Tools } from "../../components/python-dependencies/run";
import type { SolutionStack } from "../../components/solution-stack";
import { firstLine } from "../../components/words";
import { solutionStacksFor } from "../../sandbox/stand-in/solution-stacks";
import type { Branch, Offers } from "./offers";

/** Where the stack is, as its file says. */
export interface Place {
    readonly region: string;
    /** `aws:profile` */
    readonly profile: string | undefined;
}

/** Tells what an account offers. @throws ProblemError */
export type Ask = (place: Place) => Promise<Offers>;

/** What the sandbox pretends to a stack that pins a release. */
export const sandboxOffers = (pin: SolutionStack): Offers => ({
    solutionStacks: solutionStacksFor(pin),
    branches: [...openBranches].map(([branch, { state }]) => ({
        name: `${branch} running on 64bit Amazon Linux 2023`,
        state: state === "ending" ? "deprecated" : state,
    })),
});

/**
 * Asks AWS through its own command line, which finds credentials wherever the user keeps them (profiles, single sign-on, roles) and is one that the
 * user knows. A library for it would be two dozen packages, for two questions.
 */
export const askAws =
    (tools: Pick<Tools, "run" | "env"> = { run, env: process.env }): Ask =>
    async (place) => {
        const call = caller(tools, place);
        const [stacks, branches] = await Promise.all([call("list-available-solution-stacks"), allBranches(call)]);
        return { solutionStacks: texts(stacks["SolutionStacks"]), branches };
    };

type Call = (operation: string, ...options: string[]) => Promise<Table>;

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_ListPlatformBranches.html; the command line does not follow its pages by itself. */
async function allBranches(call: Call): Promise<Branch[]> {
    const filter = { Attribute: "BranchName", Operator: "ends_with", Values: [" running on 64bit Amazon Linux 2023"] };
    const branches: Branch[] = [];
    let next: string | undefined;
    do {
        const page = next === undefined ? [] : ["--next-token", next];
        const answer = await call("list-platform-branches", "--filters", JSON.stringify([filter]), ...page);
        branches.push(
            ...tables(answer["PlatformBranchSummaryList"]).map(({ BranchName: name, LifecycleState: state }) => ({
                name: text(name) ?? "",
                state: text(state) ?? "unknown",
            })),
        );
        next = text(answer["NextToken"]);
    } while (next !== undefined);
    return branches;
}

function caller({ run, env }: Pick<Tools, "run" | "env">, { region, profile }: Place): Call {
    const where = ["--region", region, ...(profile === undefined ? [] : ["--profile", profile]), "--output", "json"];
    return async (operation, ...options) => {
        const result = await run({
            program: "aws",
            args: ["elasticbeanstalk", operation, ...options, ...where],
            cwd: process.cwd(),
            // A pager would wait for a key.
            env: { ...env, AWS_PAGER: "" },
        });
        switch (result.kind) {
            case "missing":
                throw failed(noCommandLine);
            case "late":
                throw failed({ where: `aws elasticbeanstalk ${operation}`, got: "no answer", remedy: "Try again." });
            case "ended":
                if (result.code !== 0) {
                    throw failed(refused(operation, firstLine(result.stderr.trim())));
                }
                return parsed(operation, result.stdout);
        }
    };
}

function parsed(operation: string, answer: string): Table {
    try {
        return table(JSON.parse(answer));
    } catch (error) {
        const remedy = "See whether the AWS CLI works: aws --version";
        throw failed({ where: `aws elasticbeanstalk ${operation}`, got: firstLine(error), allowed: "JSON", remedy });
    }
}

const failed = (problem: Problem): ProblemError => new ProblemError("The question to AWS", [problem]);

const noCommandLine: Problem = {
    where: "aws",
    got: "no such program: this command asks AWS through the AWS CLI",
    remedy:
        "Install it (https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html). Without it, read the releases in " +
        "https://docs.aws.amazon.com/elasticbeanstalk/latest/platforms/platforms-supported.html and write app.platform.release by hand.",
};

const refused = (operation: string, words: string): Problem => ({
    where: `aws elasticbeanstalk ${operation}`,
    got: words === "" ? "an error without a word" : words,
    allowed: "credentials with elasticbeanstalk:ListAvailableSolutionStacks and elasticbeanstalk:ListPlatformBranches",
    remedy: "Give the AWS CLI such credentials; aws sts get-caller-identity shows whose it uses.",
});
