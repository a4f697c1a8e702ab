import { randomBytes } from "node:crypto";
import { ForeignSecret, ownPrefix, parameterResource, planSecrets } from "../../components/app-secrets/plan-secrets";
import { uniformLinks } from "../../components/beanstalk-environment/option-links";
import type { Option } from "../../components/beanstalk-environment/options";
import { planOptions } from "../../components/beanstalk-environment/plan-options";
import { markerOf, secretsMarker } from "../../components/beanstalk-environment/secrets-marker";
import { fixedVariables } from "../../components/beanstalk-environment/variables";
import { cachePort, cacheUrls } from "../../components/cache/plan-cache";
import type { Settings } from "../../components/settings";
import { databaseOf, databaseProperties, databaseSecrets, RehearsedDatabase } from "./database";

/** The account of AWS's documentation. */
export const account = "123456789012";

/** A secret as the stack makes it, with the value that a rehearsal gives it. */
export interface RehearsedSecret {
    readonly name: string;
    readonly service: "secretsmanager" | "ssm";
    /** What is stored: a text, or a document with several values. */
    readonly stored: string;
    /** What `environmentsecrets` says for each variable: an ARN, with a key where the secret is a document. */
    readonly variables: Readonly<Record<string, { readonly reference: string; readonly value: string }>>;
    readonly arn: string;
}

/** What the rest of the graph would fill in: the stack's environment, with a database, a bucket and secrets of the rehearsal's own. */
export interface ResolvedEnvironment {
    /** Plain environment properties, as the environment's options have them. */
    readonly properties: Readonly<Record<string, string>>;
    readonly secrets: readonly RehearsedSecret[];
    readonly database: RehearsedDatabase | undefined;
    readonly bucket: string | undefined;
    /** Every option of the environment; what only AWS knows is `rehearsed`. */
    readonly options: readonly Option<string>[];
}

const random = (): string => randomBytes(20).toString("hex");

/** Values are new with each rehearsal; a stack's own secrets are neither read nor needed. */
export function resolveEnvironment(settings: Settings): ResolvedEnvironment {
    const database = databaseOf(settings);
    const arnOf = (name: string) => secretArn(settings, `${settings.environmentName}-${name}`);
    const bucket = settings.media.kind === "bucket" ? `${settings.environmentName}-media-rehearsed` : undefined;
    const secrets = [
        ...databaseSecrets(settings, database, arnOf),
        ...cacheSecret(settings),
        ...ownSecrets(settings),
        ...planSecrets(settings).foreign.map(({ variable, secret }) => foreignSecret(settings, variable, secret)),
    ];
    const properties = {
        ...fixedVariables(settings),
        ...databaseProperties(settings, database, arnOf),
        ...mediaProperties(settings, bucket),
        ...(secrets.length > 0 ? { [secretsMarker]: markerOf([random()]) } : {}),
    };
    const references = secrets.flatMap(({ variables }) =>
        Object.entries(variables).map(([name, { reference }]) => [name, reference] as const),
    );
    const links = { ...uniformLinks("rehearsed"), variables: properties, secrets: Object.fromEntries(references) };
    return { properties, secrets, database, bucket, options: planOptions(settings, links) };
}

/** No distribution stands before the bucket: the application makes addresses of its name, and nothing answers there. */
function mediaProperties({ media, region }: Settings, bucket: string | undefined): Record<string, string> {
    if (media.kind !== "bucket" || bucket === undefined) {
        return {};
    }
    return {
        AWS_STORAGE_BUCKET_NAME: bucket,
        AWS_S3_REGION_NAME: region,
        ...(media.cdn === undefined ? {} : { AWS_S3_CUSTOM_DOMAIN: media.cdn.name ?? "rehearsed.cloudfront.net" }),
    };
}

/** What the application and the hooks see: properties, and secrets as Elastic Beanstalk has fetched them. */
export const variablesOf = ({
    properties,
    secrets,
}: Pick<ResolvedEnvironment, "properties" | "secrets">): Record<string, string> => ({
    ...properties,
    ...Object.fromEntries(
        secrets.flatMap(({ variables }) => Object.entries(variables).map(([name, { value }]) => [name, value])),
    ),
});

/** A server that is not there: whoever wants to rehearse with one says where it is by `app.variables`. */
function cacheSecret(settings: Settings): RehearsedSecret[] {
    if (settings.cache.kind === "none") {
        return [];
    }
    const host = `master.${settings.environmentName}.rehearse.cache.amazonaws.com`;
    const urls = cacheUrls({ host, port: cachePort, token: random() });
    return [documentOf("cache", secretArn(settings, `${settings.environmentName}-cache`), urls)];
}

/** Those that the stack makes, kept as it keeps them. */
function ownSecrets(settings: Settings): RehearsedSecret[] {
    const { own } = planSecrets(settings);
    const together = own
        .filter(({ store }) => store === "together")
        .map(({ variable }) => [variable, random()] as const);
    const values = Object.fromEntries(together);
    const arn = secretArn(settings, `${settings.environmentName}-values`);
    return [
        ...(together.length === 0 ? [] : [documentOf("values", arn, values)]),
        ...own.flatMap(({ variable, store }) => (store === "together" ? [] : [ownSecret(settings, variable, store)])),
    ];
}

const documentOf = (name: string, arn: string, values: Readonly<Record<string, string>>): RehearsedSecret => ({
    name,
    service: "secretsmanager",
    arn,
    stored: JSON.stringify(values),
    variables: Object.fromEntries(
        Object.entries(values).map(([variable, value]) => [variable, { reference: `${arn}:${variable}`, value }]),
    ),
});

function ownSecret(settings: Settings, name: string, store: "each" | "parameter"): RehearsedSecret {
    const value = random();
    const [service, arn] =
        store === "parameter"
            ? (["ssm", parameterArn(settings, `${ownPrefix(settings)}/${name}`)] as const)
            : (["secretsmanager", secretArn(settings, `${settings.environmentName}-${name}`)] as const);
    return { name, service, arn, stored: value, variables: { [name]: { reference: arn, value } } };
}

function foreignSecret(settings: Settings, name: string, secret: ForeignSecret): RehearsedSecret {
    const value = random();
    const arn = secret.kind === "arn" ? secret.arn : parameterArn(settings, secret.name);
    const jsonKey = secret.kind === "arn" ? secret.jsonKey : undefined;
    return {
        name,
        service: arn.split(":")[2] === "ssm" ? "ssm" : "secretsmanager",
        arn,
        stored: jsonKey === undefined ? value : JSON.stringify({ [jsonKey]: value }),
        variables: { [name]: { reference: jsonKey === undefined ? arn : `${arn}:${jsonKey}`, value } },
    };
}

const parameterArn = ({ region }: Settings, name: string): string =>
    `arn:aws:ssm:${region}:${account}:${parameterResource(name)}`;

/** With the six characters that Secrets Manager adds. */
const secretArn = ({ region }: Settings, name: string): string =>
    `arn:aws:secretsmanager:${region}:${account}:secret:${name}-Rehear`;
