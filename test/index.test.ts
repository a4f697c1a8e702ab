import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { variableContract } from "../components/beanstalk-environment/variables";
import { Outputs, recordProgram, stackConfig } from "./support/program";
import { Recording } from "./support/record";
import { testSettings } from "./support/settings";

/** What every stack with a domain, a database and a bucket has: component, then the resources in it without the stack's prefix. */
const expected: Readonly<Record<string, readonly string[]>> = {
    BeanstalkEnvironment: [
        "aws:elasticbeanstalk/environment:Environment environment",
        "aws:iam/instanceProfile:InstanceProfile environment-instance-profile",
        "aws:iam/role:Role environment-instance-role",
        "aws:iam/role:Role environment-service-role",
        "aws:iam/rolePolicy:RolePolicy environment-instance-policy",
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment environment-service-enhanced-health",
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment environment-service-managed-updates",
    ],
    AppSecrets: [
        "aws:secretsmanager/secret:Secret secret-secret-key",
        "aws:secretsmanager/secretVersion:SecretVersion secret-secret-key-value",
        "random:index/randomPassword:RandomPassword secret-secret-key-random",
    ],
    Certificate: [
        "aws:acm/certificate:Certificate certificate",
        "aws:acm/certificateValidation:CertificateValidation certificate-validation",
        "aws:route53/record:Record certificate-DOMAIN",
    ],
    Database: [
        "aws:cloudwatch/logGroup:LogGroup database-log-postgresql",
        "aws:cloudwatch/logGroup:LogGroup database-log-upgrade",
        "aws:rds/instance:Instance database",
        "aws:rds/parameterGroup:ParameterGroup database-parameters",
        "aws:rds/subnetGroup:SubnetGroup database-subnets",
        "aws:secretsmanager/secret:Secret database-credentials",
        "aws:secretsmanager/secretVersion:SecretVersion database-credentials-value",
        "random:index/randomPassword:RandomPassword database-password",
    ],
    DestroyGuard: ["pulumi:index:Stash guard-lifted-by-environment-protect-false"],
    Domain: ["aws:route53/record:Record domain-DOMAIN"],
    MediaBucket: [
        "aws:s3/bucket:Bucket media",
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration media-lifecycle",
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls media-owner",
        "aws:s3/bucketPolicy:BucketPolicy media-tls-only",
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock media-public-access",
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration media-encryption",
    ],
    Network: [
        "aws:ec2/securityGroup:SecurityGroup network-database",
        "aws:ec2/securityGroup:SecurityGroup network-instances",
        "aws:ec2/securityGroup:SecurityGroup network-load-balancer",
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule network-instances-out",
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule network-load-balancer-out",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule network-database-postgres",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule network-instances-http",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule network-load-balancer-http",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule network-load-balancer-https",
    ],
    SourceBundle: [
        "aws:elasticbeanstalk/application:Application bundle-application",
        "aws:elasticbeanstalk/applicationVersion:ApplicationVersion bundle-FINGERPRINT",
        "aws:s3/bucket:Bucket bundle",
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration bundle-lifecycle",
        "aws:s3/bucketObjectv2:BucketObjectv2 bundle-archive",
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls bundle-owner",
        "aws:s3/bucketPolicy:BucketPolicy bundle-tls-only",
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock bundle-public-access",
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration bundle-encryption",
    ],
};

