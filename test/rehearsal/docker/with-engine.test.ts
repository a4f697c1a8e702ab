import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import type { ContainerPort, EngineHost } from "../../../rehearsal/docker/engine-host";
import { planContainers } from "../../../rehearsal/docker/plan-containers";
import { containersWithEngine } from "../../../rehearsal/docker/with-engine";
import type { RunOptions, Shell, Step } from "../../../rehearsal/model";
import { temporaryFolder } from "../../support/temporary-folder";
import { bundle, properties } from "./bundle";
import { recorderOf } from "./support";

/** Without an engine: a program of its name writes down how it is called, and answers by its words. The instance is a folder. */
describe("containers on an engine", () => {
    const folder = temporaryFolder();
    const plan = planContainers(bundle(), properties("postgresql://database.internal/documents"));
    const at = (name: string) => path.join(folder.path, name);
    const calls = () => fs.readFileSync(at("calls"), "utf8").trim().split("\n");

    function program(name: string, body: string): void {
        fs.mkdirSync(at("bin"), { recursive: true });
        const log = `echo "${name} $*" | tr '\\0' ' ' >>'${at("calls")}'`;
        fs.writeFileSync(at(`bin/${name}`), `#!/bin/sh\n${log}\n${body}\n`, { mode: 0o755 });
    }

    const run = ([name = "", ...words]: readonly string[], { cwd = folder.path, env = {}, input }: RunOptions = {}) => {
        const PATH = `${at("bin")}:/usr/bin:/bin`;
        const { status, stdout, stderr } = spawnSync(name, words, {
            cwd,
            env: { PATH, ...env },
            input,
            encoding: "utf8",
        });
        return Promise.resolve({ code: status ?? 127, stdout, output: `${stdout}${stderr}` });
    };
    /** Files of the instance lie below the folder. */
    const shell: Shell = {
        run: (command, options) =>
            run(
                command.map((each) => (each.startsWith("/var/app/") && command[0] === "sh" ? at(each) : each)),
                options,
            ),
    };

    const steps: Step[] = [];
    const published: (readonly ContainerPort[])[] = [];
    function containers(others: { readonly hasUsers?: boolean } = {}) {
        steps.length = 0;
        published.length = 0;
        fs.mkdirSync(at("var/app/current"), { recursive: true });
        const host: EngineHost = {
            engine: "docker",
            machine: { run, spawn: () => assert.fail() },
            project: "rehearsal-1",
            network: "rehearsal-1",
            files: folder.path,
            services: { hosts: { db: "172.18.0.1" }, environment: {} },
            publish: (ports) => Promise.resolve(void published.push(ports)),
        };
        return containersWithEngine(plan, {
            host,
            shell,
            machine: host.machine,
            recorder: recorderOf(steps),
            folder: "/var/app/current",
            hasUsers: true,
            healthPath: "/health/",
            ...others,
        });
    }
    const told = () => steps.map(({ phase, name, verdict, output, note }) => [phase, name, verdict, output, note]);
    const project = "docker compose --project-name rehearsal-1";
    const files = () => `--file docker-compose.yml --file ${at("compose.override.yml")}`;
    const label = "label=com.docker.compose.project=rehearsal-1";

    /** @param inspected - lines of the containers, as the engine tells them */
    function engine(inspected: readonly string[], status: string): void {
        program(
            "docker",
            [
                'case "$*" in',
                `*EB_LOG*) ;; "container ls"*) echo 1 ;;`,
                `"container inspect"*) cat <<'END'\n${inspected.join("\n")}\nEND\n;;`,
                '*" logs "*) echo "web  | boom" ;;',
                `*" build"|*" up "*) echo "$PWD $EB_LOG_BASE_DIR" >>'${at("calls")}' ;;`,
                "esac",
            ].join("\n"),
        );
        program("curl", `printf ${status}`);
    }
    const running = ["web|running|0|0|172.18.0.2 ", "reports|running|0|0|172.18.0.3 ", "nginx|running|0|0|172.18.0.4 "];

    it("are built, started, asked on port 80 and removed", async () => {
        engine(running, "200");
        const made = containers();
        await made.build();
        assert.deepEqual(calls(), [
            `${project} ${files()} --progress plain build`,
            `${at("var/app/current")} /var/log/eb-docker/containers`,
        ]);
        assert.equal(fs.readFileSync(at("var/app/current/.env"), "utf8"), plan.environmentFile);
        assert.equal(fs.statSync(at("var/app/current/.env")).mode & 0o777, 0o600);
        const second = fs.readFileSync(at("compose.override.yml"), "utf8");
        assert.ok(second.includes(`"source":"${at("var/log/eb-docker/containers/web")}"`), second);
        assert.ok(second.includes(`"source":"${at("var/app/current/django-beanstalk/nginx.conf")}"`), second);
        fs.rmSync(at("calls"));
        await made.start();
        await made.stop();
        const logs = `${project} logs --no-color --tail 200`;
        assert.deepEqual(
            calls().map((each) => each.replace(/ (--format|--silent) .*/, "")),
            [
                `${project} ${files()} up --detach`,
                `${at("var/app/current")} /var/log/eb-docker/containers`,
                ...[`docker container ls --all --quiet --filter ${label}`, "docker container inspect"],
                "curl",
                ...[`docker container ls --all --quiet --filter ${label}`, "docker container inspect", logs],
                `${project} down --remove-orphans`,
            ],
        );
        assert.deepEqual(told(), [
            ["requirements", ".env", "ok", "", "Written by the platform."],
            ["requirements", "compose build", "ok", "", undefined],
            ["processes", "compose up", "ok", "", undefined],
            ["processes", "ports of the containers", "ok", "80 leads to 172.18.0.4:80\n", undefined],
            ["processes", "containers", "ok", "web  | boom\n", undefined],
            ["flip", "compose down", "ok", "", undefined],
        ]);
        assert.deepEqual(published, [
            [{ address: undefined, published: 80, container: { host: "172.18.0.4", port: 80 } }],
            [],
        ]);
    });

    it("end with the engine's words where an image is not built or a container not made", async () => {
        program("docker", 'echo "no such image" >&2; exit 17');
        assert.equal((await containers().build()).length, 2);
        assert.deepEqual(told()[1], ["requirements", "compose build", "failed", "no such image\n", undefined]);
        assert.equal((await containers().start()).length, 1);
        assert.deepEqual(told(), [["processes", "compose up", "failed", "no such image\n", undefined]]);
        assert.equal(steps[0]?.exitCode, 17);
    });

    const ends: readonly [string, string][] = [
        ["web|restarting|1|3|", "web ended, and the engine starts it again and again (restart: unless-stopped)."],
        [
            "web|running|0|1|172.18.0.2 ",
            "web ended, and the engine starts it again and again (restart: unless-stopped).",
        ],
        ["web|exited|0|0|", "web ended with exit code 0."],
        ["web|dead|137|0|", "web ended with exit code 137."],
    ];
    for (const [line, note] of ends) {
        it(`end at once with what they wrote: ${line}`, async () => {
            engine([line, ...running.slice(1)], "502");
            await containers().start();
            assert.deepEqual(told().at(-1), ["processes", "containers", "failed", "web  | boom\n", note]);
        });
    }

    it("run commands in the web process's container", async () => {
        engine(running, "200");
        await containers().execute(["python", "manage.py", "check"], { PASSWORD: "x" });
        assert.deepEqual(calls(), [`${project} exec --no-TTY --env PASSWORD=x web python manage.py check`]);
    });

    it("may write to folders that nobody else can own", async () => {
        engine(running, "200");
        program("chmod", "");
        await containers({ hasUsers: false }).build();
        const logs = "/var/log/eb-docker/containers";
        const places = `${logs}/web ${logs}/reports /var/app/current/django-beanstalk/nginx.conf /var/log/nginx/healthd`;
        assert.equal(calls()[0], `chmod a+rwX -- ${places}`);
    });

    it("see what a link means on the instance, and nothing of this machine but programs", async () => {
        engine(running, "200");
        const places = ["/usr/local/share/x", "/usr/share/x", "/run/docker.sock", "/etc/x"];
        program("realpath", `printf '${places.join("\\0")}\\0'`);
        await containers().build();
        const second = fs.readFileSync(at("compose.override.yml"), "utf8");
        const sources = [...second.matchAll(/"source":"([^"]+)","target":"[^"]+","read_only":(\w+)/g)];
        assert.deepEqual(
            sources.map(([, source, isReadOnly]) => [source, isReadOnly]),
            [
                [at("usr-local/share/x"), "false"],
                ["/usr/share/x", "true"],
                [at("run/docker.sock"), "true"],
                [at("etc/x"), "false"],
            ],
        );
    });
});
