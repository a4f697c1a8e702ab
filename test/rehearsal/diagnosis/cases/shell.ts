import type { FailureCase } from "../failure-case";

export const shellCases: readonly FailureCase[] = [
    {
        rule: "windows-line-ends",
        also: ["command-not-found"],
        step: {
            phase: "predeploy",
            file: ".platform/hooks/predeploy/10-setup.sh",
            bundle: { ".platform/hooks/predeploy/10-setup.sh": "#!/bin/bash\r\necho hello\r\n" },
        },
        log: `setpriv: failed to execute .platform/hooks/predeploy/10-setup.sh: No such file or directory`,
        place: ".platform/hooks/predeploy/10-setup.sh",
        cause: "The script has Windows line ends (CRLF), so that the kernel looks for a shell whose name ends in a carriage return.",
        advice: "Save it with LF; `*.sh text eol=lf` in .gitattributes keeps it so. Platforms since December 2022 convert hooks, and no other scripts.",
    },
    {
        rule: "windows-line-ends",
        step: {
            phase: "predeploy",
            file: ".platform/hooks/predeploy/10-setup.sh",
            bundle: { ".platform/hooks/predeploy/10-setup.sh": "#!/bin/bash\r\necho hello\r\n" },
        },
        log: `bash: line 1: .platform/hooks/predeploy/10-setup.sh: cannot execute: required file not found`,
        place: ".platform/hooks/predeploy/10-setup.sh",
        cause: "The script has Windows line ends (CRLF), so that the kernel looks for a shell whose name ends in a carriage return.",
        advice: "Save it with LF; `*.sh text eol=lf` in .gitattributes keeps it so. Platforms since December 2022 convert hooks, and no other scripts.",
    },
    {
        rule: "windows-line-ends",
        step: {
            phase: "predeploy",
            file: ".platform/hooks/predeploy/10-setup.sh",
            bundle: { ".platform/hooks/predeploy/10-setup.sh": "#!/bin/bash\n" },
        },
        log: `.platform/hooks/predeploy/10-setup.sh: line 1: set: -
: invalid option
set: usage: set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]
.platform/hooks/predeploy/10-setup.sh: line 2: cd: $'/tmp\\r': No such file or directory`,
        place: ".platform/hooks/predeploy/10-setup.sh:1",
        cause: "The script has Windows line ends (CRLF), so that the kernel looks for a shell whose name ends in a carriage return.",
        advice: "Save it with LF; `*.sh text eol=lf` in .gitattributes keeps it so. Platforms since December 2022 convert hooks, and no other scripts.",
    },
    {
        rule: "no-shebang",
        step: {
            phase: "predeploy",
            file: ".platform/hooks/predeploy/10-setup.sh",
            bundle: { ".platform/hooks/predeploy/10-setup.sh": "#!/bin/bash\n" },
        },
        log: `OSError: [Errno 8] Exec format error: '/var/app/staging/.platform/hooks/predeploy/10-setup.sh'`,
        place: ".platform/hooks/predeploy/10-setup.sh",
        cause: "The kernel cannot run the file: it has no line such as #!/bin/bash at its top, or is a program for another processor.",
        advice: "Begin the script with #!/bin/bash, in the first line and without a byte order mark; build programs for the architecture of the instances.",
    },
    {
        rule: "interpreter-missing",
        also: ["command-not-found"],
        step: {
            phase: "predeploy",
            file: ".platform/hooks/predeploy/10-setup.sh",
            bundle: { ".platform/hooks/predeploy/10-setup.sh": "#!/bin/bash\n" },
        },
        log: `/usr/bin/env: ‘python3.12’: No such file or directory`,
        place: ".platform/hooks/predeploy/10-setup.sh",
        cause: "The first line of the script names python3.12, which is not on the instance.",
        advice: "Name #!/bin/bash, or the Python of /var/app/venv/*/bin, or install the program by environment.instances.packages in the stack file.",
    },
    {
        rule: "old-virtual-environment",
        also: ["path-missing"],
        step: {
            phase: "predeploy",
            file: ".platform/hooks/predeploy/10-setup.sh",
            bundle: { ".platform/hooks/predeploy/10-setup.sh": "#!/bin/bash\n" },
        },
        log: `/var/app/staging/.platform/hooks/predeploy/10-setup.sh: line 3: /opt/python/run/venv/bin/activate: No such file or directory`,
        place: ".platform/hooks/predeploy/10-setup.sh:3",
        cause: "/opt/python/run/venv/bin/activate is of the first Amazon Linux; it has not been there since Amazon Linux 2.",
        advice: "Write source /var/app/venv/*/bin/activate for the virtual environment, and /var/app/current for the application.",
    },
    {
        rule: "system-python",
        step: {
            phase: "predeploy",
            file: ".platform/hooks/predeploy/10-setup.sh",
            bundle: { ".platform/hooks/predeploy/10-setup.sh": "#!/bin/bash\n" },
        },
        log: `Traceback (most recent call last):
  File "/var/app/staging/manage.py", line 4, in <module>
    from django.core.management import execute_from_command_line
ModuleNotFoundError: No module named 'django'`,
        place: ".platform/hooks/predeploy/10-setup.sh",
        cause: "The system's own Python runs manage.py, and it has no Django: that is in the platform's virtual environment.",
        advice: "Run source /var/app/venv/*/bin/activate before it; in prebuild hooks and commands the virtual environment is not there yet.",
    },
    {
        rule: "command-not-found",
        step: {
            phase: "predeploy",
            file: ".platform/hooks/predeploy/10-setup.sh",
            bundle: { ".platform/hooks/predeploy/10-setup.sh": "#!/bin/bash\n" },
        },
        log: `/var/app/staging/.platform/hooks/predeploy/10-setup.sh: line 3: npm: command not found`,
        place: ".platform/hooks/predeploy/10-setup.sh:3",
        cause: "There is no program npm on the instance, or not on its PATH.",
        advice: "Programs of Python are in /var/app/venv/*/bin: run source /var/app/venv/*/bin/activate first. Others come by environment.instances.packages in the stack file. Hooks and commands run as root and need no sudo; python alone is none of Amazon Linux.",
    },
    {
        rule: "unbound-variable",
        step: {
            phase: "predeploy",
            file: ".platform/hooks/predeploy/10-setup.sh",
            bundle: { ".platform/hooks/predeploy/10-setup.sh": "#!/bin/bash\n" },
        },
        log: `/var/app/staging/.platform/hooks/predeploy/10-setup.sh: line 3: MISSING_NAME: unbound variable`,
        place: ".platform/hooks/predeploy/10-setup.sh:3",
        cause: "The script reads the variable MISSING_NAME, which is not set, under set -u.",
        advice: 'Set it under app.variables or secrets in the stack file, or write "${MISSING_NAME:-}" where it may be absent.',
    },
    {
        rule: "script-not-executable",
        step: {
            phase: "predeploy",
            file: ".platform/hooks/predeploy/10-setup.sh",
            bundle: { ".platform/hooks/predeploy/10-setup.sh": "#!/bin/bash\n" },
        },
        log: `bash: line 1: /var/app/staging/.platform/hooks/predeploy/10-setup.sh: Permission denied`,
        place: ".platform/hooks/predeploy/10-setup.sh",
        cause: "/var/app/staging/.platform/hooks/predeploy/10-setup.sh may not be executed.",
        advice: "Call it as bash /var/app/staging/.platform/hooks/predeploy/10-setup.sh, or make it executable in the repository (git update-index --chmod=+x). The platform does so for hooks alone.",
    },
    {
        rule: "here-document-open",
        step: {
            phase: "predeploy",
            file: ".platform/hooks/predeploy/10-setup.sh",
            bundle: { ".platform/hooks/predeploy/10-setup.sh": "#!/bin/bash\n" },
        },
        log: `/var/app/staging/.platform/hooks/predeploy/10-setup.sh: line 3: warning: here-document at line 2 delimited by end-of-file (wanted \`EOF')`,
        place: ".platform/hooks/predeploy/10-setup.sh:3",
        cause: "The here-document that begins in line 2 has no line that is EOF alone.",
        advice: "Write EOF at the beginning of a line, without spaces before or after it; YAML indents the lines of a literal block alike.",
    },
    {
        rule: "shell-syntax",
        step: {
            phase: "predeploy",
            file: ".platform/hooks/predeploy/10-setup.sh",
            bundle: { ".platform/hooks/predeploy/10-setup.sh": "#!/bin/bash\n" },
        },
        log: `/var/app/staging/.platform/hooks/predeploy/10-setup.sh: line 8: syntax error near unexpected token \`then'
/var/app/staging/.platform/hooks/predeploy/10-setup.sh: line 8: \`if ( then'`,
        place: ".platform/hooks/predeploy/10-setup.sh:8",
        cause: "The shell cannot read the script: syntax error near unexpected token `then'.",
        advice: "Correct it (bash -n names the line). In .config files a command of several lines needs | before it; with > its lines become one.",
    },
    {
        rule: "shell-syntax",
        step: {
            phase: "predeploy",
            file: ".platform/hooks/predeploy/10-setup.sh",
            bundle: { ".platform/hooks/predeploy/10-setup.sh": "#!/bin/bash\n" },
        },
        log: `/var/app/staging/.platform/hooks/predeploy/10-setup.sh: line 4: syntax error: unexpected end of file`,
        place: ".platform/hooks/predeploy/10-setup.sh:4",
        cause: "The shell cannot read the script: syntax error: unexpected end of file.",
        advice: "Correct it (bash -n names the line). In .config files a command of several lines needs | before it; with > its lines become one.",
    },
    {
        rule: "shell-syntax",
        step: {
            phase: "predeploy",
            file: ".platform/hooks/predeploy/10-setup.sh",
            bundle: { ".platform/hooks/predeploy/10-setup.sh": "#!/bin/bash\n" },
        },
        log: `/var/app/staging/.platform/hooks/predeploy/10-setup.sh: line 2: unexpected EOF while looking for matching \`"'`,
        place: ".platform/hooks/predeploy/10-setup.sh:2",
        cause: "The shell cannot read the script: unexpected EOF while looking for matching `\"'.",
        advice: "Correct it (bash -n names the line). In .config files a command of several lines needs | before it; with > its lines become one.",
    },
    {
        rule: "path-missing",
        step: {
            phase: "predeploy",
            file: ".platform/hooks/predeploy/10-setup.sh",
            bundle: { ".platform/hooks/predeploy/10-setup.sh": "#!/bin/bash\n" },
        },
        log: `/var/app/staging/.platform/hooks/predeploy/10-setup.sh: line 3: cd: /var/app/stagingx: No such file or directory`,
        place: ".platform/hooks/predeploy/10-setup.sh:3",
        cause: "There is no /var/app/stagingx on the instance at this step.",
        advice: "Commands run before the application is extracted; prebuild, container commands and predeploy in /var/app/staging; postdeploy in /var/app/current. Use paths relative to the folder in which the step runs.",
    },
    {
        rule: "command-not-found",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `bash: line 1: python: command not found`,
        place: ".ebextensions/10-django.config:3",
        cause: "There is no program python on the instance, or not on its PATH.",
        advice: "Programs of Python are in /var/app/venv/*/bin: run source /var/app/venv/*/bin/activate first. Others come by environment.instances.packages in the stack file. Hooks and commands run as root and need no sudo; python alone is none of Amazon Linux.",
    },
    {
        rule: "command-not-found",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `sh: 1: python: not found`,
        place: ".ebextensions/10-django.config:3",
        cause: "There is no program python on the instance, or not on its PATH.",
        advice: "Programs of Python are in /var/app/venv/*/bin: run source /var/app/venv/*/bin/activate first. Others come by environment.instances.packages in the stack file. Hooks and commands run as root and need no sudo; python alone is none of Amazon Linux.",
    },
    {
        rule: "command-not-found",
        step: { phase: "container commands", file: ".ebextensions/10-django.config", line: 3 },
        log: `/bin/sh: line 1: sudo: command not found`,
        place: ".ebextensions/10-django.config:3",
        cause: "There is no program sudo on the instance, or not on its PATH.",
        advice: "Programs of Python are in /var/app/venv/*/bin: run source /var/app/venv/*/bin/activate first. Others come by environment.instances.packages in the stack file. Hooks and commands run as root and need no sudo; python alone is none of Amazon Linux.",
    },
];