const subnets = ["database", "instances", "public"].flatMap((kind) => [`${kind}-a`, `${kind}-b`]);
const moreForProd: Readonly<Record<string, readonly string[]>> = {
    AccessLogs: [
        "aws:s3/bucket:Bucket access-logs",
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration access-logs-lifecycle",
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls access-logs-owner",
        "aws:s3/bucketPolicy:BucketPolicy access-logs-tls-only",
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock access-logs-public-access",
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration access-logs-encryption",
    ],
    BeanstalkEnvironment: ["aws:ebs/encryptionByDefault:EncryptionByDefault environment-encryption-by-default"],
    Cache: [
        "aws:elasticache/replicationGroup:ReplicationGroup cache",
        "aws:elasticache/subnetGroup:SubnetGroup cache-subnets",
        "aws:secretsmanager/secret:Secret cache-urls",
        "aws:secretsmanager/secretVersion:SecretVersion cache-urls-value",
        "random:index/randomId:RandomId cache-final-snapshot",
        "random:index/randomPassword:RandomPassword cache-token",
    ],
    Certificate: [
        "aws:acm/certificate:Certificate media-cdn-certificate",
        "aws:acm/certificateValidation:CertificateValidation media-cdn-certificate-validation",
        "aws:route53/record:Record media-cdn-certificate-media-notes.example.com",
    ],
    Database: [
        "aws:cloudwatch/logGroup:LogGroup database-replica-log-postgresql",
        "aws:cloudwatch/logGroup:LogGroup database-replica-log-upgrade",
        "aws:rds/instance:Instance database-replica",
        "aws:secretsmanager/secret:Secret database-users",
        "aws:secretsmanager/secretVersion:SecretVersion database-users-value",
        "random:index/randomId:RandomId database-final-snapshot",
        "random:index/randomPassword:RandomPassword database-application-password",
    ],
    MediaCdn: [
        "aws:cloudfront/distribution:Distribution media-cdn",
        "aws:cloudfront/originAccessControl:OriginAccessControl media-cdn-access",
        "aws:route53/record:Record media-cdn-media-notes.example.com",
        "aws:route53/record:Record media-cdn-media-notes.example.com-ipv6",
        "django-beanstalk:certificate:Certificate media-cdn-certificate",
    ],
    MediaBucket: [
        "aws:s3/bucketLogging:BucketLogging media-logging",
        "aws:s3/bucketVersioning:BucketVersioning media-versions",
        "django-beanstalk:media:MediaCdn media-cdn",
    ],
    StackKey: ["aws:kms/alias:Alias key-alias", "aws:kms/key:Key key"],
    Monitoring: [
        "aws:budgets/budget:Budget monitoring-budget",
        "aws:cloudwatch/compositeAlarm:CompositeAlarm monitoring-outage",
        "aws:cloudwatch/dashboard:Dashboard monitoring-dashboard",
        "aws:cloudwatch/eventRule:EventRule monitoring-failures",
        "aws:cloudwatch/eventTarget:EventTarget monitoring-failures-topic",
        "aws:cloudwatch/logMetricFilter:LogMetricFilter monitoring-errors",
        ...[
            "application-errors",
            "cdn-certificate",
            "certificate",
            "database-connections",
            "database-cpu",
            "database-credits",
            "database-storage",
            "health",
            "instance-cpu",
            "instance-credits",
            "instance-disk",
            "instance-memory",
            "latency",
            "load-balancer-errors",
            "log-errors",
            "replica-lag",
            "unhealthy-hosts",
        ].map((name) => `aws:cloudwatch/metricAlarm:MetricAlarm monitoring-${name}`),
        "aws:kms/key:Key monitoring-key",
        "aws:sns/topic:Topic monitoring",
        "aws:sns/topicPolicy:TopicPolicy monitoring-policy",
        "aws:sns/topicSubscription:TopicSubscription monitoring-ops@example.com",
    ],
    SourceBundle: ["aws:s3/bucketLogging:BucketLogging bundle-logging"],
    Network: [
        "aws:ec2/eip:Eip network-nat-a-address",
        "aws:ec2/internetGateway:InternetGateway network-internet",
        "aws:ec2/natGateway:NatGateway network-nat-a",
        ...["instances-a", "instances-b", "public"].map(
            (name) => `aws:ec2/routeTable:RouteTable network-${name}-routes`,
        ),
        ...["instances-a", "instances-b", "public-a", "public-b"].map(
            (name) => `aws:ec2/routeTableAssociation:RouteTableAssociation network-${name}-routes`,
        ),
        ...subnets.map((name) => `aws:ec2/subnet:Subnet network-${name}`),
        "aws:ec2/vpc:Vpc network-vpc",
        "aws:ec2/vpcEndpoint:VpcEndpoint network-endpoint-s3",
        "aws:ec2/securityGroup:SecurityGroup network-cache",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule network-cache-clients",
    ],
};

