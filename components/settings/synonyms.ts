/** What people who know AWS, Django or other tools call a value, at the settings that match. */
interface Synonyms {
    /** Path of the setting in the stack file. */
    readonly at: RegExp;
    /** By the value that is meant. A word is given as `plainWord` makes it: lower case, no signs. */
    readonly words: Readonly<Record<string, readonly string[]>>;
}

/** Only words that have one meaning here: a remedy that guesses is worse than the list of what is allowed. */
export const synonyms: readonly Synonyms[] = [
    { at: /^environment\.stage$/, words: { prod: ["production", "live"], dev: ["development"] } },
    {
        at: /^environment\.loadBalancer\.kind$/,
        words: {
            network: ["nlb", "networkloadbalancer"],
            none: ["single", "singleinstance"],
        },
    },
    {
        at: /^environment\.deployment\.policy$/,
        words: { TrafficSplitting: ["canary"], RollingWithAdditionalBatch: ["additionalbatch"] },
    },
    {
        at: /^environment\.tier\.kind$/,
        words: { web: ["webserver"], worker: ["sqs", "sqsd", "background"] },
    },
    { at: /^environment\.secretStorage\.key\.kind$/, words: { aws: ["default", "managed"], existing: ["kms", "arn"] } },
    {
        at: /^(environment\.secretStorage|secrets\.[^.]+)\.store$/,
        words: { parameter: ["ssm", "parameterstore", "securestring"], each: ["secretsmanager"] },
    },
    { at: /^app\.platform\.kind$/, words: { docker: ["container", "dockerfile", "compose"], python: ["django"] } },
    { at: /^app\.platform\.proxyServer$/, words: { apache: ["httpd", "apache2"] } },
    {
        at: /^app\.processes\.[^.]+\.kind$/,
        words: { celeryWorker: ["celery"], celeryBeat: ["beat", "scheduler"] },
    },
    { at: /^network\.nat$/, words: { one: ["single"], "per-zone": ["peraz", "all", "each"] } },
    {
        at: /^database\.kind$/,
        words: {
            postgres: ["rds", "postgresql", "pg", "psql", "rdspostgres", "rdspostgresql"],
            external: ["existing", "url"],
        },
    },
    { at: /^database\.insights$/, words: { standard: ["performanceinsights", "basic"] } },
    { at: /^database\.rotation$/, words: { "one-user": ["single", "singleuser"], "two-users": ["alternatingusers"] } },
    { at: /^cache\.kind$/, words: { redis: ["redisoss"] } },
    { at: /^cache\.purpose$/, words: { queue: ["broker", "celery"] } },
    {
        at: /^secrets\.[^.]+\.kind$/,
        words: {
            parameter: ["ssm", "parameterstore", "securestring"],
            arn: ["secretsmanager", "existing"],
            generated: ["random", "generate", "auto"],
            stack: ["config", "pulumi", "value", "plain", "text"],
        },
    },
    { at: /^media\.kind$/, words: { bucket: ["s3"] } },
    { at: /^media\.transition\.storageClass$/, words: { STANDARD_IA: ["ia", "infrequentaccess"] } },
    {
        at: /^domain\.certificate\.keyAlgorithm$/,
        words: { RSA_2048: ["rsa"], EC_prime256v1: ["ec", "ecdsa", "p256"], EC_secp384r1: ["p384"] },
    },
    { at: /^domain\.routing\.role$/, words: { primary: ["active", "main"], secondary: ["passive", "standby"] } },
    { at: /^monitoring\.kind$/, words: { alarms: ["cloudwatch", "sns"] } },
    {
        at: /^monitoring\.subscribers\[\d+\]\.kind$/,
        words: {
            email: ["mail"],
            https: ["webhook", "http", "url", "pagerduty", "opsgenie"],
            slack: ["chat", "chatbot", "channel"],
        },
    },
    {
        at: /^worker\.[^.]+\.delivery\.kind$/,
        words: {
            ssh: ["scp", "sftp", "rsync"],
            s3: ["bucket"],
            url: ["http", "https", "github", "release"],
        },
    },
    { at: /^worker\.[^.]+\.delivery\.key\.kind$/, words: { secret: ["arn", "secretsmanager", "existing"] } },
    {
        at: /^worker\.[^.]+\.instances\.kind$/,
        words: { group: ["asg", "autoscaling", "autoscalinggroup", "fleet"], "on-demand": ["ondemand"] },
    },
];

/** A word that may mean any of several options, at the settings that match. */
export interface Ambiguous {
    readonly at: RegExp;
    readonly words: readonly string[];
    readonly options: readonly string[];
    /** A sentence to say before them. */
    readonly before?: string;
}

/** All that is left out here and above gets the list of what is allowed. */
export const ambiguous: readonly Ambiguous[] = [
    {
        at: /^environment\.loadBalancer\.kind$/,
        words: ["alb", "application", "applicationloadbalancer"],
        options: ["dedicated", "shared"],
    },
    { at: /^environment\.loadBalancer\.kind$/, words: ["elbv2"], options: ["dedicated", "shared", "network"] },
    { at: /^app\.processes\.[^.]+\.kind$/, words: ["worker"], options: ["celeryWorker", "command"] },
    { at: /^cache\.kind$/, words: ["elasticache"], options: ["valkey", "redis"] },
    {
        at: /^cache\.kind$/,
        words: ["memcached", "memcache"],
        options: ["valkey", "redis"],
        before: "Memcached is not offered: it has a protocol of its own.",
    },
];

/**
 * The options among which a word of the field leaves the choice.
 *
 * @param where - path of the setting in the stack file
 */
export const mayMean = (where: string, value: unknown): Ambiguous | undefined =>
    typeof value === "string"
        ? ambiguous.find(({ at, words }) => at.test(where) && words.includes(plainWord(value)))
        : undefined;

/** `a`, `a or b`, `a, b or c`. */
export const oneOf = (words: readonly string[]): string =>
    words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;

const off: ReadonlySet<string> = new Set(["false", "no", "off", "disabled", "null", "nothing"]);
const on: ReadonlySet<string> = new Set(["true", "yes", "on", "enabled"]);
/** What switches something off where it is a choice among others. */
const nothing = ["none", "off"];

/** `RDS (PostgreSQL)` is `rdspostgresql`. */
const plainWord = (value: string): string => value.toLowerCase().replace(/[^a-z0-9]/g, "");

/**
 * The option that a word of the field stands for.
 *
 * @param where - path of the setting in the stack file
 * @param value - as the user wrote it: a text, or true or false
 * @param options - what is allowed there
 * @returns undefined where the word may mean several of them, or none
 */
export function meantBy(where: string, value: unknown, options: readonly string[]): string | undefined {
    if (typeof value !== "string" && typeof value !== "boolean") {
        return undefined;
    }
    const word = plainWord(String(value));
    const words = synonyms.find(({ at }) => at.test(where))?.words ?? {};
    const said = options.find((option) => words[option]?.includes(word) === true);
    if (said !== undefined) {
        return said;
    }
    const others = options.filter((option) => !nothing.includes(option));
    if (off.has(word)) {
        return options.find((option) => nothing.includes(option));
    }
    return on.has(word) && others.length === 1 && others.length < options.length ? others[0] : undefined;
}
