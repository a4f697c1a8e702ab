import * as pulumi from "@pulumi/pulumi";

/** A resource that a program registered. */
export interface Recorded {
    readonly type: string;
    readonly name: string;
    readonly inputs: Readonly<Record<string, unknown>>;
    /** Types of the resources it lies in, outermost first. */
    readonly parents: readonly string[];
    /** By what the engine knows it from one run to the next. */
    readonly urn: string;
    readonly protect: boolean;
    readonly additionalSecretOutputs: readonly string[];
    readonly ignoreChanges: readonly string[];
    /** How long its creation may take, as a duration. */
    readonly createTimeout: string | undefined;
}

export interface RecordOptions {
    /** Outputs that AWS would make up are unknown, as in a preview. */
    readonly preview: boolean;
    readonly project?: string;
    readonly stack?: string;
    readonly config?: Readonly<Record<string, unknown>>;
    /** Answers of look-ups, by token. */
    readonly calls?: Readonly<Record<string, (inputs: Record<string, unknown>) => Record<string, unknown>>>;
}

export interface Recording<T> {
    readonly result: T;
    readonly resources: readonly Recorded[];
    /** Tokens of the look-ups made. */
    readonly calls: readonly string[];
    /** The one resource of a type; a test that asks for one which is there twice is wrong. */
    only(type: string): Recorded;
    ofType(type: string): readonly Recorded[];
}

/** What the engine adds to a resource of a type. */
const computed: Readonly<Record<string, (name: string, inputs: Record<string, unknown>) => Record<string, unknown>>> = {
    "aws:acm/certificate:Certificate": (_, inputs) => ({ domainValidationOptions: validationOptions(inputs) }),
    "aws:acm/certificateValidation:CertificateValidation": (_, inputs) => ({
        certificateArn: inputs["certificateArn"],
    }),
    "aws:rds/instance:Instance": (name) => ({
        identifier: name,
        address: `${name}.rds.test`,
        endpoint: `${name}.rds.test:5432`,
        port: 5432,
    }),
    "aws:route53/record:Record": (_, inputs) => ({ fqdn: inputs["name"] }),
    "aws:sns/topicPolicy:TopicPolicy": (_, inputs) => ({ arn: inputs["arn"] }),
    "aws:s3/bucket:Bucket": (name) => ({ bucket: name, bucketRegionalDomainName: `${name}.s3.test` }),
    "aws:cloudfront/distribution:Distribution": (name) => ({
        domainName: `${name}.cloudfront.test`,
        hostedZoneId: "ZCLOUDFRONT",
    }),
    "aws:ec2/instance:Instance": () => ({ publicIp: "203.0.113.7", privateIp: "172.31.0.7" }),
    "aws:ec2/keyPair:KeyPair": (name) => ({ keyName: name }),
    "aws:ec2/launchTemplate:LaunchTemplate": () => ({ latestVersion: 3 }),
    "aws:autoscaling/group:Group": (name) => ({ name }),
    "tls:index/privateKey:PrivateKey": (name) => ({
        publicKeyOpenssh: `ssh-ed25519 ${"A".repeat(68)}\n`,
        privateKeyOpenssh: `canary-${name}`,
    }),
    "aws:ec2/vpc:Vpc": (_, { assignGeneratedIpv6CidrBlock }) =>
        assignGeneratedIpv6CidrBlock === true ? { ipv6CidrBlock: "2001:db8:1:2a00::/56" } : {},
    "aws:iam/role:Role": (name) => ({ name }),
    "aws:iam/instanceProfile:InstanceProfile": (name) => ({ name }),
    "aws:rds/proxy:Proxy": (name) => ({ name, endpoint: `${name}.proxy.rds.test` }),
    "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": () => ({ name: "default" }),
    "aws:rds/subnetGroup:SubnetGroup": (name) => ({ name }),
    "aws:rds/parameterGroup:ParameterGroup": (name) => ({ name }),
    "aws:elasticbeanstalk/environment:Environment": (name) => ({
        cname: `${name}.us-east-1.elasticbeanstalk.com`,
        loadBalancers: [`arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/${name}/0a1b`],
        autoscalingGroups: [`${name}-group`],
        queues: ["WorkerQueue", "WorkerDeadLetterQueue"].map(
            (kind) => `https://sqs.us-east-1.amazonaws.com/123456789012/awseb-${name}-${kind}`,
        ),
    }),
    "aws:elasticache/replicationGroup:ReplicationGroup": (name) => ({
        primaryEndpointAddress: `master.${name}.cache.test`,
        port: 6379,
    }),
    "aws:elasticache/subnetGroup:SubnetGroup": (name) => ({ name }),
    "aws:elasticache/parameterGroup:ParameterGroup": (name) => ({ name }),
    "aws:kms/key:Key": (name) => ({ keyId: `${name}-id` }),
    "aws:ssm/parameter:Parameter": () => ({ version: 1 }),
    "random:index/randomId:RandomId": () => ({ hex: "0a1b2c3d" }),
    "random:index/randomPassword:RandomPassword": (name) => ({ result: `canary-${name}` }),
};

