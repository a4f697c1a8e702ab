/** The forms that AWS and Django demand of names, each with the words an error message uses for it. */

export interface Form {
    readonly pattern: RegExp;
    /** Completes the sentence "allowed: …". */
    readonly allowed: string;
}

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_CreateEnvironment.html */
export const environmentName: Form = {
    pattern: /^[A-Za-z0-9][A-Za-z0-9-]{2,38}[A-Za-z0-9]$/,
    allowed: "4 to 40 letters, digits and hyphens, no hyphen at either end",
};

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_CreateEnvironment.html; upper case would come back in lower case. */
export const cnamePrefix: Form = {
    pattern: /^[a-z0-9][a-z0-9-]{2,61}[a-z0-9]$/,
    allowed: "4 to 63 lower-case letters, digits and hyphens, no hyphen at either end",
};

/** Ours, so that names derived from it fit everywhere: S3 and RDS take lower case only. */
export const appName: Form = {
    pattern: /^[a-z][a-z0-9-]{0,28}[a-z0-9]$/,
    allowed: "2 to 30 lower-case letters, digits and hyphens, starting with a letter and not ending in a hyphen",
};

export const wsgi: Form = {
    pattern: /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*:[A-Za-z_]\w*$/,
    allowed: "a module and a callable, package.module:callable (the form package/wsgi.py is of Amazon Linux 1)",
};

export const pythonModule: Form = {
    pattern: /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/,
    allowed: "a dotted Python module",
};

/** Left before the fingerprint and the provider's suffix, of the 100 characters of a label. */
export const labelPrefix: Form = {
    pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/,
    allowed: "1 to 40 letters, digits, dots, underscores and hyphens, not starting with a sign",
};

/** https://www.rfc-editor.org/rfc/rfc9110#name-field-names, less the signs that no one uses. */
export const headerName: Form = {
    pattern: /^[A-Za-z][A-Za-z0-9-]{0,63}$/,
    allowed: "letters, digits and hyphens, starting with a letter",
};

export const urlPath: Form = {
    pattern: /^\/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*$/,
    allowed: "a URL path that starts with /",
};

/** Portable subset of what Elastic Beanstalk takes as a property name; a shell can read it too. */
export const variableName: Form = {
    pattern: /^[A-Z_][A-Z0-9_]*$/,
    allowed: "upper-case letters, digits and underscores, not starting with a digit",
};

export const domainName: Form = {
    pattern: /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
    allowed: "a lower-case domain name, without a dot at the end",
};

/** Without a dot the word is no domain name. */
export const zoneName: Form = {
    pattern: new RegExp(`${domainName.pattern.source}|^elsewhere$`),
    allowed: `${domainName.allowed}; or elsewhere`,
};

export const alternativeName: Form = {
    pattern: /^(?=.{4,253}$)(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
    allowed: "a lower-case domain name, the first label may be *",
};

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-types.html */
export const instanceType: Form = {
    pattern: /^[a-z][a-z0-9-]*\.(nano|micro|small|medium|large|metal|\d*xlarge|metal-\d+xl)$/,
    allowed: "an EC2 instance type: family, dot, size",
};

export const databaseClass: Form = {
    pattern: /^db\.[a-z][a-z0-9-]*\.(micro|small|medium|large|\d*xlarge)$/,
    allowed: "an RDS instance class: db, family, size",
};

/** Option aws:elasticbeanstalk:managedactions / PreferredStartTime. */
/** Nodes with data tiering (r6gd) need a setting of their own. https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/data-tiering.html */
export const cacheNodeType: Form = {
    pattern: /^cache\.(?!r6gd)[a-z]\d[a-z]*\.(micro|small|medium|large|\d*xlarge)$/,
    allowed: "an ElastiCache node type such as cache.t4g.micro, without data tiering",
};

/** Those whose parameter families are documented. https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html */
export const valkeyVersion: Form = {
    pattern: /^(7\.2|8\.[0-2])$/,
    allowed: 'a version of Valkey, quoted: "7.2", "8.0", "8.1" or "8.2"',
};

export const redisVersion: Form = { pattern: /^7\.[01]$/, allowed: 'a version of Redis OSS, quoted: "7.0" or "7.1"' };

export const updateWindow: Form = {
    pattern: /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun):([01]\d|2[0-3]):[0-5]\d$/,
    allowed: "weekday and time in UTC as Day:HH:MM",
};

