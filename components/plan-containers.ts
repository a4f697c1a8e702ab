import type { DockerPlatformPlan } from "../ebextensions/docker-platform";
import type { BuiltImage, ContainerPlan, ProxyPlan } from "../ebextensions/recipes/container/plan";
import { ecrOf, type Registry } from "../ebextensions/recipes/container/registry-login";
import { processCommand } from "../ebextensions/recipes/processes";
import { codeAccess, imageAccess } from "../ebextensions/minimal-package/code-access";
import type { Statement } from "./beanstalk-environment/statements";
import { variableContract } from "./beanstalk-environment/variables";
import { rootCertificates } from "./database/root-certificates";
import { probeSeconds } from "./probe-seconds";
import { allowedHost, planProxy } from "./proxy/plan-proxy";
import { planProbe } from "./python-deployment";
import type { Settings } from "./settings";
import { common } from "./settings/defaults";

type DockerSettings = Extract<Settings["app"]["platform"], { kind: "docker" }>;

/**
 * How containers run on the Docker platform, of an application that brings no container file.
 *
 * @param requirementFiles - the requirements file and all that it includes; none where the code arrives later
 */
export function planContainers(
    settings: Settings,
    requirementFiles: readonly string[] = [],
): Pick<DockerPlatformPlan, "containers" | "registries" | "hopLimit" | "probe"> {
    const platform = dockerSettings(settings);
    const plan = planProbe(settings);
    return {
        probe: plan && { ...plan, seconds: probeSeconds(settings) },
        containers: containerPlan(settings, platform, requirementFiles),
        registries: registries(settings, platform),
        hopLimit: platform.network === "host" ? 1 : platform.hopLimit,
    };
}

/** @throws Error on the Python platform: a fault of the caller */
function dockerSettings({ app: { platform } }: Settings): DockerSettings {
    if (platform.kind !== "docker") {
        throw new Error("Only the Docker platform runs containers.");
    }
    return platform;
}

function containerPlan(
    settings: Settings,
    platform: DockerSettings,
    requirementFiles: readonly string[],
): ContainerPlan {
    const pulled = pulledImage(settings);
    return {
        from:
            pulled === undefined ? builtImage(settings, platform, requirementFiles) : { kind: "pulled", image: pulled },
        port: platform.port,
        network: platform.network,
        services: Object.entries(settings.app.processes)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, process]) => ({
                name,
                command: ["bash", "-c", processCommand(name, process)],
                stopSeconds: process.kind === "celeryWorker" ? process.stopSeconds : undefined,
            })),
        proxy: platform.proxy === "none" ? undefined : proxyPlan(settings, platform, pulled === undefined),
        volume: platform.volume,
        rootCertificates: rootCertificates(settings) !== undefined,
    };
}

/** The limits and headers of nginx on an instance of the Python platform. */
function proxyPlan(settings: Settings, { proxyImage }: DockerSettings, isBuilt: boolean): ProxyPlan {
    const { url } = settings.app.static;
    const server = planProxy(settings);
    return {
        image: proxyImage,
        server,
        maxHeaderKb: server.maxHeaderKb,
        staticUrl: isBuilt && url !== "/" ? url.replace(/\/$/, "") : undefined,
    };
}

function builtImage(settings: Settings, platform: DockerSettings, requirementFiles: readonly string[]): BuiltImage {
    const { wsgi, asgi, web, deploy, healthPath, static: files } = settings.app;
    return {
        kind: "built",
        baseImage: baseImage(platform),
        systemPackages: platform.systemPackages,
        buildPackages: platform.buildPackages,
        requirementFiles,
        gunicorn: { wsgi, asgi, ...web, maxHeaderKb: settings.app.proxy.maxHeaderKb },
        staticRoot: files.root,
        startup: {
            ...variableContract(settings),
            databaseWaitSeconds: platform.databaseWaitSeconds,
            migrationWaitSeconds: platform.migrationWaitSeconds,
            migrate: deploy.migrate,
            collectstatic: deploy.collectstatic !== "off",
            check: deploy.check,
            healthPath,
            healthHost: allowedHost(settings),
        },
    };
}

/** The branch and Debian's release stand still; what both mend in them comes with the next build. */
const baseImage = ({ baseImage, pythonVersion }: DockerSettings): string =>
    baseImage ?? `${common.pythonImages}:${pythonVersion}-slim-trixie`;

/** Complete, so that nothing is built. */
const pulledImage = ({ app: { package: packaging } }: Pick<Settings, "app">): string | undefined =>
    packaging.mode === "minimal" && packaging.code.from === "image" ? packaging.code.image : undefined;

const images = (settings: Pick<Settings, "app">, platform: DockerSettings): string[] => [
    pulledImage(settings) ?? baseImage(platform),
    ...(platform.proxy === "none" ? [] : [platform.proxyImage]),
];

/** Where Docker has to log in: at what the settings name, and at ECR for the images that they name. */
const registries = (settings: Settings, platform: DockerSettings): Registry[] => [
    ...(platform.registry === undefined ? [] : [{ kind: "secret" as const, ...platform.registry }]),
    ...images(settings, platform).flatMap(ecrOf),
];

/** What the instance role needs to get the code and to pull images. */
export function containerAccess(settings: Pick<Settings, "app" | "region">): Statement<string>[] {
    const { package: packaging, platform } = settings.app;
    if (platform.kind !== "docker") {
        return [];
    }
    const { registry } = platform;
    return [
        ...(packaging.mode === "minimal" && packaging.code.from !== "image"
            ? codeAccess(packaging.code, settings.region)
            : []),
        ...imageAccess(images(settings, platform)),
        ...(registry === undefined
            ? []
            : [{ sid: "RegistrySecret", actions: ["secretsmanager:GetSecretValue"], resources: [registry.secretArn] }]),
    ];
}
