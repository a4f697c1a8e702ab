import type { SecretAccess } from "../beanstalk-environment/secret-access";
import { secretStatements } from "../beanstalk-environment/secret-access";
import type { Statement } from "../beanstalk-environment/statements";
import { wildcardStatement } from "../beanstalk-environment/wildcards";

export interface WorkerAccessPlan<V> {
    /** `arn:aws:…:region:account:` up to the resource, for a service. */
    readonly arn: (service: string, resource: string) => V;
    readonly logGroup: string;
    /** Names of the worker's own parameters. */
    readonly parameters: readonly string[];
    /** Objects of its bundles; undefined where it fetches none from S3. */
    readonly objectsArn: V | undefined;
    readonly secrets: readonly SecretAccess<V>[];
    readonly sessionManager: boolean;
}

/**
 * What a worker's instance may do: read its own parameters, its bundles and the secrets that it is given, and write its logs. AWS's policy for Session Manager,
 * AmazonSSMManagedInstanceCore, would let it read every parameter of the account, so it gets what Session Manager needs and nothing else.
 */
export function workerRoleStatements<V>(plan: WorkerAccessPlan<V>): Statement<V | string>[] {
    const { arn, logGroup, objectsArn, parameters } = plan;
    const statements: Statement<V | string>[] = [
        {
            sid: "WorkerParameters",
            actions: ["ssm:GetParameter"],
            resources: parameters.map((name) => arn("ssm", `parameter${name}`)),
        },
        {
            sid: "WorkerBundles",
            actions: ["s3:GetObject"],
            resources: objectsArn === undefined ? [] : [objectsArn],
        },
        ...secretStatements(plan.secrets),
        {
            sid: "WorkerLogs",
            actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            resources: [arn("logs", `log-group:${logGroup}:*`)],
        },
        ...(plan.sessionManager ? [wildcardStatement("SessionManager")] : []),
    ];
    return statements.filter(({ resources }) => resources.length > 0);
}

/** What the instance reads of its secrets: a line for each, with what `environmentsecrets` would take. */
export const secretLines = (references: readonly (readonly [name: string, reference: string])[]): string =>
    references.map(([name, reference]) => `${name} ${reference}\n`).join("");

/** What the instance reads of its release. A third word that changes makes the services start again, with new secrets. */
export const releaseLine = (sha256: string, location: string, marker: string | undefined): string =>
    [sha256, location, ...(marker === undefined ? [] : [marker])].join(" ");
