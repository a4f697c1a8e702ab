import { GeneratedFile, InstanceFile } from "./model";
import { cron, CronTask } from "./recipes/cron";
import { django } from "./recipes/django";
import { httpsRedirect } from "./recipes/https-redirect";
import { logs } from "./recipes/logs";
import { GunicornSettings, procfile } from "./recipes/procfile";
import { proxy, ProxyPlan } from "./recipes/proxy";
import { requiredVariables } from "./recipes/required-variables";
import { renderFiles } from "./render/render";

export interface PythonPlatformPlan {
    readonly gunicorn: GunicornSettings;
    readonly proxy: ProxyPlan;
    /** Periodic tasks of a worker, by name. */
    readonly cron: Readonly<Record<string, CronTask>>;
    /** Names of every environment variable without which the application cannot start. */
    readonly required: readonly string[];
    /** Redirect port 80 of the environment's own load balancer; only with a certificate on port 443. */
    readonly redirectToHttps: boolean;
    /** The application brings a Procfile of its own, which is kept. */
    readonly ownProcfile: boolean;
}

/** Every file that an instance of the Python platform on Amazon Linux 2023 gets besides the application's own. */
export function pythonPlatformFiles(plan: PythonPlatformPlan): GeneratedFile[] {
    const files: InstanceFile[] = [
        django(),
        logs(),
        requiredVariables(plan.required),
        ...proxy(plan.proxy),
        ...cron(plan.cron),
    ];
    if (!plan.ownProcfile) {
        files.push(procfile(plan.gunicorn));
    }
    if (plan.redirectToHttps) {
        files.push(httpsRedirect());
    }
    return renderFiles(files);
}
