import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { partition, regionOf } from "./partition";
import { ProblemError } from "./problem";
import { exactly, releasesOf } from "./solution-stack";

/** Everything the program asks AWS. Settings can answer what it asks before there is an environment, so that a preview with those asks no one. */

export function defaultVpcId(opts: pulumi.InvokeOptions): pulumi.Output<string> {
    const remedy = "Create one (aws ec2 create-default-vpc), or set network: {kind: existing, …}.";
    return lookUp(
        "network.kind",
        "default VPC",
        remedy,
        async () => (await aws.ec2.getVpc({ default: true }, opts)).id,
    );
}

/** One subnet a zone: a load balancer refuses two in one zone, and a private one would cut its instances off. */
export function defaultSubnetIds(vpcId: pulumi.Input<string>, opts: pulumi.InvokeOptions): pulumi.Output<string[]> {
    const remedy = "Give network.vpcId and network.subnetIds.";
    const ask = async (id: string) => {
        const filters = [
            { name: "vpc-id", values: [id] },
            { name: "default-for-az", values: ["true"] },
        ];
        return (await aws.ec2.getSubnets({ filters }, opts)).ids;
    };
    return pulumi
        .output(vpcId)
        .apply((id) => lookUp("network.subnetIds", `default subnets of ${id}`, remedy, () => ask(id)));
}

/** @param where - the setting that names the zone */
export function hostedZoneId(name: string, where: string, opts: pulumi.InvokeOptions): pulumi.Output<string> {
    const id = where === "domain.zone" ? "domain.zoneId" : where.replace(/name$/, "id");
    const remedy = `Create the zone in Route 53, correct ${where}, or give ${id}.`;
    return lookUp(
        where,
        `hosted zone ${name}`,
        remedy,
        async () => (await aws.route53.getZone({ name, privateZone: false }, opts)).zoneId,
    );
}

/** A load balancer's own name, and the hosted zone that it is in. */
export interface LoadBalancerName {
    readonly dnsName: string;
    readonly zoneId: string;
}

/**
 * Asked for where a record leads to the load balancer, once the environment has it: in the preview of a new environment nothing is asked.
 *
 * @param arn - not known before the environment is there
 */
export function loadBalancerName(
    arn: pulumi.Output<string>,
    opts: pulumi.InvokeOptions,
): pulumi.Output<LoadBalancerName> {
    const remedy =
        "Give the engine credentials that may describe load balancers; a shared one has to exist in the stack's account and region.";
    return arn.apply((known) =>
        lookUp("environment.loadBalancer", `load balancer ${known}`, remedy, async () => {
            const { dnsName, zoneId } = await aws.lb.getLoadBalancer({ arn: known }, opts);
            return { dnsName, zoneId };
        }),
    );
}

/** Value of a parameter that AWS publishes for everyone, such as the id of its newest image. */
export function publicParameter(name: string, opts: pulumi.InvokeOptions): pulumi.Output<string> {
    const remedy =
        "Give the engine credentials that may read SSM's public parameters (ssm:GetParameter), or name an image of your own.";
    const ask = async () => (await aws.ssm.getParameter({ name }, opts)).insecureValue;
    return lookUp("SSM", `public parameter ${name}`, remedy, ask);
}

/** Name of the device that an image starts from. */
export function rootDevice(imageId: string, opts: pulumi.InvokeOptions): pulumi.Output<string> {
    const remedy = "Correct the image's id; it has to be in the stack's region, and yours, public or shared with you.";
    const filters = [{ name: "image-id", values: [imageId] }];
    const ask = async () => (await aws.ec2.getAmi({ filters }, opts)).rootDeviceName;
    return lookUp("EC2", `image ${imageId}`, remedy, ask);
}

/** A value of Secrets Manager, which stays a secret of the engine. */
export function secretValue(arn: string, opts: pulumi.InvokeOptions): pulumi.Output<string> {
    const remedy = "Correct the ARN, give the secret a value, and give the engine credentials that may read it.";
    const ask = async () => (await aws.secretsmanager.getSecretVersion({ secretId: arn }, opts)).secretString;
    return pulumi.secret(lookUp("Secrets Manager", `value of ${arn}`, remedy, ask));
}

