import * as assert from "node:assert/strict";
import { ProblemError } from "../../../components/problem";
import { planInstance } from "../../../components/plan-instance";
import { standaloneSettings } from "../../../components/standalone";
import type { Problem } from "../../../components/problem";
import { minimalRaw, testSettings } from "../../support/settings";

type Raw = Readonly<Record<string, unknown>>;

function problems(app: Raw, environment: Raw = {}, more: Raw = {}): readonly Problem[] {
    try {
        testSettings({ app: { ...minimalRaw.app, ...app }, environment: { stage: "dev", ...environment }, ...more });
    } catch (error) {
        assert.ok(error instanceof ProblemError, String(error));
        return error.problems;
    }
    return [];
}

const wrong = (...args: Parameters<typeof problems>) =>
    problems(...args).map(({ where, got }) => `${where}: ${got ?? ""}`);

const jobs = { nightly: { command: "clearsessions", schedule: "*-*-* 03:00:00" } };

describe("settings of the instances", () => {
    it("have jobs with a database, or on one instance, and not on Docker", () => {
        const none = { database: { kind: "none" } };
        assert.deepEqual(wrong({ jobs }), []);
        assert.deepEqual(wrong({ jobs }, { scaling: { max: 1 } }, none), []);
        assert.deepEqual(wrong({ jobs }, {}, none), ["app.jobs: jobs without a database, on up to 2 instances"]);
        assert.deepEqual(wrong({ jobs, platform: { kind: "docker" } }), ["app.jobs: jobs, on the Docker platform"]);
    });

    it("give a job its default and a zone", () => {
        const { app } = testSettings({ app: { ...minimalRaw.app, jobs } });
        assert.deepEqual(app.jobs["nightly"], {
            command: "clearsessions",
            arguments: [],
            schedule: "*-*-* 03:00:00 UTC",
            timeoutSeconds: 3600,
        });
    });

    it("refuse jobs that no unit could hold", () => {
        const job = (changes: Raw) => ({ jobs: { a: { ...jobs.nightly, ...changes } } });
        assert.deepEqual(wrong({ jobs: { "No Name": jobs.nightly } }), ['app.jobs.No Name: "No Name"']);
        assert.deepEqual(wrong(job({ command: "manage.py x" })), ['app.jobs.a.command: "manage.py x"']);
        assert.deepEqual(wrong(job({ arguments: ["a\nb"] })), ['app.jobs.a.arguments[0]: "a\\nb"']);
        assert.deepEqual(wrong(job({ timeoutSeconds: 0 })), ["app.jobs.a.timeoutSeconds: 0 (a number)"]);
        const [problem] = problems(job({ schedule: "0 3 * * *" }));
        assert.deepEqual([problem?.where, problem?.got], ["app.jobs.a.schedule", '"0 3 * * *"']);
        assert.match(problem?.allowed ?? "", /OnCalendar/);
    });

    it("stay locked in a bundle for an upload by hand, which has no database", () => {
        const settings = standaloneSettings(testSettings({ app: { ...minimalRaw.app, jobs } }));
        assert.equal(settings.database.kind, "none");
        assert.equal(planInstance(settings).jobs.locked, true);
    });

    it("refuse packages that do not install on Amazon Linux 2023, and say which does", () => {
        const packages = { "postgresql-devel": "latest", "python3-devel": "latest", gcc: "latest" };
        assert.deepEqual(
            problems({}, { instances: { packages } }).map(({ where, remedy }) => [where, remedy]),
            [
                ["environment.instances.packages.postgresql-devel", "Write libpq-devel instead."],
                ["environment.instances.packages.python3-devel", "Write python3.13-devel instead."],
            ],
        );
        assert.deepEqual(wrong({}, { instances: { packages: { "a; b": "1", c: "1 2" } } }), [
            'environment.instances.packages.a; b: "a; b"',
            'environment.instances.packages.c: "1 2"',
        ]);
    });

    it("leave half of the root volume to others than swap", () => {
        const swap = (swapMb: number, sizeGb?: number) =>
            wrong({}, { instances: { swapMb, ...(sizeGb === undefined ? {} : { rootVolume: { sizeGb } }) } });
        assert.deepEqual([swap(4096), swap(10240, 20)], [[], []]);
        assert.deepEqual(swap(4097), ["environment.instances.swapMb: 4097"]);
        assert.deepEqual(swap(10241, 20), ["environment.instances.swapMb: 10241"]);
    });

    it("bring psql where two users of the database take turns, in the package that the stack names if it names one", () => {
        const database = { kind: "postgres", rotation: "two-users" };
        const of = (instances: object) =>
            planInstance(testSettings({ database, environment: { stage: "dev", instances } }));
        assert.deepEqual(of({}).packages, { postgresql16: "latest" });
        assert.deepEqual(of({ packages: { postgresql17: "17.6", gcc: "latest" } }).packages, {
            postgresql17: "17.6",
            gcc: "latest",
        });
        assert.deepEqual(of({}).databaseUsers, { rootCertificates: "/opt/django-beanstalk/rds-certificates.pem" });
    });

    it("become a plan", () => {
        const settings = testSettings({
            app: { ...minimalRaw.app, jobs, logs: ["/var/log/notes/app.log"] },
            environment: { stage: "dev", instances: { swapMb: 512, packages: { gcc: "latest" } } },
        });
        assert.deepEqual(planInstance(settings), {
            swapMb: 512,
            packages: { gcc: "latest" },
            rootCertificateUrls: ["https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem"],
            databaseUsers: undefined,
            jobs: { jobs: settings.app.jobs, application: "notes", locked: true },
            logs: {
                application: ["/var/log/notes/app.log"],
                user: "webapp",
                stream: { environmentName: "notes-dev", retentionDays: 7 },
            },
            memory: undefined,
        });
        const quiet = testSettings({
            app: { ...minimalRaw.app, platform: { kind: "docker" } },
            database: { kind: "none" },
            environment: { stage: "dev", scaling: { max: 1 }, logs: { stream: false } },
        });
        assert.deepEqual(planInstance(quiet), {
            swapMb: 0,
            packages: {},
            rootCertificateUrls: [],
            databaseUsers: undefined,
            jobs: { jobs: {}, application: "notes", locked: false },
            logs: { application: [], user: undefined, stream: undefined },
            memory: undefined,
        });
    });
});

describe("Plan: fix EB, item 8: Gunicorn logs not going to CloudWatch", () => {
    it("is refused where the log lies below /var/app, which a deployment lays anew, and takes a folder below /var/log", () => {
        assert.deepEqual(wrong({ logs: ["/var/log/notes/app.log"] }), []);
        const bad = [
            "/var/log/app.log",
            "/var/app/current/logs/gunicorn.log",
            "/var/log/a/../b.log",
            "/var/log/a/*.log",
            "/var/log/nginx/access.log",
            "/var/log/audit/audit.log",
            "/var/log/eb-docker/containers/web.log",
            "a.log",
        ];
        assert.deepEqual(
            wrong({ logs: bad }),
            bad.map((path, i) => `app.logs[${i}]: ${JSON.stringify(path)}`),
        );
    });
});
