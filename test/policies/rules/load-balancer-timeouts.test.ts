import { proxy } from "../../../ebextensions/recipes/proxy";
import { renderFiles } from "../../../ebextensions/render/render";
import { loadBalancerTimeouts } from "../../../policies/rules/load-balancer-timeouts";
import { secret, unknown } from "../../support/policy-runner";
import { proxyPlan } from "../../support/proxy-plan";
import { bundle, environment, Files, Options, TemporaryFolder } from "../sample-stack";
import { itJudges, Scenario } from "../scenarios";

const remedy =
    "In this project: environment.loadBalancer.idleTimeoutSeconds, or app.web.timeoutSeconds; what is left out follows. In any other program: " +
    "keepalive_timeout above aws:elbv2:loadbalancer/IdleTimeout, proxy_read_timeout not above it, and gunicorn --timeout below that.";
const idleTimeout = "aws:elbv2:loadbalancer/IdleTimeout";
const classicTimeout = "aws:elb:policies/ConnectionSettingIdleTimeout";
const set = `as ${idleTimeout} says`;
const usual = "60 s (AWS's default)";
const keepAlive = (nginx: string, balancer = set) =>
    `nginx keeps idle connections ${nginx}, the load balancer ${balancer}; wanted: nginx longer. A request on a connection that nginx closes is answered ` +
    `with 502. ${remedy}`;
const read = (nginx: string, balancer = set) =>
    `nginx waits for an answer ${nginx}, the load balancer ${balancer}; wanted: nginx no longer. The load balancer answers 504 while the application still ` +
    `works. ${remedy}`;
const gunicorn = (wait: string, asks: string) =>
    `Gunicorn ends a worker after ${wait}, ${asks}; wanted: Gunicorn less. Nobody waits for the answer any more. ${remedy}`;
const nginxWaits = "nginx waits 60 s (nginx by itself)";

const server = ".platform/nginx/conf.d/elasticbeanstalk/00_application.conf";
const http = ".platform/nginx/conf.d/own.conf";
const procfile = (command: string) => ({ Procfile: `web: ${command}\n` });
const proxyServer = "aws:elasticbeanstalk:environment:proxy/ProxyServer";
const arguments_ = "aws:elasticbeanstalk:application:environment/GUNICORN_CMD_ARGS";
const loadBalancerType = "aws:elasticbeanstalk:environment/LoadBalancerType";

