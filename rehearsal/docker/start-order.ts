import type { Problem } from "../../components/problem";
import { composePath } from "./compose-file";

interface Dependent {
    readonly name: string;
    readonly dependsOn: Readonly<Record<string, string>>;
}

/** Each after those that it depends on, else as they are written. https://docs.docker.com/compose/how-tos/startup-order/ */
export function inStartOrder<Service extends Dependent>(services: readonly Service[], problems: Problem[]): Service[] {
    const ordered = new Map<string, Service>();
    const open = new Set<string>();
    const add = (service: Service) => {
        if (ordered.has(service.name)) {
            return;
        }
        open.add(service.name);
        for (const name of Object.keys(service.dependsOn)) {
            const other = services.find((each) => each.name === name);
            if (other === undefined || open.has(name)) {
                problems.push(
                    wrong(
                        service.name,
                        name,
                        other === undefined ? "which is no service" : "which waits for it in turn",
                    ),
                );
            } else {
                add(other);
            }
        }
        open.delete(service.name);
        ordered.set(service.name, service);
    };
    services.forEach(add);
    return [...ordered.values()];
}

const wrong = (service: string, other: string, why: string): Problem => ({
    where: `${composePath}: services.${service}.depends_on`,
    got: `${other}, ${why}`,
    remedy: "Name a service of the same file that does not wait for this one: Docker Compose refuses the file.",
});
