import { httpsListener } from "../../../policies/rules/https-listener";
import { secret, unknown } from "../../support/policy-runner";
import { environment } from "../sample-stack";
import { itJudges } from "../scenarios";

const listener = "aws:elbv2:listener:443";
const protocol = `${listener}/Protocol`;
const certificate = `${listener}/SSLCertificateArns`;
const enabled = `${listener}/ListenerEnabled`;
const rules = `${listener}/Rules`;
const here = "In this project: domain: {name: www.example.com, zone: example.com}. ";
const there = "In any other program, in the environment's settings: ";
const setProtocol = `{namespace: "${listener}", name: "Protocol", value: "HTTPS"}`;
const setCertificate = `{namespace: "${listener}", name: "SSLCertificateArns", value: "<certificate ARN>"}`;
const protocolRest = `; wanted: "HTTPS". Without it port 443 does not speak HTTPS. ${here}${there}${setProtocol}, ${setCertificate}.`;
const certificateRest =
    "; wanted: the ARN of an ACM certificate. AWS refuses an HTTPS listener without one. " +
    `${here}${there}${setCertificate}.`;
const enabledRest =
    '; wanted: "true". A disabled listener serves nothing on port 443. ' +
    `${here}${there}{namespace: "${listener}", name: "ListenerEnabled", value: "true"}.`;
const sharedMessage =
    `${rules} is not set; wanted: "default" or the names of rules. Left out, the shared load balancer serves the ` +
    "environment on port 80. In this project: environment.loadBalancer: {kind: dedicated}. " +
    `${there}{namespace: "${listener}", name: "Rules", value: "default"}.`;
const network = { "aws:elasticbeanstalk:environment/LoadBalancerType": "network" };
const shared = {
    "aws:elasticbeanstalk:environment/LoadBalancerIsShared": "true",
    [protocol]: undefined,
    [certificate]: undefined,
};

describe("https-listener", () => {
    itJudges(httpsListener, [
        {
            title: "no listener: protocol and certificate are missing",
            stack: () => [environment({ [protocol]: undefined, [certificate]: undefined })],
            finds: [`${protocol} is not set${protocolRest}`, `${certificate} is not set${certificateRest}`],
        },
        {
            title: "HTTP on 443 is wrong",
            stack: () => [environment({ [protocol]: "HTTP" })],
            finds: [`${protocol} is not "HTTPS"${protocolRest}`],
        },
        {
            title: "HTTPS with a certificate is right",
            stack: () => [environment()],
            reads: [`env ${protocol}`, `env ${certificate}`],
        },
        {
            title: "two contradicting protocols are wrong",
            stack: () => [environment({ [protocol]: ["HTTPS", "HTTP"] })],
            finds: [`${protocol} is set 2 times and not always "HTTPS"${protocolRest}`],
        },
        {
            title: "an unknown protocol is not proven",
            stack: () => [environment({ [protocol]: unknown })],
            finds: [`${protocol} is not known in this preview, so that it is "HTTPS" cannot be proven${protocolRest}`],
        },
        {
            title: "a secret protocol is not repeated",
            stack: () => [environment({ [protocol]: secret("hunter2") })],
            finds: [`${protocol} is not "HTTPS"${protocolRest}`],
        },
        {
            title: "an unknown certificate satisfies: it is made in the same run",
            stack: () => [environment({ [certificate]: unknown })],
            reads: [`env ${certificate}`],
        },
        {
            title: "an unknown certificate does not hide a wrong protocol",
            stack: () => [environment({ [certificate]: unknown, [protocol]: "HTTP" })],
            finds: [`${protocol} is not "HTTPS"${protocolRest}`],
        },
        {
            title: "an empty certificate is wrong",
            stack: () => [environment({ [certificate]: " " })],
            finds: [`${certificate} is empty${certificateRest}`],
        },
        {
            title: "a disabled listener is wrong",
            stack: () => [environment({ [enabled]: "false" })],
            finds: [`${enabled} is not "true"${enabledRest}`],
        },
        {
            title: "an enabled listener is right",
            stack: () => [environment({ [enabled]: "true" })],
            reads: [`env ${enabled}`],
        },
        {
            title: "whether it is enabled is not proven",
            stack: () => [environment({ [enabled]: unknown })],
            finds: [`${enabled} is not known in this preview, so that it is "true" cannot be proven${enabledRest}`],
        },
        {
            title: "a shared load balancer without rules serves port 80",
            stack: () => [environment(shared)],
            finds: [sharedMessage],
        },
        {
            title: "empty rules are none",
            stack: () => [environment({ ...shared, [rules]: "" })],
            finds: [sharedMessage],
        },
        {
            title: "a shared load balancer with rules on 443 is right",
            stack: () => [environment({ ...shared, [rules]: "default" })],
            reads: [`env ${rules}`],
        },
        {
            title: "unknown rules are rules",
            stack: () => [environment({ ...shared, [rules]: unknown })],
            reads: [`env ${rules}`],
        },
        {
            title: "a single instance has no listener",
            stack: () => [
                environment({
                    "aws:elasticbeanstalk:environment/EnvironmentType": "SingleInstance",
                    [protocol]: undefined,
                    [certificate]: undefined,
                }),
            ],
            reads: ["env aws:elasticbeanstalk:environment/EnvironmentType"],
        },
        {
            title: "a network load balancer that ends TLS is right",
            stack: () => [environment({ ...network, [protocol]: "TLS" })],
            reads: [`env ${protocol}`, `env ${certificate}`],
        },
        {
            title: "a network load balancer cannot speak HTTPS",
            stack: () => [environment({ ...network, [protocol]: "HTTPS" })],
            finds: [
                `${protocol} is not "TLS"${protocolRest.replace('"HTTPS"', '"TLS"').replace('value: "HTTPS"', 'value: "TLS"')}`,
            ],
        },
    ]);
});
