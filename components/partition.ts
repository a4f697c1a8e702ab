/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export function partition(region: string): string {
    return region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** What the names of services end in; AWS's partitions besides China share theirs. */
export const dnsSuffix = (region: string): string => (region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com");

/** The service that an ARN names, such as `secretsmanager`. */
export const serviceOf = (arn: string): string => arn.split(":")[2] ?? "";

/** The region that an ARN names; empty for one of a global service. */
export const regionOf = (arn: string): string => arn.split(":")[3] ?? "";
