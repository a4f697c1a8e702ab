import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import type { ComposeFile, ComposeService } from "../../../ebextensions/compose-model";
import type { DockerInstruction } from "../../../ebextensions/dockerfile-model";
import { renderFiles } from "../../../ebextensions/render/render";
import { composeConfig, hadolint, needsJudges } from "../../support/judges";

function compose(services: ComposeFile["services"], volumes: readonly string[] = []): string {
    const [file] = renderFiles([{ kind: "compose", reason: "a test", services, volumes }]);
    assert.equal(file?.path, "docker-compose.yml");
    return file.content;
}

const service: ComposeService = { from: { image: "nginx:1" }, restart: "unless-stopped" };

describe("a compose file", () => {
    const whole: ComposeService = {
        from: { build: ".", dockerfile: "Dockerfile" },
        envFiles: [".env"],
        environment: { PRICE: "5 $US", LOGS: { variable: "EB_LOG_BASE_DIR", then: "/web" } },
        command: ["serve", "$PORT"],
        ports: [{ published: 80, target: 8000 }],
        mounts: [
            { kind: "bind", source: { variable: "EB_LOG_BASE_DIR", then: "/web" }, target: "/log" },
            { kind: "volume", source: "data", target: "/data", readOnly: true },
        ],
        healthCheck: { command: ["true"], intervalSeconds: 30, timeoutSeconds: 5, retries: 3, startSeconds: 60 },
        dependsOn: { other: "healthy" },
        logFiles: { maxMb: 10, count: 3 },
        labels: { version: "0123$" },
        stopSeconds: 30,
        restart: "unless-stopped",
    };

    it("has this text", () => {
        assert.equal(
            compose({ web: whole, other: service }, ["data"]),
            `# Written by django-beanstalk. Changes made here are lost with the next deployment.
services:
  web:
    build:
      context: "."
      dockerfile: Dockerfile
    command:
      - serve
      - $$PORT
    env_file:
      - .env
    environment:
      PRICE: 5 $$US
      LOGS: \${EB_LOG_BASE_DIR}/web
    ports:
      - 80:8000
    volumes:
      - type: bind
        source: \${EB_LOG_BASE_DIR}/web
        target: /log
      - type: volume
        source: data
        target: /data
        read_only: true
    labels:
      version: 0123$$
    healthcheck:
      test:
        - CMD
        - "true"
      interval: 30s
      timeout: 5s
      retries: 3
      start_period: 60s
    depends_on:
      other:
        condition: service_healthy
    stop_grace_period: 30s
    logging:
      driver: json-file
      options:
        max-size: 10m
        max-file: "3"
    restart: unless-stopped
  other:
    image: nginx:1
    restart: unless-stopped
volumes:
  data: {}
`,
        );
    });

    it("gives Docker Compose's own parser the words that were meant, whatever they hold", function () {
        needsJudges(this, "compose");
        const awkward = [
            "$HOME",
            "${HOME}",
            "$$",
            "a$",
            "on",
            "0755",
            "80:80",
            "a: b",
            "#",
            "",
            "\\",
            "'",
            '"',
            "a\nb",
            "{{x}}",
        ];
        const text = fc.oneof(
            fc.constantFrom(...awkward),
            fc.string({ unit: "grapheme" }).filter((each) => !each.includes("\0")),
        );
        const words = [awkward, ...fc.sample(fc.array(text, { minLength: 1, maxLength: 6 }), { numRuns: 40, seed: 7 })];
        const named = words.map((command, i): [string, ComposeService] => [
            `service-${i}`,
            { ...service, command, environment: Object.fromEntries(command.map((value, n) => [`V${n}`, value])) },
        ]);
        const { services } = composeConfig(compose(Object.fromEntries(named)));
        for (const [name, { command, environment }] of named) {
            assert.deepEqual(services[name]?.["command"], command);
            assert.deepEqual(services[name]?.["environment"], environment);
        }
    });
});

describe("a Dockerfile", () => {
    const dockerfile = (instructions: readonly DockerInstruction[]) =>
        renderFiles([{ kind: "dockerfile", path: "Dockerfile", reason: "a test", instructions }])[0]?.content ?? "";
    const instructions: readonly DockerInstruction[] = [
        { do: "from", image: "python:3.13-slim", as: "build" },
        { do: "comment", text: "wheels of their own layer" },
        { do: "workdir", folder: "/app" },
        { do: "env", name: "PROMPT", value: 'a "b" \\ $c' },
        { do: "run", commands: ["mkdir -p /x", "touch /x/y"] },
        { do: "copy", sources: ["a", "b c"], target: "/app/", owner: "app" },
        { do: "copy", sources: ["/x"], target: "/x", stage: "build" },
        { do: "user", name: "1000" },
        { do: "expose", port: 8000 },
        { do: "entrypoint", argv: ["/app/start", "it's"] },
        { do: "cmd", argv: ["serve"] },
    ];

    it("has this text", () => {
        assert.equal(
            dockerfile(instructions),
            `# Written by django-beanstalk. Changes made here are lost with the next deployment.
FROM python:3.13-slim AS build
# wheels of their own layer
WORKDIR /app
ENV PROMPT="a \\"b\\" \\\\ \\$c"
RUN mkdir -p /x \\
    && touch /x/y
COPY --chown=app ["a", "b c", "/app/"]
COPY --from=build ["/x", "/x"]
USER 1000
EXPOSE 8000
ENTRYPOINT ["/app/start", "it's"]
CMD ["serve"]
`,
        );
    });

    it("is without a finding of hadolint", function () {
        needsJudges(this, "hadolint");
        hadolint(dockerfile(instructions.filter((each) => !("stage" in each))));
    });

    it("refuses a line break, after which another instruction would begin", () => {
        for (const instruction of [
            { do: "comment", text: "a\nRUN x" },
            { do: "env", name: "A", value: "a\nRUN x" },
            { do: "run", commands: ["a\nRUN x"] },
            { do: "user", name: "a\nRUN x" },
        ] as const) {
            assert.throws(() => dockerfile([instruction]), /An instruction of a Dockerfile is one line, not /);
        }
    });
});
