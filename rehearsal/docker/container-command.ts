import * as path from "node:path/posix";
import type { ContainerService, Mount } from "./model";
import { containerRoot, containerState, volumeFolder, type WithoutEngine } from "./options";

/** Folders of the instance that every container sees instead of its image's own. */
const ofSystem = ["usr", "etc", "bin", "sbin", "lib", "lib32", "lib64", "libx32", "proc", "dev", "tmp", "sys", "run"];

/** Folders of the instance that every container sees where they are. */
export const ofInstance = ({ python, visible = [] }: Pick<WithoutEngine, "python" | "visible">): string[] => [
    python.venv,
    ...python.folders,
    ...visible,
];

/** Where a mount's content is on the instance. */
export function sourceOf({ kind, source, target }: Mount, folder: string, service: string): string | undefined {
    switch (kind) {
        case "tmpfs":
            return undefined;
        case "bind":
            return path.resolve(folder, source);
        case "volume":
            return volumeFolder(source === "" ? `${service}-${target.replaceAll("/", "_")}` : source);
    }
}

/**
 * The command line of a process in its container: bubblewrap lays the image's folders, the volumes and the system's programs together in a namespace of its own.
 * Its network and its process numbers are the instance's.
 *
 * @param roots - first folders of the image's files
 */
export function containerCommand(
    service: ContainerService,
    argv: readonly string[],
    { folder, python, visible = [] }: Pick<WithoutEngine, "folder" | "python" | "visible">,
    roots: readonly string[],
): string[] {
    const { name, from, mounts } = service;
    const venv = "build" in from ? from.build.venv : undefined;
    const root = containerRoot(name);
    return [
        ..."bwrap --unshare-user --die-with-parent".split(" "),
        ..."--ro-bind /usr /usr --ro-bind /etc /etc --dev-bind /dev /dev --ro-bind /proc /proc --tmpfs /tmp --tmpfs /dev/shm".split(
            " ",
        ),
        // As on every system of today, these are links into /usr.
        ...["bin", "sbin", "lib", "lib64"].flatMap((each) => ["--symlink", `usr/${each}`, `/${each}`]),
        ...roots
            .filter((each) => !ofSystem.includes(each))
            .flatMap((each) => ["--bind", `${root}/${each}`, `/${each}`]),
        ...ofInstance({ python, visible }).flatMap((each) => ["--ro-bind", each, each]),
        ...(venv === undefined ? [] : ["--ro-bind", python.venv, venv]),
        ...mounts.flatMap((mount) => mountOptions(mount, sourceOf(mount, folder, name))),
        ...["--bind", containerState(name), "/run/container", "--chdir", service.folder, "--"],
        ...argv,
    ];
}

const mountOptions = ({ target, readOnly }: Mount, source: string | undefined): string[] =>
    source === undefined ? ["--tmpfs", target] : [readOnly ? "--ro-bind" : "--bind", source, target];

/** The same, which tells its process number through a pipe before it becomes the process. */
export const announced = (argv: readonly string[]): string[] => [
    "/bin/sh",
    "-c",
    'echo "$$" >/run/container/pid && exec "$@"',
    "sh",
    ...argv,
];

/** What a process of the container sees; a virtual environment that no instruction made comes first on its path. */
export function containerEnvironment(
    { environment, from }: ContainerService,
    { python }: Pick<WithoutEngine, "python">,
): Record<string, string> {
    const inImage = "build" in from && from.build.venv !== undefined;
    const search = environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin";
    return { HOME: "/tmp", ...environment, PATH: inImage ? search : `${python.venv}/bin:${search}` };
}
