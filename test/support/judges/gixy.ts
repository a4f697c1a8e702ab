import { withNginxFiles } from "./nginx";
import { ProxyFiles } from "./proxy";
import { refuse, runJudge } from "./run-judge";

interface Finding {
    readonly plugin: string;
    readonly severity: string;
    readonly summary: string;
    readonly reason: string;
    readonly config: string;
    readonly file: string;
    readonly line: number;
}

/**
 * gixy of the platform's nginx configuration with these files laid over it. What it finds in the platform's own files alone
 * is not ours to mend and is left out.
 */
export function gixy(files: ProxyFiles, ignored: readonly string[] = []): void {
    known ??= new Set(findings({}, []).map(identityOf));
    const before = known;
    const added = findings(files, ignored).filter((finding) => !before.has(identityOf(finding)));
    if (added.length > 0) {
        refuse("gixy", added.map(textOf).join("\n\n"));
    }
}

let known: ReadonlySet<string> | undefined;

const identityOf = ({ plugin, reason, file }: Finding): string => JSON.stringify([plugin, reason, file]);

const textOf = ({ plugin, severity, summary, reason, config, file, line }: Finding): string =>
    [`${file}:${line}: ${plugin} (${severity}): ${summary}`, reason, config.trim()]
        .filter((part) => part !== "")
        .join("\n");

function findings(files: ProxyFiles, ignored: readonly string[]): Finding[] {
    const place = { applicationPort: 8000, ports: new Map(), replace: {} };
    return withNginxFiles(files, place, (folder) => {
        const skips = ignored.length > 0 ? ["--skips", ignored.join(",")] : [];
        const { status, stdout, stderr } = runJudge("gixy", ["--format", "json", ...skips, "nginx.conf"], {
            cwd: folder,
        });
        return status === 0 || status === 1 ? (JSON.parse(stdout) as Finding[]) : refuse("gixy", stdout + stderr);
    });
}
