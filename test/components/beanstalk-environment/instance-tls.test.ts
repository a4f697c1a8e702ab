import * as assert from "node:assert/strict";
import { instanceTlsAccess } from "../../../components/beanstalk-environment/instance-tls";
import { planOptions } from "../../../components/beanstalk-environment/plan-options";
import { hasCertificate, hasHttps } from "../../../components/beanstalk-environment/variables";
import { planRules } from "../../../components/network/plan-rules";
import { ProblemError } from "../../../components/problem";
import { planProxy } from "../../../components/proxy/plan-proxy";
import { proxyProblems } from "../../../components/proxy/proxy-problems";
import { planProbe } from "../../../components/python-deployment";
import { standaloneSettings } from "../../../components/standalone";
import { ownNginx } from "../../../ebextensions/proxy/own-files";
import { everySetting } from "../../support/every-setting";
import { linksOf } from "../../support/option-links";
import { recordProgram } from "../../support/program";
import { minimalRaw, testSettings } from "../../support/settings";

type Raw = Readonly<Record<string, unknown>>;

const certificateSecretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:site-AbCdEf";
const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/0a1b-2c3d";
const domain = { name: "www.example.com", zone: "example.com" };
const network = (more: Raw = {}, tls: Raw = {}) => ({
    kind: "network",
    vpcRange: "172.31.0.0/16",
    tlsOnInstances: { certificateSecretArn, ...tls },
    ...more,
});
const single = { kind: "none", tlsOnInstances: { certificateSecretArn } };
const settingsOf = (loadBalancer: Raw, more: Raw = {}) =>
    testSettings({ domain, environment: { stage: "dev", loadBalancer }, ...more });

/** Options of the load balancer, each as `namespace name=value`. */
const optionsOf = (loadBalancer: Raw): string[] => {
    const settings = settingsOf(loadBalancer);
    return planOptions(settings, linksOf(settings))
        .map(({ namespace, name, value }) => `${namespace.replace("aws:elasticbeanstalk:", "")} ${name}=${value}`)
        .filter((option) => /^(aws:elbv2|environment:process|environment Load)/.test(option));
};

function problemsOf(loadBalancer: Raw, more: Raw = {}): string[] {
    try {
        settingsOf(loadBalancer, more);
        return [];
    } catch (error) {
        assert.ok(error instanceof ProblemError, String(error));
        return error.problems.map(({ where, got = "", allowed = "" }) => `${where}: ${got} | ${allowed}`);
    }
}

