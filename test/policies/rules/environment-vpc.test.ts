import { environmentVpc } from "../../../policies/rules/environment-vpc";
import { secret, unknown } from "../../support/policy-runner";
import { environment } from "../sample-stack";
import { itJudges } from "../scenarios";

const option = "aws:ec2:vpc/VPCId";
const says = (state: string) =>
    `${option} ${state}; wanted: the id of a VPC. Left out, the environment is in the default VPC, whatever that is, and in none ` +
    "where there is none. In this project: network, which always sets it. In any other program, in the environment's settings: " +
    '{namespace: "aws:ec2:vpc", name: "VPCId", value: "<id of the VPC>"}, ' +
    '{namespace: "aws:ec2:vpc", name: "Subnets", value: "<ids of subnets, with commas>"}, ' +
    '{namespace: "aws:ec2:vpc", name: "ELBSubnets", value: "<ids of subnets, with commas>"}.';

describe("environment-vpc", () => {
    itJudges(environmentVpc, [
        { title: "absent", stack: () => [environment({ [option]: undefined })], finds: [says("is not set")] },
        { title: "empty", stack: () => [environment({ [option]: "" })], finds: [says("is not the id of a VPC")] },
        {
            title: "empty once",
            stack: () => [environment({ [option]: ["vpc-1", ""] })],
            finds: [says("is set 2 times and not always the id of a VPC")],
        },
        { title: "an id", stack: () => [environment()], reads: [`env ${option}`] },
        { title: "one of the same run", stack: () => [environment({ [option]: unknown })], reads: [`env ${option}`] },
        { title: "a secret", stack: () => [environment({ [option]: secret("vpc-2") })], reads: [`env ${option}`] },
    ]);
});
