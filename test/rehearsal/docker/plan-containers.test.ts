import * as assert from "node:assert/strict";
import { planContainers } from "../../../rehearsal/docker/plan-containers";
import { composeConfig, needsJudges } from "../../support/judges";
import { bundle, properties } from "./bundle";

const database = "postgresql://db.example.com/documents";
const compose = (text: string, more: Readonly<Record<string, string>> = {}) =>
    planContainers(new Map(Object.entries({ "docker-compose.yml": text, ...more })), {});
const problems = (text: string, more: Readonly<Record<string, string>> = {}) =>
    compose(text, more).problems.map(({ where, got }) => `${where} | ${got ?? ""}`);

describe("planContainers, of the example", () => {
    const plan = planContainers(bundle(), properties(database));
    const service = (name: string) => plan.services.find((each) => each.name === name) ?? assert.fail(name);

    it("finds nothing wrong and follows every key", () => {
        assert.deepEqual([plan.problems, plan.notFollowed], [[], []]);
    });

    it("starts them in the order in which they depend on each other", () => {
        assert.deepEqual(
            plan.services.map(({ name }) => name),
            ["web", "reports", "nginx"],
        );
    });

    it("reads the image once, with its user, its folder and its entry point", () => {
        assert.equal(plan.images.length, 1);
        const { user, folder, entrypoint, exposed, venv } = plan.images[0] ?? assert.fail();
        assert.deepEqual(
            { user, folder, entrypoint, exposed, venv },
            {
                user: { name: "app", uid: 10001, gid: 10001 },
                folder: "/app",
                entrypoint: ["python", "/app/django-beanstalk/entrypoint.py"],
                exposed: [8000],
                venv: "/opt/venv",
            },
        );
    });

    it("puts entry point and command together, the service's own before the image's", () => {
        assert.deepEqual(service("web").argv?.slice(0, 4), [
            "python",
            "/app/django-beanstalk/entrypoint.py",
            "web",
            "gunicorn",
        ]);
        assert.deepEqual(service("reports").argv?.slice(1), [
            "/app/django-beanstalk/entrypoint.py",
            "service",
            "bash",
            "-c",
            "python manage.py process_documents",
        ]);
    });

    it("gives them what the image, .env and the service set", () => {
        const { environment } = service("web");
        assert.deepEqual(
            {
                path: environment["PATH"],
                unbuffered: environment["PYTHONUNBUFFERED"],
                database: environment["DATABASE_URL"],
            },
            {
                path: "/opt/venv/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                unbuffered: "1",
                database,
            },
        );
        assert.match(environment["SECRET_KEY"] ?? "", /^canary-2-\$x-/);
        assert.deepEqual(service("nginx").environment, {});
    });

    it("knows mounts, ports, patience and the health check", () => {
        const { ports, dependsOn } = service("nginx");
        assert.deepEqual(
            [ports, dependsOn],
            [[{ address: undefined, published: 80, target: 80 }], { web: "service_started" }],
        );
        const { mounts, healthCheck, stopSeconds, restart } = service("web");
        assert.deepEqual(
            { mounts, healthCheck, stopSeconds, restart },
            {
                mounts: [
                    {
                        kind: "bind",
                        source: "/var/log/eb-docker/containers/web",
                        target: "/var/log/app",
                        readOnly: false,
                    },
                    { kind: "volume", source: "static", target: "/app/staticfiles", readOnly: false },
                ],
                healthCheck: { argv: ["python", "/app/django-beanstalk/entrypoint.py", "health"], startSeconds: 360 },
                stopSeconds: 35,
                restart: "unless-stopped",
            },
        );
    });

    it("agrees with the official parser about environment, command, ports and mounts", function () {
        needsJudges(this, "compose");
        const files = bundle();
        const environment = { ".env": `${plan.environmentFile ?? ""}EB_LOG_BASE_DIR=/var/log/eb-docker/containers\n` };
        const { services } = composeConfig(files.get("docker-compose.yml") ?? "", {
            ...Object.fromEntries(files),
            ...environment,
        });
        for (const { name, environment: ours, from, mounts, ports } of plan.services) {
            const theirs = services[name] ?? assert.fail(name);
            const image = "build" in from ? from.build.environment : {};
            assert.deepEqual(
                {
                    EB_LOG_BASE_DIR: "/var/log/eb-docker/containers",
                    ...image,
                    ...(theirs["environment"] as object | undefined),
                },
                { EB_LOG_BASE_DIR: "/var/log/eb-docker/containers", ...image, ...ours },
            );
            assert.deepEqual(
                ((theirs["volumes"] as { target: string; type: string; source: string }[] | undefined) ?? []).map(
                    ({ type, target }) => [type, target],
                ),
                mounts.map(({ kind, target }) => [kind, target]),
            );
            assert.deepEqual(
                ((theirs["ports"] as { published: string; target: number }[] | undefined) ?? []).map(
                    ({ published, target }) => [Number(published), target],
                ),
                ports.map(({ published, target }) => [published, target]),
            );
        }
    });
});

