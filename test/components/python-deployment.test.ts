import * as assert from "node:assert/strict";
import { neededPackages, planProbe } from "../../components/python-deployment";
import { everySetting } from "../support/every-setting";
import { minimalRaw, testSettings } from "../support/settings";

const domain = { name: "www.example.com", zone: "example.com" };
const withApp = (app: object, environment: object = {}, more: object = {}) =>
    testSettings({ app: { ...minimalRaw.app, ...app }, environment: { stage: "dev", ...environment }, ...more });
const single = { loadBalancer: { kind: "none" }, scaling: { min: 1, max: 1 } };

describe("the probe of a stack", () => {
    const loadBalancer = { kind: "loadBalancer" };

    it("asks as the load balancer checks, on its path and for its codes", () => {
        const checked = { loadBalancer: { kind: "dedicated", healthCheck: { codes: ["200-204", "301"] } } };
        assert.deepEqual(planProbe(withApp({ healthPath: "/health/" }, checked, { domain })), {
            path: "/health/",
            codes: ["200-204", "301"],
            seconds: 45,
            log: "/var/log/web.stdout.log",
            as: loadBalancer,
        });
        assert.deepEqual(planProbe(everySetting.get("shared") ?? assert.fail())?.as, loadBalancer);
    });

    it("asks as a client where no check says what is healthy", () => {
        const expected = (host: string, https: boolean) => ({
            path: "/",
            codes: ["200-399"],
            seconds: 45,
            log: "/var/log/web.stdout.log",
            as: { kind: "client", host, https },
        });
        assert.deepEqual(planProbe(withApp({}, single)), expected("probe.us-east-1.elasticbeanstalk.com", false));
        const variables = (ALLOWED_HOSTS: string) => withApp({ variables: { ALLOWED_HOSTS } }, single);
        assert.deepEqual(planProbe(variables("a.example.com,b.example.com")), expected("a.example.com", false));
        assert.deepEqual(planProbe(variables("*")), expected("localhost", false));
        const network = withApp({}, { loadBalancer: { kind: "network" } }, { domain });
        assert.deepEqual(planProbe(network), expected("www.example.com", true));
    });

    it("wants any answer of a worker, for which there is no health path", () => {
        const worker = withApp({}, { tier: { kind: "worker" } });
        assert.deepEqual(planProbe(worker), {
            path: "/",
            codes: ["200-499"],
            seconds: 45,
            log: "/var/log/web.stdout.log",
            as: { kind: "queueDaemon" },
        });
    });

    it("shows what a container printed, where the platform keeps that", () => {
        assert.equal(
            planProbe(withApp({ platform: { kind: "docker" } }))?.log,
            "/var/log/eb-docker/containers/eb-current-app/eb-stdouterr.log",
        );
    });

    it("is none when it gets no time", () => {
        assert.equal(planProbe(withApp({ deploy: { probeSeconds: 0 } })), undefined);
    });
});

describe("the packages that a stack's processes need", () => {
    const names = (app: object) =>
        neededPackages(withApp(app, { scaling: { max: 1 } })).map(
            ({ where, anyOf, otherwise }) =>
                `${where}: ${anyOf.join("|")}${otherwise === undefined ? "" : " (notice)"}`,
        );

    it("are Gunicorn, which the platform has too, or what serves ASGI", () => {
        assert.deepEqual(names({}), ["app.wsgi: gunicorn (notice)"]);
        assert.deepEqual(names({ asgi: "config.asgi:application" }), [
            "app.asgi: uvicorn-worker",
            "app.asgi: websockets|wsproto (notice)",
        ]);
    });

    it("are Celery, and its scheduler", () => {
        const beat = (scheduler?: string) => ({ kind: "celeryBeat", app: "shop", scheduler });
        const processes = {
            mail: { kind: "celeryWorker", app: "shop" },
            clock: beat(),
            red: beat("redbeat.RedBeatScheduler"),
            rows: beat("django_celery_beat.schedulers:DatabaseScheduler"),
            own: beat("shop.clock:Clock"),
            feed: { kind: "command", command: "python manage.py feed" },
        };
        assert.deepEqual(names({ processes }).slice(0, -1), [
            "app.processes.mail: celery",
            "app.processes.clock: celery",
            "app.processes.red: celery",
            "app.processes.red.scheduler: celery-redbeat",
            "app.processes.rows: celery",
            "app.processes.rows.scheduler: django-celery-beat",
            "app.processes.own: celery",
        ]);
    });
});
