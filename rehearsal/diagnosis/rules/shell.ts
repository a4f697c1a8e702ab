import { during } from "../during";
import { inOutput, type KnownFailure } from "../rule";
import { inVirtualEnvironment } from "../traceback";

const phases = during.shell;
/** What a shell or the kernel says when it reads carriage returns, and when it finds no interpreter, whose reasons are many. */
const carriageReturn = /bad interpreter: [^\n]*\^M|\$'[^'\n]*\\r'|env: ['‘][^'’\n]*\\r['’]/;
const cannotRun =
    /failed to execute|exec format error|no such file or directory|required file not found|invalid option/i;

const endsLinesAsWindows = (text = ""): boolean => text.split("\n", 1)[0]?.endsWith("\r") === true;

/** What ends a hook, a command or a script. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.hooks.html */
export const shellRules: readonly KnownFailure[] = [
    {
        name: "windows-line-ends",
        phases,
        matches: ({ file = "", output }, { bundleFile }) =>
            carriageReturn.test(output) || (cannotRun.test(output) && endsLinesAsWindows(bundleFile(file)))
                ? {}
                : undefined,
        cause: "The script has Windows line ends (CRLF), so that the kernel looks for a shell whose name ends in a carriage return.",
        advice: "Save it with LF; `*.sh text eol=lf` in .gitattributes keeps it so. Platforms since December 2022 convert hooks, and no other scripts.",
    },
    {
        name: "no-shebang",
        phases,
        matches: inOutput(/(?<text>[Ee]xec format error)/),
        cause: "The kernel cannot run the file: it has no line such as #!/bin/bash at its top, or is a program for another processor.",
        advice: "Begin the script with #!/bin/bash, in the first line and without a byte order mark; build programs for the architecture of the instances.",
    },
    {
        name: "interpreter-missing",
        phases,
        matches: inOutput(
            /\/usr\/bin\/env: ['‘](?<program>[^'’\n]+)['’]: No such file or directory/,
            /: (?<program>\S+): bad interpreter: No such file or directory/,
        ),
        cause: "The first line of the script names {program}, which is not on the instance.",
        advice: "Name #!/bin/bash, or the Python of /var/app/venv/*/bin, or install the program by environment.instances.packages in the stack file.",
    },
    {
        name: "old-virtual-environment",
        phases,
        matches: inOutput(/(?<text>\/opt\/python\/\S+): No such file or directory/),
        cause: "{text} is of the first Amazon Linux; it has not been there since Amazon Linux 2.",
        advice: "Write source /var/app/venv/*/bin/activate for the virtual environment, and /var/app/current for the application.",
    },
    {
        name: "system-python",
        phases,
        matches: (step) =>
            !inVirtualEnvironment(step) && /^ModuleNotFoundError: No module named 'django'/m.test(step.output)
                ? {}
                : undefined,
        cause: "The system's own Python runs manage.py, and it has no Django: that is in the platform's virtual environment.",
        advice: "Run source /var/app/venv/*/bin/activate before it; in prebuild hooks and commands the virtual environment is not there yet.",
    },
    {
        name: "no-virtual-environment",
        phases,
        matches: inOutput(/There is no virtual environment below (?<text>\/var\/app\/venv)/),
        cause: "{text} is empty: the platform did not install requirements.txt.",
        advice: "Have a requirements.txt in the folder of the application (app.directory), and look whether an ignore file leaves it out.",
    },
    {
        name: "command-not-found",
        phases,
        matches: inOutput(
            /(?<program>[^\s:]+): command not found/,
            /^(?:\/bin\/)?sh: (?:line )?\d+: (?<program>[^\s:]+): not found/m,
            /(?:sudo|setpriv|env): (?:failed to execute )?(?<program>[^\s:]+): (?:command not found|No such file or directory)/,
        ),
        cause: "There is no program {program} on the instance, or not on its PATH.",
        advice: "Programs of Python are in /var/app/venv/*/bin: run source /var/app/venv/*/bin/activate first. Others come by environment.instances.packages in the stack file. Hooks and commands run as root and need no sudo; python alone is none of Amazon Linux.",
    },
    {
        name: "unbound-variable",
        phases,
        matches: inOutput(/: (?<variable>\w+): unbound variable/),
        cause: "The script reads the variable {variable}, which is not set, under set -u.",
        advice: 'Set it under app.variables or secrets in the stack file, or write "${{variable}:-}" where it may be absent.',
    },
    {
        name: "script-not-executable",
        phases,
        matches: inOutput(/(?<text>\S+\.\w+): Permission denied/),
        cause: "{text} may not be executed.",
        advice: "Call it as bash {text}, or make it executable in the repository (git update-index --chmod=+x). The platform does so for hooks alone.",
    },
    {
        name: "here-document-open",
        phases,
        matches: inOutput(
            /here-document at line (?<start>\d+) delimited by end-of-file \(wanted ['`‘](?<word>[^'’]+)['’]\)/,
        ),
        cause: "The here-document that begins in line {start} has no line that is {word} alone.",
        advice: "Write {word} at the beginning of a line, without spaces before or after it; YAML indents the lines of a literal block alike.",
    },
    {
        name: "shell-syntax",
        phases,
        matches: inOutput(
            /: (?<text>syntax error near unexpected token [^\n]+|syntax error: unexpected end of file|unexpected EOF while looking for matching [^\n]+)/,
            /(?<text>Syntax error: [^\n]+)/,
        ),
        cause: "The shell cannot read the script: {text}.",
        advice: "Correct it (bash -n names the line). In .config files a command of several lines needs | before it; with > its lines become one.",
    },
    {
        name: "path-missing",
        phases,
        matches: inOutput(
            /^\S+: line \d+: (?:cd: )?(?<text>\/[^\s:]+): No such file or directory/m,
            /cannot (?:access|stat|open|touch|create [a-z ]+) ['‘](?<text>[^'’]+)['’]: No such file or directory/,
        ),
        cause: "There is no {text} on the instance at this step.",
        advice: "Commands run before the application is extracted; prebuild, container commands and predeploy in /var/app/staging; postdeploy in /var/app/current. Use paths relative to the folder in which the step runs.",
    },
];
