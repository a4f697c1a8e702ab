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
const unspoken = "no file of the bundle makes nginx on the instances speak TLS on port 443";
const unproven = (reason: string) => `that the instances speak TLS cannot be proven: ${reason}`;
const passingRest = (reason: string) =>
    `${protocol} is "TCP", which passes connections on to the instances, and ${reason}. ` +
    "In this project: domain: {name: www.example.com, zone: example.com}, or environment.loadBalancer.tlsOnInstances. " +
    `${there}${setProtocol.replace("HTTPS", "TLS")}, ${setCertificate}.`;
const noTls = passingRest(unspoken);

describe("https-listener", () => {
    const folder = new TemporaryFolder();
    after(() => folder.remove());

    const passingStack = async (files: Record<string, string>, options = passing): Promise<Described[]> => [
        environment(options),
        ...bundle(await folder.zip("bundle.zip", { "manage.py": "", ...files })),
    ];
    const single: Options = {
        "aws:elasticbeanstalk:environment/EnvironmentType": "SingleInstance",
        [protocol]: undefined,
        [certificate]: undefined,
    };
    const alone = (files: Record<string, string>) => () => passingStack(files, single);
    const singleRest = (reason: string) =>
        `The environment has no load balancer, and ${reason}. In this project: environment.loadBalancer.tlsOnInstances, or kind: dedicated and a domain. ` +
        `${there}{namespace: "aws:elasticbeanstalk:environment", name: "EnvironmentType", value: "LoadBalanced"}. Or put a server with TLS into a file of the ` +
        "bundle's .platform/nginx/conf.d/elasticbeanstalk.";
    const server = "server {\n  listen 443 ssl;\n  ssl_certificate /a.pem;\n  ssl_certificate_key /a.pem;\n}\n";
    const writing = (file: string) => JSON.stringify({ files: { [file]: { mode: "000644", content: server } } });
    const at = (place: string) => () =>
        passingStack({ [place]: "listen 443 ssl;\nssl_certificate /a.pem;\nssl_certificate_key /a.pem;\n" });

    const always = (viewerProtocolPolicy: unknown) => ({ defaultCacheBehavior: { viewerProtocolPolicy } });
    const distribution = (props: Record<string, unknown>): Described => ({
        type: "aws:cloudfront/distribution:Distribution",
        name: "cdn",
        props,
        from: { origins: ["env"] },
    });
    const plainDistribution =
        'viewerProtocolPolicy of the distribution in front of the environment is not "redirect-to-https" or "https-only" in ' +
        "every cache behavior, so it answers plain HTTP. In this project: nothing, it makes no distribution. In any other " +
        'program: set it to "redirect-to-https" in defaultCacheBehavior and in each of orderedCacheBehaviors.';

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
            title: "a listener of HTTPS may be on another port",
            stack: () => [environment({ ...shared, "aws:elbv2:listener:8443/Rules": "default" })],
            reads: ["env aws:elbv2:listener:8443/Rules"],
        },
        {
            title: "port 80 is none of HTTPS",
            stack: () => [environment({ ...shared, "aws:elbv2:listener:80/Rules": "default" })],
            finds: [sharedMessage],
        },
        {
            title: "unknown rules are rules",
            stack: () => [environment({ ...shared, [rules]: unknown })],
            reads: [`env ${rules}`],
        },
        {
            title: "a classic one has listeners of its own; application-load-balancer judges it",
            stack: () => [
                environment({ "aws:elasticbeanstalk:environment/LoadBalancerType": "classic", [protocol]: undefined }),
            ],
            reads: ["env aws:elasticbeanstalk:environment/LoadBalancerType"],
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
            finds: [passingRest(unproven("the environment's application version is not in this stack"))],
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

    describe("without a load balancer", () => {
        itJudges(httpsListener, [
            { title: "an instance that speaks HTTP only is wrong", stack: alone({}), finds: [singleRest(unspoken)] },
            {
                title: "nginx with the certificate is right",
                stack: () => passingStack(instanceFiles(), single),
                reads: ["env aws:elasticbeanstalk:environment/EnvironmentType", "object.source.path"],
            },
            {
                title: "so it is with a server of one's own",
                stack: alone({ ".platform/nginx/conf.d/https.conf": server }),
                reads: ["object.source.path"],
            },
            {
                title: "and with an nginx.conf of one's own",
                stack: alone({ ".platform/nginx/nginx.conf": server }),
                reads: ["object.source.path"],
            },
            {
                title: "and with one that .ebextensions write",
                stack: alone({ ".ebextensions/https.config": writing("/etc/nginx/conf.d/https.conf") }),
                reads: ["object.source.path"],
            },
            {
                title: "and with Apache",
                stack: alone({
                    ".platform/httpd/conf.d/ssl.conf":
                        "Listen 443\n<VirtualHost *:443>\n  SSLEngine on\n</VirtualHost>\n",
                }),
                reads: ["object.source.path"],
            },
            {
                title: "a file that nginx does not read is none",
                stack: alone({ ".ebextensions/https.config": writing("/tmp/https.conf"), "https.conf": server }),
                finds: [singleRest(unspoken)],
            },
            {
                title: "a file that cannot be read proves nothing",
                stack: alone({ ".ebextensions/bad.config": "files: [" }),
                finds: [singleRest(unproven("the bundle's .ebextensions/bad.config cannot be read"))],
            },
            {
                title: "nor does a bundle that cannot be read",
                stack: () => [environment(single), ...bundle("/nowhere/bundle.zip")],
                finds: [singleRest(unproven("the bundle /nowhere/bundle.zip cannot be read"))],
            },
            ...[
                always("https-only"),
                { ...always("redirect-to-https"), orderedCacheBehaviors: [always("https-only").defaultCacheBehavior] },
            ].map((props) => ({
                title: `a distribution in front of it speaks HTTPS alone: ${JSON.stringify(props)}`,
                stack: () => [environment(single), distribution(props)],
                reads: ["cdn.defaultCacheBehavior"],
            })),
            ...[
                {},
                always("allow-all"),
                always(unknown),
                always(secret("allow-all")),
                { ...always("https-only"), orderedCacheBehaviors: [always("allow-all").defaultCacheBehavior] },
                { ...always("https-only"), orderedCacheBehaviors: unknown },
            ].map((props) => ({
                title: `it may answer plain HTTP: ${JSON.stringify(props)}`,
                stack: () => [environment(single), distribution(props)],
                finds: [plainDistribution],
            })),
            {
                title: "a worker serves nobody",
                stack: () => [environment(single, { props: { tier: "Worker" } })],
                reads: ["env.tier"],
            },
        ]);
    });
});
