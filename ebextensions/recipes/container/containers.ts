import type { InstanceFile } from "../../model";
import { composeFile } from "./compose";
import { entrypoint } from "./entrypoint";
import { dockerfile, dockerignore } from "./image";
import type { ContainerPlan } from "./plan";
import { proxyConfiguration } from "./proxy";
import { hostFolders } from "./volumes";

/** The files that run an application in containers, for one that brings none of its own. */
export function containers(plan: ContainerPlan, ownPaths: ReadonlySet<string>): InstanceFile[] {
    const { from, port, proxy } = plan;
    return [
        composeFile(plan),
        ...hostFolders(plan),
        ...(proxy === undefined ? [] : [proxyConfiguration(plan, proxy)]),
        ...(from.kind === "built"
            ? [
                  dockerfile(from, plan),
                  ...entrypoint(from, port),
                  ...(ownPaths.has(".dockerignore") ? [] : [dockerignore()]),
              ]
            : []),
    ];
}
