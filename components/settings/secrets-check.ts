import { ownPrefix, planSecrets } from "../app-secrets/plan-secrets";
import type { Problem } from "../problem";
import type { Settings } from "../settings";
import { compareReleases } from "../solution-stack";
import { partition, regionOf, serviceOf } from "../partition";
import { isRegion } from "./patterns";

/** What no single secret shows. */
export const secretsCheck = (settings: Settings): Problem[] => [
    ...jsonKeys(settings),
    ...places(settings),
    ...keyPlace(settings),
    ...ownParameters(settings),
];

/** Elastic Beanstalk extracts keys from secrets of Secrets Manager alone. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.secrets.env-vars.html */
const jsonKeys = ({ secrets }: Settings): Problem[] =>
    Object.entries(secrets).flatMap(([name, secret]) =>
        secret.kind === "arn" && secret.jsonKey !== undefined && serviceOf(secret.arn) === "ssm"
            ? [
                  {
                      where: `secrets.${name}.jsonKey`,
                      got: "a key, of an SSM parameter",
                      allowed: "keys of secrets in Secrets Manager",
                      remedy: "Keep the value alone in the parameter, or the object in Secrets Manager.",
                  },
              ]
            : [],
    );

/** ARNs of another part of AWS never reach this one. */
function places({ secrets, region }: Settings): Problem[] {
    const own = partition(region);
    return Object.entries(secrets).flatMap(([name, secret]) =>
        secret.kind !== "arn" || !isRegion(region) || secret.arn.startsWith(`arn:${own}:`)
            ? []
            : [
                  {
                      where: `secrets.${name}.arn`,
                      got: JSON.stringify(secret.arn),
                      allowed: `an ARN that begins with arn:${own}: in ${region}`,
                      remedy: "Name a secret of that part of AWS.",
                  },
              ],
    );
}

/** Secrets Manager and Parameter Store encrypt with keys of their own region. */
function keyPlace({ environment, region }: Settings): Problem[] {
    const { key } = environment.secretStorage;
    return key.kind !== "existing" || !isRegion(region) || regionOf(key.arn) === region
        ? []
        : [
              {
                  where: "environment.secretStorage.key.arn",
                  got: `a key in ${regionOf(key.arn)}`,
                  allowed: `a key in ${region}`,
                  remedy: "Name a key of the stack's region; a replica of a multi-Region key has an ARN of its own there.",
              },
          ];
}

/** What the application may write and delete would be its own secrets. */
function ownParameters(settings: Settings): Problem[] {
    const prefix = ownPrefix(settings);
    const used = planSecrets(settings).own.some(({ store }) => store === "parameter");
    const within = (inner: string, outer: string) => `${inner}/`.startsWith(`${outer}/`);
    return settings.environment.access.parameterPrefixes.flatMap((path, i) =>
        used && (within(path, prefix) || within(prefix, path))
            ? [
                  {
                      where: `environment.access.parameterPrefixes[${i}]`,
                      got: `${JSON.stringify(path)}, where the stack keeps its own secrets (${prefix})`,
                      allowed: "a path beside it",
                      remedy: "Choose another path, or set environment.secretStorage.parameterPrefix.",
                  },
              ]
            : [],
    );
}

/**
 * The first release that extracts keys from JSON: AWS announced them for platform versions from 2026-01-13 on and names no number; 4.9.0 is of December 2025.
 * Secrets as such are older than every release that AWS still offers. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.secrets.env-vars.html
 */
const jsonRelease = "4.9.1";

/** Apart from the rest, since the command that pins a newer release has to read the stack file. */
export function secretsRelease(settings: Settings): Problem[] {
    const given = settings.app.platform.release;
    const users = jsonUsers(settings);
    return users.length === 0 || compareReleases(given, jsonRelease) >= 0
        ? []
        : [
              {
                  where: "app.platform.release",
                  got: `${given}, which does not extract a value from a secret that holds several (${users.join(", ")})`,
                  allowed: `${jsonRelease} or newer`,
                  remedy: `Pin the current one: npm run --silent platforms -- --pin --stack ${settings.stack}`,
              },
          ];
}

/** Settings by which a variable comes from a part of a secret. */
function jsonUsers(settings: Settings): string[] {
    const named = Object.entries(settings.secrets).flatMap(([name, secret]) =>
        secret.kind === "arn" && secret.jsonKey !== undefined ? [`secrets.${name}.jsonKey`] : [],
    );
    const together = planSecrets(settings).own.some(({ store }) => store === "together");
    return [
        ...(settings.database.kind === "postgres" ? ["database"] : []),
        ...(settings.cache.kind === "none" ? [] : ["cache"]),
        ...(together ? ["environment.secretStorage.store"] : []),
        ...named,
    ];
}
