import { httpsListener } from "../../../policies/rules/https-listener";
import { proxy } from "../../../ebextensions/recipes/proxy";
import { renderFiles } from "../../../ebextensions/render/render";
import { proxyPlan } from "../../support/proxy-plan";
import { Described, secret, unknown } from "../../support/policy-runner";
import { bundle, environment, Options, TemporaryFolder } from "../sample-stack";
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

/** What nginx on the instances is told where TLS ends on them. */
const secretArn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:site-AbCdEf";
const passing: Options = { ...network, [protocol]: "TCP", [certificate]: undefined };
const instanceFiles = (): Record<string, string> =>
    Object.fromEntries(
        renderFiles(proxy({ ...proxyPlan, tls: { certificate: "secret", secretArn, clients: undefined } })).map(
            ({ path, content }) => [path, content],
        ),
    );
const passingRest = (reason: string) =>
    `${protocol} is "TCP", which passes connections on to the instances, and ${reason}. ` +
    "In this project: domain: {name: www.example.com, zone: example.com}, or environment.loadBalancer.tlsOnInstances. " +
    `${there}${setProtocol.replace("HTTPS", "TLS")}, ${setCertificate}.`;
const noTls = passingRest(
    "no file of the bundle's .platform/nginx/conf.d/elasticbeanstalk makes nginx speak TLS on port 443",
);

describe("https-listener", () => {
    const folder = new TemporaryFolder();
    after(() => folder.remove());

    const passingStack = async (files: Record<string, string>, options = passing): Promise<Described[]> => [
        environment(options),
        ...bundle(await folder.zip("bundle.zip", { "manage.py": "", ...files })),
    ];
    const at = (place: string) => () =>
        passingStack({ [place]: "listen 443 ssl;\nssl_certificate /a.pem;\nssl_certificate_key /a.pem;\n" });

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
            title: "a network load balancer that passes 443 on to nginx, which has the certificate, is right",
            stack: () => passingStack(instanceFiles()),
            reads: [`env ${protocol}`, "object.source.path"],
        },
        {
            title: "so it is with a file of one's own",
            stack: at(".platform/nginx/conf.d/elasticbeanstalk/tls.conf"),
            reads: ["object.source.path"],
        },
        {
            title: "a file elsewhere is not in the server",
            stack: at(".platform/nginx/conf.d/tls.conf"),
            finds: [noTls],
        },
        {
            title: "nginx without TLS is wrong",
            stack: () =>
                passingStack({
                    ".platform/nginx/conf.d/elasticbeanstalk/tls.conf":
                        "# listen 443 ssl;\nlisten 443;\nssl_certificate /a.pem;\n",
                }),
            finds: [noTls],
        },
        {
            title: "a bundle that is not there proves nothing",
            stack: () => [environment(passing)],
            finds: [
                passingRest(
                    "that they speak TLS cannot be proven: the environment's application version is not in this stack",
                ),
            ],
        },
        {
            title: "a listener that passes on, but is disabled, is wrong",
            stack: () => passingStack(instanceFiles(), { ...passing, [enabled]: "false" }),
            finds: [`${enabled} is not "true"${enabledRest}`],
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
