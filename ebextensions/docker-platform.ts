import { minimalPackageFiles } from "./minimal-package/minimal-package";
import { containerFiles } from "./minimal-package/application-files";
import type { CodeOrigin } from "./minimal-package/code-origin";
import type { GeneratedFile, InstanceFile } from "./model";
import { containers } from "./recipes/container/containers";
import { metadataHops } from "./recipes/container/metadata-hops";
import type { ContainerPlan } from "./recipes/container/plan";
import { Registry, registryLogin } from "./recipes/container/registry-login";
import { cron, CronTask } from "./recipes/cron";
import { healthProbe, ProbePlan } from "./recipes/health-probe";
import { httpsRedirect } from "./recipes/https-redirect";
import { instance, InstancePlan } from "./recipes/instance";
import { mutualTls, MutualTlsPlan } from "./recipes/mutual-tls";
import { requiredVariables } from "./recipes/required-variables";
import { renderFiles } from "./render/render";

export interface DockerPlatformPlan {
    readonly required: readonly string[];
    /** Of those, the ones that come from secrets. */
    readonly secrets: readonly string[];
    /** Names of variables that the application does without. */
    readonly optional: readonly string[];
    readonly redirectToHttps: boolean;
    /** How port 443 of the environment's own load balancer asks for certificates of clients; undefined where it does not. */
    readonly mutualTls: MutualTlsPlan | undefined;
    /** Periodic tasks of a worker, by name. */
    readonly cron: Readonly<Record<string, CronTask>>;
    /** Undefined when the bundle holds the code itself. */
    readonly code: CodeOrigin | undefined;
    readonly region: string;
    /** For an application without a container file of its own. */
    readonly containers: ContainerPlan;
    readonly registries: readonly Registry[];
    /** Network hops that an answer of the instance's metadata may take; 1 is EC2's own. */
    readonly hopLimit: number;
    /** Undefined for none. */
    readonly probe: ProbePlan | undefined;
    readonly instance: InstancePlan;
    readonly ownPaths: ReadonlySet<string>;
}

/**
 * Every file that an instance of the Docker platform on Amazon Linux 2023 gets besides the application's own. Hooks and commands run on the host, where
 * there is no manage.py: migrations and collectstatic belong into the image's entry point. A compose file, Dockerfile or Dockerrun.aws.json of the
 * application's is kept, and then no container file is generated, since each of them decides how the platform runs.
 */
export function dockerPlatformFiles(plan: DockerPlatformPlan): GeneratedFile[] {
    const files: InstanceFile[] = [
        ...instance(plan.instance),
        requiredVariables(plan.required, plan),
        ...cron(plan.cron),
        ...registryLogin(plan.registries),
        ...(plan.redirectToHttps ? [httpsRedirect()] : []),
        ...(plan.mutualTls === undefined ? [] : [mutualTls(plan.mutualTls)]),
        ...(plan.hopLimit > 1 ? [metadataHops(plan.hopLimit)] : []),
        ...(bringsContainers(plan.ownPaths, plan.containers.from) ? [] : generatedContainers(plan)),
    ];
    const { code } = plan;
    return [...renderFiles(files), ...(code === undefined ? [] : minimalPackageFiles({ ...plan, code }))];
}

/** How long containers of the application's own take to start is not known, so that only generated ones are asked. */
const generatedContainers = ({ containers: plan, ownPaths, probe }: DockerPlatformPlan): InstanceFile[] => [
    ...containers(plan, ownPaths),
    ...(probe === undefined ? [] : [healthProbe(probe)]),
];

/** Whether the application says itself how its containers run. A Dockerfile says nothing of an image that is pulled. */
export const bringsContainers = (ownPaths: ReadonlySet<string>, from: Pick<ContainerPlan["from"], "kind">): boolean =>
    containerFiles.some((file) => ownPaths.has(file) && (from.kind === "built" || file !== "Dockerfile"));