const lookUps: NonNullable<RecordOptions["calls"]> = {
    "aws:ec2/getVpc:getVpc": () => ({ id: "vpc-default" }),
    "aws:ec2/getSubnets:getSubnets": () => ({ ids: ["subnet-b", "subnet-a"] }),
    "aws:index/getCallerIdentity:getCallerIdentity": () => ({ accountId: "123456789012" }),
    "aws:ssm/getParameter:getParameter": ({ name }) => ({ insecureValue: `image of ${String(name)}` }),
    "aws:ec2/getAmi:getAmi": () => ({ rootDeviceName: "/dev/sda1" }),
    "aws:secretsmanager/getSecretVersion:getSecretVersion": () => ({ secretString: "canary-own-key" }),
    "aws:route53/getZone:getZone": ({ name }) => ({ zoneId: "ZLOOKEDUP", name }),
    "aws:lb/getLoadBalancer:getLoadBalancer": ({ arn }) => ({ dnsName: `name of ${String(arn)}`, zoneId: "ZBALANCER" }),
};

/** Runs a program without an engine and waits until every resource it made is registered. */
export async function record<T>(options: RecordOptions, program: () => T | Promise<T>): Promise<Recording<T>> {
    const { preview, project = "django-beanstalk", stack = "dev" } = options;
    const seen: { type: string; name: string; inputs: Record<string, unknown> }[] = [];
    const called: string[] = [];
    const calls = { ...lookUps, ...options.calls };
    await pulumi.runtime.setMocks(
        {
            newResource: ({ type, name, inputs }) => {
                const given = inputs as Record<string, unknown>;
                seen.push({ type, name, inputs: given });
                const state = { ...given, arn: `arn:test:${name}`, ...computed[type]?.(name, given) };
                return { id: `${name}-id`, state };
            },
            call: ({ token, inputs }) => {
                called.push(token);
                return answer(calls, token, inputs as Record<string, unknown>);
            },
        },
        project,
        stack,
        preview,
    );
    pulumi.runtime.setAllConfig(
        Object.fromEntries(
            Object.entries(options.config ?? {}).map(([key, value]) => [
                key,
                typeof value === "string" ? value : JSON.stringify(value),
            ]),
        ),
    );
    acceptHooks();
    const asked = listenToRequests();
    const result = await program();
    await pulumi.runtime.disconnect();
    const resources = seen.map((each) => ({
        ...each,
        ...placeOf(each.type, each.name),
        protect: asked.get(`${each.type} ${each.name}`)?.getProtect() ?? false,
        additionalSecretOutputs: asked.get(`${each.type} ${each.name}`)?.getAdditionalsecretoutputsList() ?? [],
        ignoreChanges: asked.get(`${each.type} ${each.name}`)?.getIgnorechangesList() ?? [],
        createTimeout: asked.get(`${each.type} ${each.name}`)?.getCustomtimeouts()?.getCreate(),
    }));
    return {
        result,
        resources,
        calls: called,
        ofType: (type) => resources.filter((each) => each.type === type),
        only: (type) => onlyOne(resources, type),
    };
}

/** The mocks know no hooks: a program that registers one would wait for ever. They are run by the engine alone. */
function acceptHooks(): void {
    // The SDK keeps its state there, and gives no other way to it.
    const store = (globalThis as unknown as { globalStore: { callbacks: unknown } }).globalStore;
    store.callbacks = {
        registerResourceHook: () => Promise.resolve(),
        registerErrorHook: () => Promise.resolve(),
        awaitStackRegistrations: () => Promise.resolve(),
        shutdown: () => undefined,
    };
}

function answer(
    calls: NonNullable<RecordOptions["calls"]>,
    token: string,
    inputs: Record<string, unknown>,
): Record<string, unknown> {
    const call = calls[token];
    if (call === undefined) {
        throw new Error(`The test gives no answer for ${token}.`);
    }
    return call(inputs);
}

function onlyOne(resources: readonly Recorded[], type: string): Recorded {
    const found = resources.filter((each) => each.type === type);
    if (found.length !== 1 || found[0] === undefined) {
        throw new Error(`${found.length} resources of type ${type}.`);
    }
    return found[0];
}

/** What a request for a resource tells besides its inputs; only what is read here. */
interface Request {
    getType(): string;
    getName(): string;
    getProtect(): boolean;
    getAdditionalsecretoutputsList(): string[];
    getIgnorechangesList(): string[];
    getCustomtimeouts(): { getCreate(): string } | undefined;
}

/** The mocks are not told of options, which the monitor before them is. */
function listenToRequests(): ReadonlyMap<string, Request> {
    const requests = new Map<string, Request>();
    const monitor = pulumi.runtime.getMonitor() as unknown as {
        registerResource(request: Request, done: unknown): void;
    };
    const register = monitor.registerResource.bind(monitor);
    monitor.registerResource = (request, done) => {
        requests.set(`${request.getType()} ${request.getName()}`, request);
        register(request, done);
    };
    return requests;
}

/** The mock monitor keeps the URN of everything it registered; it holds the types of all parents. */
function placeOf(type: string, name: string): Pick<Recorded, "urn" | "parents"> {
    const monitor = pulumi.runtime.getMonitor() as unknown as { resources: Map<string, unknown> };
    const urn = [...monitor.resources.keys()].find(
        (each) => each.endsWith(`::${name}`) && each.split("::")[2]?.split("$").pop() === type,
    );
    return { urn: urn ?? "", parents: urn?.split("::")[2]?.split("$").slice(0, -1) ?? [] };
}

/** As ACM does: a wildcard and the name it stands under have one record. */
function validationOptions(inputs: Record<string, unknown>): unknown[] {
    const names = [inputs["domainName"], ...((inputs["subjectAlternativeNames"] as unknown[] | undefined) ?? [])].map(
        String,
    );
    return names.map((domainName) => ({
        domainName,
        resourceRecordName: `_challenge.${domainName.replace(/^\*\./, "")}.`,
        resourceRecordType: "CNAME",
        resourceRecordValue: `${domainName.replace(/^\*\./, "")}.acm-validations.aws.`,
    }));
}