describe("TLS that ends on the instances", () => {
    it("lets a network load balancer pass 443 on, and 80 to nginx that redirects", () => {
        assert.deepEqual(optionsOf(network()), [
            "environment LoadBalancerType=network",
            "environment:process:default Port=443",
            "environment:process:http Protocol=TCP",
            "aws:elbv2:listener:443 ListenerEnabled=true",
            "aws:elbv2:listener:443 Protocol=TCP",
            "aws:elbv2:listener:default DefaultProcess=http",
        ]);
        assert.deepEqual(optionsOf(network({ http: false })), [
            "environment LoadBalancerType=network",
            "environment:process:default Port=443",
            "aws:elbv2:listener:443 ListenerEnabled=true",
            "aws:elbv2:listener:443 Protocol=TCP",
            "aws:elbv2:listener:default ListenerEnabled=false",
        ]);
        assert.deepEqual(optionsOf(single), []);
    });

    it("opens 443 of the instances to clients, 80 where it redirects, and both to the load balancer's checks", () => {
        const rules = (loadBalancer: Raw) =>
            planRules(settingsOf(loadBalancer, { database: { kind: "none" } })).map(
                ({ suffix, port, from }) => `${suffix}: ${port} ${"cidr" in from ? from.cidr : ""}`,
            );
        assert.deepEqual(rules(network()), ["instances-https: 443 0.0.0.0/0", "instances-http: 80 0.0.0.0/0"]);
        assert.deepEqual(rules(network({ http: false })), ["instances-https: 443 0.0.0.0/0"]);
        assert.deepEqual(rules(network({ http: false, clients: ["203.0.113.0/24"] })), [
            "instances-443-203-0-113-0-24: 443 203.0.113.0/24",
            "instances-443-172-31-0-0-16: 443 172.31.0.0/16",
        ]);
        const listeners = { "8443": { protocol: "TCP", clients: ["203.0.113.0/24"] } };
        assert.deepEqual(rules(network({ http: false, listeners })).slice(1), [
            "instances-443-203-0-113-0-24: 443 203.0.113.0/24",
            "instances-443-172-31-0-0-16: 443 172.31.0.0/16",
        ]);
        assert.deepEqual(rules(single), ["instances-http: 80 0.0.0.0/0", "instances-https: 443 0.0.0.0/0"]);
    });

    it("is HTTPS without a certificate of the load balancer, and its probe says so", () => {
        for (const settings of [settingsOf(network()), settingsOf(single)]) {
            assert.deepEqual([hasHttps(settings), hasCertificate(settings)], [true, false]);
            const { https, tls, clientCertificates } = planProxy(settings);
            assert.deepEqual(
                [https, tls, clientCertificates],
                [true, { certificate: "secret", secretArn: certificateSecretArn, clients: undefined }, "none"],
            );
            const asker = planProbe(settings)?.as;
            assert.ok(asker?.kind === "client" && asker.https);
        }
        assert.deepEqual(
            [hasHttps(settingsOf({ kind: "none" })), hasHttps(settingsOf({ kind: "network" }))],
            [false, true],
        );
    });

    it("makes no certificate in ACM, leads the domain to the environment, and lets the instances read the secret", async () => {
        const environment = { stage: "dev", loadBalancer: network() };
        const recording = await recordProgram("dev", false, {
            "django-beanstalk:environment": environment,
            "django-beanstalk:network": { kind: "default", vpcId: "vpc-1", subnetIds: ["subnet-1", "subnet-2"] },
            "django-beanstalk:domain": { ...domain, zoneId: "Z123" },
        });
        assert.deepEqual(recording.ofType("aws:acm/certificate:Certificate"), []);
        assert.deepEqual(
            recording.ofType("aws:route53/record:Record").map(({ inputs }) => [inputs["name"], inputs["type"]]),
            [["www.example.com", "A"]],
        );
        assert.ok(JSON.stringify(recording.ofType("aws:iam/rolePolicy:RolePolicy")).includes(certificateSecretArn));
    });

    it("needs the right to the secret, and to its key where it has one of its own", () => {
        const kmsKeyArn = "arn:aws:kms:us-east-1:123456789012:key/0a1b";
        const of = (tls: Raw) => instanceTlsAccess(settingsOf(network({}, tls)));
        assert.deepEqual(of({}), [{ arn: certificateSecretArn, service: "secretsmanager", key: undefined }]);
        assert.deepEqual(of({ kmsKeyArn }), [
            { arn: certificateSecretArn, service: "secretsmanager", key: { arn: kmsKeyArn, region: "us-east-1" } },
        ]);
        assert.deepEqual(instanceTlsAccess(testSettings()), []);
    });

    it("asks clients for certificates when told, and then allows no location that passes their headers on", () => {
        const clientCertificates = { verify: "optional", authorities: "authorities/ca.pem" };
        const settings = settingsOf(network({}, { clientCertificates }));
        const { tls, clientCertificates: who } = planProxy(settings, undefined, "PEM");
        assert.deepEqual(
            [tls?.certificate === "secret" && tls.clients, who],
            [{ verify: "optional", depth: 3, authorities: "PEM" }, "instance"],
        );
        const file = ".platform/nginx/conf.d/elasticbeanstalk/ws.conf";
        const own = ownNginx([file], () => "location /ws { proxy_pass http://127.0.0.1:8000; }");
        assert.deepEqual(
            proxyProblems(settings, own).map(({ where, got }) => `${where}: ${got}`),
            [
                `${file}: requests passed on with the headers of clients, with environment.loadBalancer.tlsOnInstances.clientCertificates`,
            ],
        );
        assert.deepEqual(proxyProblems(settingsOf(network()), own), []);
    });

    it("is left out of a bundle for an upload by hand, where nobody gives the right to the secret", () => {
        for (const settings of everySetting.values()) {
            assert.notEqual(planProxy(standaloneSettings(settings)).tls?.certificate, "secret");
        }
    });

    it("is refused where nothing on the instance could end it", () => {
        const where = "environment.loadBalancer.tlsOnInstances: TLS on the instances,";
        const allowed = "in the web tier, on the Python platform with nginx";
        const on = (platform: Raw) => problemsOf(network(), { app: { ...minimalRaw.app, platform } });
        assert.deepEqual(on({ kind: "docker" }), [`${where} with app.platform.kind docker | ${allowed}`]);
        assert.deepEqual(on({ kind: "python", proxyServer: "apache" }), [
            `${where} with app.platform.proxyServer apache | ${allowed}`,
        ]);
        const worker = {
            environment: { stage: "dev", tier: { kind: "worker" }, loadBalancer: single },
            domain: undefined,
        };
        assert.deepEqual(problemsOf(single, worker), [`${where} in the worker tier | ${allowed}`]);
    });

    it("is refused beside what contradicts it", () => {
        assert.deepEqual(
            problemsOf(
                network({
                    certificateArn,
                    processes: { http: { port: 8080 } },
                    listeners: { "8443": { protocol: "TLS", certificateArn, clients: ["10.0.0.0/8"] } },
                }),
            ),
            [
                "environment.loadBalancer.certificateArn: a certificate for the load balancer, with tlsOnInstances | one of the two: port 443 passes connections on",
                "environment.loadBalancer.processes.http: a process named http, with tlsOnInstances | any other name: it is nginx on port 80, which redirects",
                "environment.loadBalancer.listeners.8443.protocol: TLS that ends before the process default, with tlsOnInstances | TCP, or another process",
            ],
        );
        const listeners = { "5671": { protocol: "TLS", clients: ["10.0.0.0/8"], process: "broker" } };
        assert.deepEqual(problemsOf(network({ processes: { broker: { port: 5671 } }, listeners })), [
            "environment.loadBalancer.listeners.5671.certificateArn: nothing, and none on port 443 | a certificate, its own or that of port 443",
        ]);
        const options = { "aws:elbv2:listener:default": { DefaultProcess: "http" } };
        assert.deepEqual(problemsOf(network(), { options }), [
            "options.aws:elbv2:listener:default.DefaultProcess: an option that a setting sets | options for which there is no setting",
        ]);
        assert.deepEqual(
            problemsOf(
                { kind: "dedicated" },
                { options: { "aws:elbv2:listener:default": { DefaultProcess: "default" } } },
            ),
            [],
        );
    });

    it("takes a secret of Secrets Manager, a file below the stack's folder and a chain of 1 to 9", () => {
        const clientCertificates = { verify: "off", authorities: "../ca.pem", depth: 0 };
        const ssm = "arn:aws:ssm:us-east-1:123456789012:parameter/site";
        assert.deepEqual(
            problemsOf(network({}, { certificateSecretArn: ssm, clientCertificates })).map(
                (each) => each.split(": ")[0],
            ),
            [
                "certificateSecretArn",
                "clientCertificates.verify",
                "clientCertificates.authorities",
                "clientCertificates.depth",
            ].map((each) => `environment.loadBalancer.tlsOnInstances.${each}`),
        );
    });
});
