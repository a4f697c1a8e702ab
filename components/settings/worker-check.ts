import { hasBothArchitectures } from "../architecture";
import { secretVariables } from "../beanstalk-environment/variables";
import type { Problem } from "../problem";
import type { Settings } from "../settings";
import { drainSeconds } from "../worker/scripts/interruption";
import { isRegion } from "./patterns";
import { httpsUrl } from "./worker-patterns";
import { regionOf } from "../partition";

type WorkerSettings = Settings["worker"][string];

/** What no single setting of a worker shows. */
export const workerCheck = (settings: Settings): Problem[] =>
    Object.entries(settings.worker).flatMap(([name, worker]) => {
        const where = `worker.${name}`;
        return [
            ...deliveryProblems(worker, where, settings),
            ...groupProblems(worker, where),
            ...slowToStop(worker, where),
            ...secretProblems(worker, where, settings),
            ...databaseProblems(worker, where, settings),
        ];
    });

function deliveryProblems({ delivery, instances }: WorkerSettings, where: string, settings: Settings): Problem[] {
    switch (delivery.kind) {
        case "s3":
            return [];
        case "url":
            return signedUrl(delivery.url, `${where}.delivery.url`);
        case "ssh":
        case "ssh-parts":
            return [
                ...(instances.kind === "group" ? [groupOverSsh(delivery.kind, where)] : []),
                ...openCidrs(delivery.allowedCidrs, `${where}.delivery.allowedCidrs`),
                ...keyPlace(delivery.key, `${where}.delivery.key.secretArn`, settings),
            ];
    }
}

/** Its hosts come and go without the engine, and one that replaces another would wait for ever. */
const groupOverSsh = (got: string, where: string): Problem => ({
    where: `${where}.delivery.kind`,
    got: `${got}, to a group`,
    allowed: "s3 or url",
    remedy: "Choose delivery: {kind: s3}, or one instance: instances: {kind: spot}.",
});

const openCidrs = (cidrs: readonly string[], where: string): Problem[] =>
    cidrs.flatMap((cidr, i) =>
        cidr.endsWith("/0")
            ? [
                  {
                      where: `${where}[${i}]`,
                      got: `${JSON.stringify(cidr)}, the whole world`,
                      allowed: "a range of addresses of your own",
                      remedy: "Name the addresses on which `pulumi up` runs, or choose delivery: {kind: s3}, which needs no open port.",
                  },
              ]
            : [],
    );

/** Secrets Manager is asked in the stack's region. */
function keyPlace(
    key: Extract<WorkerSettings["delivery"], { kind: "ssh" }>["key"],
    where: string,
    { region }: Settings,
): Problem[] {
    const place = key.kind === "secret" ? regionOf(key.secretArn) : region;
    return !isRegion(region) || place === region
        ? []
        : [
              {
                  where,
                  got: `a secret in ${place}`,
                  allowed: `a secret in ${region}`,
                  remedy: "Name a secret of the stack's region; a replica has an ARN of its own there.",
              },
          ];
}

/** The address stands in a parameter that is not encrypted. The words are those of S3, of Google's storage and of Azure's. */
function signedUrl(url: string, where: string): Problem[] {
    if (!URL.canParse(url)) {
        const remedy = "Correct the address, its port for example.";
        return [{ where, got: "an address that is none (not shown)", allowed: httpsUrl.allowed, remedy }];
    }
    const names = [...new URL(url).searchParams.keys()];
    const signed = names.filter((name) => /^(x-amz-|x-goog-|sig$|signature$|token$|access_token$)/i.test(name));
    return signed.length === 0
        ? []
        : [
              {
                  where,
                  got: `an address with ${signed.join(", ")} (not shown), which gives access to whoever reads it`,
                  allowed: "an address that needs no credentials",
                  remedy: "Publish the bundle, or choose delivery: {kind: s3}: the instance role fetches it.",
              },
          ];
}

