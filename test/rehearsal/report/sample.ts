import type { RehearsalReport, Step } from "../../../rehearsal/model";

export const step = (parts: Partial<Step>): Step => ({
    instance: "i-1",
    phase: "extract",
    name: "source bundle",
    verdict: "ok",
    seconds: 0.12,
    output: "",
    ...parts,
});

const migrate = {
    phase: "container commands",
    name: "20_migrate",
    file: ".ebextensions/10-django.config",
    line: 7,
    log: "/var/log/cfn-init-cmd.log",
} as const;

const lastLines = ["Traceback (most recent call last):", 'django.db.utils.OperationalError: no such host "db"'];

/** One deployment that went well, and one that did not. */
export const sample: RehearsalReport = {
    application: "notes",
    stack: "dev",
    scenario: "second-version",
    platform: "Python 3.13 running on 64bit Amazon Linux 2023",
    standIns: ["Python 3.12.1 of this machine stands for the platform's 3.13.", "nginx 1.22 of this machine."],
    deployments: [
        {
            instance: "i-1",
            kind: "application",
            version: "v1",
            succeeded: true,
            flipped: true,
            serving: "v1",
            steps: [
                step({ exitCode: 0 }),
                step({
                    phase: "packages",
                    name: "yum: cronie",
                    file: ".ebextensions/20-jobs.config",
                    line: 3,
                    verdict: "assumed",
                    seconds: 0,
                    note: "Amazon Linux's packages cannot be installed here.",
                }),
                step({ phase: "container commands", name: "10_check\nand more", seconds: 1.26, exitCode: 0 }),
                step({ ...migrate, seconds: 12.04, exitCode: 0, output: "Applying\n" }),
            ],
        },
        {
            instance: "i-1",
            kind: "application",
            version: "v2",
            succeeded: false,
            flipped: false,
            serving: "v1",
            steps: [
                step({ ...migrate, verdict: "failed", exitCode: 1, output: `before\n${lastLines.join("\n")}\n` }),
                step({
                    phase: "health",
                    name: "GET /",
                    verdict: "failed",
                    output: "a\nb\n",
                    note: "It was asked anyway.",
                }),
            ],
        },
    ],
    uses: [
        { name: "health", request: "GET https://notes.example.com/health/", verdict: "ok", found: "200" },
        { name: "upload", request: "POST /upload/", verdict: "skipped", found: "", note: "The stack has no bucket." },
        { name: "page", request: "GET /", verdict: "failed", found: "502", note: "expected 200" },
    ],
    measures: [
        { name: "requests", value: "120, of which 3 failed" },
        { name: "gap", value: "0.8 s" },
    ],
    findings: [
        {
            what: "i-1: 20_migrate ended with exit code 1",
            file: migrate.file,
            line: migrate.line,
            lastLines,
            cause: "The database was not found.",
            advice: "Set database in the stack file.",
            consequence: "v1 serves as before.",
        },
        { what: "i-1: GET / answered 502", lastLines: [] },
    ],
    passed: false,
    seconds: 14.23,
};
