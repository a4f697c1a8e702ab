import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Outputs, recordProgram } from "../../support/program";
import { Recording } from "../../support/record";

const environmentType = "aws:elasticbeanstalk/environment:Environment";

interface Option {
    readonly namespace: string;
    readonly name: string;
    readonly value: string;
    readonly resource: string;
}

const optionsOf = (recording: Recording<Outputs>): Option[] =>
    recording.only(environmentType).inputs["settings"] as Option[];

const valuesOf = (recording: Recording<Outputs>, start: string): string[] =>
    optionsOf(recording)
        .filter(({ namespace }) => namespace.startsWith(start))
        .map(({ namespace, name, value }) => `${namespace.slice(start.length)} ${name}=${value}`);

const groupsOf = (recording: Recording<Outputs>): string[] =>
    recording.ofType("aws:ec2/securityGroup:SecurityGroup").map(({ name }) => name.replace("notes-dev-network-", ""));

const domain = { name: "notes-dev.example.com", zone: "example.com", zoneId: "Z123" };
const environment = (settings: Readonly<Record<string, unknown>>) => ({
    "django-beanstalk:environment": { stage: "dev", ...settings },
    "django-beanstalk:network": { kind: "default", vpcId: "vpc-1", subnetIds: ["subnet-1", "subnet-2"] },
    "django-beanstalk:domain": domain,
});

describe("an environment with a shared load balancer", () => {
    const arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/all/0123456789abcdef";
    const made = () =>
        recordProgram("dev", false, environment({ loadBalancer: { kind: "shared", arn, securityGroupId: "sg-1" } }));

    it("sets what a shared one takes, and nothing else of a load balancer", async () => {
        const recording = await made();
        assert.deepEqual(valuesOf(recording, "aws:elbv2:"), [
            "listener:443 Rules=site",
            "listenerrule:site HostHeaders=notes-dev.example.com",
            "loadbalancer SecurityGroups=sg-1",
            `loadbalancer SharedLoadBalancer=${arn}`,
        ]);
        assert.deepEqual(valuesOf(recording, "aws:elasticbeanstalk:environment ".trim()).slice(0, 3), [
            " EnvironmentType=LoadBalanced",
            " LoadBalancerIsShared=true",
            " LoadBalancerType=application",
        ]);
        assert.deepEqual(
            optionsOf(recording).filter(({ name }) => name.startsWith("ELB")),
            [],
        );
    });

    it("makes neither a certificate nor a group for it, and answers at HTTPS", async () => {
        const recording = await made();
        assert.deepEqual(recording.ofType("aws:acm/certificate:Certificate"), []);
        assert.deepEqual(groupsOf(recording).sort(), ["database", "instances"]);
        const known = await new Promise((resolve) => pulumi.output(recording.result.url).apply(resolve));
        assert.equal(known, "https://notes-dev.example.com");
    });
});

describe("an environment with a network load balancer", () => {
    it("ends TLS there, closes port 80, and publishes IPv6 where it has such addresses", async () => {
        const recording = await recordProgram(
            "dev",
            false,
            environment({ loadBalancer: { kind: "network", ipAddressType: "dualstack" } }),
        );
        const [listeners] = [valuesOf(recording, "aws:elbv2:listener:")];
        assert.deepEqual(
            listeners.map((text) => text.replace(/arn:\S+/, "ARN")),
            [
                "443 ListenerEnabled=true",
                "443 Protocol=TLS",
                "443 SSLCertificateArns=ARN",
                "443 SSLPolicy=ELBSecurityPolicy-TLS13-1-2-2021-06",
                "default ListenerEnabled=false",
            ],
        );
        assert.deepEqual(valuesOf(recording, "aws:elasticbeanstalk:environment:process"), []);
        const records = recording.ofType("aws:route53/record:Record").map(({ inputs }) => String(inputs["type"]));
        assert.deepEqual(records.filter((type) => type.startsWith("A")).sort(), ["A", "AAAA"]);
    });
});

describe("a worker environment", () => {
    it("has the tier, its daemon's options, nothing of a load balancer, and no address", async () => {
        const cron = { nightly: { path: "/nightly/", schedule: "0 3 * * *" } };
        const recording = await recordProgram("dev", false, {
            ...environment({ tier: { kind: "worker", path: "/jobs/", cron } }),
            "django-beanstalk:domain": {},
        });
        assert.equal(recording.only(environmentType).inputs["tier"], "Worker");
        assert.deepEqual(valuesOf(recording, "aws:elasticbeanstalk:sqsd"), [" HttpPath=/jobs/"]);
        assert.deepEqual(valuesOf(recording, "aws:elbv2:"), []);
        assert.deepEqual(groupsOf(recording).sort(), ["database", "instances"]);
        assert.equal(optionsOf(recording).find(({ name }) => name === "ALLOWED_HOSTS")?.value, "127.0.0.1,localhost");
        assert.equal(recording.result.url, undefined);
    });
});

describe("an environment", () => {
    it("names its scheduled actions in `resource`, and nothing else", async () => {
        const schedule = { morning: { recurrence: "0 6 * * 1-5", min: 2, max: 4 } };
        const recording = await recordProgram("dev", false, environment({ scaling: { schedule } }));
        assert.deepEqual(
            optionsOf(recording)
                .filter(({ resource }) => resource !== "")
                .map(({ name, value, resource }) => `${resource} ${name}=${value}`),
            ["morning MaxSize=4", "morning MinSize=2", "morning Recurrence=0 6 * * 1-5", "morning Suspend=false"],
        );
    });

    it("encrypts new volumes of the region only when told, and leaves that in the account", async () => {
        const type = "aws:ebs/encryptionByDefault:EncryptionByDefault";
        assert.deepEqual((await recordProgram("dev", false)).ofType(type), []);
        const told = environment({ instances: { encryptVolumesInRegion: true } });
        assert.equal((await recordProgram("dev", false, told)).only(type).inputs["enabled"], true);
    });
});
