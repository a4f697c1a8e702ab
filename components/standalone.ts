import type { GeneratedFile } from "../ebextensions/model";
import { optionSettings } from "../ebextensions/recipes/option-settings";
import { referenceOf } from "./app-secrets/plan-secrets";
import { uniformLinks } from "./beanstalk-environment/option-links";
import { planOptions } from "./beanstalk-environment/plan-options";
import { solutionStackName } from "./beanstalk-environment/platform";
import { filledInVariables, fixedVariables, variableContract } from "./beanstalk-environment/variables";
import type { Settings } from "./settings";

/**
 * The settings as far as a bundle made for an upload by hand can keep them: no listener with a certificate to redirect to or to ask clients for theirs, no database, no cache and no bucket that a
 * program would make, and the names that Elastic Beanstalk gives besides the site's own.
 */
export function standaloneSettings(settings: Settings): Settings {
    const { ALLOWED_HOSTS: own = "" } = fixedVariables(settings);
    const { ALLOWED_HOSTS: given = "" } = fixedVariables({ ...settings, domain: undefined });
    const hosts = [...new Set([...own.split(","), ...given.split(",")])].sort().join(",");
    const { CSRF_TRUSTED_ORIGINS: origins } = fixedVariables(settings);
    const variables = {
        ...(origins === undefined ? {} : { CSRF_TRUSTED_ORIGINS: origins }),
        ALLOWED_HOSTS: hosts,
        ...settings.app.variables,
    };
    const none = { kind: "none" } as const;
    const environment = withoutTls(settings.environment);
    return {
        ...settings,
        app: { ...settings.app, variables },
        environment,
        domain: undefined,
        database: none,
        media: none,
        cache: none,
    };
}

/** A trust store, the right to read a secret and security groups are the program's. */
const withoutTls = (environment: Settings["environment"]): Settings["environment"] =>
    environment.loadBalancer.kind === "dedicated"
        ? { ...environment, loadBalancer: { ...environment.loadBalancer, mutualTls: undefined } }
        : environment.loadBalancer.kind === "shared"
          ? environment
          : { ...environment, loadBalancer: { ...environment.loadBalancer, tlsOnInstances: undefined } };

/**
 * Option settings for a bundle that someone uploads in the AWS console by hand, where no program sets them on the environment. It is the one exception to
 * "one home per option". What other resources of the stack would be named by (network, roles, certificate, database) is left to the console.
 *
 * @param settings - those of `standaloneSettings`
 */
export function standaloneFile(settings: Settings): GeneratedFile {
    const options = planOptions<string | undefined>(settings, {
        ...uniformLinks(undefined),
        publicInstances: settings.network.kind === "default",
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
        Object.entries(secrets).flatMap(([name, secret]) =>
            secret.kind === "arn" ? [[name, referenceOf(secret)]] : [],
        ),
    );

const presets = {
    dedicated: "High availability; the load balancer's type is Application",
    shared: "High availability; the load balancer is shared, and yours",
    network: "High availability; the load balancer's type is Network",
    none: "Single instance",
} as const;

/**
 * What remains to be done by hand, a line each.
 *
 * @param settings - of the stack
 */
export function standaloneSteps(settings: Settings, file: string): string[] {
    const data = filledInVariables(settings);
    const { loadBalancer, tier } = settings.environment;
    return [
        `Open Elastic Beanstalk in the AWS console, region ${settings.region}, and choose Create environment: ${tier.kind === "worker" ? "Worker" : "Web server"} environment.`,
        `Platform: ${solutionStackName(settings)}. Application code: Upload your code, and give it ${file}.`,
        `Presets: ${presets[loadBalancer.kind]}. The console's own choices win over the bundle's options, so leave what they cover unchanged.`,
        "Service access: the service role and the EC2 instance profile; the profile must be able to read the secrets below.",
        ...openVariables(settings),
        ...(data.length === 0
            ? []
            : [
                  `${settings.cache.kind === "none" ? "Database and media bucket" : "Database, cache and media bucket"} are not made by an upload: set what your application reads of ${data.sort().join(", ")}.`,
              ]),
        ...(settings.domain === undefined
            ? []
            : [
                  `After it is up: a certificate for ${settings.domain.name} on a listener at port 443, a redirect to it, and an alias record in Route 53. The bundle holds no redirect, since it would lead nowhere before.`,
              ]),
    ];
}

/** Variables that the bundle cannot give a value. */
function openVariables(settings: Settings): string[] {
    const { required, optional } = variableContract(settings);
    const given = { ...arnsOfSecrets(settings), ...settings.app.variables };
    const needed = required.filter((name) => name in settings.secrets && !(name in given));
    const further = optional.filter((name) => !(name in given));
    return [
        ...(needed.length === 0
            ? []
            : [
                  `Environment properties, from Secrets Manager or SSM: ${needed.join(", ")}. Without them the first hook stops the deployment.`,
              ]),
        ...(further.length === 0 ? [] : [`What the application also reads, but does without: ${further.join(", ")}.`]),
    ];
}
