import { minimalPackageFiles } from "./minimal-package/minimal-package";
import type { CodeOrigin } from "./minimal-package/code-origin";
import { GeneratedFile, InstanceFile } from "./model";
import { cron, CronTask } from "./recipes/cron";
import { httpsRedirect } from "./recipes/https-redirect";
import { instance, InstancePlan } from "./recipes/instance";
import { requiredVariables } from "./recipes/required-variables";
import { renderFiles } from "./render/render";

export interface DockerPlatformPlan {
    readonly required: readonly string[];
    /** Of those, the ones that come from secrets. */
    readonly secrets: readonly string[];
    /** Names of variables that the application does without. */
    readonly optional: readonly string[];
    readonly redirectToHttps: boolean;
    /** Periodic tasks of a worker, by name. */
    readonly cron: Readonly<Record<string, CronTask>>;
    /** Undefined when the bundle holds the code itself. */
    readonly code: CodeOrigin | undefined;
    readonly region: string;
    readonly containerPort: number;
    readonly instance: InstancePlan;
    readonly ownPaths: ReadonlySet<string>;
}

/**
 * Every file that an instance of the Docker platform on Amazon Linux 2023 gets besides the application's own. Hooks and commands run on the host, where
 * there is no manage.py: migrations and collectstatic belong into the image's entry point.
 */
export function dockerPlatformFiles(plan: DockerPlatformPlan): GeneratedFile[] {
    const files: InstanceFile[] = [
        ...instance(plan.instance),
        requiredVariables(plan.required, plan),
        ...cron(plan.cron),
    ];
    if (plan.redirectToHttps) {
        files.push(httpsRedirect());
    }
    const { code } = plan;
    return [...renderFiles(files), ...(code === undefined ? [] : minimalPackageFiles({ ...plan, code }))];
}
