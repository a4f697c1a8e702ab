import * as fs from "node:fs";
import * as path from "node:path";
import { repository } from "../../cli/repository";
import { wrongPackages } from "../../components/system-packages";

/** Read from the sources: what runs inside is plain, and is not compiled. */
export const programs = path.join(repository, "rehearsal", "inside");
/** Where the instance sees the machine's own node. */
export const nodeInside = "/run/host/node";

/** Programs of Amazon Linux that this machine may lack, or has otherwise; the instance finds them first. */
const folder = "run/rehearsal/bin";

/** Answered by the rehearsal's init system. */
const ofInit = ["journalctl", "service", "systemctl"];

/** Debian's own, which are not on Amazon Linux. */
const absent = ["apt", "apt-get", "dpkg", "add-apt-repository"];

/** Scripts are root already. */
const sudo = `#!/bin/bash
# Stands for sudo: root may do all, and options other than -u and -E change nothing here.
user=root
while [ $# -gt 0 ]; do
  case "$1" in
    -u) user=$2; shift 2 ;;
    --user=*) user=\${1#*=}; shift ;;
    --) shift; break ;;
    -*) shift ;;
    *=*) export "\${1?}"; shift ;;
    *) break ;;
  esac
done
if [ "$user" = root ]; then exec "$@"; fi
exec runuser -u "$user" -- "$@"
`;

/** Where the machine's own programs are seen that others cover. */
const system = "/run/host/system";

/** Programs that set the kernel, which is this machine's; what they only show, they show. */
const ofKernel = ["swapoff", "swapon", "sysctl"];

/** Programs that need a second user id, by the file that stands for them: an ordinary user of this machine has none. */
const ofUsers: Readonly<Record<string, string>> = {
    chgrp: "one-id/chown",
    chown: "one-id/chown",
    install: "one-id/install",
    runuser: "one-id/runuser",
    su: "one-id/runuser",
};

/** What covers programs of this machine and calls them, by name. */
const covering = (manyUsers: boolean): Readonly<Record<string, string>> => ({
    ...Object.fromEntries(ofKernel.map((name) => [name, "kernel-setting"])),
    ...(manyUsers ? {} : ofUsers),
});

/** Lays down the programs, whose folder an instance has in its search path before all others. */
export function layPrograms(root: string, manyUsers: boolean): void {
    const client = fs.readFileSync(path.join(programs, "systemctl.js"), "utf8").replace(/^#!.*\n/, "");
    const missing = JSON.stringify(Object.keys(wrongPackages(undefined)));
    const packages = fs.readFileSync(path.join(programs, "dnf.js"), "utf8").replace("[/* names */]", missing);
    const files = {
        ...Object.fromEntries(ofInit.map((name) => [name, `#!${nodeInside}\n${client}`])),
        ...Object.fromEntries(
            absent.map((name) => [name, `#!/bin/sh\necho "${name}: command not found" >&2\nexit 127\n`]),
        ),
        ...Object.fromEntries(["dnf", "yum"].map((name) => [name, `#!${nodeInside}\n${packages}`])),
        aws: `#!${nodeInside}\n${textOf("aws.js")}`,
        sudo,
        ...Object.fromEntries(Object.entries(covering(manyUsers)).map(([name, file]) => [name, textOf(file)])),
    };
    fs.mkdirSync(path.join(root, folder), { recursive: true });
    for (const [name, text] of Object.entries(files)) {
        fs.writeFileSync(path.join(root, folder, name), text, { mode: 0o755 });
    }
}

const textOf = (file: string): string => fs.readFileSync(path.join(programs, file), "utf8");

/** Arguments of bubblewrap that show the covered ones. */
export const coveredPrograms = (manyUsers: boolean): string[] =>
    Object.keys(covering(manyUsers)).flatMap((name) => {
        const found = ["/usr/bin", "/usr/sbin"].map((place) => path.join(place, name)).find(fs.existsSync);
        return found === undefined ? [] : ["--ro-bind", found, `${system}/${name}`];
    });

/** Arguments of bubblewrap that put ours in the place of the machine's own, for scripts that name a program by its path. */
export function programMounts(root: string): string[] {
    return ["/usr/bin", "/usr/sbin"].flatMap((place) =>
        fs
            .readdirSync(path.join(root, folder))
            .filter((name) => fs.existsSync(path.join(place, name)))
            .flatMap((name) => ["--ro-bind", path.join(root, folder, name), path.join(place, name)]),
    );
}
