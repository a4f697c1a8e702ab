import type { Application } from "../application";
import type { Hit } from "../finding";
import { FileRule, rule } from "../pattern-rule";
import { type ProcfileLine, procfileLines } from "../procfile-lines";
import { source } from "../sources";

/** The application's own Procfile, which is kept in place of the generated one. */
export const procfileRules: readonly FileRule[] = [
    rule(
        {
            name: "procfile-line",
            level: "error",
            what: "lines of a Procfile that are no name: command",
            happens: "Elastic Beanstalk refuses the file, and the deployment ends.",
            instead: "web: gunicorn …, one process a line; comments are not allowed.",
            source: source.processes,
        },
        ({ files }) =>
            linesOf(files.get("Procfile"))
                .filter(({ text }) => !/^[A-Za-z0-9_-]+:\s*[^\s].*$/.test(text))
                .map(({ line }) => ({ file: "Procfile", line, found: "a line that names no process" })),
    ),
    procfileRule(
        {
            name: "procfile-web",
            level: "error",
            what: "a Procfile without web",
            happens: "nginx has nothing to send requests to: every one gets 502.",
            instead: "web: gunicorn --bind 127.0.0.1:8000 package.wsgi:application",
            source: source.processes,
        },
        (processes) =>
            processes.some(({ name }) => name === "web") ? [] : [{ line: 1, found: "no process of the name web" }],
    ),
    procfileRule(
        {
            name: "procfile-port",
            level: "warning",
            what: "a web process on another port than 8000",
            happens: "nginx sends requests to port 8000 unless the variable PORT says otherwise: every one gets 502.",
            instead: "--bind 127.0.0.1:8000, or set PORT under app.variables and bind to $PORT.",
            source: source.python,
        },
        (processes, { options }) =>
            options.some(({ name }) => name === "PORT")
                ? []
                : processes.flatMap(({ name, command, line }) => {
                      const port =
                          /(?:--bind[= ]|-b\s*|--port[= ]|--http[= ])["']?[\w.[\]]*?:?(\d{2,5})(?=["'\s]|$)/.exec(
                              command,
                          )?.[1];
                      return name === "web" && port !== undefined && port !== "8000"
                          ? [{ line, found: `port ${port}` }]
                          : [];
                  }),
    ),
    procfileRule(
        {
            name: "procfile-socket",
            level: "error",
            what: "a web process on a unix socket",
            happens: "nginx of the platform sends requests to port 8000, where nobody listens: every one gets 502.",
            instead: "--bind 127.0.0.1:8000",
            source: source.processes,
        },
        (processes, { files }) =>
            asksSocket(files)
                ? []
                : processes
                      .filter(({ name, command }) => name === "web" && onSocket.test(command) && !onPort.test(command))
                      .map(({ line }) => ({ line, found: "a unix socket" })),
    ),
    procfileRule(
        {
            name: "procfile-release",
            level: "error",
            what: "a process of the name release, as on Heroku",
            happens:
                "Elastic Beanstalk knows no release phase: the process runs beside web on every instance, and each time that it ends it is started again.",
            instead: "app.deploy.migrate of the stack file, or container_commands with leader_only: true.",
            source: source.processes,
        },
        (processes) =>
            processes.filter(({ name }) => name === "release").map(({ line, name }) => ({ line, found: name })),
    ),
    procfileRule(
        {
            name: "procfile-log-file",
            level: "warning",
            what: "a web process that logs into files of its own",
            happens:
                "What Gunicorn writes to a file is neither in web.stdout.log nor in CloudWatch, and below /var/app/current it is lost with the next deployment.",
            instead: "--access-logfile - --error-logfile - --capture-output",
            source: source.logs,
        },
        (processes) =>
            processes.flatMap(({ command, line }) => {
                const option = /--(access-logfile|error-logfile|log-file)[= ]["']?(?!-["'\s]|-$|\/dev\/std)\S/.exec(
                    command,
                )?.[1];
                return option === undefined ? [] : [{ line, found: `--${option}` }];
            }),
    ),
    procfileRule(
        {
            name: "procfile-background",
            level: "error",
            what: "processes that go into the background",
            happens:
                "Elastic Beanstalk takes a process that ends for a failed one and starts it again and again, beside the one in the background.",
            instead: "Let it run in the foreground: no --daemon, no & at the end.",
            source: source.processes,
        },
        (processes) =>
            processes
                .filter(({ command }) => /(^|\s)(--daemon|-D|--detach|--daemonize)(\s|$)|[^&]&\s*$/.test(command))
                .map(({ line, name }) => ({ line, found: name })),
    ),
    procfileRule(
        {
            name: "procfile-runserver",
            level: "warning",
            what: "manage.py runserver",
            happens:
                "Django's development server has gone through no audit, serves poorly under load and restarts when a file changes.",
            instead: "gunicorn --bind 127.0.0.1:8000 package.wsgi:application",
            source: "https://docs.djangoproject.com/en/stable/ref/django-admin/#runserver",
        },
        (processes) =>
            processes
                .filter(({ command }) => /\brunserver\b/.test(command))
                .map(({ line }) => ({ line, found: "runserver" })),
    ),
];

const onSocket = /\bunix:|--uds\b|--unix-socket\b|--fd\b|--(http-|uwsgi-)?socket[= ]\S*\//;
const onPort = /:(8000|\$\{?PORT)\b|--(port|http)[= ]\S*(8000|PORT)\b/;

/** The application's own configuration of nginx may name the socket. */
const asksSocket = (files: ReadonlyMap<string, string>): boolean =>
    [...files].some(([path, text]) => path.startsWith(".platform/nginx/") && text.includes("unix:"));

/** On the Docker platform nobody reads a Procfile; an application may have one for other hosts. */
function procfileRule(
    words: Omit<FileRule, "find">,
    find: (processes: readonly ProcfileLine[], application: Application) => Omit<Hit, "file">[],
): FileRule {
    return rule(words, (application) => {
        const text = application.files.get("Procfile");
        return text === undefined || application.platform !== "python"
            ? []
            : find(procfileLines(text), application).map((hit) => ({ ...hit, file: "Procfile" }));
    });
}

const linesOf = (text = ""): { text: string; line: number }[] =>
    text
        .split(/\r?\n/)
        .map((each, i) => ({ text: each, line: i + 1 }))
        .filter((each) => each.text.trim() !== "");