describe("load-balancer-timeouts", () => {
    const folder = new TemporaryFolder();
    after(() => folder.remove());

    const stackOf =
        (options: Options, files: Files, props: object = {}) =>
        async () => [
            environment(options, { props: { ...props } }),
            ...bundle(await folder.zip("bundle.zip", { "manage.py": "", ...files })),
        ];
    /** What this project generates, for an idle time-out. */
    const generated = (idle: number): Files =>
        Object.fromEntries(
            renderFiles(proxy({ ...proxyPlan, waitSeconds: idle, keepAliveSeconds: idle + 10 })).map(
                ({ path, content }) => [path, content],
            ),
        );

    const right: [string, Options, Files, object?][] = [
        ["nothing is set", {}, procfile("gunicorn notes.wsgi")],
        [
            "this project's own",
            { [idleTimeout]: "120" },
            { ...generated(120), ...procfile("gunicorn --timeout 115 a") },
        ],
        [
            "this project's own, by a script",
            { [idleTimeout]: "55" },
            {
                ...generated(55),
                ...procfile("bash .platform/own/start.sh"),
                ".platform/own/start.sh": "#!/bin/bash\nexec gunicorn --bind :8000 --timeout 50 a\n",
            },
        ],
        ["minutes", { [idleTimeout]: "80" }, { [server]: "keepalive_timeout 1m30s 60s;\nproxy_read_timeout 1m;" }],
        [
            "one location that is patient is as it should be",
            {},
            { [server]: "proxy_read_timeout 1h;\nproxy_read_timeout 60;" },
        ],
        ["a comment", {}, { [server]: "# keepalive_timeout 5;\n" }],
        ["a variable", {}, { [server]: "proxy_read_timeout $wait;" }],
        ["connections that are not kept", {}, { [server]: "keepalive_timeout 0;" }],
        ["an nginx.conf of one's own", { [idleTimeout]: "300" }, { ".platform/nginx/nginx.conf": "events {}" }],
        [
            "a hook that changes nginx",
            { [idleTimeout]: "90" },
            { ".platform/hooks/predeploy/a": "echo keepalive_timeout 99" },
        ],
        ["no nginx", { [idleTimeout]: "90", [proxyServer]: "apache" }, {}],
        ["nginx of a compose file", { [idleTimeout]: "90" }, { "docker-compose.yml": "" }],
        ["Gunicorn's own file of settings", {}, { ...procfile("gunicorn a"), "gunicorn.conf.py": "timeout = 5" }],
        ["another one", {}, procfile("gunicorn -c own.py --timeout 90 a")],
        [
            "settings of Gunicorn in a variable",
            { [idleTimeout]: "60", [arguments_]: "--timeout 90" },
            procfile("gunicorn a"),
        ],
        ["another server", {}, procfile("uvicorn --timeout 90 a")],
        [
            "an idle time-out of the bundle's",
            {},
            {
                ".ebextensions/a.config": "IdleTimeout: 300",
                [server]: "keepalive_timeout 60;",
            },
        ],
        [
            "an idle time-out of a saved configuration",
            {},
            { [server]: "keepalive_timeout 60;" },
            { templateName: "saved" },
        ],
        ["one that is not known yet", { [idleTimeout]: unknown }, { [server]: "keepalive_timeout 5;" }],
        ["two", { [idleTimeout]: ["60", "300"] }, { [server]: "keepalive_timeout 200;" }],
        ["no number", { [idleTimeout]: secret("hunter2") }, { [server]: "keepalive_timeout 5;" }],
        [
            "a load balancer whose kind is not known",
            { [loadBalancerType]: unknown },
            { [server]: "keepalive_timeout 5;" },
        ],
        ["a network load balancer", { [loadBalancerType]: "network" }, { [server]: "keepalive_timeout 5;" }],
    ];
    const wrong: [string, Options, Files, readonly string[]][] = [
        ["nginx closes first", {}, { [server]: "keepalive_timeout 60;" }, [keepAlive(`60 s (${server})`, usual)]],
        ["nginx by itself closes first", { [idleTimeout]: "75" }, {}, [keepAlive("75 s (nginx by itself)")]],
        ["nginx waits longer", {}, { [http]: "proxy_read_timeout 61s;" }, [read(`61 s (${http})`, usual)]],
        ["nginx by itself waits longer", { [idleTimeout]: "50" }, {}, [read("60 s (nginx by itself)")]],
        [
            "Gunicorn as long as nginx",
            {},
            procfile("gunicorn --timeout 60 a"),
            [gunicorn("60 s (Procfile)", nginxWaits)],
        ],
        ["Gunicorn without end", {}, procfile("gunicorn -t 0 a"), [gunicorn("no time (Procfile)", nginxWaits)]],
        [
            "Gunicorn in a script, its command in two lines",
            {},
            { ...procfile("bash ./start.sh"), "start.sh": "exec gunicorn \\\n  --timeout=90 a\n" },
            [gunicorn("90 s (start.sh)", nginxWaits)],
        ],
        [
            "Gunicorn by itself behind an impatient load balancer, without nginx",
            { [idleTimeout]: "30", [proxyServer]: "none" },
            procfile("gunicorn a"),
            [gunicorn("30 s (Gunicorn by itself)", `the load balancer waits ${set}`)],
        ],
        [
            "a load balancer that is said to be classic",
            { [loadBalancerType]: "classic", [classicTimeout]: "90" },
            {},
            [keepAlive("75 s (nginx by itself)", `as ${classicTimeout} says`)],
        ],
        [
            "a classic load balancer",
            { [loadBalancerType]: undefined, [classicTimeout]: "90" },
            {},
            [keepAlive("75 s (nginx by itself)", `as ${classicTimeout} says`)],
        ],
        [
            "all of it",
            { [idleTimeout]: "60" },
            { [server]: "keepalive_timeout 10;\nproxy_read_timeout 300;", ...procfile("gunicorn --timeout 600 a") },
            [
                keepAlive(`10 s (${server})`),
                read(`300 s (${server})`),
                gunicorn("600 s (Procfile)", `nginx waits 300 s (${server})`),
            ],
        ],
    ];
    itJudges(loadBalancerTimeouts, [
        ...right.map(([title, options, files, props]): Scenario => ({
            title: `right, or not for sure: ${title}`,
            stack: stackOf(options, files, props),
            reads: title.startsWith("a network") ? [`env ${loadBalancerType}`] : ["object.source.path"],
        })),
        ...wrong.map(([title, options, files, finds]): Scenario => ({
            title: `wrong: ${title}`,
            stack: stackOf(options, files),
            finds,
        })),
        {
            title: "in a dev stack it is told",
            stage: "dev",
            stack: stackOf({ [idleTimeout]: "75" }, {}),
            finds: [keepAlive("75 s (nginx by itself)")],
        },
        {
            title: "a bundle of something else",
            stack: () => [environment({ [idleTimeout]: "75" })],
            reads: ["env.version"],
        },
    ]);
});
