import * as aws from "@pulumi/aws";
import { remote, types } from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import { secretValue } from "../lookups";
import type { BundlePart, WorkerBundle } from "./model";
import type { SshDelivery } from "./plan-worker";
import { incomingBundle, remoteInstallCommand, remotePrepareCommand, remoteRestartCommand } from "./remote";
import { retryHook } from "./retry-hook";

/** A pair of keys; the private one is a secret wherever it goes. */
export interface SshKey {
    readonly publicKey: pulumi.Output<string>;
    readonly privateKey: pulumi.Output<string>;
    /** As EC2 knows it. */
    readonly keyName: pulumi.Output<string>;
}

/** The private key is in the state, encrypted, or in Secrets Manager; it is never printed. */
export function createKey(
    name: string,
    { key }: SshDelivery,
    tags: Readonly<Record<string, string>>,
    opts: pulumi.CustomResourceOptions,
): SshKey {
    const { publicKey, privateKey } =
        key.kind === "generated"
            ? generatedKey(name, opts)
            : {
                  publicKey: pulumi.output(key.publicKey),
                  privateKey: secretValue(key.secretArn, { parent: opts.parent }),
              };
    const { keyName } = new aws.ec2.KeyPair(`${name}-key`, { publicKey, tags }, opts);
    return { publicKey, privateKey, keyName };
}

/** Ed25519: EC2 takes it for Linux, and a public key of 80 characters leaves room in the user data. */
function generatedKey(name: string, opts: pulumi.CustomResourceOptions) {
    const key = new tls.PrivateKey(
        `${name}-private-key`,
        { algorithm: "ED25519" },
        { ...opts, additionalSecretOutputs: ["privateKeyOpenssh", "privateKeyPem", "privateKeyPemPkcs8"] },
    );
    return { publicKey: key.publicKeyOpenssh.apply((text) => text.trim()), privateKey: key.privateKeyOpenssh };
}

export interface StageTwoArgs {
    /** The worker's name. */
    readonly worker: string;
    readonly delivery: SshDelivery;
    readonly user: string;
    readonly key: SshKey;
    readonly instance: aws.ec2.Instance;
    readonly publicInstances: boolean;
    readonly release: WorkerRelease;
    /** Changes with every secret of the worker; undefined without any. */
    readonly marker: pulumi.Output<string> | undefined;
    /** What has to be there before services start or start again. */
    readonly after: readonly pulumi.Resource[];
}

/** A finished bundle on this machine, and its parts where it travels so. */
export interface WorkerRelease {
    readonly bundle: WorkerBundle;
    readonly parts: readonly BundlePart[] | undefined;
}

/**
 * Brings a release to the instance: waits until it can take one, copies it under a name that nothing looks for, and lets it be checked, renamed and installed.
 * Another bundle, or another instance, makes these resources anew; everything else about them is no reason to copy.
 */
export function createStageTwo(name: string, args: StageTwoArgs, opts: pulumi.CustomResourceOptions): remote.Command {
    const { delivery, instance, release } = args;
    const { timeoutMinutes } = delivery;
    const connection = connectionOf(args);
    const own = timed(name, args, opts);
    const triggers = [release.bundle.sha256, instance.id];
    const prepare = remotePrepareCommand({ timeoutMinutes });
    const ready = runCommand(`${name}-prepare`, { connection, create: prepare, triggers: [instance.id] }, own);
    const copies = sources(release).map(({ suffix, file, remotePath }) =>
        copyFile(`${name}-${suffix}`, { connection, file, remotePath, triggers }, { ...own, dependsOn: ready }),
    );
    const parts = release.parts === undefined ? {} : { parts: release.parts.length };
    const create = remoteInstallCommand(release.bundle.sha256, { timeoutMinutes, ...parts });
    // Whatever was copied is installed, also after an update that failed between the two and was taken back.
    const arrived = [...triggers, ...copies.map(({ id }) => id)];
    const install = { connection, create, triggers: arrived };
    const installed = runCommand(`${name}-install`, install, { ...own, dependsOn: [...copies, ...args.after] });
    restartOnNewSecrets(name, args, connection, { ...own, dependsOn: [installed, ...args.after] });
    return installed;
}

/** Services read their secrets when they start. The first start is the installation's, so that only a later change does something here. */
function restartOnNewSecrets(
    name: string,
    { delivery, instance, marker }: StageTwoArgs,
    connection: types.input.remote.ConnectionArgs,
    opts: pulumi.CustomResourceOptions,
): void {
    if (marker !== undefined) {
        const update = pulumi.interpolate`${remoteRestartCommand(delivery)}\n# secrets ${marker}`;
        runCommand(`${name}-restart`, { connection, create: "true", update, triggers: [instance.id] }, opts);
    }
}

/** What the last run printed is not for the next: a server takes no variables that it was not told of. */
const runCommand = (name: string, args: remote.CommandArgs, opts: pulumi.CustomResourceOptions) =>
    new remote.Command(name, { ...args, addPreviousOutputInEnv: false }, opts);

/**
 * Without a limit of attempts the provider dials until the resource's time is up, which is the one limit that counts. Without `hostKey` it takes any host's key.
 */
function connectionOf({ delivery, user, key, instance, publicInstances }: StageTwoArgs) {
    const connection: types.input.remote.ConnectionArgs = {
        host: publicInstances ? instance.publicIp : instance.privateIp,
        user,
        privateKey: pulumi.secret(key.privateKey),
        dialErrorLimit: -1,
        perDialTimeout: 15,
        ...(delivery.hostKey === undefined ? {} : { hostKey: delivery.hostKey }),
    };
    return connection;
}

/**
 * The command on the instance has a limit of its own, a minute shorter, and says what it waited for. Dialling is part of the resource's time: when it takes more
 * than that minute, the engine may end the command first, and says that it did not end.
 */
function timed(name: string, { worker, delivery }: StageTwoArgs, opts: pulumi.CustomResourceOptions) {
    const limitMinutes = delivery.timeoutMinutes + 1;
    const limit = `${limitMinutes}m`;
    return {
        ...opts,
        customTimeouts: { create: limit, update: limit, delete: limit },
        hooks: { onError: [retryHook(name, { worker, limitMinutes })] },
    };
}

const sources = ({ bundle, parts }: WorkerRelease) =>
    parts === undefined
        ? [{ suffix: "bundle", file: bundle.path, remotePath: incomingBundle(bundle.sha256) }]
        : parts.map((part, i) => ({ suffix: `part-${i + 1}`, file: part.path, remotePath: part.remotePath }));

interface CopyArgs extends Omit<remote.CopyToRemoteArgs, "source"> {
    readonly file: string;
}

const copyFile = (name: string, { file, ...args }: CopyArgs, opts: pulumi.CustomResourceOptions) =>
    new remote.CopyToRemote(name, { ...args, source: new pulumi.asset.FileAsset(file) }, opts);
