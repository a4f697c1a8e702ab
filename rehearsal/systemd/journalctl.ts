import { type Answer, answer } from "./answer";
import type { Init } from "./init";
import { syslogLine } from "./journal";
import { fullName } from "./unit";

const harmless = [
    "--no-pager",
    "-e",
    "--pager-end",
    "-x",
    "--catalog",
    "-xe",
    "-ex",
    "-q",
    "--quiet",
    "-b",
    "--boot",
    "-a",
    "--all",
    "-l",
];

/** What units wrote. https://www.freedesktop.org/software/systemd/man/latest/journalctl.html */
export function journalctl({ journal }: Init, argv: readonly string[]): Answer {
    const units: string[] = [];
    const identifiers: string[] = [];
    let count = Infinity;
    let format = "short";
    for (let i = 0; i < argv.length; i++) {
        const [, option = "", attached = ""] =
            /^(--[^=]+|-[a-z]+?(?=[^a-z=]|$)|-xeu|-[unto])=?(.*)$/s.exec(argv[i] ?? "") ?? [];
        const value = () => (attached === "" ? (argv[++i] ?? "") : attached);
        if (["-u", "--unit", "-xeu", "-eu", "-xu"].includes(option)) {
            units.push(fullName(value()));
        } else if (option === "-t" || option === "--identifier") {
            identifiers.push(value());
        } else if (option === "-n" || option === "--lines") {
            count = Number(value().replace("all", "Infinity"));
        } else if (option === "-o" || option === "--output") {
            format = value();
        } else if (!harmless.includes(option)) {
            return answer(1, "", `journalctl ${argv[i] ?? ""} is not rehearsed.`);
        }
    }
    if (!["short", "cat"].includes(format)) {
        return answer(1, "", `journalctl --output=${format} is not rehearsed.`);
    }
    const found = journal.entries
        .filter(({ unit }) => units.length === 0 || units.includes(unit))
        .filter(({ identifier }) => identifiers.length === 0 || identifiers.includes(identifier));
    const lines = (count === Infinity ? found : found.slice(-count)).map((entry) =>
        format === "cat" ? entry.text : syslogLine(entry),
    );
    return answer(0, lines.length === 0 ? "-- No entries --" : lines.join("\n"));
}
