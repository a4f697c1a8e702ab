import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { StoredSecret, storeSecret } from "../stored-secret";
import type { DatabaseArgs } from "./database";
import { secretDocument } from "./plan-database";
import type { PostgresSettings } from "./plan-server";
import { applicationUser, hasTwoUsers, usersDocument } from "./plan-users";
import type { Servers } from "./server";

export interface Passwords {
    /** Of the master user. */
    readonly master: pulumi.Output<string>;
    /** Of the user that the application connects as; the same one where that is the master user. */
    readonly application: pulumi.Output<string>;
}

export function createPasswords(
    name: string,
    settings: PostgresSettings,
    opts: pulumi.CustomResourceOptions,
): Passwords {
    const master = createPassword(`${name}-password`, settings, opts);
    return {
        master,
        application: hasTwoUsers(settings) ? createPassword(`${name}-application-password`, settings, opts) : master,
    };
}

/** The first one has no keeper, so that a database of an older version of this program keeps its password. */
const createPassword = (
    name: string,
    { passwordVersion }: PostgresSettings,
    opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> =>
    new random.RandomPassword(
        name,
        {
            length: 40,
            special: false,
            ...(passwordVersion === 1 ? {} : { keepers: { version: String(passwordVersion) } }),
        },
        { ...opts, additionalSecretOutputs: ["result"] },
    ).result;

export interface Stored {
    /** What the application reads. */
    readonly application: StoredSecret;
    /** What the hook reads that gives the application's user its password; only with two of them. */
    readonly users: StoredSecret | undefined;
}

interface Parts extends Pick<Servers, "server"> {
    /** That the application connects to. */
    readonly host: pulumi.Output<string>;
    readonly passwords: Passwords;
}

/** An instance that starts in between must be able to make the user that it is told of: the users are stored first. */
export function storeCredentials(
    name: string,
    args: DatabaseArgs,
    parts: Parts,
    opts: pulumi.CustomResourceOptions,
): Stored {
    const users = hasTwoUsers(args.settings) ? storeUsers(name, args, parts, opts) : undefined;
    return { users, application: storeApplication(name, args, { ...parts, after: users?.versionId }, opts) };
}

function storeUsers(
    name: string,
    { settings, recoveryDays, secretKey: key, tags }: DatabaseArgs,
    { server, passwords }: Parts,
    opts: pulumi.CustomResourceOptions,
): StoredSecret {
    const value = pulumi
        .all([server.address, server.port, passwords.master, passwords.application])
        .apply(([host, port, masterPassword, password]) =>
            usersDocument({ ...settings, host, port, masterPassword, password }),
        );
    const description = "Master user of the database, and the user that the application has";
    return storeSecret(`${name}-users`, { description, value, recoveryDays, key, tags }, opts);
}

function storeApplication(
    name: string,
    { settings, recoveryDays, secretKey: key, rootCertificates: path, tags }: DatabaseArgs,
    { server, host, passwords, after }: Parts & { readonly after: pulumi.Output<string> | undefined },
    opts: pulumi.CustomResourceOptions,
): StoredSecret {
    const value = pulumi.all([host, server.port, passwords.application, after]).apply(([address, port, password]) =>
        secretDocument({
            scheme: settings.urlScheme,
            username: applicationUser(settings),
            password,
            host: address,
            port,
            name: settings.name,
            rootCertificates: path,
        }),
    );
    const description = "Address and credentials of the database";
    return storeSecret(`${name}-credentials`, { description, value, recoveryDays, key, tags }, opts);
}
