import type { Shell } from "../model";
import type { UnitSource } from "./unit";

/** Where an administrator's units and links lie. */
export const unitFolder = "/etc/systemd/system";
const folders = [unitFolder, "/run/systemd/system"];
/** Packages' units; on a simulated instance the folder is another system's, so they are given in code. */
export const vendorFolder = "/usr/lib/systemd/system";

interface File {
    /** Where a link leads. */
    readonly link: string | undefined;
    readonly text: string;
}

/** Path, target of a link, content, for each file. */
const listScript = `for folder; do
  [ -d "$folder" ] && find "$folder" -mindepth 1 -maxdepth 2 \\( -type f -o -type l \\) -exec sh -c '
    for file; do printf "%s\\t%s\\t" "$file" "$(readlink "$file")"; [ -f "$file" ] && base64 -w 0 "$file"; echo; done' sh {} +
done; true`;

/** The unit files of an instance at one moment. */
export class UnitFiles {
    private constructor(
        private readonly files: ReadonlyMap<string, File>,
        private readonly vendor: ReadonlyMap<string, string>,
        private readonly host: string,
    ) {}

    static async read(shell: Shell, vendor: ReadonlyMap<string, string>, host: string): Promise<UnitFiles> {
        const { stdout } = await shell.run(["/bin/sh", "-c", listScript, "sh", ...folders]);
        const rows = stdout.split("\n").filter((line) => line !== "");
        return new UnitFiles(
            new Map(
                rows.map((row): [string, File] => {
                    const [path = "", link = "", content = ""] = row.split("\t");
                    const text = Buffer.from(content, "base64").toString();
                    return [path, { link: link === "" ? undefined : link, text }];
                }),
            ),
            vendor,
            host,
        );
    }

    /** @returns "masked" for a link to /dev/null, undefined where there is no such unit */
    find(name: string): UnitSource | "masked" | undefined {
        for (const candidate of candidates(name)) {
            for (const folder of folders) {
                const file = this.files.get(`${folder}/${candidate}`);
                if (file?.link === "/dev/null") {
                    return "masked";
                }
                // A link that leads to a unit of another name is an alias, and that unit is meant.
                const alias = file?.link?.split("/").at(-1);
                if (alias !== undefined && alias !== candidate) {
                    return this.find(alias);
                }
                if (file !== undefined) {
                    return this.#source(name, `${folder}/${candidate}`, file.text);
                }
            }
            const text = this.vendor.get(candidate);
            if (text !== undefined) {
                return this.#source(name, `${vendorFolder}/${candidate}`, text);
            }
        }
        const target = builtIn(name);
        return target === undefined ? undefined : this.#source(name, `${vendorFolder}/${name}`, target);
    }

    /** Names of all units that have a file, sorted. */
    names(): string[] {
        const own = [...this.files.keys()].filter((path) => folders.includes(path.slice(0, path.lastIndexOf("/"))));
        const names = own.map((path) => path.slice(path.lastIndexOf("/") + 1));
        return [...new Set([...names, ...this.vendor.keys()])].sort();
    }

    /** Names of the units that a unit's folder of links names, `wants` or `requires`. */
    links(name: string, kind: "wants" | "requires"): string[] {
        return folders.flatMap((folder) => this.#inFolder(`${folder}/${name}.${kind}`));
    }

    /** Paths of links in the administrator's folder that lead to the unit. */
    linksTo(name: string): string[] {
        return [...this.files]
            .filter(([path, { link }]) => path.startsWith(`${unitFolder}/`) && link?.split("/").at(-1) === name)
            .filter(([path]) => path !== `${unitFolder}/${name}`)
            .map(([path]) => path)
            .concat(
                [...this.files.keys()].filter((path) => path.endsWith(`/${name}`) && /\.(wants|requires)\//.test(path)),
            )
            .filter((path, i, all) => all.indexOf(path) === i)
            .sort();
    }

    has(path: string): boolean {
        return this.files.has(path);
    }

    #source(name: string, path: string, text: string): UnitSource {
        const dropIns = candidates(name)
            .flatMap((candidate) => folders.map((folder) => `${folder}/${candidate}.d`))
            .flatMap((folder) => this.#inFolder(folder).map((file) => ({ file, path: `${folder}/${file}` })))
            .filter(({ file }) => file.endsWith(".conf"))
            // One of /etc stands for one of the same name in /run.
            .filter(({ file }, i, all) => all.findIndex((other) => other.file === file) === i)
            .sort((a, b) => (a.file < b.file ? -1 : 1));
        return {
            name,
            path,
            text,
            dropIns: dropIns.map(({ path }) => ({ path, text: this.files.get(path)?.text ?? "" })),
            host: this.host,
        };
    }

    #inFolder(folder: string): string[] {
        const prefix = `${folder}/`;
        return [...this.files.keys()]
            .filter((path) => path.startsWith(prefix))
            .map((path) => path.slice(prefix.length));
    }
}

/** The unit itself, and the template of an instance such as `mail@7.service`. */
function candidates(name: string): string[] {
    const template = name.replace(/@[^.]*\./, "@.");
    return template === name ? [name] : [name, template];
}

/** Targets of systemd itself that units of applications name. */
const targets: Readonly<Record<string, string>> = {
    "basic.target": "Basic System",
    "default.target": "Multi-User System",
    "local-fs.target": "Local File Systems",
    "multi-user.target": "Multi-User System",
    "network-online.target": "Network is Online",
    "network.target": "Network",
    "nss-lookup.target": "Host and Network Name Lookups",
    "remote-fs.target": "Remote File Systems",
    "sysinit.target": "System Initialization",
    "syslog.target": "syslog.target",
    "time-sync.target": "System Time Synchronized",
    "timers.target": "Timer Units",
};

const builtIn = (name: string): string | undefined =>
    targets[name] === undefined ? undefined : `[Unit]\nDescription=${targets[name]}\n`;

/** Those that are reached once an instance has started. */
export const reachedTargets: ReadonlySet<string> = new Set(Object.keys(targets));
