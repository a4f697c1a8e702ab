/** What a command is for, told from its first words. */

/** The command of manage.py or django-admin that it runs; undefined for anything else, and for what runs in a container. */
export function managePy(text: string): string | undefined {
    return /^(echo|printf|docker|podman|grep|test|\[)/.test(text)
        ? undefined
        : /(?:^|[\s/"'])(?:manage\.py|django-admin(?:\.py)?|-m\s+django)["']?\s+(?:--?\S+\s+)*([a-z_]\w*)/.exec(
              text,
          )?.[1];
}

const fetches: readonly RegExp[] = [
    /^(\S*\/)?aws\s.*\b(s3\s+(cp|sync)|s3api\s+get|get-[a-z-]+|describe-secret)\b/,
    /^(\S*\/)?(curl|wget)\s/,
    /^git\s+(clone|fetch|pull|submodule)\b/,
    /^(docker|podman)\s+(pull|login)\b/,
    /^(\S*\/)?(python[\d.]*\s+-m\s+)?pip[\d.]*\s+(-\S+\s+)*(install|download)\b/,
    /^(yum|dnf|rpm|npm)\s+(-\S+\s+)*(install|ci|-i|-U\w*)\b/,
];

/** Brings what the application cannot do without. Reports to others, and questions to this very machine, are none. */
export const isFetch = (text: string): boolean =>
    fetches.some((pattern) => pattern.test(text)) &&
    !/^(\S*\/)?(curl|wget)\s.*(-X\s*(POST|DELETE)|--data|--post|\s-d\s|\/\/(localhost|127\.0\.0\.1))/.test(text);

/** A step that must not fail unseen. */
export const isEssential = (text: string): boolean =>
    isFetch(text) || ["migrate", "collectstatic", "check"].includes(managePy(text) ?? "");
