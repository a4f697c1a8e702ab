import * as assert from "node:assert/strict";
import { parse } from "yaml";
import { planOptions } from "../../../components/beanstalk-environment/plan-options";
import { planGeneratedFiles } from "../../../components/generated-files";
import { planRules } from "../../../components/network/plan-rules";
import { planProxy } from "../../../components/proxy/plan-proxy";
import { ProblemError } from "../../../components/problem";
import { proxyProblems } from "../../../components/proxy/proxy-problems";
import { ownNginx } from "../../../ebextensions/proxy/own-files";
import { trustStoreOption } from "../../../ebextensions/recipes/mutual-tls";
import { overrideIn } from "../../../policies/read/listener-override";
import { cfnLint, needsJudges } from "../../support/judges";
import { linksOf } from "../../support/option-links";
import { minimalRaw, testSettings } from "../../support/settings";

type Raw = Readonly<Record<string, unknown>>;

const domain = { name: "www.example.com", zone: "example.com" };
const verify = { mode: "verify", authorities: { from: "file", path: "ca.pem" } };
const settings = (mutualTls: Raw, more: Raw = {}) =>
    testSettings({
        app: minimalRaw.app,
        domain,
        environment: { loadBalancer: { kind: "dedicated", mutualTls, ...more } },
    });
const path = ".ebextensions/21-mutual-tls.config";
const fileOf = (mutualTls: Raw) =>
    planGeneratedFiles(settings(mutualTls), new Set()).find((file) => file.path === path) ?? assert.fail(`no ${path}`);
const option = { Namespace: "aws:elasticbeanstalk:customoption", OptionName: "ClientTrustStoreArn" };

describe("certificates of clients on the environment's own load balancer", () => {
    it("are asked for by the listener on 443, with a trust store that an option of the environment names", () => {
        assert.deepEqual(parse(fileOf(verify).content), {
            Resources: {
                AWSEBV2LoadBalancerListener443: {
                    Type: "AWS::ElasticLoadBalancingV2::Listener",
                    Properties: {
                        MutualAuthentication: {
                            Mode: "verify",
                            TrustStoreArn: { "Fn::GetOptionSetting": option },
                            AdvertiseTrustStoreCaNames: "on",
                            IgnoreClientCertificateExpiry: false,
                        },
                    },
                },
            },
        });
        const stack = settings(verify);
        const links = linksOf(stack);
        assert.deepEqual(
            planOptions(stack, links).filter(({ namespace }) => namespace === trustStoreOption.namespace),
            [{ namespace: option.Namespace, name: option.OptionName, resource: "", value: links.clientTrustStoreArn }],
        );
    });

    it("are passed through without a trust store, and without the setting there is nothing", () => {
        const passthrough = settings({ mode: "passthrough" });
        assert.match(fileOf({ mode: "passthrough" }).content, /MutualAuthentication:\n\s+"?Mode"?: "?passthrough"?\n$/);
        const names = (stack: typeof passthrough) => planOptions(stack, linksOf(stack)).map(({ name }) => name);
        assert.ok(!names(passthrough).includes(option.OptionName));
        const without = testSettings({ domain });
        assert.ok(!names(without).includes(option.OptionName));
        assert.ok(!planGeneratedFiles(without, new Set()).some((file) => file.path === path));
    });

    it("are accepted by cfn-lint, with an ARN for the option", function () {
        needsJudges(this, "cfn-lint");
        for (const mutualTls of [verify, { mode: "passthrough" }]) {
            const text = JSON.stringify(parse(fileOf(mutualTls).content)).replace(
                JSON.stringify({ "Fn::GetOptionSetting": option }),
                '"arn:aws:elasticloadbalancing:eu-central-1:123456789012:truststore/notes/0123456789abcdef"',
            );
            cfnLint(JSON.parse(text) as Parameters<typeof cfnLint>[0]);
        }
    });

    it("leave the redirect of port 80 as the policies read it", async () => {
        const files = planGeneratedFiles(settings(verify), new Set())
            .filter((file) => file.path.startsWith(".ebextensions/"))
            .map((file) => ({ name: file.path, text: file.content }));
        assert.deepEqual(await overrideIn(files), { kind: "redirects" });
    });

    it("reach the application in headers that nobody else can write: instances take requests from the load balancer alone", () => {
        assert.equal(planProxy(settings(verify)).clientCertificates, "verify");
        assert.equal(planProxy(settings({ mode: "passthrough" })).clientCertificates, "passthrough");
        assert.equal(planProxy(testSettings({ domain })).clientCertificates, "none");
        assert.deepEqual(
            planRules(settings(verify))
                .filter(({ group }) => group === "instances")
                .map(({ port, from }) => [port, from]),
            [[80, { group: "load-balancer" }]],
        );
    });

    const problemsOf = (make: () => unknown) => {
        try {
            make();
        } catch (error) {
            assert.ok(error instanceof ProblemError);
            return error.problems;
        }
        return [];
    };

    it("need HTTPS", () => {
        const problems = problemsOf(() =>
            testSettings({ environment: { loadBalancer: { kind: "dedicated", mutualTls: verify } } }),
        );
        assert.deepEqual(problems, [
            {
                where: "environment.loadBalancer.mutualTls",
                got: "certificates of clients, without HTTPS",
                allowed: "with a domain, or with certificateArn",
                remedy: "Set one of them, or remove mutualTls.",
            },
        ]);
    });

    it("allow no way round: neither another listener, nor a location or an nginx.conf of the application's", () => {
        const listeners = { "8443": { protocol: "HTTPS", clients: ["10.0.0.0/8"] } };
        assert.deepEqual(
            problemsOf(() => settings(verify, { listeners })).map(({ where }) => where),
            ["environment.loadBalancer.listeners.8443"],
        );
        const files: Readonly<Record<string, string>> = {
            ".platform/nginx/conf.d/elasticbeanstalk/ws.conf": "location /ws { proxy_pass http://127.0.0.1:8000; }",
            ".platform/nginx/nginx.conf": "http { include conf.d/*.conf; }",
        };
        const own = ownNginx(Object.keys(files), (each) => files[each] ?? "");
        assert.deepEqual(proxyProblems(settings(verify), own), [
            {
                where: ".platform/nginx/conf.d/elasticbeanstalk/ws.conf",
                got: "requests passed on with the headers of clients, with environment.loadBalancer.mutualTls",
                allowed: "the generated location alone: a client could write X-Client-Cert-Subject itself",
                remedy: "Remove the location; websockets and long waits need none of their own.",
            },
            {
                where: ".platform/nginx/nginx.conf",
                got: "requests passed on with the headers of clients, with environment.loadBalancer.mutualTls",
                allowed: "the generated location alone: a client could write X-Client-Cert-Subject itself",
                remedy: "Include conf.d/elasticbeanstalk/*.conf in it, or remove it.",
            },
        ]);
        assert.deepEqual(proxyProblems(testSettings({ domain }), own), []);
    });
});
