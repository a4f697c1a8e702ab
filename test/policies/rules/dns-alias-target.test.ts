import { dnsAliasTarget } from "../../../policies/rules/dns-alias-target";
import { Described, secret, unknown } from "../../support/policy-runner";
import { environment } from "../sample-stack";
import { itJudges } from "../scenarios";

const rest =
    "; wanted: a target that comes from a resource. In this project: domain: {name: www.example.com, zone: example.com}. In any " +
    "other program: the cname of the environment or the dnsName of the load balancer, from the resource or a reference to its " +
    "stack.";
const taken = (where: string) =>
    `${where} is the name of an environment that is not in this stack. Once that is gone, anyone may take its name and answer ` +
    `for the record${rest}`;
const lost = (where: string) =>
    `${where} is the name of a load balancer that is not in this stack. Once that is replaced, the record leads nowhere${rest}`;
const site = "notes.us-east-1.elasticbeanstalk.com";

function record(props: Record<string, unknown>, from: Described["from"] = {}): Described {
    return { type: "aws:route53/record:Record", name: "record", props: { zoneId: "Z1", type: "A", ...props }, from };
}

const alias = (name: unknown, from: Described["from"] = {}) =>
    record({ aliases: [{ name, zoneId: "Z117KPS5GTRQ2G", evaluateTargetHealth: true }] }, from);
const cname = (...records: unknown[]) => record({ type: "CNAME", ttl: 60, records });

describe("dns-alias-target", () => {
    itJudges(dnsAliasTarget, [
        {
            title: "a record without a target leads nowhere",
            stack: () => [record({ aliases: undefined, records: undefined })],
            reads: ["record.aliases", "record.records"],
        },
        ...[site, "NOTES.us-east-1.elasticbeanstalk.com.", "notes.cn-north-1.elasticbeanstalk.com.cn"].map((name) => ({
            title: `the text ${name} is wrong`,
            stack: () => [alias(name)],
            finds: [taken("aliases[0].name")],
        })),
        ...[
            "dualstack.notes-1.us-east-1.elb.amazonaws.com",
            "notes-1.elb.us-east-1.amazonaws.com",
            "internal-notes-1.cn-north-1.elb.amazonaws.com.cn",
        ].map((name) => ({
            title: `the text ${name} is wrong`,
            stack: () => [alias(name)],
            finds: [lost("aliases[0].name")],
        })),
        {
            title: "a CNAME is judged alike",
            stack: () => [cname("203.0.113.7", site)],
            finds: [taken("records[1]")],
        },
        {
            title: "a target that came from a resource is right",
            stack: () => [environment(), alias(site, { aliases: ["env"] })],
            reads: ["record.aliases.0.name"],
        },
        {
            title: "one from a reference to another stack is too",
            stack: () => [
                { type: "pulumi:pulumi:StackReference", name: "other", props: {} },
                alias(site, { aliases: ["other"] }),
            ],
            reads: ["record.aliases.0.name"],
        },
        {
            title: "the name of a resource of the stack is right",
            stack: () => [
                environment({}, { props: { cname: `${site}.` } }),
                {
                    type: "aws:lb/loadBalancer:LoadBalancer",
                    name: "lb",
                    props: { dnsName: "notes-1.us-east-1.elb.amazonaws.com" },
                },
                alias(site),
                alias("dualstack.notes-1.us-east-1.elb.amazonaws.com"),
            ],
            reads: ["env.cname", "lb.dnsName"],
        },
        {
            title: "so is the name that an environment asks for",
            stack: () => [environment({}, { props: { cnamePrefix: "Notes" } }), alias(site)],
            reads: ["env.cnamePrefix"],
        },
        {
            title: "an environment of another name does not help",
            stack: () => [environment({}, { props: { cnamePrefix: "note" } }), alias(site)],
            finds: [taken("aliases[0].name")],
        },
        {
            title: "names that nobody else can take are right",
            stack: () => [
                alias("d111111abcdef8.cloudfront.net"),
                cname("www.example.org"),
                record({ records: ["203.0.113.7"] }),
            ],
            reads: ["record.aliases.0.name", "record.records.0"],
        },
        {
            title: "an unknown target is that of a resource of the same run",
            stack: () => [alias(unknown), cname(unknown), record({ aliases: unknown, records: unknown })],
            reads: ["record.aliases", "record.records"],
        },
        {
            title: "an unknown target hides nothing",
            stack: () => [cname(unknown, site, site)],
            finds: [taken("records[1]"), taken("records[2]")],
        },
        { title: "a secret is not repeated", stack: () => [alias(secret(site))], finds: [taken("aliases[0].name")] },
        {
            title: "a dev stack is advised",
            stage: "dev",
            stack: () => [alias(site)],
            finds: [taken("aliases[0].name")],
        },
        {
            title: "a strict one may not",
            stage: "strict",
            stack: () => [alias(site)],
            finds: [taken("aliases[0].name")],
        },
    ]);
});
