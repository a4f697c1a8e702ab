import * as fs from "node:fs";
import * as path from "node:path";

/** What is read of a package.json. */
export interface PackageJson {
    readonly name?: string;
    readonly version?: string;
    readonly dependencies?: Readonly<Record<string, string>>;
    readonly devDependencies?: Readonly<Record<string, string>>;
    readonly pulumi?: {
        readonly resource?: boolean;
        readonly name?: string;
        readonly version?: string;
        readonly server?: string;
    };
}

export interface InstalledPackage {
    readonly json: PackageJson;
    /** Named by the program's own package.json. */
    readonly direct: boolean;
}

/** Every package that a program's dependencies lead to, as Node finds them from its folder. */
export function installedPackages(programFolder: string): InstalledPackage[] {
    const root = findUp(programFolder, "package.json");
    if (root === undefined) {
        return [];
    }
    const seen = new Map<string, InstalledPackage>();
    const { dependencies, devDependencies } = readPackage(root);
    const queue = Object.keys({ ...dependencies, ...devDependencies }).map((name) => ({
        name,
        from: path.dirname(root),
        direct: true,
    }));
    // Level by level, so that a package which the program names itself counts as direct.
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const file = findUp(next.from, path.join("node_modules", next.name, "package.json"));
        const folder = file === undefined ? undefined : fs.realpathSync(path.dirname(file));
        if (file !== undefined && folder !== undefined && !seen.has(folder)) {
            const json = readPackage(file);
            seen.set(folder, { json, direct: next.direct });
            queue.push(...Object.keys(json.dependencies ?? {}).map((name) => ({ name, from: folder, direct: false })));
        }
    }
    return [...seen.values()];
}

const readPackage = (file: string): PackageJson => JSON.parse(fs.readFileSync(file, "utf8")) as PackageJson;

function findUp(folder: string, name: string): string | undefined {
    const file = path.join(folder, name);
    if (fs.existsSync(file)) {
        return file;
    }
    const parent = path.dirname(folder);
    return parent === folder ? undefined : findUp(parent, name);
}

/** A provider that a program needs. */
export interface RequiredProvider {
    readonly name: string;
    /** With the leading `v` that the engine wants. */
    readonly version: string;
    readonly server: string;
}

/** Packages say in their package.json which provider they belong to. https://www.pulumi.com/docs/iac/build-with-pulumi/packages/ */
export function requiredProviders(programFolder: string): RequiredProvider[] {
    return installedPackages(programFolder).flatMap(({ json: { name = "", version = "", pulumi } }) => {
        if (pulumi?.resource !== true) {
            return [];
        }
        const number = (pulumi.version ?? version).replace(/^v/, "");
        return [
            { name: pulumi.name ?? name.replace(/^@pulumi\//, ""), version: `v${number}`, server: pulumi.server ?? "" },
        ];
    });
}
