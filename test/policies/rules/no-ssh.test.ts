import { noSsh } from "../../../policies/rules/no-ssh";
import { secret, unknown } from "../../support/policy-runner";
import { environment } from "../sample-stack";
import { itJudges, Scenario } from "../scenarios";

const namespace = "aws:autoscaling:launchconfiguration";
const key = `${namespace}/EC2KeyName`;
const source = `${namespace}/SSHSourceRestriction`;
const narrow = "tcp,22,22,203.0.113.0/24";
const words = "a source narrower than the world";

const saysKey = (state = "is set") =>
    `${key} ${state}; wanted: not set. Who has the key has a root shell, and no log says what it was used for. In this project: no ` +
    "environment.instances.keyPair; sessionManager opens shells. In any other program: leave it out, and open shells with " +
    "Session Manager.";
const saysSource = (state = `is not ${words}`) =>
    `${source} ${state}; wanted: a range of your own addresses or a security group. Left out beside a key pair, port 22 is open to ` +
    "the world. In this project: environment.instances.keyPair.source. In any other program, in the environment's settings: " +
    `{namespace: "${namespace}", name: "SSHSourceRestriction", value: "${narrow}"}.`;

const open = (value: unknown): Scenario => ({
    title: `${JSON.stringify(value)} is the world`,
    stack: () => [environment({ [source]: value })],
    finds: [saysSource()],
});

describe("no-ssh", () => {
    itJudges(noSsh, [
        { title: "neither set is right", stack: () => [environment()], reads: ["env.settings"] },
        { title: "an empty key pair is none", stack: () => [environment({ [key]: "" })], reads: [`env ${key}`] },
        {
            title: "a range without a key pair is right",
            stack: () => [environment({ [source]: narrow })],
            reads: [`env ${source}`],
        },
        {
            title: "a security group, with spaces, is right",
            stack: () => [environment({ [source]: "tcp, 22, 22, sg-1" })],
            reads: [`env ${source}`],
        },
        {
            title: "a key pair is wrong with a range too",
            stack: () => [environment({ [key]: "alice", [source]: narrow })],
            finds: [saysKey()],
        },
        {
            title: "a key pair without a range is open to the world",
            stack: () => [environment({ [key]: "alice" })],
            finds: [saysKey(), saysSource("is not set")],
        },
        {
            title: "a key pair of the same run is one",
            stack: () => [environment({ [key]: unknown, [source]: narrow })],
            finds: [saysKey("is not known in this preview, so that it is left out cannot be proven")],
        },
        {
            title: "a secret name is not repeated",
            stack: () => [environment({ [key]: secret("hunter2"), [source]: narrow })],
            finds: [saysKey()],
        },
        {
            title: "set twice, once to nothing, is set",
            stack: () => [environment({ [key]: ["", "alice"], [source]: narrow })],
            finds: [saysKey()],
        },
        ...["tcp,22,22,0.0.0.0/0", "tcp, 22, 22, ::/0", "tcp,0,65535,0.0.0.0/0", "tcp,22,22,0:0:0:0:0:0:0:0/0"].map(
            open,
        ),
        ...["0.0.0.0/0", "tcp,22,22", "tcp,22,22,10.0.0.0/8,0.0.0.0/0", secret("tcp,22,22,203.0.113.9/0")].map(open),
        // Two halves are the world, and a mask may be written as an address.
        ...["0.0.0.0/1", "128.0.0.0/1", "0.0.0.0/0.0.0.0", "8000::/1"].map((range) => open(`tcp,22,22,${range}`)),
        {
            title: "a range beside the world is wrong",
            stack: () => [environment({ [source]: [narrow, "tcp,22,22,0.0.0.0/0"] })],
            finds: [saysSource(`is set 2 times and not always ${words}`)],
        },
        {
            title: "a range that is not known yet is not proven",
            stack: () => [environment({ [source]: unknown })],
            finds: [saysSource(`is not known in this preview, so that it is ${words} cannot be proven`)],
        },
        {
            title: "is advice in a dev stack",
            stage: "dev",
            stack: () => [environment({ [key]: "alice", [source]: narrow })],
            finds: [saysKey()],
        },
    ]);
});
