import { Table, table, tables, text } from "../parsed-values";
import { redact } from "./names";
import { ownWords } from "./own-words";
import type { Architecture, DependencyPlan } from "./plan";
import type { ResolvedPackage, Resolution } from "./resolution";
import type { RunResult } from "./run";
import { glibcMinor } from "./uv";

/** What a resolution by pip leaves open. */
export const pipLimits =
    "Requirements were resolved with pip, which looks at wheels only and at this machine's Python. For the full check: pip install uv";

/**
 * pip's options for the instance's wheels. It does not know that a newer glibc runs what was built for an older one, so each is named.
 *
 * https://pip.pypa.io/en/stable/cli/pip_download/
 */
export function platformOptions({
    pythonVersion,
    architecture,
}: Pick<DependencyPlan, "pythonVersion" | "architecture">): string[] {
    const abi = `cp${pythonVersion.replace(".", "")}`;
    return [
        "--only-binary=:all:",
        `--python-version=${pythonVersion}`,
        "--implementation=cp",
        ...[abi, "abi3", "none"].map((name) => `--abi=${name}`),
        ...platforms(architecture).map((platform) => `--platform=${platform}`),
    ];
}

/** Newest first, as pip prefers the earlier. https://peps.python.org/pep-0600/ */
function platforms(architecture: Architecture): string[] {
    const oldest = architecture === "x86_64" ? 5 : 17;
    const numbered = Array.from({ length: glibcMinor - oldest + 1 }, (_, index) => `manylinux_2_${glibcMinor - index}`);
    const named =
        architecture === "x86_64"
            ? ["manylinux2014", "manylinux2010", "manylinux1", "linux"]
            : ["manylinux2014", "linux"];
    return [...numbered, ...named].map((name) => `${name}_${architecture}`);
}

/** @param unused - a folder that pip asks for and, in a dry run, does not write */
export function pipArguments(plan: DependencyPlan, file: string, unused: string): string[] {
    return [
        "-m",
        "pip",
        "install",
        "--dry-run",
        "--ignore-installed",
        "--no-input",
        "--no-color",
        "--progress-bar=off",
        "--disable-pip-version-check",
        `--target=${unused}`,
        "--report=-",
        ...platformOptions(plan),
        "-r",
        file,
    ];
}

/** pip's answer. It cannot tell a package that does not exist from one without a wheel or an index out of reach, so only a true conflict is one here. */
export function pipResolution(result: RunResult): Resolution {
    if (result.kind === "missing") {
        return { kind: "unusable" };
    }
    if (result.kind === "late") {
        return { kind: "unchecked", reason: "pip took longer than five minutes" };
    }
    const { code, stdout, stderr } = result;
    if (code === 0) {
        return { kind: "resolved", resolver: "pip", packages: reported(stdout) };
    }
    if (code === 127 || /: No module named pip\s*$|^no such option/m.test(stderr)) {
        return { kind: "unusable" };
    }
    if (stderr.includes("ResolutionImpossible")) {
        const [, cause] = /^The conflict is caused by:\s*\n([\s\S]*?)\n\s*\n/m.exec(stdout) ?? [];
        const [headline = ""] = /^ERROR: (Cannot install .+)$/m.exec(stderr) ?? [];
        return { kind: "conflict", explanation: tidy(`${headline}\n${withoutRepetition(cause ?? stderr)}`) };
    }
    if (/Invalid requirement|Could not open requirements file/i.test(stderr)) {
        return { kind: "unreadable", explanation: tidy(stderr) };
    }
    const missing = /No matching distribution found for (\S+)/.exec(stderr)?.[1];
    const reason =
        missing === undefined
            ? `pip ended with ${code}`
            : `pip found no wheel of ${missing}: the index may be out of reach, or the package has no wheel for the instance`;
    return { kind: "unchecked", reason: `${reason}\n${tidy(stderr)}` };
}

/** pip names every version of a package that it tried; the first tells enough. */
function withoutRepetition(cause: string): string {
    const seen = new Set<string>();
    return cause
        .split("\n")
        .filter((line) => {
            const [subject = ""] = /^\s*\S+ (?=\S+ depends on)/.exec(line) ?? [line];
            return !seen.has(subject.trim()) && seen.add(subject.trim());
        })
        .join("\n");
}

export const tidy = (output: string, most?: number): string =>
    ownWords(output, /^\s*(ERROR|WARNING):\s*/, /^\[notice\]/, most);

/** The report stands between pip's own lines. https://pip.pypa.io/en/stable/reference/installation-report/ */
function reported(stdout: string): ResolvedPackage[] {
    const lines = stdout.split(/\r?\n/);
    const start = lines.indexOf("{");
    const end = lines.lastIndexOf("}");
    const report: unknown = JSON.parse(lines.slice(start, end + 1).join("\n"));
    return tables(table(report)["install"])
        .map(reportedPackage)
        .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function reportedPackage(item: Table): ResolvedPackage {
    const metadata = table(item["metadata"]);
    const download = table(item["download_info"]);
    const url = text(download["url"]) ?? "";
    const sha256 = text(table(table(download["archive_info"])["hashes"])["sha256"]);
    const hash = sha256 === undefined ? {} : { hash: `sha256:${sha256}` };
    const version = text(metadata["version"]);
    const common = { name: text(metadata["name"]) ?? "", ...(version === undefined ? {} : { version }) };
    if (download["dir_info"] !== undefined) {
        return { ...common, wheels: [], direct: { kind: "local", path: url } };
    }
    if (download["vcs_info"] !== undefined) {
        return { ...common, wheels: [], direct: { kind: "repository", url: redact(url) } };
    }
    return item["is_direct"] === true
        ? { ...common, wheels: [], direct: { kind: "archive", url: redact(url), ...hash } }
        : { ...common, wheels: [{ file: url.replace(/^.*\//, ""), ...hash }] };
}