/**
 * Whether a secret has a value, from the labels of its versions: the value itself is not asked for. It takes `secretsmanager:ListSecretVersionIds` alone.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecretVersionIds.html
 *
 * @throws Error in the provider's words, with AWS's code, where the secret is not there or the caller may not know
 */
export async function hasCurrentVersion(arn: string, opts: pulumi.InvokeOptions): Promise<boolean> {
    const { versions } = await aws.secretsmanager.getSecretVersions({ secretId: arn, region: regionOf(arn) }, opts);
    // Of a secret without versions the provider answers with no list.
    const known: typeof versions | undefined = versions;
    return known?.some(({ versionStages }) => versionStages.includes("AWSCURRENT")) ?? false;
}

/** ARNs that are made of the account's number. */
export interface AccountArns {
    /** `arn:aws:<service>:<region>:<account>:<resource>` */
    of(service: string, resource: string): pulumi.Output<string>;
    /** Elastic Beanstalk's own bucket, which it makes in each region: `elasticbeanstalk-<region>-<account>`. */
    readonly beanstalkBucket: pulumi.Output<string>;
    /** The twelve digits. */
    readonly account: pulumi.Output<string>;
    /** The account as a principal: whoever in it has the right by a policy of their own. */
    readonly root: pulumi.Output<string>;
}

/** @param given - number of the account; with it, it is not looked up */
export const accountId = (given: string | undefined, opts: pulumi.InvokeOptions): pulumi.Output<string> =>
    given === undefined ? callersAccount(opts) : pulumi.output(given);

/** @param given - number of the account; with it, it is not looked up */
export function accountArns(region: string, given: string | undefined, opts: pulumi.InvokeOptions): AccountArns {
    const account = accountId(given, opts);
    return {
        of: (service, resource) =>
            pulumi.interpolate`arn:${partition(region)}:${service}:${region}:${account}:${resource}`,
        beanstalkBucket: pulumi.interpolate`arn:${partition(region)}:s3:::elasticbeanstalk-${region}-${account}`,
        account,
        root: pulumi.interpolate`arn:${partition(region)}:iam::${account}:root`,
    };
}

function callersAccount(opts: pulumi.InvokeOptions): pulumi.Output<string> {
    const remedy =
        "Give the engine credentials of the account, as for the AWS CLI (aws sts get-caller-identity must work), or set environment.access.accountId.";
    return lookUp("AWS", "account", remedy, async () => (await aws.getCallerIdentity({}, opts)).accountId);
}

/**
 * What AWS offers the account for a new environment. For comparing only: as the plan's own value it would change with each release of AWS.
 *
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_ListAvailableSolutionStacks.html
 */
export interface OfferedStacks {
    /** @returns the name of a branch's current release, or undefined when AWS offers none */
    current(branch: string): Promise<string | undefined>;
    /** Whether AWS would make an environment of this name, current or not. */
    has(name: string): Promise<boolean>;
}

export function offeredStacks(opts: pulumi.InvokeOptions): OfferedStacks {
    const find = async (nameRegex: string): Promise<string | undefined> => {
        try {
            return (await aws.elasticbeanstalk.getSolutionStack({ nameRegex, mostRecent: true }, opts)).name;
        } catch (error) {
            // The provider has no other answer for an empty list.
            if (error instanceof Error && error.message.includes("Your query returned no results")) {
                return undefined;
            }
            throw error;
        }
    };
    return {
        current: (branch) => find(releasesOf(branch)),
        has: async (name) => (await find(exactly(name))) !== undefined,
    };
}

/**
 * A look-up whose failure is told as a problem. Left to the engine's SDK, a failed look-up is printed with everything that depends on it, which
 * takes it a minute and two gigabytes.
 */
function lookUp<T>(where: string, what: string, remedy: string, ask: () => Promise<T>): pulumi.Output<T> {
    const answer = ask().catch((error: unknown) => {
        const got = `no ${what}: ${error instanceof Error ? error.message.trim() : String(error)}`;
        throw new pulumi.RunError(new ProblemError("A look-up in AWS", [{ where, got, remedy }]).message);
    });
    return pulumi.output(answer) as pulumi.Output<T>;
}
