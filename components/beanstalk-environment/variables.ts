import { optionalSecrets } from "../app-secrets/plan-secrets";
import { cacheSecrets } from "../cache/plan-cache";
import { hasTwoUsers } from "../database/plan-users";
import type { Settings } from "../settings";
import { filledInProperties } from "./filled-in";
import { instanceTls } from "./instance-tls";

/** Names of secrets that come with a database. */
export function databaseSecrets(database: Settings["database"]): string[] {
    switch (database.kind) {
        case "postgres":
            return ["DATABASE_URL", "RDS_PASSWORD", ...(hasTwoUsers(database) ? ["RDS_USERNAME"] : [])];
        case "external":
            return ["DATABASE_URL"];
        case "none":
            return [];
    }
}

/** Environment properties whose values follow from the settings alone. What the stack file says wins. */
export function fixedVariables(settings: Settings): Record<string, string> {
    const origins = siteNames(settings).map((name) => `https://${name}`);
    return {
        DJANGO_SETTINGS_MODULE: settings.app.settingsModule,
        PROJECT_NAME: settings.app.name,
        ALLOWED_HOSTS: allowedHosts(settings).sort().join(","),
        ...(origins.length > 0 ? { CSRF_TRUSTED_ORIGINS: origins.sort().join(",") } : {}),
        ...settings.app.variables,
    };
}

/** Names whose values come from other parts of the graph: properties, and secrets. */
export const filledInVariables = (settings: Settings): string[] => [
    ...Object.keys(filledInProperties(settings)),
    ...databaseSecrets(settings.database),
    ...(settings.cache.kind === "none" ? [] : cacheSecrets),
];

/** What stack file and application agree on, by name; checked on the instance before anything else runs. */
export interface VariableContract {
    /** Without one of these the application cannot start. */
    readonly required: readonly string[];
    /** These it does without, and an instance only warns. */
    readonly optional: readonly string[];
}

/** Every name is in one of the two lists, whether or not it has a value: a value that comes or goes changes no file of the bundle. */
export function variableContract(settings: Settings): VariableContract {
    const optional = new Set([...settings.app.optionalVariables, ...optionalSecrets(settings.secrets)]);
    const known = [
        ...Object.keys(fixedVariables(settings)),
        ...filledInVariables(settings),
        ...Object.keys(settings.secrets),
    ];
    return { required: known.filter((name) => !optional.has(name)).sort(), optional: [...optional].sort() };
}

/** Of those, the ones that come from secrets. */
export const secretVariables = ({ cache, database, secrets }: Settings): string[] => [
    ...databaseSecrets(database),
    ...(cache.kind === "none" ? [] : cacheSecrets),
    ...Object.keys(secrets),
];

/** Whether a load balancer of the environment's own carries a certificate: one that is given, or one that the stack makes for the domain and waits for. */
export function hasCertificate({ domain, environment }: Pick<Settings, "domain" | "environment">): boolean {
    const { loadBalancer } = environment;
    const own = loadBalancer.kind === "dedicated" || loadBalancer.kind === "network";
    return (
        own &&
        instanceTls({ environment }) === undefined &&
        (domain?.waitForCertificate === true || loadBalancer.certificateArn !== undefined)
    );
}

/** Whether the stack makes a certificate for its names. Where that of a listener is given, or TLS ends elsewhere, there is nothing to put one on. */
export function makesCertificate({ domain, environment }: Pick<Settings, "domain" | "environment">): boolean {
    const { loadBalancer } = environment;
    const own = loadBalancer.kind === "dedicated" || loadBalancer.kind === "network";
    return (
        own &&
        domain !== undefined &&
        instanceTls({ environment }) === undefined &&
        loadBalancer.certificateArn === undefined
    );
}

/** Whether people reach the site by HTTPS. The certificate of a shared load balancer is its owner's. */
export function hasHttps(settings: Settings): boolean {
    const { domain, environment } = settings;
    const { loadBalancer } = environment;
    return loadBalancer.kind === "shared"
        ? loadBalancer.ownListener !== undefined || (domain !== undefined && loadBalancer.listenerPort !== 80)
        : hasCertificate(settings) || instanceTls(settings) !== undefined;
}

/** Whether the load balancer's port 80 leads to HTTPS: on a listener of the environment's own that reads HTTP. */
export function redirectsToHttps(settings: Settings): boolean {
    const { loadBalancer } = settings.environment;
    return loadBalancer.kind === "dedicated" && loadBalancer.http && hasCertificate(settings);
}

/** The site's names, the first one first. */
export const siteNames = ({ domain }: Pick<Settings, "domain">): string[] =>
    domain === undefined ? [] : [...new Set([domain.name, ...domain.alternativeNames])];

/** Django writes a wildcard as a leading dot. Without a domain the site is reached under the names that AWS gives, a worker under its instance's own. */
function allowedHosts(settings: Settings): string[] {
    if (settings.environment.tier.kind === "worker") {
        return ["127.0.0.1", "localhost"];
    }
    const names = siteNames(settings).map((name) => name.replace(/^\*\./, "."));
    return names.length > 0
        ? names
        : [`.${settings.region}.elasticbeanstalk.com`, `.${settings.region}.elb.amazonaws.com`];
}