describe("planContainers, of others", () => {
    const dockerfile = 'FROM python:3.13\nCMD ["gunicorn"]\n';

    const wrong: readonly [string, string, Readonly<Record<string, string>>, readonly string[]][] = [
        ["no YAML", "services: [", {}, ["docker-compose.yml | "]],
        ["no services", "x: 1", {}, ["docker-compose.yml: services | none"]],
        [
            "neither image nor build, and no port",
            "services: {web: {command: x}}",
            {},
            [
                "docker-compose.yml: services.web | neither build nor image",
                "docker-compose.yml: ports | no service that publishes port 80",
            ],
        ],
        [
            "a Dockerfile that is not there",
            "services: {web: {build: ./app, ports: ['80:80']}}",
            {},
            ["docker-compose.yml: services.web.build | app/Dockerfile, which is not in the bundle"],
        ],
        [
            "a stage that is not there",
            "services: {web: {build: {target: prod}, ports: ['80:80']}}",
            { Dockerfile: dockerfile },
            ["docker-compose.yml: services.web.build | Dockerfile, which lacks the stage"],
        ],
        [
            "an unset variable, a required one",
            "services: {web: {image: 'a:${TAG}', command: '${MUST:?say}', ports: ['80:80']}}",
            {},
            [
                "docker-compose.yml: ${TAG} | a variable without a value",
                "docker-compose.yml: ${MUST} | a variable without a value",
            ],
        ],
        [
            "one port twice",
            "services: {a: {image: a, ports: ['80:80']}, b: {image: b, ports: ['80:81']}}",
            {},
            ["docker-compose.yml: ports | 80 of a and b"],
        ],
        [
            "services that wait for each other, or for none",
            "services: {a: {image: a, ports: ['80:80'], depends_on: [b]}, b: {image: b, depends_on: [a, c]}}",
            {},
            [
                "docker-compose.yml: services.b.depends_on | a, which waits for it in turn",
                "docker-compose.yml: services.b.depends_on | c, which is no service",
            ],
        ],
        [
            "a .env of the bundle, an env_file that is not there",
            "services: {a: {image: a, ports: ['80:80'], env_file: [.env, more.env]}}",
            { ".env": "A=1\n" },
            [".env | a file of the bundle", "docker-compose.yml: services.a.env_file | more.env"],
        ],
    ];
    for (const [name, text, more, expected] of wrong) {
        it(`tells of ${name}`, () => {
            const found = problems(text, more);
            assert.deepEqual(name === "no YAML" ? found.map((each) => each.slice(0, 21)) : found, expected);
        });
    }

    it("tells of values that do not arrive, and never shows them", () => {
        const plan = planContainers(new Map([["docker-compose.yml", "services: {a: {image: a, ports: ['80:80']}}"]]), {
            QUOTED: '"canary"',
            COMMENT: "canary #1",
            SPACE: "canary ",
            GOOD: "canary#1 'x' $y $$z",
            LINES: 'canary\n"1"\\n$x',
        });
        assert.deepEqual(
            plan.problems.map(({ where }) => where),
            [".env: QUOTED", ".env: COMMENT", ".env: SPACE"],
        );
        assert.doesNotMatch(JSON.stringify(plan.problems), /canary/);
    });

    it("tells what it does not follow", () => {
        assert.deepEqual(
            compose("services: {a: {image: a, ports: ['80:80'], secrets: [x], x-own: 1, networks: [back]}}")
                .notFollowed,
            ["services.a.secrets", "services.a.networks"],
        );
    });
});
