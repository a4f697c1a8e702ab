import { parse } from "yaml";
import type { GeneratedFile } from "../../ebextensions/model";

interface Entry {
    readonly command: string | readonly string[];
    readonly leader_only?: boolean;
}

/**
 * The container commands of a bundle as one instance runs them: those of the leader before all others, and of either kind in order of file and name.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/customize-containers-ec2.html#linux-container-commands
 */
export function containerCommands(
    files: readonly Pick<GeneratedFile, "path" | "content">[],
    { leader }: { readonly leader: boolean },
): string[] {
    const entries = files
        .filter(({ path }) => /^\.ebextensions\/[^/]+\.config$/.test(path))
        .sort((a, b) => (a.path < b.path ? -1 : 1))
        .flatMap(({ content }) => {
            const { container_commands = {} } = parse(content) as { container_commands?: Record<string, Entry> };
            return Object.entries(container_commands).sort(([a], [b]) => (a < b ? -1 : 1));
        })
        .map(([, entry]) => entry);
    const ofLeader = entries.filter(({ leader_only = false }) => leader_only);
    const ofAll = entries.filter(({ leader_only = false }) => !leader_only);
    return [...(leader ? ofLeader : []), ...ofAll].map(({ command }) =>
        typeof command === "string" ? command : command.join(" "),
    );
}
