import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import fc from "fast-check";
import type { InstanceFile } from "../../../ebextensions/model";
import { Job, jobs, lockKey } from "../../../ebextensions/recipes/jobs";
import { renderFiles } from "../../../ebextensions/render/render";
import { needsJudges, systemdVerify } from "../../support/judges";
import { temporaryFolder } from "../../support/temporary-folder";
import { Host } from "./host";

const job: Job = { command: "clearsessions", arguments: [], schedule: "*-*-* 03:00:00 UTC", timeoutSeconds: 600 };

const filesOf = (names: readonly string[], changes: Partial<Job> = {}): InstanceFile[] =>
    jobs({
        application: "notes",
        locked: true,
        jobs: Object.fromEntries(names.map((name) => [name, { ...job, ...changes }])),
    });

function content(files: readonly InstanceFile[], path: string): string {
    return renderFiles(files).find((file) => file.path === path)?.content ?? assert.fail(`no ${path}`);
}

const unit = (name: string) => `django-beanstalk/systemd/django-beanstalk-job-${name}`;

describe("jobs", function () {
    const folder = temporaryFolder();

    it("are a service, a timer, the runner and a hook for both kinds of deployment, or nothing", () => {
        assert.deepEqual(
            renderFiles(filesOf(["nightly"])).map(({ path }) => path),
            [
                ".platform/confighooks/postdeploy/50-jobs.sh",
                ".platform/hooks/postdeploy/50-jobs.sh",
                "django-beanstalk/run_job.py",
                `${unit("nightly")}.service`,
                `${unit("nightly")}.timer`,
            ],
        );
        assert.deepEqual(filesOf([]), []);
    });

    it("run as the application's user, where it lies, with a limit and a log, and not once their file is gone", () => {
        assert.equal(
            content(filesOf(["nightly"], { arguments: ["100%", '"$HOME"'] }), `${unit("nightly")}.service`),
            `# Written by django-beanstalk. Changes made here are lost with the next deployment.
[Unit]
Description=Job nightly of the application
ConditionPathExists=/var/app/current/${unit("nightly")}.service
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
User=webapp
Group=webapp
WorkingDirectory=/var/app/current
ExecStart="/bin/bash" "-c" "exec /var/app/venv/*/bin/python \\"$$0\\" \\"$$@\\"" "django-beanstalk/run_job.py" "--job=nightly" "--schedule=*-*-* 03:00:00 UTC" "--key=${lockKey("notes", "nightly")}" "--timeout=600" "--variables=/opt/django-beanstalk/variables" "--" "clearsessions" "100%%" "\\"$$HOME\\""
TimeoutStartSec=690
NoNewPrivileges=yes
StandardOutput=append:/var/log/django-beanstalk-job-nightly.log
StandardError=inherit
`,
        );
        assert.match(
            content(filesOf(["nightly"]), `${unit("nightly")}.timer`),
            /OnCalendar=\*-\*-\* 03:00:00 UTC\nAccuracySec=1s\n/,
        );
    });

    it("have no lock where there is no database", () => {
        const files = jobs({ application: "notes", locked: false, jobs: { nightly: job } });
        assert.ok(!content(files, `${unit("nightly")}.service`).includes("--key"));
    });

    it("have a lock of their own, the same on every instance, which PostgreSQL takes for a bigint", () => {
        assert.equal(lockKey("notes", "nightly"), "8448395444155691881");
        fc.assert(
            fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (a, b, c, d) => {
                const [first, second] = [BigInt(lockKey(a, b)), BigInt(lockKey(c, d))];
                assert.equal(BigInt.asIntN(64, first), first);
                assert.equal(first === second, a === c && b === d);
            }),
        );
    });

    it("are units that systemd takes, whatever a command's arguments hold", function () {
        this.timeout(60_000);
        needsJudges(this, "systemd");
        const line = fc.string({ unit: "binary" }).filter((text) => !/[\p{Cc}\p{Cs}\p{Cn}]/u.test(text));
        const [plans] = fc.sample(fc.array(fc.array(line), { minLength: 20, maxLength: 20 }), { numRuns: 1, seed: 1 });
        const names = (plans ?? []).map((_, i) => `job-${i}`);
        const files = renderFiles(
            jobs({
                application: "notes",
                locked: true,
                jobs: Object.fromEntries(names.map((name, i) => [name, { ...job, arguments: plans?.[i] ?? [] }])),
            }),
        );
        const units = files.filter(({ path }) => path.startsWith(unit("")));
        assert.equal(units.length, 40);
        systemdVerify(Object.fromEntries(units.map(({ path, content }) => [path.replace(/.*\//, ""), content])));
    });

    describe("on an instance", () => {
        const installed = (host: Host) => fs.readdirSync(host.path("etc/systemd/system")).sort();
        const prepared = () =>
            new Host(folder.path, [])
                .tool("systemctl")
                .tool("chgrp")
                .deploy(filesOf(["nightly", "often"]));

        it("get their timers, and the variables and secrets that hooks have", () => {
            const host = prepared();
            const { status, out } = host.hook("hooks/postdeploy/50-jobs", { SECRET_KEY: "can\nary 'x\" $y" });
            assert.equal(status, 0, out);
            assert.equal(out, "Timers: django-beanstalk-job-nightly django-beanstalk-job-often.\n");
            assert.deepEqual(installed(host), [
                "django-beanstalk-job-nightly.service",
                "django-beanstalk-job-nightly.timer",
                "django-beanstalk-job-often.service",
                "django-beanstalk-job-often.timer",
            ]);
            assert.deepEqual(host.calls(), [
                "chgrp webapp /opt/django-beanstalk/variables.new",
                "systemctl daemon-reload",
                "systemctl enable django-beanstalk-job-nightly.timer",
                "systemctl restart django-beanstalk-job-nightly.timer",
                "systemctl enable django-beanstalk-job-often.timer",
                "systemctl restart django-beanstalk-job-often.timer",
            ]);
            assert.ok(host.read("opt/django-beanstalk/variables").split("\0").includes("SECRET_KEY=can\nary 'x\" $y"));
            assert.equal((fs.statSync(host.path("opt/django-beanstalk/variables")).mode & 0o777).toString(8), "640");
            assert.ok(!host.read("var/log/django-beanstalk-50-jobs.log").includes("ary"));
        });

        it("follow the settings: one that is gone is stopped and removed, and nobody else's", () => {
            prepared().hook("hooks/postdeploy/50-jobs");
            const host = new Host(folder.path, []).deploy(filesOf(["nightly"], { schedule: "hourly UTC" }));
            host.write("etc/systemd/system/web.service", "");
            host.write("etc/systemd/system/other.timer", "");
            host.calls();
            const { status, out } = host.hook("confighooks/postdeploy/50-jobs");
            assert.equal(status, 0, out);
            assert.match(out, /^django-beanstalk-job-often\.timer is gone\.\n/);
            assert.deepEqual(host.calls().slice(1), [
                "systemctl disable --now django-beanstalk-job-often.timer",
                "systemctl daemon-reload",
                "systemctl enable django-beanstalk-job-nightly.timer",
                "systemctl restart django-beanstalk-job-nightly.timer",
            ]);
            assert.deepEqual(installed(host), [
                "django-beanstalk-job-nightly.service",
                "django-beanstalk-job-nightly.timer",
                "other.timer",
                "web.service",
            ]);
            assert.match(host.read("etc/systemd/system/django-beanstalk-job-nightly.timer"), /OnCalendar=hourly UTC\n/);
        });

        it("end the deployment when systemd refuses them", () => {
            const host = prepared().tool("systemctl", '[ "$1" != enable ]');
            const { status, out } = host.hook("hooks/postdeploy/50-jobs");
            assert.equal(status, 1);
            assert.match(out, /50-jobs: line \d+ failed/);
        });
    });
});
