import { singleArchitecture } from "../../../policies/rules/single-architecture";
import { secret, unknown } from "../../support/policy-runner";
import { environment, Options } from "../sample-stack";
import { itJudges, Scenario } from "../scenarios";

const types = "aws:ec2:instances/InstanceTypes";
const old = "aws:autoscaling:launchconfiguration/InstanceType";
const supported = "aws:ec2:instances/SupportedArchitectures";
const says = (state: string) =>
    `${types} ${state}; wanted: types that are all Arm (Graviton, such as t4g) or all x86. An image is of one of them, so AWS refuses the ` +
    "others. In this project: environment.instanceTypes. In any other program, in the environment's settings: " +
    '{namespace: "aws:ec2:instances", name: "InstanceTypes", value: "t3.small,t3.medium"}.';
const saysSupported = (value: string) =>
    `${supported} does not name the architecture of the instance types; wanted: that of all of them. In this project: leave it out of ` +
    `options. In any other program, in the environment's settings: {namespace: "aws:ec2:instances", name: "SupportedArchitectures", value: "${value}"}.`;
const mixed = says("is not of one architecture");

const right = (options: Options, option = types): Scenario => ({
    title: `right: ${Object.values(options).map(String).join(" with ")}`,
    stack: () => [environment(options)],
    reads: [`env ${option}`],
});
const wrong = (options: Options, finds: string): Scenario => ({
    title: `wrong: ${Object.values(options).map(String).join(" with ")}`,
    stack: () => [environment(options)],
    finds: [finds],
});

describe("single-architecture", () => {
    itJudges(singleArchitecture, [
        {
            title: "absent is AWS's choice",
            stack: () => [environment({ [types]: undefined })],
            reads: ["env.settings"],
        },
        right({ [types]: "t3.micro, m5a.large,c7i-flex.large" }),
        right({ [types]: "t4g.small,c7gn.large,im4gn.large,is4gen.medium,x2gd.large,a1.large" }),
        right({ [types]: "g4dn.xlarge,t3.large" }),
        right({ [types]: "" }),
        wrong({ [types]: "t3.small,t4g.small" }, mixed),
        wrong({ [types]: "g5.xlarge,g5g.xlarge" }, mixed),
        wrong({ [types]: ["t3.small", "t4g.small"] }, says("is set 2 times and not always of one architecture")),
        {
            title: "a secret is not repeated",
            stack: () => [environment({ [types]: secret("t3.small,t4g.small") })],
            finds: [mixed],
        },
        {
            title: "unknown is not proven",
            stack: () => [environment({ [types]: unknown })],
            finds: [says("is not known in this preview, so that it is of one architecture cannot be proven")],
        },
    ]);

    describe("with the option that came before", () => {
        itJudges(singleArchitecture, [
            right({ [types]: undefined, [old]: "t3.small" }, old),
            right({ [types]: "t4g.small", [old]: "t3.small" }),
            wrong({ [types]: undefined, [old]: "t4g.small", [supported]: "x86_64" }, saysSupported("arm64")),
        ]);
    });

    describe("with architectures that are named", () => {
        itJudges(singleArchitecture, [
            right({ [types]: "t4g.small", [supported]: "arm64" }, supported),
            right({ [types]: "t3.small", [supported]: "arm64, x86_64" }, supported),
            right({ [types]: "t2.small", [supported]: "i386" }, supported),
            right({ [types]: "t3.small", [supported]: "" }, supported),
            right({ [types]: "t3.small", [supported]: unknown }, supported),
            right({ [types]: undefined, [supported]: "arm64" }, supported),
            right({ [types]: undefined, [supported]: "i386,x86_64" }, supported),
            wrong(
                { [types]: undefined, [supported]: "x86_64, arm64" },
                `${supported} names several architectures, and no instance types are set that are of one; wanted: one architecture, or ` +
                    "InstanceTypes. An image is of one of them. In this project: environment.instanceTypes. In any other program, in the " +
                    'environment\'s settings: {namespace: "aws:ec2:instances", name: "InstanceTypes", value: "t3.small,t3.medium"}.',
            ),
            wrong({ [types]: "t3.small", [supported]: "arm64" }, saysSupported("x86_64")),
            wrong({ [types]: "t4g.small", [supported]: ["arm64", "x86_64"] }, saysSupported("arm64")),
        ]);
    });
});