/** The services are stopped one after the other, and neither AWS nor the command that installs a release waits longer. */
function slowToStop({ delivery, instances, services }: WorkerSettings, where: string): Problem[] {
    const seconds = Object.values(services).reduce((sum, { stopSeconds }) => sum + stopSeconds, 0);
    const problem = (allowed: string, remedy: string): Problem[] => [
        { where: `${where}.services`, got: `${seconds} s of stopSeconds together`, allowed, remedy },
    ];
    if (mayBeInterrupted(instances) && seconds > drainSeconds) {
        return problem(
            `at most ${drainSeconds} s, since AWS ends an interrupted spot instance after two minutes`,
            "Lower stopSeconds, or choose instances: {kind: on-demand}.",
        );
    }
    if (delivery.kind === "s3" || delivery.kind === "url") {
        return [];
    }
    const most = delivery.timeoutMinutes * 60 - installSeconds;
    return seconds <= most
        ? []
        : problem(
              `at most ${most} s, since an update waits ${delivery.timeoutMinutes} minutes for an installation, which stops them`,
              `Lower stopSeconds, raise ${where}.delivery.timeoutMinutes, or choose delivery: {kind: s3}.`,
          );
}

/** What an installation needs besides, at the least. */
const installSeconds = 60;

/** In a group the base comes first, so that one as large leaves no instance to spot. */
export const mayBeInterrupted = (instances: WorkerSettings["instances"]): boolean =>
    instances.kind === "spot" ||
    (instances.kind === "group" && instances.onDemandPercentage < 100 && instances.onDemandBase < instances.size);

function groupProblems({ instances }: WorkerSettings, where: string): Problem[] {
    if (instances.kind !== "group") {
        return [];
    }
    const { instanceTypes, onDemandBase, size } = instances;
    return [
        ...(hasBothArchitectures(instanceTypes)
            ? [
                  {
                      where: `${where}.instances.instanceTypes`,
                      got: instanceTypes.join(", "),
                      allowed: "types of one processor",
                      remedy: "Name types of Graviton only (t4g, m7g), or none of them.",
                  },
              ]
            : []),
        ...twice(instanceTypes, `${where}.instances.instanceTypes`, "Name each type once."),
        ...(onDemandBase > size
            ? [
                  {
                      where: `${where}.instances.onDemandBase`,
                      got: `${onDemandBase}, of ${size} instances`,
                      allowed: `at most ${size}`,
                      remedy: "Lower onDemandBase, or raise size.",
                  },
              ]
            : []),
    ];
}

function secretProblems(worker: WorkerSettings, where: string, settings: Settings): Problem[] {
    const known = secretVariables(settings);
    const { secrets, environmentVariables } = worker;
    return [
        ...secrets.flatMap((name, i) =>
            known.includes(name)
                ? []
                : [
                      {
                          where: `${where}.secrets[${i}]`,
                          got: `${JSON.stringify(name)}, which the stack does not have`,
                          allowed: known.length === 0 ? "a name under secrets" : known.join(", "),
                          remedy: `Add secrets.${name}, or remove the name here.`,
                      },
                  ],
        ),
        ...twice(secrets, `${where}.secrets`, "Name each secret once."),
        ...Object.keys(environmentVariables)
            .filter((name) => known.includes(name))
            .map((name) => ({
                where: `${where}.environmentVariables.${name}`,
                got: "the name of a secret",
                allowed: "any other name",
                remedy: `Remove it here and add ${name} to ${where}.secrets.`,
            })),
    ];
}

function twice(names: readonly string[], where: string, remedy: string): Problem[] {
    const again = names.filter((name, i) => names.indexOf(name) < i);
    return [...new Set(again)].map((name) => ({
        where,
        got: `${JSON.stringify(name)} twice`,
        allowed: "each name once",
        remedy,
    }));
}

const databaseProblems = ({ database }: WorkerSettings, where: string, settings: Settings): Problem[] =>
    database === true && settings.database.kind !== "postgres"
        ? [
              {
                  where: `${where}.database`,
                  got: `true, while the database is ${settings.database.kind}`,
                  allowed: "true where database.kind is postgres",
                  remedy: "Remove it; an external database has to let the worker's security group in itself.",
              },
          ]
        : [];
