import { during } from "../during";
import { inOutput, type KnownFailure } from "../rule";

const phases = [...during.shell, ...during.health] as const;

/** Secrets and AWS's services. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.secrets.env-vars.html */
export const awsRules: readonly KnownFailure[] = [
    {
        name: "variables-missing",
        phases,
        matches: inOutput(
            /These environment variables are not set or empty(?: in the container)?: (?<names>[^\n]+)/,
            /ERROR: Required environment variable (?<names>\w+) is not set/,
        ),
        cause: "These variables are not set or empty: {names}.",
        advice: "Set them in the stack file (app.variables, or secrets for secret ones) and run pulumi up; one that the application can do without goes into app.optionalVariables.",
    },
    {
        name: "secrets-missing",
        phases,
        matches: inOutput(/These secrets did not arrive, or are empty: (?<names>[^\n]+)/),
        cause: "These secrets did not arrive, or are empty: {names}.",
        advice: "Give each a value (secrets in the stack file, or the secret or parameter that it names), and let the instance profile read it and use its key.",
    },
    {
        name: "no-credentials",
        phases,
        matches: inOutput(/(?:NoCredentialsError: )?Unable to locate credentials/),
        cause: "The application calls AWS and has no credentials.",
        advice: "On an instance they come from its role: do not set AWS_PROFILE or keys. In a container on a bridge network raise app.platform.hopLimit in the stack file.",
    },
    {
        name: "no-region",
        phases,
        matches: inOutput(/NoRegionError: You must specify a region/),
        cause: "The application calls AWS and names no region.",
        advice: "Set AWS_DEFAULT_REGION under app.variables in the stack file, or region_name in the settings.",
    },
    {
        name: "access-denied",
        phases,
        matches: inOutput(
            /\((?:AccessDenied|AccessDeniedException|403)\) when calling the (?<operation>\w+) operation/,
            /Cannot access (?<operation>\w+)\. Check IAM permissions/,
        ),
        cause: "The role of the instances may not do {operation}.",
        advice: "Name the secret under secrets in the stack file, which lets the role read it, or add a policy under environment.access; a key of KMS of your own has to allow the role too.",
    },
    {
        name: "secret-not-found",
        phases,
        matches: inOutput(
            /\((?:ResourceNotFoundException|ParameterNotFound)\) when calling the (?<operation>\w+) operation/,
        ),
        cause: "The secret or parameter that {operation} asks for does not exist in this account and region.",
        advice: "Correct its name or ARN in the stack file (secrets), with the six characters at the end of a secret's ARN, and look whether it is in the region of the stack.",
    },
    {
        name: "no-such-bucket",
        phases,
        matches: inOutput(/\(NoSuchBucket\) when calling the (?<operation>\w+) operation/),
        cause: "The bucket that {operation} names does not exist.",
        advice: "Read the bucket's name from the variables that the stack sets (media.kind: bucket), and not from the settings of another stack.",
    },
    {
        name: "endpoint-unreachable",
        phases,
        matches: inOutput(
            /Could not connect to the endpoint URL: "(?<url>[^"]+)"/,
            /Connect timeout on endpoint URL: "(?<url>[^"]+)"/,
        ),
        cause: "AWS cannot be reached at {url}.",
        advice: "Give the instances a way to the internet (network.nat), or an endpoint of the service in the VPC (network.endpoints in the stack file), and take out an endpoint of tests.",
    },
    {
        name: "secret-fetch-failed",
        phases,
        matches: inOutput(/ERROR: Failed to fetch (?<name>[^:\n]+):/),
        cause: "A script of the bundle could not fetch {name}.",
        advice: "Take the script out: a secret under secrets in the stack file reaches the application as a variable, and the platform ends a deployment that cannot read it.",
    },
];
