import { usersVariable } from "../../ebextensions/recipes/database-users";
import { hasTwoUsers } from "../database/plan-users";
import type { Settings } from "../settings";

const longest = (characters: number): string => "x".repeat(characters);

/** In the partition with the longest name; after the secret's name come seven characters of Pulumi's, and then six of AWS's. */
const usersArn = ({ applicationName, region }: Settings): string =>
    `arn:aws-us-gov:secretsmanager:${region}:123456789012:secret:${applicationName}-database-users-1234567-AbCdEf`;

/** A name of RDS: identifier, an id of AWS's, region and domain. */
const longestHost = ({ region }: Settings, endpoint: "" | "proxy-"): number =>
    63 + `.${endpoint}123456789012.`.length + region.length + ".rds.amazonaws.com.cn".length;

/** The name that CloudFront gives. */
const distributionHost = "d111111abcdef8.cloudfront.net";

/**
 * Environment properties whose values other parts of the graph fill in, each as long as it can be: what they take of the room that Elastic Beanstalk has for
 * properties is known before anything is made. What a secret holds is no property.
 */
export function filledInProperties(settings: Settings): Record<string, string> {
    return { ...ofDatabase(settings), ...ofMedia(settings) };
}

/** `Database`'s. A user that changes with its password is in the secret. */
function ofDatabase(settings: Settings): Record<string, string> {
    const { database } = settings;
    if (database.kind !== "postgres") {
        return {};
    }
    const { username } = database;
    return {
        RDS_HOSTNAME: longest(longestHost(settings, database.proxy === undefined ? "" : "proxy-")),
        RDS_PORT: longest(5),
        RDS_DB_NAME: database.name,
        ...(hasTwoUsers(database) ? { [usersVariable]: usersArn(settings) } : { RDS_USERNAME: username }),
        // Where the application reads without burdening the server.
        ...(database.replica === undefined ? {} : { RDS_REPLICA_HOSTNAME: longest(longestHost(settings, "")) }),
    };
}

/** `MediaBucket`'s, under which django-storages looks. */
function ofMedia({ media }: Settings): Record<string, string> {
    if (media.kind !== "bucket") {
        return {};
    }
    return {
        AWS_STORAGE_BUCKET_NAME: longest(63),
        // As long as the longest; the stack's own may be what is missing.
        AWS_S3_REGION_NAME: longest("ap-northeast-1".length),
        ...(media.cdn === undefined ? {} : { AWS_S3_CUSTOM_DOMAIN: media.cdn.name ?? distributionHost }),
    };
}
