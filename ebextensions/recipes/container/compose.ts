import { createHash } from "node:crypto";
import type { ComposeFile, ComposeMount, ComposeService } from "../../compose-model";
import { rootCertificatesPath } from "../root-certificates";
import { entrypointCommand } from "./entrypoint";
import { type ContainerPlan, logFolder, type ProxyPlan, type ServicePlan } from "./plan";
import { proxyConfiguration, proxyMounts } from "./proxy";
import { dataVolume, staticMount, staticVolume } from "./volumes";

/** Elastic Beanstalk writes properties and secrets to it. The bundle holds none, because then none would be written. */
const envFiles = [".env"];

/** Between the end of a process and Docker's patience. */
const spareSeconds = 5;
/** Gunicorn's own for running requests, graceful_timeout. */
const stopSeconds = 30 + spareSeconds;

/** Elastic Beanstalk copies the output into files that it rotates; Docker's own ones it leaves alone. */
const logFiles = { maxMb: 10, count: 3 };

/** Docker Compose has no proxy on the host, so that a service of ours publishes port 80. */
export function composeFile(plan: ContainerPlan): ComposeFile {
    const services = {
        web: web(plan),
        ...Object.fromEntries(plan.services.map((each) => [each.name, service(plan, each)])),
        ...proxyService(plan),
    };
    const volumes = [
        ...(plan.volume?.kind === "named" ? [dataVolume] : []),
        ...(staticMount(plan) === undefined ? [] : [staticVolume]),
    ];
    return {
        kind: "compose",
        reason: plan.from.kind === "built" ? "builds and runs the application's containers" : "runs the pinned image",
        services,
        volumes,
    };
}

function web(plan: ContainerPlan): ComposeService {
    const { port, proxy, network, from } = plan;
    const collected = staticMount(plan);
    return {
        ...common(plan, "web", collected === undefined ? [] : [collected]),
        ...(proxy === undefined && network === "bridge" ? { ports: [{ published: 80, target: port }] } : {}),
        ...(from.kind === "built" ? { healthCheck: healthCheck(from.startup) } : {}),
    };
}

/** It waits for the migration by itself, also when Docker starts it again, which goes by no dependency. */
const service = (plan: ContainerPlan, { name, command, stopSeconds: tasks }: ServicePlan): ComposeService => ({
    ...common(plan, name, []),
    ...(tasks === undefined ? {} : { stopSeconds: tasks + spareSeconds }),
    command: plan.from.kind === "built" ? ["service", ...command] : command,
    // Process 1 gets no signal that it does not handle, and a command may handle none.
    init: true,
});

function common(plan: ContainerPlan, name: string, mounts: readonly ComposeMount[]): ComposeService {
    const { from, network, volume } = plan;
    const logs: ComposeMount = {
        kind: "bind",
        source: { variable: "EB_LOG_BASE_DIR", then: `/${name}` },
        target: logFolder,
    };
    const data: ComposeMount[] =
        volume === undefined
            ? []
            : [
                  volume.kind === "named"
                      ? { kind: "volume", source: dataVolume, target: volume.target }
                      : { kind: "bind", source: volume.folder, target: volume.target },
              ];
    const certificates: ComposeMount[] = plan.rootCertificates
        ? [{ kind: "bind", source: rootCertificatesPath, target: rootCertificatesPath, readOnly: true }]
        : [];
    // A foreign image runs under a user of its own, who could not write the logs.
    const all = [...(from.kind === "built" ? [logs] : []), ...data, ...certificates, ...mounts];
    return {
        from: from.kind === "built" ? { build: ".", dockerfile: "Dockerfile" } : { image: from.image },
        envFiles,
        ...(network === "host" ? { networkMode: "host" as const } : {}),
        ...(all.length === 0 ? {} : { mounts: all }),
        stopSeconds,
        logFiles,
        restart: "unless-stopped",
    };
}

/** Docker shows the outcome; nothing is restarted for it. Failures count when the start may take no longer. */
const healthCheck = (startup: { readonly databaseWaitSeconds: number; readonly migrationWaitSeconds: number }) => ({
    command: [...entrypointCommand, "health"],
    intervalSeconds: 30,
    timeoutSeconds: 10,
    retries: 3,
    startSeconds: startup.databaseWaitSeconds + startup.migrationWaitSeconds,
});

function proxyService(plan: ContainerPlan): Record<string, ComposeService> {
    const { proxy, network } = plan;
    return proxy === undefined
        ? {}
        : {
              // A name that no process of the application's may have.
              nginx: {
                  from: { image: proxy.image },
                  ...(network === "host" ? { networkMode: "host" } : { ports: [{ published: 80, target: 80 }] }),
                  mounts: proxyMounts(plan),
                  labels: { "django-beanstalk.configuration": fingerprint(plan, proxy) },
                  dependsOn: { web: "started" },
                  logFiles,
                  restart: "unless-stopped",
              },
          };
}

/** A container that goes on sees the file of the deployment that made it: a mount keeps the file itself, not what is under its name later. */
const fingerprint = (plan: ContainerPlan, proxy: ProxyPlan): string =>
    createHash("sha256").update(proxyConfiguration(plan, proxy).content).digest("hex").slice(0, 12);
