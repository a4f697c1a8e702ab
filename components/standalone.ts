import type { GeneratedFile } from "../ebextensions/model";
import { optionSettings } from "../ebextensions/recipes/option-settings";
import { planOptions, solutionStackName } from "./beanstalk-environment/plan-options";
import { filledInVariables, fixedVariables } from "./beanstalk-environment/variables";
import type { Settings } from "./settings";

/**
 * Option settings for a bundle that someone uploads in the AWS console by hand, where no program sets them on the environment. It is the one exception to
 * "one home per option". What other resources of the stack would be named by (network, roles, certificate, database) is left to the console.
 */
export function standaloneFile(settings: Settings): GeneratedFile {
    const options = planOptions<string | undefined>(settings, {
        vpcId: undefined,
        instanceSubnetIds: undefined,
        loadBalancerSubnetIds: undefined,
        publicInstances: settings.network.kind === "default",
        instanceSecurityGroupId: undefined,
        loadBalancerSecurityGroupId: undefined,
        instanceProfileName: undefined,
        serviceRoleArn: undefined,
        certificateArn: undefined,
        variables: fixedVariables(settings),
        secrets: arnsOfSecrets(settings),
    });
    return optionSettings(
        options.filter(isWhole).flatMap(({ value, ...key }) => (value === undefined ? [] : [{ ...key, value }])),
    );
}

/** Network and security groups go together with names that are left to the console. */
const isWhole = ({ namespace, name }: { readonly namespace: string; readonly name: string }): boolean =>
    namespace !== "aws:ec2:vpc" && name !== "DisableDefaultEC2SecurityGroup";

/** Secrets that exist outside the stack; the others are made by `pulumi up`. */
const arnsOfSecrets = ({ secrets }: Settings): Record<string, string> =>
    Object.fromEntries(
        Object.entries(secrets).flatMap(([name, secret]) => (secret.kind === "arn" ? [[name, secret.arn]] : [])),
    );

/** What remains to be done by hand, a line each. */
export function standaloneSteps(settings: Settings, file: string): string[] {
    const known = new Set([...Object.keys(fixedVariables(settings)), ...Object.keys(arnsOfSecrets(settings))]);
    const open = [...filledInVariables(settings), ...Object.keys(settings.secrets)].filter((name) => !known.has(name));
    const { loadBalancer } = settings.environment;
    return [
        `Open Elastic Beanstalk in the AWS console, region ${settings.region}, and choose Create environment: Web server environment.`,
        `Platform: ${solutionStackName(settings)}. Application code: Upload your code, and give it ${file}.`,
        `Presets: ${loadBalancer.kind === "none" ? "Single instance" : "High availability; the load balancer's type is Application"}. The console's own choices win over the bundle's options, so leave what they cover unchanged.`,
        "Service access: the service role and the EC2 instance profile; the profile must be able to read the secrets below.",
        ...(open.length === 0
            ? []
            : [
                  `Environment properties (from Secrets Manager or SSM where secret): ${open.sort().join(", ")}. Without them the first hook stops the deployment.`,
              ]),
        ...(settings.domain === undefined
            ? []
            : [
                  `After it is up: certificate for ${settings.domain.name} on a listener at port 443, and an alias record in Route 53.`,
              ]),
    ];
}