/** What someone else has made, by component; an empty list for all of it. */
const notForShared: Readonly<Record<string, readonly string[]>> = {
    Certificate: [],
    Database: [],
    Network: [
        "aws:ec2/securityGroup:SecurityGroup network-database",
        "aws:ec2/securityGroup:SecurityGroup network-load-balancer",
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule network-load-balancer-out",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule network-database-postgres",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule network-load-balancer-http",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule network-load-balancer-https",
    ],
};
const moreForShared: Readonly<Record<string, readonly string[]>> = {
    Worker: [
        "aws:cloudwatch/logGroup:LogGroup worker-sweeper-logs",
        "aws:cloudwatch/logMetricFilter:LogMetricFilter worker-sweeper-failed-releases",
        "aws:ec2/instance:Instance worker-sweeper",
        "aws:ec2/securityGroup:SecurityGroup worker-sweeper",
        "aws:iam/instanceProfile:InstanceProfile worker-sweeper-instance-profile",
        "aws:iam/role:Role worker-sweeper-instance-role",
        "aws:iam/rolePolicy:RolePolicy worker-sweeper-instance-policy",
        "aws:s3/bucketObjectv2:BucketObjectv2 worker-sweeper-bundle",
        "aws:ssm/parameter:Parameter worker-sweeper-references",
        "aws:ssm/parameter:Parameter worker-sweeper-release",
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule worker-sweeper-out",
    ],
    BeanstalkEnvironment: moreForProd["BeanstalkEnvironment"] ?? [],
    MediaBucket: ["aws:s3/bucketVersioning:BucketVersioning media-versions"],
    // Requests to a shared load balancer are those of all its users, and the database is not of the stack. It alone has a worker.
    Monitoring: [
        ...(moreForProd["Monitoring"] ?? []).filter(
            (line) =>
                !/ monitoring-(budget|cdn-certificate|certificate|load-balancer-errors|database-.+|instance-memory|replica-lag)$/.test(
                    line,
                ),
        ),
        "aws:cloudwatch/metricAlarm:MetricAlarm monitoring-worker-releases",
    ],
};

function inventory({ resources }: Recording<Outputs>, prefix: string): Record<string, string[]> {
    const byComponent: Record<string, string[]> = {};
    for (const { type, name, parents } of resources) {
        const component = parents.at(-1)?.split(":").pop();
        if (component !== undefined) {
            (byComponent[component] ??= []).push(
                `${type} ${name.replace(prefix, "").replace(/[0-9a-f]{12}$/, "FINGERPRINT")}`,
            );
        }
    }
    Object.values(byComponent).forEach((names) => names.sort());
    return byComponent;
}

function withDomains(domains: readonly string[]): Record<string, string[]> {
    const fill = (line: string) =>
        line.includes("DOMAIN") ? domains.map((domain) => line.replace("DOMAIN", domain)) : [line];
    return Object.fromEntries(Object.entries(expected).map(([component, lines]) => [component, lines.flatMap(fill)]));
}

interface Option {
    readonly namespace: string;
    readonly name: string;
    readonly value: string;
    readonly resource: string;
}

function options(recording: Recording<Outputs>): Option[] {
    return recording.only("aws:elasticbeanstalk/environment:Environment").inputs["settings"] as Option[];
}

