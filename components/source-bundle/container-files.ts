import { bringsContainers } from "../../ebextensions/docker-platform";
import { containerFiles } from "../../ebextensions/minimal-package/application-files";
import { mutualTlsOf, mutualTlsPlace } from "../client-certificates/mutual-tls";
import { planContainers } from "../plan-containers";
import type { Problem } from "../problem";
import type { Settings } from "../settings";
import { common } from "../settings/defaults";
import { listed } from "../words";

/** What a generated image needs of an application whose files are in the bundle. */
export function containerProblems(settings: Settings, ownPaths: ReadonlySet<string>): Problem[] {
    const { app, appDirectory } = settings;
    const isBuilt = app.platform.kind === "docker" && planContainers(settings).containers.from.kind === "built";
    if (!isBuilt || bringsContainers(ownPaths, { kind: "built" })) {
        return [];
    }
    const needed = [
        ["manage.py", "the folder of a Django project"],
        ["requirements.txt", "the requirements of the image"],
    ] as const;
    return needed
        .filter(([file]) => !ownPaths.has(file))
        .map(([file, what]) => ({
            where: "app.platform.kind",
            got: `docker, for an application without a container file and without ${file}`,
            allowed: `${file} at the application's root, ${what}; or a Dockerfile of its own`,
            remedy: `Add ${file} to ${appDirectory}, and look whether an ignore file drops it.`,
        }));
}

/** What the application's own containers do not do: only the generated proxy takes away what clients write into the headers about certificates. */
export function ownContainerProblems(settings: Settings, ownPaths: ReadonlySet<string>): Problem[] {
    if (
        settings.app.platform.kind !== "docker" ||
        mutualTlsOf(settings) === undefined ||
        !bringsContainers(ownPaths, planContainers(settings).containers.from)
    ) {
        return [];
    }
    const own = listed(containerFiles.filter((file) => ownPaths.has(file)));
    return [
        {
            where: mutualTlsPlace(settings),
            got: `certificates of clients, for an application with its own ${own}`,
            allowed: "with generated containers, whose proxy takes away headers about certificates that clients write",
            remedy: `Remove ${own} and have them generated, or remove mutualTls.`,
        },
    ];
}

/** Settings of generated containers, when the application's own files decide. */
export function containerNotices(settings: Settings, ownPaths: ReadonlySet<string>): string[] {
    const { platform, processes } = settings.app;
    if (platform.kind !== "docker") {
        return [];
    }
    const { from } = planContainers(settings).containers;
    if (!bringsContainers(ownPaths, from)) {
        return [];
    }
    const own = containerFiles.filter((file) => ownPaths.has(file));
    const idle = Object.entries({
        port: platform.port !== common.containerPort,
        pythonVersion: platform.pythonVersion !== common.pythonBranch,
        baseImage: platform.baseImage !== undefined,
        systemPackages: platform.systemPackages.length > 0,
        buildPackages: platform.buildPackages.length > 0,
        proxy: platform.proxy !== "nginx",
        proxyImage: platform.proxyImage !== common.proxyImage,
        volume: platform.volume !== undefined,
        databaseWaitSeconds: platform.databaseWaitSeconds !== common.databaseWaitSeconds,
        migrationWaitSeconds: platform.migrationWaitSeconds !== common.migrationWaitSeconds,
    }).flatMap(([name, isGiven]) => (isGiven ? [`app.platform.${name}`] : []));
    const all = [...idle, ...(Object.keys(processes).length > 0 ? ["app.processes"] : [])];
    return all.length === 0 ? [] : [`No effect on the application's own ${listed(own)}: ${listed(all)}.`];
}
