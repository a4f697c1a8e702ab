import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Everything the program asks AWS during a preview. Settings can answer each of them, so that a preview needs no account. */

export function defaultVpcId(opts: pulumi.InvokeOptions): pulumi.Output<string> {
    return aws.ec2.getVpcOutput({ default: true }, opts).id;
}

export function subnetIdsOf(vpcId: pulumi.Input<string>, opts: pulumi.InvokeOptions): pulumi.Output<string[]> {
    return aws.ec2.getSubnetsOutput({ filters: [{ name: "vpc-id", values: [vpcId] }] }, opts).ids;
}

export function zoneId(name: string, opts: pulumi.InvokeOptions): pulumi.Output<string> {
    return aws.route53.getZoneOutput({ name, privateZone: false }, opts).zoneId;
}

/** Start of the ARNs of this account and region: `(service, resource) => arn:aws:service:region:account:resource`. */
export function arnMaker(
    region: string,
    opts: pulumi.InvokeOptions,
): (service: string, resource: string) => pulumi.Output<string> {
    const { accountId } = aws.getCallerIdentityOutput({}, opts);
    return (service, resource) =>
        pulumi.interpolate`arn:${partition(region)}:${service}:${region}:${accountId}:${resource}`;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export function partition(region: string): string {
    return region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
