import type { DockerPlatformPlan } from "../ebextensions/docker-platform";
import type { BuiltImage, ContainerPlan, ProxyPlan } from "../ebextensions/recipes/container/plan";
import { ecrOf, type Registry } from "../ebextensions/recipes/container/registry-login";
import { codeAccess, imageAccess } from "../ebextensions/minimal-package/code-access";
import type { Statement } from "./beanstalk-environment/statements";
import { requiredVariables } from "./beanstalk-environment/variables";
import { allowedHost, planProxy } from "./proxy/plan-proxy";
import type { Settings } from "./settings";
import { common } from "./settings/defaults";

type DockerSettings = Extract<Settings["app"]["platform"], { kind: "docker" }>;

/** How containers run on the Docker platform, of an application that brings no container file. */
export function planContainers(settings: Settings): Pick<DockerPlatformPlan, "containers" | "registries" | "hopLimit"> {
    const platform = dockerSettings(settings);
    return {
        containers: containerPlan(settings, platform),
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

function containerPlan(settings: Settings, platform: DockerSettings): ContainerPlan {
    const pulled = pulledImage(settings);
    return {
        from: pulled === undefined ? builtImage(settings, platform) : { kind: "pulled", image: pulled },
        port: platform.port,
        network: platform.network,
        services: [],
        proxy: platform.proxy === "none" ? undefined : proxyPlan(settings, platform, pulled === undefined),
        volume: platform.volume,
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

function builtImage(settings: Settings, platform: DockerSettings): BuiltImage {
    const { wsgi, web, healthPath, static: files } = settings.app;
    return {
        kind: "built",
        baseImage: baseImage(platform),
        systemPackages: platform.systemPackages,
        buildPackages: platform.buildPackages,
        gunicorn: { wsgi, asgi: undefined, maxRequests: undefined, ...web },
        staticRoot: files.root,
        startup: {
            required: requiredVariables(settings),
            optional: [],
            databaseWaitSeconds: platform.databaseWaitSeconds,
            migrationWaitSeconds: platform.migrationWaitSeconds,
            migrate: true,
            collectstatic: true,
            check: "ERROR",
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
