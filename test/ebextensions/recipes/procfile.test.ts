import * as assert from "node:assert/strict";
import fc from "fast-check";
import { parse } from "yaml";
import type { Process } from "../../../ebextensions/recipes/processes";
import { GunicornSettings, procfile } from "../../../ebextensions/recipes/procfile";
import { renderFiles } from "../../../ebextensions/render/render";
import { ScriptMachine } from "../../support/instance-script";
import { temporaryFolder } from "../../support/temporary-folder";

const gunicorn: GunicornSettings = { wsgi: "config.wsgi:application", workers: 3, threads: 4, timeoutSeconds: 50 };
const rest = "--timeout 50 --worker-tmp-dir /dev/shm --access-logfile - --error-logfile - --capture-output";

const filesOf = (changes: Partial<GunicornSettings> = {}, processes: Readonly<Record<string, Process>> = {}) =>
    renderFiles(procfile({ ...gunicorn, ...changes }, processes));
const contentOf = (files: ReturnType<typeof filesOf>, wanted: string) =>
    files.find(({ path }) => path === wanted)?.content ?? assert.fail(`no ${wanted}`);
const lines = (...args: Parameters<typeof filesOf>) =>
    contentOf(filesOf(...args), "Procfile")
        .trimEnd()
        .split("\n");

const worker: Process = { kind: "celeryWorker", app: "shop", queues: [], stopSeconds: 60 };
const beat: Process = { kind: "celeryBeat", app: "shop.celery:app" };

describe("the Procfile", () => {
    const folder = temporaryFolder();

    it("starts Gunicorn with its logs on standard output, and nothing else", () => {
        assert.deepEqual(
            filesOf().map(({ path, content }) => [path, content]),
            [
                [
                    "Procfile",
                    `web: gunicorn --bind 127.0.0.1:8000 --workers 3 --threads 4 ${rest} config.wsgi:application\n`,
                ],
            ],
        );
    });

    it("serves an ASGI application by Uvicorn's workers, and replaces workers where that is wanted", () => {
        assert.deepEqual(lines({ asgi: "config.asgi:application", maxRequests: 1005 }), [
            "web: gunicorn --bind 127.0.0.1:8000 --workers 3 --worker-class uvicorn_worker.UvicornWorker --timeout 50 --worker-tmp-dir /dev/shm --max-requests 1005 --max-requests-jitter 101 --access-logfile - --error-logfile - --capture-output config.asgi:application",
        ]);
    });

    it("lets Gunicorn take headers as long as the proxy's", () => {
        assert.match(lines({ maxHeaderKb: 16 })[0] ?? "", / --limit-request-field_size 16384 /);
        assert.doesNotMatch(lines({ asgi: "config.asgi:application", maxHeaderKb: 16 })[0] ?? "", /limit-request/);
    });

    for (const [cores, workers] of [
        [1, 3],
        [2, 5],
        [5, 11],
        [6, 12],
        [96, 12],
    ]) {
        it(`starts ${String(workers)} workers on ${String(cores)} cores`, () => {
            const files = filesOf({ workers: "cores" });
            assert.equal(contentOf(files, "Procfile"), "web: bash .platform/django-beanstalk/start-web.sh\n");
            const machine = new ScriptMachine(folder.path, { nproc: `echo ${String(cores)}`, gunicorn: "" });
            const { status, calls } = machine.run(contentOf(files, ".platform/django-beanstalk/start-web.sh"));
            assert.equal(status, 0);
            assert.equal(
                calls.at(-1)?.replace(folder.path, ""),
                `gunicorn --bind 127.0.0.1:8000 --workers ${String(workers)} --threads 4 ${rest} config.wsgi:application`,
            );
        });
    }

    it("names web first, then further processes in order of their names", () => {
        const processes: Record<string, Process> = {
            mail: { ...worker, concurrency: 2, queues: ["mail", "slow"] },
            clock: beat,
            "db-clock": { ...beat, scheduler: "django_celery_beat.schedulers:DatabaseScheduler" },
            all: worker,
            feed: { kind: "command", command: "python manage.py follow --feed https://feed.example.com/a" },
        };
        assert.deepEqual(lines({}, processes).slice(1), [
            "all: celery --app shop worker --loglevel INFO --hostname all@",
            "clock: celery --app shop.celery:app beat --loglevel INFO --schedule /var/lib/django-beanstalk/clock-schedule",
            "db-clock: celery --app shop.celery:app beat --loglevel INFO --scheduler django_celery_beat.schedulers:DatabaseScheduler",
            "feed: python manage.py follow --feed https://feed.example.com/a",
            "mail: celery --app shop worker --loglevel INFO --hostname mail@ --concurrency 2 --queues mail,slow",
        ]);
    });

    it("lets Celery's workers end their tasks, and gives its clock a folder to write in", () => {
        const files = filesOf({}, { mail: { ...worker, stopSeconds: 300 }, clock: beat });
        assert.deepEqual(parse(contentOf(files, ".ebextensions/15-processes.config")), {
            files: {
                "/etc/systemd/system/mail.service.d/django-beanstalk.conf": {
                    mode: "000644",
                    owner: "root",
                    group: "root",
                    content:
                        "# Written by django-beanstalk. Changes made here are lost with the next deployment.\n[Service]\nKillMode=mixed\nTimeoutStopSec=300\n",
                },
            },
            container_commands: {
                "01_beat_folder": {
                    command: [
                        "install",
                        "-d",
                        "-m",
                        "0750",
                        "-o",
                        "webapp",
                        "-g",
                        "webapp",
                        "/var/lib/django-beanstalk",
                    ],
                },
            },
        });
    });

    it("needs no folder for a clock that keeps its schedule elsewhere", () => {
        const files = filesOf({}, { clock: { ...beat, scheduler: "redbeat.RedBeatScheduler" } });
        assert.deepEqual(
            files.map(({ path }) => path),
            ["Procfile"],
        );
    });

    it("holds no sign that a shell or systemd reads, whatever a command is, and bash gets the command as it is", () => {
        const signs = fc.string({ unit: fc.constantFrom(..." aZ0.:/-$%\"'\\`;&|<>(){}*?!~#\t"), minLength: 1 });
        fc.assert(
            fc.property(
                signs.filter((text) => text.trim() === text),
                (text) => {
                    const files = filesOf({}, { other: { kind: "command", command: text } });
                    const [, line = ""] = contentOf(files, "Procfile").trimEnd().split("\n");
                    assert.match(line, /^other: [A-Za-z0-9_./:=@+, -]+$/);
                    const script = files.find(({ path }) => path === ".platform/django-beanstalk/start-other.sh");
                    assert.equal(script?.content.split("\n")[3] ?? line.slice("other: ".length), text);
                },
            ),
        );
    });

    it("runs a command with a shell's signs by bash", () => {
        const command = `for each in "a b" '$c'; do python manage.py follow "$each"; done`;
        const files = filesOf({}, { other: { kind: "command", command } });
        const machine = new ScriptMachine(folder.path, { python: "" });
        const { status, calls } = machine.run(contentOf(files, ".platform/django-beanstalk/start-other.sh"));
        assert.equal(status, 0);
        assert.deepEqual(calls.slice(-2), ["python manage.py follow a b", "python manage.py follow $c"]);
    });
});
