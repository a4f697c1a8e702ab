import * as fs from "node:fs";
import * as path from "node:path";
import { coveredPrograms, layPrograms, nodeInside, programMounts, programs } from "./own-programs";
import { group, passwd, shadow, users } from "./users";

/** What makes one instance's files differ from another's. */
export interface RootOptions {
    /** Folder on this machine that holds what is the instance's own. */
    readonly folder: string;
    /** Host name of the instance. */
    readonly hostname: string;
    /** Its address in the VPC. */
    readonly address: string;
    /** Addresses by host name, for `/etc/hosts`. */
    readonly hosts: Readonly<Record<string, string>>;
    /** Folders of this machine that are seen under the same path, such as that of a Python that is not below /usr. */
    readonly visible: readonly string[];
    /** Folders of this machine by where the instance sees them, to read only. */
    readonly readOnly?: Readonly<Record<string, string>>;
    /** Certificate in PEM form that programs inside trust besides those of this machine. */
    readonly authority?: string | undefined;
    /** Bytes for /var/app, for a disk that fills up; default: as much as this machine has. */
    readonly diskBytes?: number | undefined;
}

/** Folders that are empty at first, with their modes. */
const ownFolders: Readonly<Record<string, number>> = {
    etc: 0o755,
    home: 0o755,
    opt: 0o755,
    root: 0o755,
    run: 0o755,
    srv: 0o755,
    tmp: 0o1777,
    var: 0o755,
    "usr-local": 0o755,
};

/** Below those, what a platform's instance has when the deployment begins. */
const folders = [
    "etc/cron.d",
    "etc/logrotate.d",
    "etc/nginx/conf.d",
    "etc/pki/ca-trust/source/anchors",
    "etc/pki/tls/certs",
    "etc/pki/tls/private",
    "etc/profile.d",
    "etc/ssl/certs",
    "etc/sysconfig",
    "etc/systemd/system/multi-user.target.wants",
    "etc/systemd/system/timers.target.wants",
    "opt/elasticbeanstalk/bin",
    "opt/elasticbeanstalk/config",
    "opt/elasticbeanstalk/deployment",
    "opt/elasticbeanstalk/tasks/bundlelogs.d",
    "opt/elasticbeanstalk/tasks/publishlogs.d",
    "opt/elasticbeanstalk/tasks/taillogs.d",
    "run/lock",
    "run/rehearsal",
    "var/app",
    "var/cache",
    "var/lib",
    "var/lib/nginx",
    "var/log/nginx/healthd",
    "var/spool",
];

/** Files and folders of this machine that programs of its /usr read; they are copied, so that a deployment may write to them. */
const copied = [
    "alternatives",
    "default/useradd",
    "gai.conf",
    "host.conf",
    "ld.so.cache",
    "ld.so.conf",
    "ld.so.conf.d",
    "login.defs",
    "mime.types",
    "nginx/mime.types",
    "pam.d",
    "pip.conf",
    "protocols",
    "resolv.conf",
    "security",
    "services",
    "ssl/openssl.cnf",
];

/** Where the machine's own /usr/local is seen: the instance has one of its own that leads there. */
const hostLocal = "/run/host/usr-local";
/** Our programs inside: `rehearsal/inside`. */
export const programsInside = "/run/host/programs";

/** Lays down an instance's own files in its folder. */
export function layRoot(options: RootOptions): void {
    const { folder } = options;
    const inFolder = (...parts: string[]) => path.join(folder, ...parts);
    for (const [name, mode] of Object.entries(ownFolders)) {
        fs.mkdirSync(inFolder(name), { recursive: true });
        // Whatever the mask of this process.
        fs.chmodSync(inFolder(name), mode);
    }
    for (const each of [...folders, ...options.visible.map((place) => place.slice(1))]) {
        fs.mkdirSync(inFolder(each), { recursive: true });
    }
    layHomes(folder);
    for (const each of copied.filter((name) => fs.existsSync(path.join("/etc", name)))) {
        fs.mkdirSync(path.dirname(inFolder("etc", each)), { recursive: true });
        fs.cpSync(path.join("/etc", each), inFolder("etc", each), {
            recursive: true,
            verbatimSymlinks: each !== "resolv.conf",
            filter: isReadable,
        });
    }
    for (const [name, text] of Object.entries(ownFiles(options))) {
        fs.writeFileSync(inFolder(name), text);
    }
    fs.symlinkSync("/run", inFolder("var/run"));
    fs.symlinkSync("/tmp", inFolder("var/tmp"));
    layLocal(inFolder("usr-local"));
    layPrograms(folder, isRoot());
}

/** An ordinary user does not see all of them, and needs none of the rest. */
function isReadable(place: string): boolean {
    try {
        fs.accessSync(place, fs.constants.R_OK);
        return true;
    } catch {
        return fs.lstatSync(place).isSymbolicLink();
    }
}

function layHomes(folder: string): void {
    for (const { id, home } of users.filter((user) => user.home !== "/")) {
        const place = path.join(folder, home);
        fs.mkdirSync(place, { recursive: true });
        own(place, id);
    }
    const nginx = users.find(({ name }) => name === "nginx");
    own(path.join(folder, "var/log/nginx/healthd"), nginx?.id ?? 0);
}

