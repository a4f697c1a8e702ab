import type { ComposePlan, ContainerService } from "./model";

/** What a second compose file lays over that of the bundle. */
export interface Overriding {
    readonly project: string;
    /** Name of the network that takes the place of the project's own. */
    readonly network: string;
    /** Addresses by name, for the containers' /etc/hosts. */
    readonly hosts: Readonly<Record<string, string>>;
    readonly environment: Readonly<Record<string, string>>;
    /** Where this machine has what a container mounts, by source. */
    readonly sources: ReadonlyMap<string, MachineFolder>;
}

export interface MachineFolder {
    /** On the instance. */
    readonly place: string;
    /** On this machine. */
    readonly path: string;
    /** Not the instance's own, so that a container may only read it. */
    readonly shared: boolean;
}

/**
 * A second compose file, which keeps containers off this machine: no port is published, mounted folders are those of the instance, and the network leads to
 * the rehearsal alone. A mount replaces the one with the same target. https://docs.docker.com/reference/compose-file/merge/
 */
export function override(plan: ComposePlan, { project, network, hosts, environment, sources }: Overriding): string {
    const names = Object.entries(hosts).map(([name, address]) => `${name}:${address}`);
    const lines = plan.services.flatMap((service) => [
        `  ${json(service.name)}:`,
        // A name that the bundle gives its image may be in use on this machine.
        ...("build" in service.from ? [`    image: ${json(`${project}-${service.name}`)}`] : []),
        "    ports: !reset []",
        `    volumes: ${json(mounts(service, sources))}`,
        `    extra_hosts: ${json(names)}`,
        `    environment: ${json(environment)}`,
    ]);
    const own = `networks:\n  default: !override ${json({ name: network, external: true })}\n`;
    return `services:${lines.length === 0 ? " {}" : `\n${lines.join("\n")}`}\n${own}`;
}

const mounts = ({ mounts }: ContainerService, sources: Overriding["sources"]) =>
    mounts.flatMap(({ kind, source, target, readOnly }) => {
        const found = kind === "bind" ? sources.get(source) : undefined;
        return found === undefined
            ? []
            : [
                  {
                      type: "bind",
                      source: found.path,
                      target,
                      read_only: readOnly || found.shared,
                      bind: { create_host_path: true },
                  },
              ];
    });

/** JSON is YAML. A dollar sign would begin a variable. */
const json = (value: unknown): string => JSON.stringify(value).replaceAll("$", "$$$$");
