import type * as pulumi from "@pulumi/pulumi";
import { AppSecrets } from "./app-secrets/app-secrets";
import { createSecretKey } from "./app-secrets/secret-key";
import { createCache } from "./cache/cache";
import { createDatabase } from "./database/database";
import type { Network } from "./network/network";
import { secretLinks, secretPlaces } from "./secret-links";
import type { Settings } from "./settings";

export interface CreateDataArgs {
    readonly settings: Settings;
    readonly network: Network;
    /** Values of the secrets of kind `stack`, by name. */
    readonly values: ReadonlyMap<string, pulumi.Output<string>>;
    readonly tags: Readonly<Record<string, string>>;
}

/**
 * Database, cache and secrets, with the key that encrypts what is secret of them.
 *
 * @param name - before the names of all of them
 */
export function createData(name: string, { values, ...args }: CreateDataArgs, opts: pulumi.ComponentResourceOptions) {
    const key = createSecretKey(`${name}-key`, args, opts);
    const own = { ...args, secretKey: key.secretKey };
    const database = createDatabase(`${name}-database`, own, opts);
    const cache = createCache(`${name}-cache`, own, opts);
    const secrets = new AppSecrets(`${name}-secret`, { ...own, values });
    const holders = [database, cache, secrets];
    return {
        database: database.component,
        databaseEndpoint: database.endpoint,
        variables: database.variables,
        links: secretLinks(holders),
        secretPlaces: secretPlaces(holders),
        components: [key.component, database.component, cache.component, secrets],
    };
}
