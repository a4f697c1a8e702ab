import type { ContainerService } from "./model";

/** The one in which management commands run: `web`, as in the generated compose file, else the first that is built of the bundle. */
export function mainService(services: readonly ContainerService[]): ContainerService | undefined {
    const own = services.filter(({ from }) => "build" in from);
    return own.find(({ name }) => name === "web") ?? own[0];
}
