import type { Statement } from "../../components/beanstalk-environment/statements";
import { wildcardStatement } from "../../components/beanstalk-environment/wildcards";
import { partition } from "../../components/partition";
import { CodeOrigin } from "./code-origin";

/** `123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/app@sha256:…`, in every partition. */
const ecrImage = /^(\d{12})\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^@:]+)/;

/**
 * What the instance role needs to get the code; nothing for a public repository or another registry. A secret or object under a key of one's own in KMS
 * needs kms:Decrypt on that key besides, which this cannot know and a policy under `environment.access.managedPolicyArns` gives.
 *
 * @param region - the stack's; it tells the partition of a bucket, whose ARN names no region
 */
export function codeAccess(code: CodeOrigin, region: string): Statement<string>[] {
    switch (code.from) {
        case "git":
            return code.tokenSecretArn === undefined
                ? []
                : [{ sid: "CodeToken", actions: ["secretsmanager:GetSecretValue"], resources: [code.tokenSecretArn] }];
        case "s3":
            return [
                {
                    sid: "CodeArchive",
                    // A request that names a version needs the second right instead of the first.
                    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
                    actions: [code.versionId === undefined ? "s3:GetObject" : "s3:GetObjectVersion"],
                    resources: [`arn:${partition(region)}:s3:::${code.bucket}/${code.key}`],
                },
            ];
        case "image":
            return imageAccess([code.image]);
    }
}

/** The policy that AWS prints for one repository, less what pulling does not ask. Images of other registries need no rights.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/docker-configuration.remote-repo.html */
export function imageAccess(images: readonly string[]): Statement<string>[] {
    const repositories = images.flatMap((image) => {
        const [, account, region, name] = ecrImage.exec(image) ?? [];
        return account === undefined || region === undefined || name === undefined
            ? []
            : [`arn:${partition(region)}:ecr:${region}:${account}:repository/${name}`];
    });
    if (repositories.length === 0) {
        return [];
    }
    return [
        wildcardStatement("RegistryLogin"),
        {
            sid: "CodeImage",
            actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            resources: [...new Set(repositories)].sort(),
        },
    ];
}