const isRoot = (): boolean => process.getuid?.() === 0;

/** An ordinary user has one id, and owns all. */
function own(place: string, id: number): void {
    if (isRoot()) {
        fs.chownSync(place, id, id);
    }
}

function ownFiles({ hostname, address, hosts, authority }: RootOptions): Record<string, string> {
    const names = Object.entries(hosts).map(([name, address]) => `${address} ${name}\n`);
    const certificates = [hostCertificates(), authority ?? ""].join("\n");
    return {
        "etc/passwd": passwd,
        "etc/shadow": shadow,
        "etc/group": group,
        "etc/hosts": `127.0.0.1 localhost localhost.localdomain\n${address} ${hostname}\n${names.join("")}`,
        "etc/hostname": `${hostname}\n`,
        "etc/nsswitch.conf": "passwd: files\ngroup: files\nshadow: files\nhosts: files dns\n",
        // What scripts ask to know the system; https://docs.aws.amazon.com/linux/al2023/ug/naming-and-versioning.html
        "etc/os-release":
            'NAME="Amazon Linux"\nVERSION="2023"\nID="amzn"\nID_LIKE="fedora"\nVERSION_ID="2023"\nPRETTY_NAME="Amazon Linux 2023"\n',
        "etc/system-release": "Amazon Linux release 2023 (Amazon Linux)\n",
        // Debian's programs read the first, scripts for Amazon Linux the second.
        "etc/ssl/certs/ca-certificates.crt": certificates,
        "etc/pki/tls/certs/ca-bundle.crt": certificates,
    };
}

function hostCertificates(): string {
    const places = ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt"];
    const found = places.find((each) => fs.existsSync(each));
    return found === undefined ? "" : fs.readFileSync(found, "utf8");
}

/** A folder of /usr/local is the instance's own; what lies in it leads to this machine's, so that a deployment adds beside it. */
function layLocal(target: string): void {
    const source = "/usr/local";
    for (const name of fs.readdirSync(source)) {
        const from = path.join(source, name);
        if (fs.lstatSync(from).isSymbolicLink()) {
            fs.symlinkSync(fs.readlinkSync(from), path.join(target, name));
            continue;
        }
        if (!fs.lstatSync(from).isDirectory()) {
            continue;
        }
        fs.mkdirSync(path.join(target, name), { recursive: true });
        for (const entry of fs.readdirSync(from)) {
            fs.symlinkSync(path.join(hostLocal, name, entry), path.join(target, name, entry));
        }
    }
}

/**
 * Arguments of bubblewrap for an instance's root: programs of this machine to read only, everything else the instance's own.
 */
export function mounts({ folder, visible, readOnly = {}, diskBytes }: RootOptions): string[] {
    const own = Object.keys(ownFolders)
        .filter((name) => name !== "usr-local")
        .flatMap((name) => ["--bind", path.join(folder, name), `/${name}`]);
    return [
        ...["--ro-bind", "/usr", "/usr", ...systemFolders(), ...own],
        ...["--proc", "/proc", ...kernelFiles(), "--dev", "/dev", "--perms", "1777", "--tmpfs", "/dev/shm"],
        ...["--ro-bind", "/usr/local", hostLocal, "--bind", path.join(folder, "usr-local"), "/usr/local"],
        ...["--ro-bind", process.execPath, nodeInside, "--ro-bind", programs, programsInside],
        ...coveredPrograms(isRoot()),
        ...programMounts(folder),
        ...visible.flatMap((each) => ["--ro-bind", each, each]),
        ...Object.entries(readOnly).flatMap(([inside, outside]) => ["--ro-bind", outside, inside]),
        ...(diskBytes === undefined ? [] : ["--size", String(diskBytes), "--tmpfs", "/var/app"]),
    ];
}

/**
 * Root's number inside is root's number outside, and these files of the kernel ask for no more than the number: whoever writes to them sets this machine.
 * bubblewrap covers those alone whose folders can be written to. The list is that of container engines:
 * https://github.com/moby/moby/blob/v27.5.1/oci/defaults.go
 */
export function kernelFiles(): string[] {
    const readOnly = ["bus", "fs", "irq", "mtrr", "pressure", "sys", "sysrq-trigger"];
    return readOnly
        .map((name) => `/proc/${name}`)
        .filter((place) => fs.existsSync(place))
        .flatMap((place) => ["--ro-bind", place, place]);
}

/** Beside /usr: folders of programs and libraries, mostly links into it. */
export const systemFolders = (): string[] => ["bin", "lib", "lib32", "lib64", "sbin"].flatMap(systemFolder);

function systemFolder(name: string): string[] {
    const place = `/${name}`;
    if (!fs.existsSync(place)) {
        return [];
    }
    return fs.lstatSync(place).isSymbolicLink()
        ? ["--symlink", fs.readlinkSync(place), place]
        : ["--ro-bind", place, place];
}
