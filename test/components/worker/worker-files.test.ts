import * as assert from "node:assert/strict";
import { planWorkerFiles } from "../../../components/worker/worker-files";
import type { WorkerFilesInput } from "../../../components/worker/model";
import { remoteInstallCommand, remotePrepareCommand, remoteRestartCommand } from "../../../components/worker/remote";
import { bashSyntax, needsJudges, shellcheck, systemdVerify } from "../../support/judges";

const input: WorkerFilesInput = {
    name: "consumer",
    region: "eu-central-1",
    services: {
        consumer: { command: `python3 consume.py --name "it's $HOME"`, stopSeconds: 60 },
        beat: { command: "celery -A config beat", stopSeconds: 5 },
    },
    setup: ["python3 -m venv .venv", `.venv/bin/pip install -r "requirements.txt"`],
    environmentVariables: { GREETING: "it's 100 % $HOME" },
    secrets: [
        { name: "DATABASE_URL", required: true },
        { name: "SENTRY_DSN", required: false },
    ],
    secretsParameter: "/notes/dev/worker/consumer/secrets",
    spot: true,
    rootCertificates: {
        path: "/etc/notes/rds.pem",
        urls: ["https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem"],
    },
    logGroup: "/notes/dev/worker/consumer",
};

const plain: WorkerFilesInput = {
    ...input,
    services: { consumer: { command: "true", stopSeconds: 10 } },
    setup: [],
    environmentVariables: {},
    secrets: [],
    secretsParameter: undefined,
    spot: false,
    rootCertificates: undefined,
    logGroup: undefined,
};

const contents = (files: WorkerFilesInput): Record<string, string> =>
    Object.fromEntries(planWorkerFiles(files).map(({ path, content }) => [path, content]));

describe("the files of a worker's bundle", () => {
    it("are scripts, a unit for each service, the listener of a spot instance, and what sends logs", () => {
        assert.deepEqual(
            planWorkerFiles(input).map(({ path, executable }) => [path, executable]),
            [
                [".worker/install", true],
                [".worker/run", true],
                [".worker/service", true],
                [".worker/interruption", true],
                [".worker/certificates", true],
                [".worker/environment", false],
                [".worker/units/worker-consumer.service", false],
                [".worker/units/worker-beat.service", false],
                [".worker/units/spot-interruption.service", false],
                [".worker/logrotate", false],
                [".worker/cloudwatch-agent.json", false],
            ],
        );
    });

    it("have neither listener nor agent where there is no use for them", () => {
        assert.deepEqual(
            planWorkerFiles(plain).map(({ path }) => path),
            [
                ".worker/install",
                ".worker/run",
                ".worker/service",
                ".worker/environment",
                ".worker/units/worker-consumer.service",
                ".worker/logrotate",
            ],
        );
    });

    it("stop a service within its time, start it again whenever it ends, and give it no rights", () => {
        assert.equal(
            contents(input)[".worker/units/worker-beat.service"],
            `# Written by django-beanstalk. Changes made here are lost with the next deployment.
[Unit]
Description=beat of the worker consumer
Wants=network-online.target
After=network-online.target
StartLimitIntervalSec=0

[Service]
Type=notify
NotifyAccess=all
TimeoutStartSec=300
User=worker
WorkingDirectory=/opt/current
ExecStart=/opt/current/.worker/run beat
Restart=always
RestartSec=5
TimeoutStopSec=5
StandardOutput=append:/opt/log/beat.log
StandardError=append:/opt/log/beat.log
NoNewPrivileges=yes
PrivateTmp=yes
ProtectSystem=full

[Install]
WantedBy=multi-user.target
`,
        );
    });

    it("send the startup log and each service's output to streams of their own", () => {
        const { logs } = JSON.parse(contents(input)[".worker/cloudwatch-agent.json"] ?? "") as {
            logs: { logs_collected: { files: { collect_list: unknown[] } } };
        };
        const log_group_name = "/notes/dev/worker/consumer";
        assert.deepEqual(logs.logs_collected.files.collect_list, [
            { file_path: "/opt/startup.log", log_group_name, log_stream_name: "{instance_id}/startup" },
            { file_path: "/opt/log/consumer.log", log_group_name, log_stream_name: "{instance_id}/consumer" },
            { file_path: "/opt/log/beat.log", log_group_name, log_stream_name: "{instance_id}/beat" },
        ]);
    });

    it("keep the order of the services, and name secrets without any value or reference", () => {
        const files = contents(input);
        assert.match(
            files[".worker/service"] ?? "",
            /^services=\(consumer beat\)\ndeclare -A stop_seconds=\(\[consumer\]=60 \[beat\]=5\)$/m,
        );
        assert.match(
            files[".worker/run"] ?? "",
            /^secrets_parameter=\/notes\/dev\/worker\/consumer\/secrets\nrequired_secrets=\(DATABASE_URL\)\noptional_secrets=\(SENTRY_DSN\)$/m,
        );
        assert.doesNotMatch(Object.values(files).join("\n"), /\b(\d{12}|AKIA|postgres:)/);
    });

    it("are the same for the same settings, and hold none of the machine's own facts", () => {
        assert.deepEqual(planWorkerFiles(input), planWorkerFiles({ ...input }));
        assert.doesNotMatch(Object.values(contents(input)).join("\n"), new RegExp(process.cwd()));
    });
});

describe("a worker's scripts and units, judged", () => {
    for (const [name, files] of Object.entries({ "with everything": contents(input), "the least": contents(plain) })) {
        it(`shellcheck and bash find nothing (${name})`, function () {
            needsJudges(this, "shellcheck", "bash");
            const scripts = Object.entries(files).filter(([, text]) => text.startsWith("#!/bin/bash\n"));
            assert.ok(scripts.length >= 4);
            for (const [, text] of scripts) {
                shellcheck(text);
                bashSyntax(text);
            }
        });

        it(`systemd takes the units (${name})`, function () {
            needsJudges(this, "systemd");
            const units = Object.entries(files).filter(([path]) => path.endsWith(".service"));
            systemdVerify(Object.fromEntries(units.map(([path, text]) => [path.replace(/.*\//, ""), text])));
        });
    }

    it("shellcheck finds nothing in what is run over SSH, as a script of any POSIX shell", function () {
        needsJudges(this, "shellcheck");
        const sha256 = "0123456789abcdef".repeat(4);
        for (const command of [
            remotePrepareCommand({ timeoutMinutes: 15 }),
            remoteInstallCommand(sha256, { timeoutMinutes: 15 }),
            remoteInstallCommand(sha256, { timeoutMinutes: 15, parts: 3 }),
            remoteRestartCommand({ timeoutMinutes: 15 }),
        ]) {
            shellcheck(`#!/bin/sh\n${command}`);
        }
    });
});
