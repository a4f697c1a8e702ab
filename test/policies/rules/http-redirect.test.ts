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
                        "a redirect cannot be proven: what the S3 object of the application version is made from is not set",
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
                title: "a classic one has listeners of its own; application-load-balancer judges it",
                stack: () => [environment({ "aws:elasticbeanstalk:environment/LoadBalancerType": "classic" })],
                reads: ["env aws:elasticbeanstalk:environment/LoadBalancerType"],
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

    describe("listeners besides the default one", () => {
        const port80 = "aws:elbv2:listener:80";
        const plain = (port: string, state = "is not set") =>
            `aws:elbv2:listener:${port}/Protocol ${state}; wanted: "HTTPS". A listener of HTTP is answered by the application. In this ` +
            "project: take the listener out of options. In any other program, in the environment's settings: {namespace: " +
            `"aws:elbv2:listener:${port}", name: "Protocol", value: "HTTPS"}, {namespace: "aws:elbv2:listener:${port}", name: ` +
            '"SSLCertificateArns", value: "<certificate ARN>"}.';
        const named = noRedirect.replaceAll("aws:elbv2:listener:default", port80);
        const of8080 = (value: unknown) => environment({ [off]: "false", "aws:elbv2:listener:8080/Protocol": value });
        itJudges(httpRedirect, [
            {
                title: "port 80 by its number answers too",
                stack: () => stackOf({}, environment({ [off]: "false", [`${port80}/Protocol`]: "HTTP" })),
                finds: [named],
            },
            {
                title: "it redirects as the default one does",
                stack: () =>
                    stackOf(
                        { ".ebextensions/a.config": redirect },
                        environment({ [off]: "false", [`${port80}/Protocol`]: "HTTP" }),
                    ),
                reads: ["object.source.path"],
            },
            {
                title: "beside the default one it is found once",
                stack: () => stackOf({}, environment({ [`${port80}/Protocol`]: "HTTP" })),
                finds: [noRedirect],
            },
            {
                title: "HTTP on another port is wrong",
                stack: () => [of8080("HTTP")],
                finds: [plain("8080", 'is not "HTTPS"')],
            },
            {
                title: "no protocol is HTTP",
                stack: () => [environment({ [off]: "false", "aws:elbv2:listener:8080/Rules": "a" })],
                finds: [plain("8080")],
            },
            {
                title: "an unknown protocol is not proven",
                stack: () => [of8080(unknown)],
                finds: [plain("8080", 'is not known in this preview, so that it is "HTTPS" cannot be proven')],
            },
            {
                title: "set twice, it is not always HTTPS",
                stack: () => [of8080(["HTTPS", "HTTP"])],
                finds: [plain("8080", 'is set 2 times and not always "HTTPS"')],
            },
            {
                title: "a secret protocol is not repeated",
                stack: () => [of8080(secret("hunter2"))],
                finds: [plain("8080", 'is not "HTTPS"')],
            },
            {
                title: "HTTPS is right",
                stack: () => [of8080("HTTPS")],
                reads: ["env aws:elbv2:listener:8080/Protocol"],
            },
            {
                title: "a disabled one is right",
                stack: () => [
                    environment({
                        [off]: "false",
                        "aws:elbv2:listener:8080/Protocol": "HTTP",
                        "aws:elbv2:listener:8080/ListenerEnabled": "false",
                    }),
                ],
                reads: ["env aws:elbv2:listener:8080/ListenerEnabled"],
            },
            {
                title: "a redirect of port 80 is none of another",
                stack: () =>
                    stackOf(
                        { ".ebextensions/a.config": redirect },
                        environment({ "aws:elbv2:listener:8080/Protocol": "HTTP" }),
                    ),
                finds: [plain("8080", 'is not "HTTPS"')],
            },
        ]);
    });

    describe("redirects on the instances", () => {
        const platformServer = ".platform/nginx/conf.d/elasticbeanstalk/own.conf";
        const to = "return 301 https://$host$request_uri;";
        const sample =
            'set $redirect 0;\nif ($http_x_forwarded_proto != "https") {\n  set $redirect 1;\n}\n' +
            `if ($http_user_agent ~* "ELB-HealthChecker") {\n  set $redirect 0;\n}\nif ($redirect = 1) {\n  ${to}\n}\n`;
        const forwarded = [
            `if ($http_x_forwarded_proto = "http") { ${to} }`,
            `if ($http_x_forwarded_proto != 'https') { ${to} }`,
            'if ($http_x_forwarded_proto = "http") { rewrite ^ https://$host$request_uri? permanent; }',
            sample,
            `location / {\n${sample}proxy_pass http://127.0.0.1:8000;\n}`,
        ];
        itJudges(httpRedirect, [
            ...forwarded.map((text) => ({
                title: `by the load balancer's header: ${text.replaceAll("\n", " ")}`,
                stack: () =>
                    stackOf({ [platformServer]: text }, environment({ "aws:elbv2:listener:8080/Protocol": "HTTP" })),
                reads: ["object.source.path"],
            })),
            {
                title: "by Apache",
                stack: () =>
                    stackOf({
                        ".platform/httpd/conf.d/redirect.conf":
                            "RewriteEngine On\nRewriteCond %{HTTP:X-Forwarded-Proto} =http\nRewriteRule .* https://%{HTTP_HOST}%{REQUEST_URI} [R=301]\n",
                    }),
                reads: ["object.source.path"],
            },
            ...[
                `if ($scheme = http) { ${to} }`,
                `location /old { ${forwarded[0]} }`,
                `# ${forwarded[0]}`,
                'if ($http_x_forwarded_proto = "http") { set $redirect 1; }',
            ].map((text) => ({
                title: `behind TLS of the load balancer this redirects nothing: ${text}`,
                stack: () => stackOf({ [platformServer]: text }),
                finds: [noRedirect],
            })),
        ]);
    });

    describe("a single instance", () => {
        const single = environment({ "aws:elasticbeanstalk:environment/EnvironmentType": "SingleInstance" });
        const server = "server {\n  listen 443 ssl;\n  ssl_certificate /a.pem;\n  ssl_certificate_key /a.pem;\n}\n";
        const own = ".platform/nginx/conf.d/https.conf";
        const platformServer = ".platform/nginx/conf.d/elasticbeanstalk/own.conf";
        const to = "return 301 https://$host$request_uri;";
        const found =
            "The environment has no load balancer, and its instance answers port 80 beside TLS: no file of the bundle redirects it " +
            "to HTTPS. In this project: environment.loadBalancer.tlsOnInstances, which redirects. In any other program: write " +
            '"if ($scheme = http) { return 301 https://$host$request_uri; }" into a file of the bundle\'s ' +
            ".platform/nginx/conf.d/elasticbeanstalk.";
        const answering: Record<string, string>[] = [
            {},
            { [platformServer]: `location /old { ${to} }` },
            { [platformServer]: 'if ($http_x_forwarded_proto = "http") { return 301 https://a.example; }' },
        ];
        const redirecting: Record<string, string>[] = [
            { [platformServer]: `if ($scheme = http) { ${to} }` },
            { [platformServer]: to },
            { [platformServer]: `location / { ${to} }` },
            { ".platform/nginx/conf.d/http.conf": `server {\n  listen 80;\n  location / { ${to} }\n}\n` },
        ];
        itJudges(httpRedirect, [
            ...answering.map((files) => ({
                title: `with TLS answers port 80: ${JSON.stringify(files)}`,
                stack: () => stackOf({ [own]: server, ...files }, single),
                finds: [found],
            })),
            ...redirecting.map((files) => ({
                title: `with TLS redirects port 80: ${JSON.stringify(files)}`,
                stack: () => stackOf({ [own]: server, ...files }, single),
                reads: ["object.source.path"],
            })),
            {
                title: "without TLS is a finding of https-listener",
                stack: () => stackOf({}, single),
                reads: ["object.source.path"],
            },
            {
                title: "a worker serves nobody",
                stack: () => stackOf({ [own]: server }, { ...single, props: { ...single.props, tier: "Worker" } }),
                reads: ["env.tier"],
            },
        ]);
    });
});