/** An IPv4 or IPv6 range; the one of all addresses is checked where it matters. */
export const cidr: Form = {
    pattern:
        /^(((25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(25[0-5]|2[0-4]\d|1?\d?\d)\/([0-9]|[12]\d|3[0-2])|[0-9a-f:]*::?[0-9a-f:]*\/([0-9]|[1-9]\d|1[01]\d|12[0-8]))$/,
    allowed: "a range of addresses, such as 203.0.113.0/24",
};

export const imageId: Form = { pattern: /^ami-[0-9a-f]{8,17}$/, allowed: "the id of an image, ami-…" };

export const queueUrl: Form = {
    pattern: /^https:\/\/sqs\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/\d{12}\/[A-Za-z0-9_-]{1,75}(\.fifo)?$/,
    allowed: "the URL of an SQS queue, https://sqs.us-east-1.amazonaws.com/123456789012/name",
};

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-autoscaling-scheduledactions.html */
export const cron: Form = {
    pattern: /^[\d*,/-]+ [\d*,/-]+ [\d*,/?LW-]+ [\dA-Za-z*,/-]+ [\dA-Za-z*,/#?-]+$/,
    allowed: "a cron expression of five fields, in UTC, with one space between two of them, such as 0 6 * * 1-5",
};

export const timestamp: Form = {
    pattern: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/,
    allowed: "a time in UTC, quoted, such as 2027-01-31T09:00:00Z",
};

/** Of aws:elasticbeanstalk:environment:process, where `default` is nginx on port 80. */
export const processName: Form = {
    pattern: /^[A-Za-z0-9_-]{1,32}$/,
    allowed: "the name of a process: letters, digits, underscores and hyphens",
};

export const ruleName: Form = {
    pattern: /^[A-Za-z0-9_-]{1,32}$/,
    allowed: "the name of a rule: letters, digits, underscores and hyphens",
};

export const listenerPort: Form = {
    pattern: /^(?!80$|443$)([1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])$/,
    allowed: "a quoted port from 1 to 65535, but not 80 and 443",
};

export const certificateArn: Form = {
    pattern: /^arn:aws[a-z-]*:(acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+|iam::\d{12}:server-certificate\/\S+)$/,
    allowed: "the ARN of a certificate of ACM or IAM",
};

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-alb-shared.html */
export const sharedLoadBalancerArn: Form = {
    pattern: /^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:loadbalancer\/app\/(?!awseb-)[^/]+\/[0-9a-f]+$/,
    allowed: "the ARN of an application load balancer that Elastic Beanstalk did not make",
};

export const topicArn: Form = {
    pattern: /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]+(\.fifo)?$/,
    allowed: "the ARN of an SNS topic",
};

export const secretArn: Form = {
    pattern:
        /^arn:aws[a-z-]*:(secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+-[A-Za-z0-9]{6}|ssm:[a-z0-9-]+:\d{12}:parameter\/[\w./-]+)$/,
    allowed: "the ARN of a Secrets Manager secret with its six-character suffix, or of an SSM parameter",
};

/** Of a secret that a script on the instance reads. */
export const jsonSecretArn: Form = {
    pattern: /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+-[A-Za-z0-9]{6}$/,
    allowed: "the ARN of a Secrets Manager secret with its six-character suffix",
};

/** A key's own ARN: policies do not know aliases. */
export const kmsKeyArn: Form = {
    pattern: /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/,
    allowed: "the ARN of a key in KMS, not of an alias",
};

export const policyArn: Form = {
    pattern: /^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/([!-~]+\/)?[\w+=,.@-]{1,128}$/,
    allowed: "the ARN of an IAM policy",
};

/** A whole level of the hierarchy; AWS keeps names that begin with aws or ssm. https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html */
export const parameterPrefix: Form = {
    pattern: /^\/(?!aws|ssm)[\w.-]+(\/[\w.-]+){0,12}$/i,
    allowed: "a path of parameters such as /notes-dev/accounting, with a slash before it and none after it",
};

/** The same without a prefix: https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html */
export const parameterName: Form = {
    pattern: /^(?!\/?(aws|ssm))([\w.-]+|(\/[\w.-]+){1,15})$/i,
    allowed: "the name of an SSM parameter, such as /notes-dev/token, that does not begin with aws or ssm",
};

export const accountId: Form = {
    pattern: /^\d{12}$/,
    allowed: "the twelve digits of an AWS account, in quotes",
};

export const postgresIdentifier: Form = {
    pattern: /^[a-z][a-z0-9_]{0,62}$/,
    allowed: "1 to 63 lower-case letters, digits and underscores, starting with a letter",
};

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_CreateDBInstance.html: a major or a major.minor. */
export const postgresVersion: Form = {
    pattern: /^(1[3-9]|2\d)(\.\d+)?$/,
    allowed: 'a quoted PostgreSQL version, such as "17" or "17.4"',
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const bucketName: Form = {
    pattern: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    allowed: "the name of an S3 bucket",
};

export const relativePath: Form = {
    pattern: /^(?!\/)(?!.*(^|\/)\.\.(\/|$))[^\0\n]+$/,
    allowed: "a path inside the application directory",
};

export const besideStackFile: Form = { ...relativePath, allowed: "a path below the folder of the stack file" };

/** `us-east-1`, `us-gov-west-1`; whether AWS has it is another question. */
export const isRegion = (text: string): boolean => /^[a-z]{2}(-[a-z]+)+-\d$/.test(text);
