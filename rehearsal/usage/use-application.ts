import type { Settings } from "../../components/settings";
import type { Use } from "../model";
import { closedUses } from "./closed-uses";
import { describedUses, Inside } from "./described-uses";
import type { Description } from "./description-schema";
import { healthUses } from "./health-uses";
import type { HttpTarget } from "./http-client";
import { pageUses, versionUse } from "./page-uses";
import { siteOf } from "./site";
import { staticUses } from "./static-uses";

/** An application that was deployed in a rehearsal. */
export interface Deployed extends Inside {
    readonly settings: Settings;
    /** Label of the version as the bundle says it. */
    readonly versionLabel: string;
    /** Port 80 of the instance, or of the balancer before several. */
    readonly target: HttpTarget;
    /** Paths in the folder that collectstatic filled. */
    staticFiles(): Promise<readonly string[]>;
    /** What stands for another host, such as the bucket's of a signed link; undefined where nothing does. */
    elsewhere(url: URL): HttpTarget | undefined;
}

/** Uses the application over HTTP: as any is used, and as it describes itself in `rehearsal.yaml`. */
export async function useApplication(deployed: Deployed, description: Description | undefined): Promise<Use[]> {
    const { settings, versionLabel } = deployed;
    const site = siteOf(settings, deployed.target, (url) => deployed.elsewhere(url));
    return [
        ...(await healthUses(settings, site)),
        ...(await pageUses(settings, site)),
        ...(await versionUse(settings, site, versionLabel)),
        ...(await staticUses(settings, site, await deployed.staticFiles())),
        ...(await closedUses(settings, site)),
        ...(description === undefined ? [] : await describedUses(description, site, deployed)),
    ];
}
