import type { GroupEntry, PackageEntry, ServiceEntry, SourceEntry, UserEntry } from "../model";
import { must, mustBeAbsolute, mustBeUrl } from "./model-error";

const packageName = /^[A-Za-z0-9][A-Za-z0-9+._-]*$/;
const accountName = /^[a-z_][a-z0-9_-]{0,31}$/;

/** A package of Amazon Linux, in the given versions or the newest. A Ruby gem has the same form. */
export function yumPackage(
    name: string,
    versions: readonly string[] = [],
    manager: "yum" | "rubygems" = "yum",
): PackageEntry {
    must(packageName.test(name), "A package has a name of letters, digits and + . _ -", name);
    versions.forEach((version) => {
        must(/^[A-Za-z0-9][A-Za-z0-9+._~:-]*$/.test(version), "A version has letters, digits and + . _ ~ : -", version);
    });
    return { kind: "package", manager, name, versions };
}

/** An rpm at a URL. It is installed before packages of yum. */
export function rpmPackage(name: string, url: string): PackageEntry {
    must(packageName.test(name), "A package has a name of letters, digits and + . _ -", name);
    mustBeUrl("An rpm", url);
    return { kind: "package", manager: "rpm", name, url };
}

/** @param gid - without one the group may exist already */
export function group(name: string, gid?: number): GroupEntry {
    must(accountName.test(name), "A group has a name of lower-case letters, digits, _ and -", name);
    must(gid === undefined || isId(gid), "A group id is a whole number", gid);
    return { kind: "group", name, gid };
}

/** A user without a login. */
export function user(
    name: string,
    {
        uid,
        groups = [],
        homeDir = "/",
    }: { readonly uid?: number; readonly groups?: readonly string[]; readonly homeDir?: string } = {},
): UserEntry {
    must(accountName.test(name), "A user has a name of lower-case letters, digits, _ and -", name);
    must(uid === undefined || isId(uid), "A user id is a whole number", uid);
    groups.forEach((each) => {
        must(accountName.test(each), "A group has a name of lower-case letters, digits, _ and -", each);
    });
    mustBeAbsolute("A home folder", homeDir);
    return { kind: "user", name, uid, groups, homeDir };
}

/** A public archive whose content lands in a folder. */
export function source(folder: string, url: string): SourceEntry {
    mustBeAbsolute("The folder of an archive", folder);
    mustBeUrl("An archive", url);
    must(/\.(tar|tar\.gz|tgz|tar\.bz2|zip)(\?|$)/.test(url), "An archive is a tar, tar.gz, tar.bz2 or zip", url);
    return { kind: "source", folder, url };
}

/** A service of systemd, which Elastic Beanstalk takes under its old name `sysvinit`. */
export function service(
    name: string,
    {
        enabled = true,
        ensureRunning = true,
        files = [],
        packages = {},
    }: Partial<Pick<ServiceEntry, "enabled" | "ensureRunning" | "files" | "packages">> = {},
): ServiceEntry {
    must(/^[A-Za-z0-9@._-]+$/.test(name), "A service has a name of letters, digits and @ . _ -", name);
    files.forEach((path) => {
        mustBeAbsolute("A file that restarts a service", path);
    });
    return { kind: "service", name, enabled, ensureRunning, files, packages };
}

const isId = (id: number) => Number.isInteger(id) && id >= 0 && id <= 4294967294;
