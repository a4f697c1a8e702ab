import type { ComposeMount } from "../../compose-model";
import { command } from "../../factories/commands";
import { configFile } from "../../factories/config-file";
import { file } from "../../factories/files";
import type { CommandEntry, ConfigFile } from "../../model";
import { appFolder, appUser, type ContainerPlan } from "./plan";

export const dataVolume = "data";
export const staticVolume = "static";

/** Collected static files, where a proxy serves them. */
export function staticMount({ from, proxy }: ContainerPlan): ComposeMount | undefined {
    return from.kind === "built" && proxy?.staticUrl !== undefined
        ? { kind: "volume", source: staticVolume, target: `${appFolder}/${from.staticRoot}` }
        : undefined;
}

/** Elastic Beanstalk looks there for what enhanced health counts. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced-serverlogs.html */
export const healthdFolder = "/var/log/nginx/healthd";

/** User of the official image, as which nginx writes a log whose name has variables. https://github.com/nginx/docker-nginx */
const proxyUser = 101;

/** What `EB_LOG_BASE_DIR` means. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/create_deploy_docker.container.console.html */
const logBase = "/var/log/eb-docker/containers";

/** Folders of the host that containers write to. Docker would make them as root's, and no container runs its application as root. */
export function hostFolders(plan: ContainerPlan): ConfigFile[] {
    const { from, services, proxy, volume } = plan;
    const names = from.kind === "built" ? ["web", ...services.map(({ name }) => name)] : [];
    const folders = [
        ...names.map((name) => folder(`logs_${name.replaceAll("-", "_")}`, `${logBase}/${name}`, appUser)),
        ...(volume?.kind === "host" ? [folder("data", volume.folder, volume.owner)] : []),
        ...(proxy === undefined ? [] : [folder("health_data", healthdFolder, proxyUser)]),
    ];
    const clean =
        proxy === undefined ? [] : [file("/etc/tmpfiles.d/django-beanstalk-healthd.conf", { content: daily })];
    return folders.length === 0
        ? []
        : [
              configFile("15-container-folders", "makes the host's folders that containers write to", [
                  ...clean,
                  ...folders,
              ]),
          ];
}

/** A file for each hour is read once; systemd removes what is older than a day. https://www.freedesktop.org/software/systemd/man/latest/tmpfiles.d.html */
const daily = `e ${healthdFolder} - - - 1d\n`;

const folder = (name: string, path: string, owner: number): CommandEntry =>
    command(name, ["install", "-d", "-m", "0755", "-o", String(owner), "-g", String(owner), path]);
