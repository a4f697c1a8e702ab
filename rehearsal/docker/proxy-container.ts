import { shellWord } from "../../ebextensions/shell";
import type { StepEnd } from "../model";
import { sourceOf } from "./container-command";
import { nginxUser } from "./lay-containers";
import type { ContainerService } from "./model";
import { base, nameOf, type WithoutEngine } from "./options";

/** The instance's own nginx stands for the image of one. */
export const isNginx = ({ from }: ContainerService): boolean =>
    "image" in from && /(^|\/)nginx(:|@|$)/.test(from.image);

const folder = `${base}/nginx`;
const configuration = `${folder}/nginx.conf`;

export const nginxCommand = ["nginx", "-e", "stderr", "-c", configuration] as const;

const included = "/etc/nginx/conf.d/";

/**
 * Lays the container's mounts where its configuration looks for them, and writes the image's nginx.conf, which includes the mounted files.
 * https://github.com/nginx/docker-nginx
 */
export async function layProxy(service: ContainerService, options: WithoutEngine): Promise<StepEnd> {
    const links = service.mounts.flatMap((mount) => {
        const source = sourceOf(mount, options.folder, service.name);
        return source === undefined || source === mount.target || mount.target.startsWith("/etc/nginx/")
            ? []
            : [
                  `mkdir -p "$(dirname ${shellWord(mount.target)})"`,
                  `ln -sfn ${shellWord(source)} ${shellWord(mount.target)}`,
              ];
    });
    const script = [
        `mkdir -p ${folder} /var/log/nginx`,
        ...links,
        `cat >${configuration}`,
        // A folder that only root may enter keeps nginx from its files and logs.
        `chmod 0755 ${folder}`,
        [...nginxCommand, "-t"].join(" "),
    ].join("\n");
    const { code, output } = await options.shell.run(["sh", "-eu", "-c", script], {
        input: mainConfiguration(service, options),
    });
    return {
        verdict: code === 0 ? "ok" : "failed",
        exitCode: code,
        output,
        note: "This machine's nginx stands for the image's.",
    };
}

function mainConfiguration(service: ContainerService, options: WithoutEngine): string {
    const own = service.mounts.find(({ target }) => target === "/etc/nginx/nginx.conf");
    if (own !== undefined) {
        return `include ${sourceOf(own, options.folder, service.name) ?? ""};\n`;
    }
    const files = service.mounts
        .filter(({ target }) => target.startsWith(included) || target === included.slice(0, -1))
        .map(
            (mount) =>
                `${sourceOf(mount, options.folder, service.name) ?? ""}${mount.target.startsWith(included) ? "" : "/*.conf"}`,
        );
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    return [
        `user ${options.hasUsers ? nameOf(nginxUser) : "root"};`,
        "worker_processes auto;",
        "error_log stderr notice;",
        `pid ${folder}/nginx.pid;`,
        "daemon off;",
        "events {",
        "    worker_connections 1024;",
        "}",
        "http {",
        "    include /etc/nginx/mime.types;",
        "    default_type application/octet-stream;",
        "    sendfile on;",
        "    keepalive_timeout 65;",
        "    access_log off;",
        ...temporary.map((each) => `    ${each}_temp_path ${folder}/${each};`),
        ...files.map((file) => `    include ${file};`),
        "}",
        "",
    ].join("\n");
}
