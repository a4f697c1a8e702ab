/** A statement of an IAM policy. `V` is a text in a plan, and an input that may be unknown in a program. */
export interface Statement<V> {
    readonly sid: string;
    readonly actions: readonly string[];
    readonly resources: readonly V[];
}

/** A secret that instances read. Secrets Manager and SSM parameters need different rights. */
export interface SecretAccess<V> {
    readonly arn: V;
    readonly service: "secretsmanager" | "ssm";
}

/** The service that an ARN of the settings belongs to. */
export function secretAccess(arn: string): SecretAccess<string> {
    return { arn, service: arn.split(":")[2] === "ssm" ? "ssm" : "secretsmanager" };
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
    /** ARN of the objects that hold the bundles. */
    readonly bundleArn: V;
    readonly media: { readonly bucketArn: V; readonly objectsArn: V } | undefined;
    readonly secrets: readonly SecretAccess<V>[];
    /** What it takes to get code that is not in the bundle. */
    readonly code: readonly Statement<V>[];
}

/** What an instance may do: exactly what the features in use need. */
export function instanceStatements<V>(access: InstanceAccess<V>): Statement<V>[] {
    return [
        ...platformStatements(access),
        ...access.code,
        ...mediaStatements(access.media),
        ...secretStatements(access),
    ];
}

/** What the platform's own agents do on an instance; narrower than AWSElasticBeanstalkWebTier, which opens every
 * bucket named elasticbeanstalk-*. */
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
            actions: ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
            resources: [access.beanstalkObjectsArn],
        },
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
            actions: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
            resources: [media.objectsArn],
        },
    ];
}

function secretStatements<V>({ secrets }: InstanceAccess<V>): Statement<V>[] {
    const arnsOf = (service: SecretAccess<V>["service"]) =>
        secrets.filter((secret) => secret.service === service).map(({ arn }) => arn);
    return [
        { sid: "Secrets", actions: ["secretsmanager:GetSecretValue"], resources: arnsOf("secretsmanager") },
        { sid: "Parameters", actions: ["ssm:GetParameter", "ssm:GetParameters"], resources: arnsOf("ssm") },
    ].filter(({ resources }) => resources.length > 0);
}
