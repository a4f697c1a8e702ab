import { shellWord } from "../../ebextensions/shell";
import { ofInstance, sourceOf } from "./container-command";
import type { ComposePlan, ContainerService, ContainerUser } from "./model";
import { containerRoot, containerState, nameOf, stageFolder, type WithoutEngine } from "./options";

/** A container that is laid out and not started. */
export interface LaidContainer {
    readonly service: ContainerService;
    /** First folders of its own files. */
    readonly roots: readonly string[];
}

/** User of the official image of nginx. https://github.com/nginx/docker-nginx */
export const nginxUser: ContainerUser = { name: "container-nginx", uid: 101, gid: 101 };

/** Gives each container files of its own, as a copy of its image, and makes what it mounts. */
export async function layContainers(plan: ComposePlan, options: WithoutEngine): Promise<LaidContainer[]> {
    await must(options, plan.services.flatMap(({ user }) => account(user)).concat(account(nginxUser)));
    const laid: LaidContainer[] = [];
    for (const service of plan.services) {
        const root = containerRoot(service.name);
        await must(options, [
            ...copyOfImage(service, plan),
            ...stateOf(service, options),
            ...mountPoints(service, options),
            // The process itself may not make a folder in one of root's.
            ...ofInstance(options).map((each) => `mkdir -p ${shellWord(root + each)}`),
        ]);
        const { stdout } = await options.shell.run(["ls", root]);
        laid.push({ service, roots: stdout.split("\n").filter((each) => each !== "") });
    }
    return laid;
}

/** The images' users are made on the instance, so that processes may run as them. */
function account(user: ContainerUser): string[] {
    const name = nameOf(user);
    const line = (last: string) => shellWord(`${name}:x:${user.uid}:${last}`);
    return user.uid === 0
        ? []
        : [
              `grep -q ${shellWord(`^${name}:`)} /etc/passwd || echo ${line(`${user.gid}::/tmp:/sbin/nologin`)} >>/etc/passwd`,
              `grep -q ${shellWord(`^${name}:`)} /etc/group || echo ${shellWord(`${name}:x:${user.gid}:`)} >>/etc/group`,
          ];
}

function copyOfImage({ name, from, folder }: ContainerService, plan: ComposePlan): string[] {
    const root = containerRoot(name);
    const image = "build" in from ? plan.images.indexOf(from.build) : -1;
    const last = "build" in from ? (from.build.stages.at(-1)?.name ?? "") : "";
    return [
        `rm -rf ${root}`,
        `mkdir -p ${root}`,
        ...(image < 0 ? [] : [`cp -a ${stageFolder(image, last)}/. ${root}/`]),
        `mkdir -p ${shellWord(root + folder)}`,
    ];
}

/** The process tells its number through a pipe, so that nobody has to look for it again and again. */
const stateOf = ({ name, user }: ContainerService, { hasUsers }: WithoutEngine): string[] => [
    `rm -rf ${containerState(name)}`,
    `mkdir -p ${containerState(name)}`,
    `mkfifo ${containerState(name)}/pid`,
    ...(hasUsers ? [`chown -R ${user.uid}:${user.gid} ${containerState(name)}`] : []),
];

/** Docker makes what is not there as root's, and fills a volume that is new with what the image has in its place. */
const mountPoints = ({ name, mounts }: ContainerService, { folder }: WithoutEngine): string[] =>
    mounts.flatMap((mount) => {
        const source = sourceOf(mount, folder, name);
        if (source === undefined) {
            return [];
        }
        const inside = shellWord(containerRoot(name) + mount.target);
        const place = shellWord(source);
        return mount.kind === "volume"
            ? [
                  `if [ ! -d ${place} ]; then mkdir -p "$(dirname ${place})"`,
                  `if [ -d ${inside} ]; then cp -a ${inside} ${place}; else mkdir -p ${place}; fi; fi`,
              ]
            : [`[ -e ${place} ] || mkdir -p ${place}`];
    });

async function must({ shell }: WithoutEngine, lines: readonly string[]): Promise<void> {
    const { code, output } = await shell.run(["sh", "-eu", "-c", lines.join("\n")]);
    if (code !== 0) {
        throw new Error(`The containers' folders could not be made: ${output}`);
    }
}
