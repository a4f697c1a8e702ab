import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as path from "node:path";
import { planContainers } from "../../../rehearsal/docker/plan-containers";
import type { Containers } from "../../../rehearsal/docker/model";
import { containersWithoutEngine, standIns } from "../../../rehearsal/docker/without-engine";
import type { Step } from "../../../rehearsal/model";
import { skipOrFail } from "../../support/judges/needs-judges";
import { temporaryFolder } from "../../support/temporary-folder";
import { layBundle, missingForInstance, pythonFolders, recorderOf, startInstance, type TestInstance } from "./support";

const server = `
import http.server, os
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        note = open("/shared/note").read().strip()
        self.wfile.write(f"{note} {os.environ['GREETING']} {os.getuid()} {os.getcwd()} {os.path.exists('.env')}".encode())
http.server.HTTPServer(("0.0.0.0", 8000), Answer).serve_forever()
`;

const stubborn =
    "import signal; signal.signal(15, lambda *_: print('no')); print('up', flush=True); [signal.pause() for _ in iter(int, 1)]";

const compose = (web: string) => `
services:
  web:
    build: .
    command: ${web}
    env_file: .env
    ports: ["80:8000"]
    depends_on: {prepare: {condition: service_completed_successfully}}
    volumes: ["shared:/shared"]
    restart: always
  prepare:
    build: .
    command: [sh, -c, "echo prepared >/shared/note && exit $\${CODE:-0}"]
    env_file: .env
    volumes: ["shared:/shared"]
  stubborn:
    build: .
    command: [python, -c, "${stubborn}"]
    stop_grace_period: 1s
    restart: always
  cache:
    image: redis:7
`;

const dockerfile = `FROM python:3.13
RUN groupadd --gid 10001 app && useradd --uid 10001 --gid app app
WORKDIR /app
COPY serve.py .env* ./
RUN install -d -o app -g app /shared
USER app
CMD ["python", "-c", "raise SystemExit('not this one')"]
`;

describe("containersWithoutEngine", function () {
    this.timeout(60_000);
    const folder = temporaryFolder();
    let instance: TestInstance;
    let steps: Step[];

    beforeEach(async function () {
        const missing = missingForInstance();
        if (missing !== undefined) {
            return skipOrFail(this, missing);
        }
        const { status, stderr } = spawnSync("python3", ["-m", "venv", "--without-pip", venv()], { encoding: "utf8" });
        assert.equal(status, 0, stderr);
        steps = [];
        instance = await startInstance(folder.path, [venv(), ...pythonFolders(python())]);
    });
    afterEach(() => instance.stop());

    const venv = () => path.join(folder.path, "venv");
    const python = () => path.join(venv(), "bin/python");

    function containers(
        properties: Readonly<Record<string, string>>,
        web = "[python, serve.py]",
        hasUsers = true,
    ): Containers {
        const files = new Map(
            Object.entries({
                "docker-compose.yml": compose(web),
                Dockerfile: dockerfile,
                "serve.py": server,
                ".dockerignore": ".env\n",
            }),
        );
        layBundle(folder.path, files);
        const plan = planContainers(files, { GREETING: "a $b", ...properties });
        assert.deepEqual(plan.problems, []);
        return containersWithoutEngine(plan, {
            shell: instance,
            spawner: instance,
            recorder: recorderOf(steps),
            folder: "/var/app/current",
            python: { venv: venv(), version: "Python 3", folders: pythonFolders(python()) },
            hasUsers,
            health: { path: "/", host: "example.com", seconds: 10 },
        });
    }

    const told = () => steps.map(({ name, verdict, exitCode, note }) => [name.split(":")[0], verdict, exitCode, note]);

    it("start in the order of their dependencies, behind the published port, as the image's user", async () => {
        const project = containers({});
        await project.build();
        steps.length = 0;
        await project.start();
        assert.deepEqual(told(), [
            [
                "names and ports of the containers",
                "ok",
                undefined,
                "Stands for Docker's name server and its forwarding of ports.",
            ],
            ["cache", "assumed", undefined, "Only an engine pulls the image and knows what it starts."],
            ["prepare", "ok", 0, undefined],
            ["web", "ok", undefined, undefined],
            ["stubborn", "ok", undefined, undefined],
            ["port 80", "ok", undefined, undefined],
        ]);
        assert.equal(await answer(), "prepared a $b 10001 /app False\n");
        steps.length = 0;
        await project.stop();
        assert.deepEqual(told().sort(), [
            ["stop prepare", "ok", 0, undefined],
            ["stop stubborn", "failed", 137, "It did not end within 1 seconds of SIGTERM and was killed."],
            ["stop web", "ok", 143, undefined],
        ]);
    });

    async function answer(): Promise<string> {
        const script = "import urllib.request as u; print(u.urlopen('http://127.0.0.1/').read().decode())";
        return (await instance.run([python(), "-c", script])).output;
    }

    it("run as root where no other user can exist", async () => {
        const project = containers({}, undefined, false);
        await project.build();
        await project.start();
        assert.equal(await answer(), "prepared a $b 0 /app False\n");
        await project.stop();
    });

    it("end with the first that fails, and start none that waits for it", async () => {
        const project = containers({ CODE: "3" });
        await project.build();
        steps.length = 0;
        await project.start();
        assert.deepEqual(told().slice(2), [["prepare", "failed", 3, "Its process ended with exit code 3."]]);
        steps.length = 0;
        await project.stop();
        assert.deepEqual(steps.map(({ name }) => name).sort(), ["stop prepare", "stop stubborn"]);
    });

    it("fail with a program that is not there", async () => {
        const project = containers({}, "[nonsense]");
        await project.build();
        steps.length = 0;
        await project.start();
        // Whether it is the start or the look at port 80 that finds out, is a matter of time.
        const last = steps.at(-1);
        assert.deepEqual([last?.verdict, /nonsense: not found/.test(last?.output ?? "")], ["failed", true]);
        await project.stop();
    });

    it("stop the build at the first instruction that fails", async () => {
        const project = containers({});
        await instance.run(["rm", "/var/app/current/serve.py"]);
        await project.build();
        const last = steps.at(-1);
        assert.deepEqual(
            [last?.name, last?.file, last?.line, last?.verdict],
            ["COPY serve.py .env* ./", "Dockerfile", 4, "failed"],
        );
        await project.stop();
    });

    it("tell what stands for what", () => {
        const plan = planContainers(new Map([["docker-compose.yml", compose("x")]]), {});
        const python = { venv: "/v", version: "Python 3.12.1", folders: [] };
        const all = standIns(plan, { python, hasUsers: true }, "none answers");
        assert.equal(all.length, 4);
        assert.equal(all[0], "No container engine is used, because none answers.");
        assert.match(standIns(plan, { python, hasUsers: false }, "").join("\n"), /3\.12\.1[^]*runs as root/);
    });
});
