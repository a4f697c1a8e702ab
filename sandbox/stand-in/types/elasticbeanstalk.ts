import type { Account } from "../account";
import { arn, digits, Place, ResourceTypes } from "../resource-type";
import { Properties, textOf } from "../values";
import { pendingCertificate } from "./domain";
import { frozenOption, reservedTag, unknownOption } from "./environment-refusals";
import { heldSettings, kindOf, optionOf, optionsIn, settingHash } from "./environment-settings";

const application = "aws:elasticbeanstalk/application:Application";
const version = "aws:elasticbeanstalk/applicationVersion:ApplicationVersion";
const environment = "aws:elasticbeanstalk/environment:Environment";

/** A label is unique within its application only. */
const versionKey = (inputs: Properties): string => `${textOf(inputs, "application")}/${textOf(inputs, "name")}`;

export const elasticBeanstalk: ResourceTypes = {
    [application]: {
        name: {
            property: "name",
            max: 100,
            inUse: (name) => `InvalidParameterValue: Application ${name} already exists.`,
        },
        replaces: ["name", "region"],
        id: (inputs) => textOf(inputs, "name"),
        outputs: (_, id, place) => ({ arn: arn(place, "elasticbeanstalk", `application/${id}`) }),
        refuseDelete: (id, _, account) =>
            account.all(environment).some(([, facts]) => facts["application"] === id)
                ? `OperationInProgressFailure: Unable to delete application ${id} because it has running environments.`
                : undefined,
        // Versions go with their application, those that a stack has retained too.
        deleted: (id, _, account) => {
            account.remove(
                version,
                account.all(version).flatMap(([key, facts]) => (facts["application"] === id ? [key] : [])),
            );
        },
    },
    [version]: {
        name: {
            property: "name",
            max: 100,
            within: "application",
            inUse: (name) => `InvalidParameterValue: Application Version ${name} already exists.`,
        },
        replaces: ["name", "application", "bucket", "key", "region"],
        id: (inputs) => textOf(inputs, "name"),
        key: versionKey,
        outputs: (inputs, id, place) => ({
            arn: arn(place, "elasticbeanstalk", `applicationversion/${textOf(inputs, "application")}/${id}`),
            process: inputs["process"] ?? false,
        }),
        facts: (inputs) => ({ application: textOf(inputs, "application") }),
        refuseCreate: refuseVersion,
    },
    [environment]: {
        name: {
            property: "name",
            max: 40,
            inUse: (name) => `InvalidParameterValue: Environment ${name} already exists.`,
        },
        replaces: ["name", "cnamePrefix", "tier", "region"],
        defaults: { tier: "WebServer", waitForReadyTimeout: "20m" },
        id: (inputs) => `e-${digits(textOf(inputs, "name"), 10)}`,
        outputs: environmentOutputs,
        facts: (inputs) => ({ application: textOf(inputs, "application"), certificates: certificatesOf(inputs) }),
        refuseCreate: refuseEnvironment,
        refuseUpdate: (inputs, account, before) => refuseEnvironment(inputs, account) ?? frozenOption(inputs, before),
        held: heldSettings,
        sets: { settings: settingHash },
    },
};

function refuseVersion(inputs: Properties, account: Account): string | undefined {
    if (account.find(application, textOf(inputs, "application")) === undefined) {
        return `InvalidParameterValue: No Application named '${textOf(inputs, "application")}' found.`;
    }
    const [bucket, key] = [textOf(inputs, "bucket"), textOf(inputs, "key")];
    return account.find("aws:s3/bucketObjectv2:BucketObjectv2", `${bucket}/${key}`) === undefined
        ? `InvalidParameterCombination: Unable to download from S3 location (Bucket: ${bucket} Key: ${key}).`
        : undefined;
}

function refuseEnvironment(inputs: Properties, account: Account): string | undefined {
    const label = textOf(inputs, "version");
    if (account.find(application, textOf(inputs, "application")) === undefined) {
        return `InvalidParameterValue: No Application named '${textOf(inputs, "application")}' found.`;
    }
    if (label !== "" && account.find(version, `${textOf(inputs, "application")}/${label}`) === undefined) {
        return `InvalidParameterValue: No Application Version named '${label}' found.`;
    }
    return reservedTag(inputs) ?? unknownOption(inputs) ?? pendingCertificate(certificatesOf(inputs), account);
}

/** ARNs of its listeners' certificates, separated by commas. */
const certificatesOf = (inputs: Properties): string =>
    optionsIn(inputs)
        .flatMap(({ name, value }) => (name === "SSLCertificateArns" ? [value] : []))
        .join(",");

function environmentOutputs(inputs: Properties, id: string, place: Place): Properties {
    const name = textOf(inputs, "name");
    const { tier, loadBalancer } = kindOf(inputs);
    const balanced = tier === "web" && loadBalancer !== "none";
    return {
        arn: arn(place, "elasticbeanstalk", `environment/${textOf(inputs, "application")}/${name}`),
        allSettings: inputs["settings"] ?? [],
        autoscalingGroups: [`awseb-${id}-stack-AWSEBAutoScalingGroup-${digits(`${name}-asg`, 12)}`],
        cname: `${textOf(inputs, "cnamePrefix") || `${name}.eba-${digits(`${name}-cname`, 8)}`}.${place.region}.elasticbeanstalk.com`,
        endpointUrl: balanced
            ? `awseb--AWSEB-${digits(`${name}-lb`, 12)}-${digits(name, 9)}.${place.region}.elb.amazonaws.com`
            : "192.0.2.10",
        instances: [`i-${digits(`${name}-instance`, 17)}`],
        launchConfigurations: [],
        loadBalancers: balanced ? [balancer(inputs, place)] : [],
        queues: tier === "worker" ? ["WorkerQueue", "WorkerDeadLetterQueue"].map((kind) => queue(id, kind, place)) : [],
        triggers: [],
    };
}

/** ARN of the load balancer; the name of a classic one. */
function balancer(inputs: Properties, place: Place): string {
    const name = textOf(inputs, "name");
    const own = (kind: string) => `loadbalancer/${kind}/awseb--AWSEB-${digits(`${name}-lb`, 12)}/${digits(name, 16)}`;
    switch (kindOf(inputs).loadBalancer) {
        case "application-shared":
            return optionOf(optionsIn(inputs), "aws:elbv2:loadbalancer", "SharedLoadBalancer") ?? "";
        case "classic":
            return `awseb-e-${digits(`${name}-lb`, 12)}`;
        case "network":
            return arn(place, "elasticloadbalancing", own("net"));
        case "application":
        case "none":
            return arn(place, "elasticloadbalancing", own("app"));
    }
}

const queue = (id: string, kind: string, { region, accountId }: Place): string =>
    `https://sqs.${region}.amazonaws.com/${accountId}/awseb-${id}-stack-AWSEB${kind}-${digits(`${id}-${kind}`, 12)}`;
