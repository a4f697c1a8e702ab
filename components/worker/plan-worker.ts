import * as path from "node:path";
import { optionalSecrets, secretsWithoutValue } from "../app-secrets/plan-secrets";
import { architectureOf } from "../architecture";
import { rootCertificates } from "../database/root-certificates";
import { cacheSecrets } from "../cache/plan-cache";
import type { Settings } from "../settings";
import { mayBeInterrupted } from "../settings/worker-check";
import type { WorkerBundlePlan, WorkerFilesInput, WorkerSecret } from "./model";
import { UserDataInput } from "./model";
import { planWorkerFiles } from "./worker-files";

export type WorkerSettings = Settings["worker"][string];
export type SshDelivery = Extract<WorkerSettings["delivery"], { kind: "ssh" | "ssh-parts" }>;
export type LoneInstance = Exclude<WorkerSettings["instances"], { kind: "group" }>;
export type InstanceGroup = Extract<WorkerSettings["instances"], { kind: "group" }>;

/** A worker of the stack file, with every name that it has in AWS. */
export interface WorkerPlan {
    readonly name: string;
    readonly settings: WorkerSettings;
    /** What stage one depends on. @param authorizedKey - public key for delivery over SSH */
    readonly userData: (authorizedKey: string | undefined) => UserDataInput;
    /** Name of the SSM parameter that says which release runs; undefined where the engine copies it. */
    readonly releaseParameter: string | undefined;
    /** Name of the SSM parameter that says where secrets are; undefined without any. */
    readonly secretsParameter: string | undefined;
    readonly secrets: readonly WorkerSecret[];
    readonly logGroup: string;
    /** Groups of the stack that let the worker in. */
    readonly doors: readonly Door[];
    /** Public SSM parameter of AWS with the id of the image; undefined for an image of the user's own. */
    readonly imageParameter: string | undefined;
}

export type Door = "database" | "database-proxy" | "cache";

/** A key of the kind that the stack makes, as long as every other. */
export const sampleKey = `ssh-ed25519 ${"A".repeat(68)}`;

/** The public key that stage one gets, or one as long, since the size of the user data is known before there is a key; undefined where no one logs in. */
export function sampleKeyOf({ delivery }: Pick<WorkerSettings, "delivery">): string | undefined {
    if (!isSsh(delivery)) {
        return undefined;
    }
    return delivery.key.kind === "secret" ? delivery.key.publicKey : sampleKey;
}

/** In the order of their names. */
export const planWorkers = (settings: Settings): WorkerPlan[] =>
    Object.entries(settings.worker)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, worker]) => planWorker(name, worker, settings));

function planWorker(name: string, worker: WorkerSettings, settings: Settings): WorkerPlan {
    const { applicationName, region, stack } = settings;
    const { delivery, image, multipart, packages } = worker;
    const parameter = (last: string) => `/${applicationName}/${stack}/worker/${name}/${last}`;
    const releaseParameter = isSsh(delivery) ? undefined : parameter("release");
    const secrets = secretsOf(worker, settings);
    return {
        name,
        settings: worker,
        userData: (authorizedKey) => ({
            name,
            user: userOf(image),
            authorizedKey,
            packages,
            delivery: delivery.kind,
            region,
            releaseParameter,
            multipart,
            ownImage: image !== "al2023",
        }),
        releaseParameter,
        secretsParameter: secrets.length === 0 ? undefined : parameter("references"),
        secrets,
        logGroup: `/${applicationName}/worker/${name}`,
        doors: doorsOf(worker, settings),
        imageParameter: image === "al2023" ? imageParameter(typesOf(worker)) : undefined,
    };
}

export const isSsh = (delivery: WorkerSettings["delivery"]): delivery is SshDelivery =>
    delivery.kind === "ssh" || delivery.kind === "ssh-parts";

/** Who logs in, and may use sudo. */
export const userOf = (image: WorkerSettings["image"]): string => (image === "al2023" ? "ec2-user" : image.user);

const typesOf = ({ instances }: WorkerSettings): readonly string[] =>
    instances.kind === "group" ? instances.instanceTypes : [instances.instanceType];

/** https://docs.aws.amazon.com/linux/al2023/ug/ec2.html */
const imageParameter = (types: readonly string[]): string =>
    `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architectureOf(types) === "aarch64" ? "arm64" : "x86_64"}`;

/** An optional secret without a value is nowhere, so that the services are not told of it. */
function secretsOf(worker: WorkerSettings, { secrets }: Settings): WorkerSecret[] {
    const [optional, missing] = [optionalSecrets(secrets), secretsWithoutValue(secrets)];
    return worker.secrets
        .filter((name) => !missing.includes(name))
        .map((name) => ({ name, required: !optional.includes(name) }));
}

/** As the environment's instances are let in: a proxy, where there is one, and the database behind it, which a replica has no proxy for. */
function doorsOf(worker: WorkerSettings, { cache, database }: Settings): Door[] {
    const toDatabase = worker.database ?? database.kind === "postgres";
    const proxied = database.kind === "postgres" && database.proxy !== undefined;
    const toCache = cache.kind !== "none" && cacheSecrets.some((name) => worker.secrets.includes(name));
    return [
        ...(toDatabase ? (["database"] as const) : []),
        ...(toDatabase && proxied ? (["database-proxy"] as const) : []),
        ...(toCache ? (["cache"] as const) : []),
    ];
}

/** What makes a worker's files: nothing that is known only when resources are there. */
const filesInput = ({ name, settings: worker, ...plan }: WorkerPlan, settings: Settings): WorkerFilesInput => ({
    name,
    region: settings.region,
    services: worker.services,
    setup: worker.setup,
    environmentVariables: worker.environmentVariables,
    secrets: plan.secrets,
    secretsParameter: plan.secretsParameter,
    spot: mayBeInterrupted(worker.instances),
    logGroup: plan.logGroup,
    // DATABASE_URL of the stack's own database names the file.
    rootCertificates: worker.secrets.includes("DATABASE_URL") ? rootCertificates(settings) : undefined,
});

/**
 * The bundle of a worker.
 *
 * @param root - folder of the stack files; finished bundles are kept below it
 */
export function planWorkerBundle(plan: WorkerPlan, settings: Settings, root: string): WorkerBundlePlan {
    const { exclude, include, allow, links } = settings.app.package;
    const { directory, compression } = plan.settings;
    return {
        name: plan.name,
        directory: directory === undefined ? settings.appDirectory : path.resolve(root, directory),
        exclude,
        include,
        allow,
        inlineLinks: links === "inline",
        files: planWorkerFiles(filesInput(plan, settings)),
        compression,
        cacheFolder: path.join(root, ".cache", "workers"),
    };
}
