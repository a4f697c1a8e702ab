import type { FailureCase } from "../failure-case";

export const machineCases: readonly FailureCase[] = [
    {
        rule: "disk-full",
        step: { phase: "requirements", file: "requirements.txt" },
        log: `OSError: [Errno 28] No space left on device`,
        place: "requirements.txt",
        cause: "The disk of the instance is full (No space left on device).",
        advice: "Raise environment.instances.rootVolume.sizeGb in the stack file, and leave out of the bundle what the instance does not need (.ebignore).",
    },
    {
        rule: "disk-full",
        step: { phase: "extract" },
        log: `bash: echo: write error: No space left on device`,
        place: undefined,
        cause: "The disk of the instance is full (No space left on device).",
        advice: "Raise environment.instances.rootVolume.sizeGb in the stack file, and leave out of the bundle what the instance does not need (.ebignore).",
    },
    {
        rule: "out-of-memory",
        step: { phase: "predeploy" },
        log: `bash: fork: retry: Resource temporarily unavailable
bash: fork: Resource temporarily unavailable`,
        place: undefined,
        cause: "Memory, or the number of processes, ran out (fork: retry: Resource temporarily unavailable).",
        advice: "Take a larger instance type, lower app.web.workers, or give a small instance environment.instances.swapMb in the stack file.",
    },
    {
        rule: "out-of-memory",
        step: { phase: "container commands" },
        log: `Traceback (most recent call last):
  File "/var/app/staging/notes/apps.py", line 9, in ready
MemoryError`,
        place: "notes/apps.py:9",
        cause: "Memory, or the number of processes, ran out (MemoryError).",
        advice: "Take a larger instance type, lower app.web.workers, or give a small instance environment.instances.swapMb in the stack file.",
    },
    {
        rule: "read-only",
        step: { phase: "prebuild" },
        log: `touch: cannot touch '/opt/x': Read-only file system`,
        place: undefined,
        cause: "/opt/x cannot be written: it is on a file system that is read-only.",
        advice: "Write below /var/app, /var/log, /var/lib or /tmp, and let packages of Amazon Linux install what belongs below /usr. On an instance /usr can be written; a rehearsal keeps it read-only.",
    },
    {
        rule: "read-only",
        step: { phase: "postdeploy" },
        log: `OSError: [Errno 30] Read-only file system: '/usr/share/fonts/a.ttf'`,
        place: undefined,
        cause: "/usr/share/fonts/a.ttf cannot be written: it is on a file system that is read-only.",
        advice: "Write below /var/app, /var/log, /var/lib or /tmp, and let packages of Amazon Linux install what belongs below /usr. On an instance /usr can be written; a rehearsal keeps it read-only.",
    },
    {
        rule: "file-permission",
        step: { phase: "health" },
        log: `Traceback (most recent call last):
  File "/var/app/current/notes/views.py", line 12, in upload
    open("/var/app/current/media/a.txt", "w")
PermissionError: [Errno 13] Permission denied: '/var/app/current/media/a.txt'`,
        place: "notes/views.py:12",
        cause: "The application may not open /var/app/current/media/a.txt: it runs as webapp, and hooks and container commands as root.",
        advice: "Uploads go to the media bucket, temporary files to /tmp; give a folder that it must write to webapp (chown webapp:webapp) in a predeploy hook.",
    },
    {
        rule: "text-encoding",
        step: { phase: "container commands" },
        log: `  File "/var/app/staging/config/settings.py", line 13, in <module>
    LICENCE = open("LICENCE").read()
  File "/usr/lib/python3.11/encodings/ascii.py", line 26, in decode
    return codecs.ascii_decode(input, self.errors)[0]
UnicodeDecodeError: 'ascii' codec can't decode byte 0xc3 in position 0: ordinal not in range(128)`,
        place: "config/settings.py:13",
        cause: "A file is read as ascii, and has the byte 0xc3, which is none of it.",
        advice: 'Save the file as UTF-8, and name the encoding where it is opened: open(path, encoding="utf-8").',
    },
];
