import * as fs from "node:fs";
import { httpRedirect } from "../../../policies/rules/http-redirect";
import { proxy } from "../../../ebextensions/recipes/proxy";
import { renderFiles } from "../../../ebextensions/render/render";
import { proxyPlan } from "../../support/proxy-plan";
import { Described, secret, unknown } from "../../support/policy-runner";
import { bundle, environment, redirect, TemporaryFolder } from "../sample-stack";
import { itJudges } from "../scenarios";

const off = "aws:elbv2:listener:default/ListenerEnabled";
const message = (problem: string) =>
    `${off} is not "false", so port 80 answers, and ${problem}. In this project: domain: {name: www.example.com, zone: ` +
    "example.com}, which redirects. In any other program, in the environment's settings: {namespace: " +
    '"aws:elbv2:listener:default", name: "ListenerEnabled", value: "false"}. Or redirect in a file of the bundle\'s ' +
    ".ebextensions: Resources.AWSEBV2LoadBalancerListener.";
const noRedirect = message("no .ebextensions file of the bundle redirects it to HTTPS");
const wrongRedirect = (file: string) => message(`the bundle's ${file} does not redirect it to HTTPS on port 443`);

describe("http-redirect", () => {
    const folder = new TemporaryFolder();
    after(() => folder.remove());

    const stackOf = async (files: Record<string, string>, env = environment()): Promise<Described[]> => [
        env,
        ...bundle(await folder.zip("bundle.zip", { "manage.py": "", ...files })),
    ];
    const withRedirect = (change: (text: string) => string) => () =>
        stackOf({ ".ebextensions/https.config": change(redirect) });

    describe("port 80 is off", () => {
        itJudges(httpRedirect, [
            { title: "false is right", stack: () => [environment({ [off]: "false" })], reads: [`env ${off}`] },
            { title: "False is right", stack: () => [environment({ [off]: "False" })], reads: [`env ${off}`] },
            { title: "true is wrong", stack: () => stackOf({}, environment({ [off]: "true" })), finds: [noRedirect] },
            { title: "absent is wrong", stack: () => stackOf({}), finds: [noRedirect] },
            {
                title: "two contradicting values are wrong",
                stack: () => stackOf({}, environment({ [off]: ["false", "true"] })),
                finds: [noRedirect],
            },
            {
                title: "unknown is wrong",
                stack: () => stackOf({}, environment({ [off]: unknown })),
                finds: [noRedirect],
            },
            {
                title: "a secret is not repeated",
                stack: () => stackOf({}, environment({ [off]: secret("hunter2") })),
                finds: [noRedirect],
            },
            {
                title: "unknown with a redirect is right",
                stack: () => stackOf({ ".ebextensions/a.config": redirect }, environment({ [off]: unknown })),
                reads: [`env ${off}`, "object.source.path"],
            },
        ]);
    });

    describe("port 80 redirects", () => {
        itJudges(httpRedirect, [
            {
                title: "a redirect in YAML is right",
                stack: withRedirect((text) => text),
                reads: ["object.source.path"],
            },
            {
                title: "a redirect to HTTP is wrong",
                stack: withRedirect((text) => text.replace("Protocol: HTTPS", "Protocol: HTTP")),
                finds: [wrongRedirect(".ebextensions/https.config")],
            },
            {
                title: "a second file that forwards undoes the redirect",
                stack: () =>
                    stackOf({
                        ".ebextensions/a.config": redirect,
                        ".ebextensions/b.config": redirect.replace("Type: redirect", "Type: forward"),
                    }),
                finds: [wrongRedirect(".ebextensions/b.config")],
            },
            {
                title: "a redirect elsewhere than in .ebextensions/*.config is not read by Elastic Beanstalk",
                stack: () =>
                    stackOf({
                        "https.config": redirect,
                        ".ebextensions/https.yaml": redirect,
                        "src/.ebextensions/https.config": redirect,
                        ".ebextensions/more/https.config": redirect,
                    }),
                finds: [noRedirect],
            },
            {
                title: "a folder that the engine archives is read too",
                stack: () => {
                    fs.mkdirSync(folder.join("app", ".ebextensions"), { recursive: true });
                    fs.writeFileSync(folder.join("app", ".ebextensions", "https.config"), redirect);
                    return [environment(), ...bundle(folder.join("app"))];
                },
                reads: ["object.source.path"],
            },
        ]);
    });

    describe("what cannot be read is not proven", () => {
        itJudges(httpRedirect, [
            {
                title: "a file that is no YAML",
                stack: () => stackOf({ ".ebextensions/bad.config": "Resources: [" }),
                finds: [
                    message(
                        "a redirect cannot be proven: the bundle's .ebextensions/bad.config cannot be read as YAML",
                    ),
                ],
            },
            {
                title: "a file of more than a mebibyte",
                stack: () => stackOf({ ".ebextensions/big.config": `${redirect}#${" ".repeat(1024 * 1024)}` }),
                finds: [
                    message(
                        "a redirect cannot be proven: the bundle's .ebextensions/big.config cannot be read as YAML",
                    ),
                ],
            },
            {
                title: "a missing archive",
                stack: () => [environment(), ...bundle("/nowhere/bundle.zip")],
                finds: [message("a redirect cannot be proven: the bundle /nowhere/bundle.zip cannot be read")],
            },
            {
                title: "a file that is no archive",
                stack: () => {
                    fs.writeFileSync(folder.join("text.zip"), "not a zip");
                    return [environment(), ...bundle(folder.join("text.zip"))];
                },
                finds: () => [
                    message(`a redirect cannot be proven: the bundle ${folder.join("text.zip")} cannot be read`),
                ],
            },
            {
                title: "an archive whose directory is cut off",
                stack: async () => {
                    const whole = fs.readFileSync(
                        await folder.zip("whole.zip", { ".ebextensions/a.config": redirect }),
                    );
                    const entry = whole.indexOf("PK\u0001\u0002");
                    whole.fill(0, entry, entry + 4);
                    fs.writeFileSync(folder.join("cut.zip"), whole);
                    return [environment(), ...bundle(folder.join("cut.zip"))];
                },
                finds: () => [
                    message(`a redirect cannot be proven: the bundle ${folder.join("cut.zip")} cannot be read`),
                ],
            },
            {
                title: "a version of another stack",
                stack: () => [environment()],
                finds: [
                    message("a redirect cannot be proven: the environment's application version is not in this stack"),
                ],
            },
            {
                title: "an object of another stack",
                stack: () => [environment(), bundle("/nowhere")[0]!],
                finds: [
                    message(
                        "a redirect cannot be proven: the S3 object of the application version is not in this stack",
                    ),
                ],
            },
            {
                title: "an object that is not a local file",
                stack: () => {
                    const [version, object] = bundle("/nowhere");
                    return [environment(), version!, { ...object!, props: { ...object!.props, source: undefined } }];
                },
                finds: [
                    message(
                        "a redirect cannot be proven: the S3 object of the application version is not made from a local file",
                    ),
                ],
            },
        ]);
    });

    describe("load balancers that are not the environment's own", () => {
        const shared = { "aws:elasticbeanstalk:environment/LoadBalancerIsShared": "true" };
        const network = { "aws:elasticbeanstalk:environment/LoadBalancerType": "network" };
        const passing = { ...network, "aws:elbv2:listener:443/Protocol": "TCP" };
        const networkMessage =
            `${off} is not set; wanted: "false". A network load balancer passes connections on and cannot redirect them. ` +
            "In this project: domain: {name: www.example.com, zone: example.com}, and no http: true of the load balancer. In any other program, " +
            'in the environment\'s settings: {namespace: "aws:elbv2:listener:default", name: "ListenerEnabled", value: "false"}.';
        const serverFile = (text: string) => ({ ".platform/nginx/conf.d/elasticbeanstalk/own.conf": text });
        const onInstances = Object.fromEntries(
            renderFiles(
                proxy({ ...proxyPlan, tls: { certificate: "secret", secretArn: "arn", clients: undefined } }),
            ).map(({ path, content }) => [path, content]),
        );
        itJudges(httpRedirect, [
            {
                title: "a shared one that does not forward port 80 is right",
                stack: () => [environment(shared)],
                reads: ["env aws:elasticbeanstalk:environment/LoadBalancerIsShared"],
            },
            {
                title: "a shared one that forwards port 80 is wrong",
                stack: () => [environment({ ...shared, "aws:elbv2:listener:80/Rules": "default" })],
                finds: [
                    "aws:elbv2:listener:80/Rules is set, so the shared load balancer serves the environment over plain HTTP; " +
                        "wanted: not set. Take it out, use aws:elbv2:listener:443/Rules, and redirect on the listener itself.",
                ],
            },
            {
                title: "whether it is shared is not known, so it is its own",
                stack: () => [environment({ "aws:elasticbeanstalk:environment/LoadBalancerIsShared": unknown })],
                finds: [
                    message("a redirect cannot be proven: the environment's application version is not in this stack"),
                ],
            },
            {
                title: "a network one that is closed on port 80 is right",
                stack: () => [environment({ ...network, [off]: "false" })],
                reads: [`env ${off}`],
            },
            {
                title: "a network one that answers on port 80 is right where nginx on the instances ends TLS and redirects",
                stack: () => stackOf(onInstances, environment(passing)),
                reads: ["env aws:elbv2:listener:443/Protocol", "object.source.path"],
            },
            {
                title: "so it is with the usual condition",
                stack: () =>
                    stackOf(
                        serverFile("if ($scheme = http) { return 308 https://$host$request_uri; }"),
                        environment(passing),
                    ),
                reads: ["object.source.path"],
            },
            {
                title: "a redirect of one location is none of the site, nor is one in a comment",
                stack: () =>
                    stackOf(
                        serverFile(
                            "location /old { return 301 https://a.example; }\n# if ($scheme = http) { return 301 https://$host; }",
                        ),
                        environment(passing),
                    ),
                finds: [networkMessage],
            },
            {
                title: "one behind TLS of the load balancer would see HTTP alone, so it is not looked for",
                stack: () =>
                    stackOf(onInstances, environment({ ...network, "aws:elbv2:listener:443/Protocol": "TLS" })),
                finds: [networkMessage],
            },
            {
                title: "a network one that answers on port 80 is wrong: nothing redirects",
                stack: () => [environment(network)],
                finds: [networkMessage],
            },
        ]);
    });
});
