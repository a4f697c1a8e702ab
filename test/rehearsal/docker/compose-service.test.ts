import * as assert from "node:assert/strict";
import { planContainers } from "../../../rehearsal/docker/plan-containers";

const compose = (text: string, more: Readonly<Record<string, string>> = {}) =>
    planContainers(new Map(Object.entries({ "docker-compose.yml": text, ...more })), {});

describe("a service of a compose file", () => {
    const dockerfile = 'FROM python:3.13\nCMD ["gunicorn"]\n';

    it("reads the short forms", () => {
        const plan = compose(
            [
                "services:",
                "  worker:",
                "    build: .",
                "    command: celery -A config 'worker one'",
                "    environment: [A=1, B=x=y, MISSING]",
                "    depends_on: [web]",
                "    user: '1000'",
                "  web:",
                "    build: {context: ., dockerfile: Dockerfile}",
                "    environment: {DEBUG: false, PORT: 8000, DEFAULT: '${NONE:-d${NONE-e}}', LITERAL: $$HOME}",
                "    ports: ['80:8000', 127.0.0.1:81:8001/tcp, '9000']",
                "    volumes: ['data:/data:ro', ./conf:/conf, /cache]",
                "    tmpfs: /scratch",
                "    healthcheck: {test: curl -f localhost, start_period: 1m30s}",
            ].join("\n"),
            { Dockerfile: dockerfile },
        );
        assert.deepEqual(plan.problems, []);
        const [web, worker] = plan.services;
        assert.deepEqual([web?.name, worker?.name], ["web", "worker"]);
        assert.deepEqual(worker?.argv, ["celery", "-A", "config", "worker one"]);
        assert.deepEqual(worker?.user, { name: undefined, uid: 1000, gid: 0 });
        assert.deepEqual(web?.environment, {
            PATH: "/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin",
            DEBUG: "false",
            PORT: "8000",
            DEFAULT: "de",
            LITERAL: "$HOME",
        });
        assert.deepEqual(web?.argv, ["gunicorn"]);
        assert.deepEqual(
            web?.ports.map(({ address, published, target }) => [address, published, target]),
            [
                [undefined, 80, 8000],
                ["127.0.0.1", 81, 8001],
            ],
        );
        assert.deepEqual(
            web?.mounts.map(({ kind, source, target, readOnly }) => [kind, source, target, readOnly]),
            [
                ["volume", "data", "/data", true],
                ["bind", "./conf", "/conf", false],
                ["volume", "", "/cache", false],
                ["tmpfs", "", "/scratch", false],
            ],
        );
        assert.deepEqual(web?.healthCheck, { argv: ["/bin/sh", "-c", "curl -f localhost"], startSeconds: 90 });
    });
});
