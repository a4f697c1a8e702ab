import { GeneratedFile, InstanceFile } from "./model";
import { cron, CronTask } from "./recipes/cron";
import { DeploySteps, django } from "./recipes/django";
import { healthProbe, ProbePlan } from "./recipes/health-probe";
import { httpsRedirect } from "./recipes/https-redirect";
import { instance, InstancePlan } from "./recipes/instance";
import { mutualTls, MutualTlsPlan } from "./recipes/mutual-tls";
import { GunicornSettings, procfile } from "./recipes/procfile";
import type { Process } from "./recipes/processes";
import { proxy, ProxyPlan } from "./recipes/proxy";
import { requiredVariables } from "./recipes/required-variables";
import { renderFiles } from "./render/render";

export interface PythonPlatformPlan {
    readonly gunicorn: GunicornSettings;
    /** Further processes of the Procfile, by name. */
    readonly processes: Readonly<Record<string, Process>>;
    readonly deploy: DeploySteps;
    /** Undefined for none. */
    readonly probe: ProbePlan | undefined;
    readonly proxy: ProxyPlan;
    /** Periodic tasks of a worker, by name. */
    readonly cron: Readonly<Record<string, CronTask>>;
    /** Names of every environment variable without which the application cannot start. */
    readonly required: readonly string[];
    /** Of those, the ones that come from secrets. */
    readonly secrets: readonly string[];
    /** Names of those that it does without. */
    readonly optional: readonly string[];
    /** Redirect port 80 of the environment's own load balancer; only with a certificate on port 443. */
    readonly redirectToHttps: boolean;
    /** How port 443 of the environment's own load balancer asks for certificates of clients; undefined where it does not. */
    readonly mutualTls: MutualTlsPlan | undefined;
    readonly instance: InstancePlan;
    /** The application brings a Procfile of its own, which is kept. */
    readonly ownProcfile: boolean;
}

/** Every file that an instance of the Python platform on Amazon Linux 2023 gets besides the application's own. */
export function pythonPlatformFiles(plan: PythonPlatformPlan): GeneratedFile[] {
    const files: InstanceFile[] = [
        ...django(plan.deploy),
        ...instance(plan.instance),
        requiredVariables(plan.required, plan),
        ...proxy(plan.proxy),
        ...cron(plan.cron),
    ];
    if (!plan.ownProcfile) {
        files.push(...procfile(plan.gunicorn, plan.processes));
    }
    if (plan.probe !== undefined) {
        files.push(healthProbe(plan.probe));
    }
    if (plan.redirectToHttps) {
        files.push(httpsRedirect());
    }
    if (plan.mutualTls !== undefined) {
        files.push(mutualTls(plan.mutualTls));
    }
    return renderFiles(files);
}
