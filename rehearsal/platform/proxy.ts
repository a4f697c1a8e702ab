import { platformNginx, platformStatic } from "./platform-nginx";
import { nginxUnit } from "../systemd/platform-units";
import { command, step } from "./command-step";
import { Deployment, optionOf, optionsIn, Part, staging, Target } from "./target";

const stagingFolder = "/var/proxy/staging/nginx";

const proxyServer = ({ options }: Deployment): string =>
    optionOf(options, "aws:elasticbeanstalk:environment:proxy", "ProxyServer") ?? "nginx";

/** Only nginx is rehearsed. */
const isNginx = (deployment: Deployment): boolean => proxyServer(deployment) === "nginx";

/**
 * The platform's configuration, and the bundle's own over it.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.proxy.html
 */
export const configureProxy: Part = (target, deployment) => {
    if (!isNginx(deployment)) {
        const start = { phase: "proxy" as const, name: `proxy server ${proxyServer(deployment)}` };
        const note = "Only nginx is rehearsed: requests go to the application itself.";
        return step(target, deployment, start, () => Promise.resolve({ verdict: "assumed", note }));
    }
    const files = {
        ...platformNginx,
        "nginx.conf": mainFile,
        ...application(deployment),
        ...staticFolders(deployment),
    };
    const script = Object.keys(files)
        .map((name, index) => `mkdir -p "$(dirname '${name}')" && printf '%s' "$${index + 1}" >'${name}'`)
        .join("\n");
    return step(target, deployment, { phase: "proxy", name: "copy .platform/nginx" }, () =>
        target.shell.run(
            [
                "bash",
                "-euc",
                `rm -rf ${stagingFolder}; mkdir -p ${stagingFolder}; cd ${stagingFolder}\n${script}
if [ -d ${staging}/.platform/nginx ]; then cp -rp ${staging}/.platform/nginx/. .; fi`,
                "configure",
                ...Object.values(files),
            ],
            { cwd: "/" },
        ),
    );
};

/** Without the limit of open files: only root of this machine may raise it, and nginx would complain in its log. */
const mainFile = (platformNginx["nginx.conf"] ?? "").replace(/^worker_rlimit_nofile.*\n/m, "");

/** To the port that the environment property PORT names. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/python-configuration-procfile.html */
function application({ variables }: Deployment): Record<string, string> {
    const name = "conf.d/elasticbeanstalk/00_application.conf";
    return { [name]: (platformNginx[name] ?? "").replaceAll(":8000", `:${variables["PORT"] ?? "8000"}`) };
}

function staticFolders({ options }: Deployment): Record<string, string> {
    const folders = optionsIn(options, "aws:elasticbeanstalk:environment:proxy:staticfiles");
    const files = folders.map(([url, folder]) =>
        Object.values(platformStatic(url.replace(/\/$/, ""), folder)).join(""),
    );
    return files.length === 0 ? {} : { "conf.d/elasticbeanstalk/01_static.conf": files.join("\n") };
}

/** The running proxy is stopped before the application is changed; seen in the log of the platform's engine. */
export const stopProxy: Part = async (target, deployment) => {
    const isRunning = (await target.services.systemctl(["is-active", "nginx.service"])).code === 0;
    return isRunning
        ? step(target, deployment, { phase: "flip", name: "stop nginx" }, () =>
              target.services.systemctl(["stop", "nginx.service"]),
          )
        : true;
};

/**
 * The configuration is tested only now, after the flip, and then copied: what is wrong in it leaves an instance without a proxy, and the files of the next
 * deployment unharmed. Seen in the log of the platform's engine.
 */
export const startProxy: Part = async (target, deployment) => {
    if (!isNginx(deployment)) {
        return true;
    }
    const phase = "proxy start" as const;
    const test = ["nginx", "-t", "-c", `${stagingFolder}/nginx.conf`];
    const work = command(target, deployment, test, { user: proxyUser(target) });
    const tested = await step(target, deployment, { phase, name: "nginx -t" }, work);
    return (
        tested &&
        step(target, deployment, { phase, name: "start nginx" }, async () => {
            await target.shell.run(["cp", "-rp", `${stagingFolder}/.`, "/etc/nginx/"]);
            await target.shell.run(["tee", "/etc/systemd/system/nginx.service"], {
                input: nginxUnit(undefined, proxyUser(target)),
            });
            await target.services.systemctl(["daemon-reload"]);
            await target.services.systemctl(["reset-failed"]);
            return target.services.systemctl(["restart", "nginx.service"]);
        })
    );
};

/** nginx begins as root and goes on as another user, where there is another. */
const proxyUser = ({ manyUsers }: Target): string => (manyUsers ? "root" : "nginx");
