import type { Problem } from "../problem";
import type { KnownPackage } from "./known-packages";
import type { NeededPackage } from "./needed-packages";

/** What is asked of the check: the application, the instance that it will run on, and `app.python` of the stack file. */
export interface DependencyPlan {
    /** Absolute path of the application. */
    readonly directory: string;
    /** Paths, relative and with forward slashes, that the bundle takes from the application. */
    readonly ownPaths: ReadonlySet<string>;
    /** Python of the instance: `3.13`. */
    readonly pythonVersion: string;
    readonly architecture: Architecture;
    /**
     * `auto`: what cannot be checked here (no resolver, no network) is a notice. `required`: it is a problem. `off`: nothing is resolved; what is wrong
     * with the files themselves is still reported.
     */
    readonly check: "auto" | "required" | "off";
    /** Puts a pinned and hashed requirements.txt into the bundle. `excludeNewer` is an ISO date; with it the same application gives the same lock on any day. */
    readonly lock: false | { readonly excludeNewer?: string };
    /** Puts the wheels into the bundle, so that the instance installs offline. */
    readonly vendorWheels: boolean;
    /** The one index that packages come from, in place of the public one, without credentials. */
    readonly indexUrl?: string;
    /** What processes of the instance need; nothing by default. */
    readonly needed?: readonly NeededPackage[];
    /** Folder on this machine for results and wheels. */
    readonly cacheFolder: string;
}

export type Architecture = "x86_64" | "aarch64";

export interface DependencyReport {
    readonly problems: readonly Problem[];
    /** What does not stop a deployment but should be read. */
    readonly notices: readonly string[];
    /** Files that go into the bundle besides the application's own, or instead of one of the same path. */
    readonly files: readonly DependencyFile[];
    /** Path in the bundle, and absolute path on this machine. */
    readonly wheels: readonly { readonly path: string; readonly source: string }[];
    /** What the application gets, where its requirements could be read. */
    readonly packages?: readonly KnownPackage[];
    /** The requirements file and all that it includes, where an image's build installs them. */
    readonly requirementFiles?: readonly string[];
}

export interface DependencyFile {
    readonly path: string;
    readonly content: string;
    readonly executable: boolean;
    /** Why the file is there, in one sentence. */
    readonly reason: string;
}
