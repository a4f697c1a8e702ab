/** An instance behind the balancer. */
export interface Target {
    /** Such as `i-1`. */
    readonly name: string;
    readonly at: { readonly path: string } | { readonly host: string; readonly port: number };
}

export interface Listeners {
    readonly http: number;
    readonly https: number | undefined;
    readonly redirect: boolean;
}

export interface BalancerPlan {
    readonly folder: string;
    /** Of the worker; undefined where nginx may not choose one. */
    readonly user: string | undefined;
    readonly listeners: Listeners;
    readonly targets: readonly Target[];
}

/** What nginx needs to behave as an Application Load Balancer towards clients and targets. */
export function balancerConfiguration({ folder, user, listeners, targets }: BalancerPlan): string {
    const { http, https, redirect } = listeners;
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
        (name) => `${name}_temp_path ${folder}/temporary/${name};`,
    );
    const tls = [`ssl_certificate ${folder}/site.pem;`, `ssl_certificate_key ${folder}/site.pem;`];
    return [
        ...(user === undefined ? [] : [`user ${user};`]),
        "worker_processes 1;",
        `pid ${folder}/nginx.pid;`,
        // The time that a target keeps for what it has begun; the deployment of Elastic Beanstalk sets 20 s.
        "worker_shutdown_timeout 20s;",
        "events {}",
        "http {",
        ...temporary,
        "access_log off;",
        ...upstream(targets),
        "map $http_upgrade $connection_upgrade { default upgrade; '' ''; }",
        ...server(`${http}`, [], redirect ? toHttps : forward("http", 80, targets)),
        ...(https === undefined ? [] : server(`${https} ssl`, tls, forward("https", 443, targets))),
        "}",
        "",
    ].join("\n");
}

/** The balancer of AWS keeps connections to its targets, and takes no target out by a failed request: its health checks do. */
const upstream = (targets: readonly Target[]) =>
    targets.length === 0
        ? []
        : ["upstream targets {", ...targets.map((each) => `server ${place(each)} max_fails=0;`), "keepalive 8;", "}"];

const place = ({ at }: Target) => ("path" in at ? `unix:${at.path}` : `${at.host}:${at.port}`);

const server = (listen: string, more: readonly string[], answer: readonly string[]) => [
    "server {",
    `listen 127.0.0.1:${listen};`,
    ...more,
    "location / {",
    ...answer,
    "}",
    "}",
];

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html#redirect-actions */
const toHttps = ["return 301 https://$host:443$request_uri;"];

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html */
const forward = (scheme: string, port: number, targets: readonly Target[]) =>
    targets.length === 0
        ? // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#http-503-issues
          ["return 503;"]
        : [
              "proxy_pass http://targets;",
              "proxy_http_version 1.1;",
              "proxy_set_header Host $http_host;",
              "proxy_set_header Connection $connection_upgrade;",
              "proxy_set_header Upgrade $http_upgrade;",
              "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;",
              `proxy_set_header X-Forwarded-Proto ${scheme};`,
              `proxy_set_header X-Forwarded-Port ${port};`,
              // A request goes to one target once; the idle timeout is the default one of 60 s.
              "proxy_next_upstream off;",
              "proxy_read_timeout 60s;",
              "proxy_buffering off;",
              "proxy_request_buffering off;",
              "client_max_body_size 0;",
          ];