describe("the program", () => {
    for (const preview of [false, true]) {
        describe(preview ? "in a preview" : "in an update", () => {
            it("makes exactly these resources for dev", async () => {
                assert.deepEqual(
                    inventory(await recordProgram("dev", preview), "notes-dev-"),
                    withDomains(["notes-dev.example.com"]),
                );
            });

            it("adds a final snapshot, a replica, two users, versions of uploads, a CDN, access logs, private subnets, encrypted volumes, alarms and a second name for prod", async () => {
                const all = withDomains(["notes.example.com", "www.notes.example.com"]);
                for (const [component, more] of Object.entries(moreForProd)) {
                    all[component] = [...(all[component] ?? []), ...more].sort();
                }
                assert.deepEqual(inventory(await recordProgram("prod", preview), "notes-prod-"), all);
            });

            it("makes what an existing VPC, an external database and a shared load balancer leave for shared", async () => {
                const recording = await recordProgram("shared", preview);
                const all = { Monitoring: [], Worker: [], ...withDomains(["notes-shared.example.com"]) };
                const own = (component: string) => (line: string) => !notForShared[component]?.includes(line);
                const left = Object.entries(all).flatMap(([component, lines]): [string, string[]][] =>
                    component in notForShared && notForShared[component]?.length === 0
                        ? []
                        : [[component, [...lines.filter(own(component)), ...(moreForShared[component] ?? [])].sort()]],
                );
                assert.deepEqual(inventory(recording, "notes-shared-"), Object.fromEntries(left));
                assert.deepEqual(recording.calls.includes("aws:ec2/getVpc:getVpc"), false);
                const listeners = options(recording).filter(({ namespace }) =>
                    namespace.startsWith("aws:elbv2:listener"),
                );
                assert.deepEqual(
                    listeners.map(({ namespace, name, value }) => `${namespace}/${name}=${value}`),
                    [
                        "aws:elbv2:listener:443/Rules=site",
                        "aws:elbv2:listenerrule:site/HostHeaders=notes-shared.example.com",
                        "aws:elbv2:listenerrule:site/Priority=20",
                    ],
                );
            });

            it("makes nothing for what the settings leave out", async () => {
                const recording = await recordProgram("dev", preview, {
                    "django-beanstalk:database": { kind: "none" },
                    "django-beanstalk:media": { kind: "none" },
                    "django-beanstalk:domain": {},
                });
                assert.deepEqual(Object.keys(inventory(recording, "notes-dev-")).sort(), [
                    "AppSecrets",
                    "BeanstalkEnvironment",
                    "DestroyGuard",
                    "Network",
                    "SourceBundle",
                ]);
                assert.deepEqual(recording.ofType("aws:ec2/securityGroup:SecurityGroup").length, 2);
                assert.deepEqual(
                    options(recording).filter(({ namespace }) => namespace === "aws:elbv2:listener:443"),
                    [],
                );
            });

            it("sets every option once, sorted, with a value and an empty resource", async () => {
                const found = options(await recordProgram("prod", preview));
                const keys = found.map(({ namespace, name }) => `${namespace} ${name}`);
                assert.deepEqual(keys, [...new Set(keys)].sort());
                assert.deepEqual(
                    found.filter(({ value, resource }) => value === "" || resource !== ""),
                    [],
                );
            });
        });
    }

    it("gives the application a value for every variable that the instance checks", async () => {
        const given = options(await recordProgram("dev", false))
            .filter(({ namespace }) => namespace.startsWith("aws:elasticbeanstalk:application:environment"))
            .map(({ name }) => name);
        const { "django-beanstalk:app": app, "django-beanstalk:domain": domain } = stackConfig("dev");
        assert.deepEqual(
            given.sort(),
            [...variableContract(testSettings({ app, domain })).required, "SECRETS_VERSION"].sort(),
        );
    });

    it("keeps every secret value out of the options, the bundle's name and the instance policy", async () => {
        const recording = await recordProgram("dev", false, {
            "django-beanstalk:secrets": {
                TOKEN: { kind: "stack", value: "canary-token" },
                KEY: { kind: "generated" },
                OLD: { kind: "arn", arn: "arn:aws:ssm:us-east-1:123456789012:parameter/old" },
            },
        });
        const holders = [
            "aws:secretsmanager/secretVersion:SecretVersion",
            "aws:rds/instance:Instance",
            "random:index/randomPassword:RandomPassword",
        ];
        const others = recording.resources.filter(({ type }) => !holders.includes(type));
        assert.ok(!JSON.stringify(others).includes("canary"));
        const values = recording
            .ofType("aws:secretsmanager/secretVersion:SecretVersion")
            .map(({ inputs }) => JSON.stringify(inputs["secretString"]));
        assert.ok(
            values.some((value) => value.includes("canary-token")),
            "the value reaches its secret",
        );
    });

    it("lets the instance read exactly its secrets, by the service that keeps them", async () => {
        const recording = await recordProgram("dev", false, {
            "django-beanstalk:database": {
                kind: "external",
                urlSecretArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf",
            },
            "django-beanstalk:secrets": {
                OLD: { kind: "arn", arn: "arn:aws:ssm:us-east-1:123456789012:parameter/old" },
            },
        });
        const policy = JSON.parse(String(recording.only("aws:iam/rolePolicy:RolePolicy").inputs["policy"])) as {
            Statement: { Sid: string; Action: string[]; Resource: string[] }[];
        };
        const statement = (sid: string) => policy.Statement.find(({ Sid }) => Sid === sid)?.Resource;
        assert.deepEqual(statement("Secrets"), ["arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf"]);
        assert.deepEqual(statement("Parameters"), ["arn:aws:ssm:us-east-1:123456789012:parameter/old"]);
        assert.ok(policy.Statement.every(({ Action }) => !Action.includes("*")));
        assert.deepEqual(
            policy.Statement.filter(({ Resource }) => Resource.includes("*")).map(({ Sid }) => Sid),
            ["SessionManager"],
        );
    });

    it("takes the default VPC's subnets in an order of its own", async () => {
        const recording = await recordProgram("dev", true, {
            "django-beanstalk:network": { kind: "default", vpcId: "vpc-1", subnetIds: ["subnet-2", "subnet-1"] },
        });
        assert.equal(options(recording).find(({ name }) => name === "Subnets")?.value, "subnet-1,subnet-2");
    });

    it("keeps the options that the provider mirrors secret, and shows those that it sets", async () => {
        const { additionalSecretOutputs, inputs } = (await recordProgram("dev", false)).only(
            "aws:elasticbeanstalk/environment:Environment",
        );
        assert.deepEqual(additionalSecretOutputs, ["allSettings"]);
        // The SDK's sign for a secret.
        assert.ok(!JSON.stringify(inputs).includes("1b47061264138c4ac30d75fd1eb44270"));
        const references = (inputs["settings"] as Option[]).filter(({ namespace }) =>
            namespace.endsWith(":environmentsecrets"),
        );
        assert.ok(references.length > 0 && references.every(({ value }) => value.startsWith("arn:")));
    });

    it("refuses in the provider's default tags what Elastic Beanstalk refuses", async () => {
        await assert.rejects(
            recordProgram("dev", true, { "aws:defaultTags": { tags: { Name: "x", team: "y" } } }),
            (error: unknown) =>
                pulumi.RunError.isInstance(error) && error.message.includes("aws:defaultTags.tags.Name"),
        );
    });

    it("publishes where the site is", async () => {
        const { result } = await recordProgram("prod", false);
        const known = await new Promise((resolve) => pulumi.output(result).apply(resolve));
        assert.deepEqual(known, {
            url: "https://notes.example.com",
            environmentName: "notes-prod",
            databaseEndpoint: "notes-prod-database.rds.test:5432",
            mediaBucket: "notes-prod-media",
            dashboard:
                "https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#dashboards/dashboard/notes-prod",
        });
    });

    it("tells a user's mistakes without a stack trace", async () => {
        await assert.rejects(
            recordProgram("dev", true, { "django-beanstalk:domian": { name: "x" } }),
            (error: unknown) =>
                pulumi.RunError.isInstance(error) && error.message.includes("Write domain instead of domian."),
        );
    });
});
