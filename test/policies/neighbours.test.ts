import * as assert from "node:assert/strict";
import { catalogue } from "../../policies/catalogue";
import { Described, unknown } from "../support/policy-runner";
import { certificate, environment } from "./sample-stack";
import { runRule } from "./scenarios";

/** Resources beside an environment that violate nothing. */
const right = {
    role: {
        type: "aws:iam/role:Role",
        name: "role",
        props: {
            assumeRolePolicy: { Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" } }] },
            managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"],
        },
    },
    policy: {
        type: "aws:iam/rolePolicy:RolePolicy",
        name: "policy",
        props: {
            policy: {
                Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: ["arn:aws:s3:::notes/*", unknown] }],
            },
        },
    },
    ingress: {
        type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        name: "ingress",
        props: { securityGroupId: unknown, ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "0.0.0.0/0" },
    },
    group: {
        type: "aws:ec2/securityGroup:SecurityGroup",
        name: "group",
        props: { ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["203.0.113.0/24"] }] },
    },
    certificate,
    record: {
        type: "aws:route53/record:Record",
        name: "record",
        props: {
            aliases: [{ name: unknown, zoneId: "Z117KPS5GTRQ2G", evaluateTargetHealth: true }],
            records: [unknown],
        },
        from: { aliases: ["env"] },
    },
    template: {
        type: "aws:ec2/launchTemplate:LaunchTemplate",
        name: "template",
        props: { userData: "IyEvYmluL3NoCg==", metadataOptions: { httpTokens: "required" } },
    },
} satisfies Readonly<Record<string, Described>>;

type Name = keyof typeof right;

/** The right stack, one resource of it with another property. */
const stackWith = (name: Name, props: Readonly<Record<string, unknown>>): Described[] => [
    environment(),
    ...Object.entries(right).map(([key, it]: [string, Described]) =>
        key === name ? { ...it, props: { ...it.props, ...props } } : it,
    ),
];

const rules = catalogue.filter(({ name }) => /^(iam|security-group|certificate|dns|user-data|instance)-/.test(name));

async function findingsOf(stack: readonly Described[]): Promise<string[]> {
    const runs = await Promise.all(rules.map((rule) => runRule(rule, stack)));
    return runs.flatMap(({ findings }) => findings.map(({ policy }) => policy.replace(/-advice$/, "")));
}

const statement = (change: object) => ({
    policy: { Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*", ...change }] },
});

describe("the rules about what is beside an environment", () => {
    it("find nothing in a right stack", async () => {
        assert.deepEqual(await findingsOf(stackWith("role", {})), []);
    });

    const broken: [string, Name, Readonly<Record<string, unknown>>][] = [
        ["iam-no-admin", "role", { managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] }],
        ["iam-no-star", "policy", statement({ Action: "*" })],
        ["iam-pass-role", "policy", statement({ Action: "iam:PassRole" })],
        ["iam-trust", "role", { assumeRolePolicy: { Statement: { Effect: "Allow", Principal: "*" } } }],
        ["security-group-ingress", "ingress", { toPort: 444 }],
        ["security-group-ingress", "group", { ingress: [{ protocol: "-1", cidrBlocks: ["0.0.0.0/0"] }] }],
        ["certificate-dns-validation", "certificate", { validationMethod: "EMAIL" }],
        [
            "certificate-transparency",
            "certificate",
            { options: { certificateTransparencyLoggingPreference: "DISABLED" } },
        ],
        ["dns-alias-target", "record", { records: ["notes.us-east-1.elasticbeanstalk.com"] }],
        ["user-data-size", "template", { userData: "#".repeat(16_385) }],
        ["user-data-credentials", "template", { userData: "PASSWORD=hunter2" }],
        ["instance-imdsv2", "template", { metadataOptions: { httpTokens: "optional" } }],
    ];
    for (const [rule, name, props] of broken) {
        it(`${Object.keys(props).join()} of the ${name} trips ${rule} and no other`, async () => {
            assert.deepEqual(await findingsOf(stackWith(name, props)), [rule]);
        });
    }
});
