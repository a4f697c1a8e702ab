import * as assert from "node:assert/strict";
import { parse } from "yaml";
import { instance, InstancePlan } from "../../../ebextensions/recipes/instance";
import { renderFiles } from "../../../ebextensions/render/render";
import { bashSyntax, needsJudges, shellcheck } from "../../support/judges";

const everything: InstancePlan = {
    swapMb: 1024,
    packages: { "libpq-devel": "latest", gcc: "11.4.1-2.amzn2023.0.2" },
    rootCertificateUrls: ["https://example.com/a.pem"],
    databaseUsers: { rootCertificates: "/opt/django-beanstalk/a.pem" },
    jobs: {
        jobs: { nightly: { command: "clearsessions", arguments: [], schedule: "daily UTC", timeoutSeconds: 60 } },
        application: "notes",
        locked: true,
    },
    logs: {
        application: ["/var/log/notes/app.log"],
        user: "webapp",
        stream: { environmentName: "notes-dev", retentionDays: 7 },
    },
    memory: { namespace: "DjangoBeanstalk", environmentName: "notes-dev" },
};

describe("what an instance has besides platform and application", () => {
    const files = renderFiles(instance(everything));

    it("is in these files", () => {
        assert.deepEqual(
            files.map(({ path, executable }) => `${executable ? "x" : "-"} ${path}`),
            [
                "- .ebextensions/05-packages.config",
                "- .ebextensions/30-logs.config",
                "x .platform/confighooks/postdeploy/50-jobs.sh",
                "x .platform/confighooks/postdeploy/80-stream-logs.sh",
                "x .platform/confighooks/postdeploy/82-memory.sh",
                "x .platform/confighooks/prebuild/12-root-certificates.sh",
                "x .platform/confighooks/prebuild/14-database-users.sh",
                "x .platform/confighooks/prebuild/15-application-logs.sh",
                "x .platform/confighooks/predeploy/15-application-logs.sh",
                "x .platform/hooks/postdeploy/50-jobs.sh",
                "x .platform/hooks/postdeploy/80-stream-logs.sh",
                "x .platform/hooks/postdeploy/82-memory.sh",
                "x .platform/hooks/prebuild/05-swap.sh",
                "x .platform/hooks/prebuild/12-root-certificates.sh",
                "x .platform/hooks/prebuild/14-database-users.sh",
                "x .platform/hooks/prebuild/15-application-logs.sh",
                "x .platform/hooks/predeploy/15-application-logs.sh",
                "- django-beanstalk/run_job.py",
                "- django-beanstalk/systemd/django-beanstalk-job-nightly.service",
                "- django-beanstalk/systemd/django-beanstalk-job-nightly.timer",
            ],
        );
    });

    it("is little when nothing is asked for", () => {
        const nothing: InstancePlan = {
            swapMb: 0,
            packages: {},
            rootCertificateUrls: [],
            databaseUsers: undefined,
            jobs: { ...everything.jobs, jobs: {} },
            logs: { ...everything.logs, application: [] },
            memory: undefined,
        };
        assert.deepEqual(
            renderFiles(instance(nothing)).map(({ path }) => path),
            [".ebextensions/30-logs.config"],
        );
    });

    it("has packages by name, each in a version or the newest", () => {
        const file = files.find(({ path }) => path === ".ebextensions/05-packages.config");
        assert.deepEqual(parse(file?.content ?? ""), {
            packages: { yum: { gcc: ["11.4.1-2.amzn2023.0.2"], "libpq-devel": [] } },
        });
    });

    it("has scripts without a finding of shellcheck", function () {
        needsJudges(this, "shellcheck", "bash");
        for (const { content } of files.filter(({ executable }) => executable)) {
            bashSyntax(content);
            shellcheck(content);
        }
    });
});
