import { during } from "../during";
import { inOutput, type KnownFailure } from "../rule";

const phases = during.anything;

/** What the machine lacks, and what ends any program. */
export const machineRules: readonly KnownFailure[] = [
    {
        name: "disk-full",
        phases,
        matches: inOutput(
            /(?<reason>No space left on device|Disk quota exceeded)/,
            // As unzip says it.
            /write error \((?<reason>disk full)\?\)/,
        ),
        cause: "The disk of the instance is full ({reason}).",
        advice: "Raise environment.instances.rootVolume.sizeGb in the stack file, and leave out of the bundle what the instance does not need (.ebignore).",
    },
    {
        name: "out-of-memory",
        phases,
        matches: inOutput(
            /(?<reason>Cannot allocate memory|^MemoryError$|fork: (?:retry: )?Resource temporarily unavailable)/m,
        ),
        cause: "Memory, or the number of processes, ran out ({reason}).",
        advice: "Take a larger instance type, lower app.web.workers, or give a small instance environment.instances.swapMb in the stack file.",
    },
    {
        name: "read-only",
        phases,
        matches: inOutput(
            /['‘"]?(?<text>\/[^'’":\s]*)['’"]?: Read-only file system/,
            /Read-only file system: '(?<text>[^'\n]+)'/,
        ),
        cause: "{text} cannot be written: it is on a file system that is read-only.",
        advice: "Write below /var/app, /var/log, /var/lib or /tmp, and let packages of Amazon Linux install what belongs below /usr. On an instance /usr can be written; a rehearsal keeps it read-only.",
    },
    {
        name: "file-permission",
        phases,
        matches: inOutput(/PermissionError: \[Errno 13\] Permission denied: '(?<text>[^']+)'/),
        cause: "The application may not open {text}: it runs as webapp, and hooks and container commands as root.",
        advice: "Uploads go to the media bucket, temporary files to /tmp; give a folder that it must write to webapp (chown webapp:webapp) in a predeploy hook.",
    },
    {
        name: "text-encoding",
        phases,
        matches: inOutput(/UnicodeDecodeError: '(?<codec>[\w-]+)' codec can't decode byte (?<byte>0x[0-9a-f]+)/),
        cause: "A file is read as {codec}, and has the byte {byte}, which is none of it.",
        advice: 'Save the file as UTF-8, and name the encoding where it is opened: open(path, encoding="utf-8").',
    },
];
