import { featureStatements, InstanceFeature, WorkerAccess, workerStatements } from "./features";
import { SecretAccess, secretStatements } from "./secret-access";

/** A statement of an IAM policy. `V` is a text in a plan, and an input that may be unknown in a program. */
export interface Statement<V> {
    readonly sid: string;
    readonly actions: readonly string[];
    readonly resources: readonly V[];
    /** Operator, key, values. */
    readonly condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export interface InstanceAccess<V> {
    /** `arn:aws:…:region:account:` up to the resource, for a service. */
    readonly arn: (service: string, resource: string) => V;
    readonly applicationName: string;
    readonly environmentName: string;
    /** Bucket of Elastic Beanstalk itself in this region: versions are handed to instances through it, and `eb logs` fetches from it. */
    readonly beanstalkBucketArn: V;
    /** The part of that bucket that belongs to environments. */
    readonly beanstalkObjectsArn: V;
    /** The part of those that holds logs, whose bundles and rotated files the instances write. */
    readonly beanstalkLogsArn: V;
    /** ARN of the objects that hold the bundles. */
    readonly bundleArn: V;
    readonly media: { readonly bucketArn: V; readonly objectsArn: V } | undefined;
    readonly secrets: readonly SecretAccess<V>[];
    /** Paths of parameters that the application keeps itself. */
    readonly parameterPrefixes: readonly string[];
    /** What it takes to get code that is not in the bundle. */
    readonly code: readonly Statement<V>[];
    readonly features: readonly InstanceFeature[];
    /** Only in the worker tier. */
    readonly worker: WorkerAccess<V> | undefined;
}

/** What an instance may do: exactly what the features in use need. */
export function instanceStatements<V>(access: InstanceAccess<V>): Statement<V | string>[] {
    return [
        ...platformStatements(access),
        ...access.code,
        ...mediaStatements(access.media),
        ...secretStatements(access.secrets),
        ...parameterStatements(access),
        ...featureStatements(access.features),
        ...workerStatements(access.worker, access.arn),
    ];
}

/**
 * What the platform's own agents do on an instance; narrower than AWSElasticBeanstalkWebTier, which opens every bucket named elasticbeanstalk-*. Reading
 * and writing are divided as in the bucket policy that Elastic Beanstalk itself writes. The id of the environment, which AWS's example of a narrower policy
 * puts into the path, is not known before the role is.
 *
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/concepts-roles-instance.html
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.iam.cross-env-s3-access.html
 */
function platformStatements<V>(access: InstanceAccess<V>): Statement<V>[] {
    const { arn, applicationName, environmentName, bundleArn } = access;
    return [
        {
            sid: "BeanstalkBucket",
            actions: ["s3:GetBucketLocation", "s3:ListBucket"],
            resources: [access.beanstalkBucketArn],
        },
        {
            sid: "BeanstalkObjects",
            actions: ["s3:GetObject", "s3:GetObjectVersion"],
            resources: [access.beanstalkObjectsArn],
        },
        { sid: "BeanstalkLogs", actions: ["s3:PutObject"], resources: [access.beanstalkLogsArn] },
        { sid: "Bundles", actions: ["s3:GetObject", "s3:GetObjectVersion"], resources: [bundleArn] },
        {
            sid: "Health",
            actions: ["elasticbeanstalk:PutInstanceStatistics"],
            resources: [
                arn("elasticbeanstalk", `application/${applicationName}`),
                arn("elasticbeanstalk", `environment/${applicationName}/${environmentName}`),
            ],
        },
        {
            sid: "Logs",
            actions: [
                "logs:CreateLogGroup",
                "logs:CreateLogStream",
                "logs:DescribeLogStreams",
                "logs:PutLogEvents",
                "logs:PutRetentionPolicy",
            ],
            resources: [arn("logs", `log-group:/aws/elasticbeanstalk/${environmentName}/*`)],
        },
    ];
}

function mediaStatements<V>(media: InstanceAccess<V>["media"]): Statement<V>[] {
    if (media === undefined) {
        return [];
    }
    return [
        { sid: "MediaList", actions: ["s3:ListBucket"], resources: [media.bucketArn] },
        {
            sid: "MediaObjects",
            actions: ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
            resources: [media.objectsArn],
        },
    ];
}

/**
 * Parameters that the application keeps, such as tokens. Secure ones are encrypted with the account's own key for SSM, whose policy lets every principal of
 * the account that may read the parameter use it. https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html
 */
function parameterStatements<V>({ arn, parameterPrefixes }: InstanceAccess<V>): Statement<V>[] {
    return parameterPrefixes.length === 0
        ? []
        : [
              {
                  sid: "ApplicationParameters",
                  actions: [
                      "ssm:DeleteParameter",
                      "ssm:DeleteParameters",
                      "ssm:GetParameter",
                      "ssm:GetParameters",
                      "ssm:GetParametersByPath",
                      "ssm:PutParameter",
                  ],
                  // Reading by path asks for the path itself, everything else for what lies below it.
                  resources: parameterPrefixes.flatMap((prefix) => [
                      arn("ssm", `parameter${prefix}`),
                      arn("ssm", `parameter${prefix}/*`),
                  ]),
              },
          ];
}
