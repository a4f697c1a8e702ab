import type { FailureCase } from "../failure-case";

export const proxyCases: readonly FailureCase[] = [
    {
        rule: "nginx-unknown-directive",
        step: { phase: "proxy", bundle: { ".platform/nginx/conf.d/10_limits.conf": "x" } },
        log: `2026/11/21 21:28:57 [emerg] 21308#21308: unknown directive "client_max_body_sise" in /etc/nginx/conf.d/10_limits.conf:1
nginx: configuration file /etc/nginx/nginx.conf test failed`,
        place: ".platform/nginx/conf.d/10_limits.conf:1",
        cause: "nginx knows no directive client_max_body_sise.",
        advice: "Correct it; where it looks right, the file begins with a byte order mark, or the directive is of a module that the platform's nginx lacks.",
    },
    {
        rule: "nginx-duplicate-default-server",
        step: { phase: "proxy" },
        log: `2026/11/21 21:28:57 [emerg] 21313#21313: a duplicate default server for 0.0.0.0:80 in /etc/nginx/nginx.conf:8
nginx: configuration file /etc/nginx/nginx.conf test failed`,
        place: undefined,
        cause: "Two servers are the default one for 0.0.0.0:80; the platform's own is one of them.",
        advice: "Take default_server out of your file, or put locations into .platform/nginx/conf.d/elasticbeanstalk instead of a server of your own.",
    },
    {
        rule: "nginx-upstream-unknown",
        step: { phase: "proxy", bundle: { ".platform/nginx/conf.d/20_own.conf": "x" } },
        log: `2026/11/21 21:28:57 [emerg] 21316#21316: host not found in upstream "backend:8000" in /etc/nginx/conf.d/20_own.conf:2
nginx: configuration file /etc/nginx/nginx.conf test failed`,
        place: ".platform/nginx/conf.d/20_own.conf:2",
        cause: "nginx resolves backend:8000 when it starts, and there is no such host.",
        advice: "Use an address, 127.0.0.1:8000 for the application; names of a compose file do not exist on this platform.",
    },
    {
        rule: "nginx-duplicate-location",
        step: { phase: "proxy", bundle: { ".platform/nginx/conf.d/elasticbeanstalk/10.conf": "x" } },
        log: `2026/11/21 21:28:57 [emerg] 21319#21319: duplicate location "/" in /etc/nginx/conf.d/elasticbeanstalk/10.conf:1
nginx: configuration file /etc/nginx/nginx.conf test failed`,
        place: ".platform/nginx/conf.d/elasticbeanstalk/10.conf:1",
        cause: "There are two locations /; the platform's own files have / and those of app.static.",
        advice: "Choose another path, or take static files out of app.static.folders in the stack file.",
    },
    {
        rule: "nginx-wrong-place",
        step: { phase: "proxy", bundle: { ".platform/nginx/conf.d/a.conf": "x" } },
        log: `2026/11/21 21:28:57 [emerg] 21325#21325: "location" directive is not allowed here in /etc/nginx/conf.d/a.conf:1
nginx: configuration file /etc/nginx/nginx.conf test failed`,
        place: ".platform/nginx/conf.d/a.conf:1",
        cause: "location does not belong where the file is included.",
        advice: "Files in .platform/nginx/conf.d stand beside the server (upstream, map, limits), those in .platform/nginx/conf.d/elasticbeanstalk inside it (location, add_header).",
    },
    {
        rule: "nginx-duplicate-directive",
        step: { phase: "proxy", bundle: { ".platform/nginx/conf.d/a.conf": "x" } },
        log: `2026/11/21 21:28:57 [emerg] 21333#21333: "client_max_body_size" directive is duplicate in /etc/nginx/conf.d/a.conf:2
nginx: configuration file /etc/nginx/nginx.conf test failed`,
        place: ".platform/nginx/conf.d/a.conf:2",
        cause: "client_max_body_size is set twice.",
        advice: "Keep one; client_max_body_size, headers and time-outs have settings (app.proxy and app.web.timeoutSeconds in the stack file).",
    },
    {
        rule: "nginx-syntax",
        step: { phase: "proxy", bundle: { ".platform/nginx/conf.d/a.conf": "x" } },
        log: `2026/11/21 21:28:58 [emerg] 21337#21337: unexpected end of file, expecting "}" in /etc/nginx/conf.d/a.conf:3
nginx: configuration file /etc/nginx/nginx.conf test failed`,
        place: ".platform/nginx/conf.d/a.conf:3",
        cause: 'nginx cannot read the file (unexpected end of file, expecting "}" in this line).',
        advice: "Look for a missing ; or } in this line and the ones before it.",
    },
    {
        rule: "nginx-syntax",
        step: { phase: "proxy", bundle: { ".platform/nginx/conf.d/a.conf": "x" } },
        log: `2026/11/21 21:28:58 [emerg] 21340#21340: invalid number of arguments in "client_max_body_size" directive in /etc/nginx/conf.d/a.conf:2
nginx: configuration file /etc/nginx/nginx.conf test failed`,
        place: ".platform/nginx/conf.d/a.conf:2",
        cause: 'nginx cannot read the file (invalid number of arguments in "client_max_body_size" directive in this line).',
        advice: "Look for a missing ; or } in this line and the ones before it.",
    },
    {
        rule: "nginx-unknown-variable",
        step: { phase: "proxy" },
        log: `2026/11/21 21:28:58 [emerg] 21346#21346: unknown "nothere" variable
nginx: configuration file /etc/nginx/nginx.conf test failed`,
        place: undefined,
        cause: "nginx knows no variable $nothere.",
        advice: "Correct its name; environment properties are no variables of nginx, and $ in a value cannot be escaped.",
    },
    {
        rule: "nginx-certificate-missing",
        step: { phase: "proxy" },
        log: `2026/11/21 21:28:58 [emerg] 21343#21343: cannot load certificate "/etc/pki/tls/certs/site.crt": BIO_new_file() failed (SSL: error:80000002:system library::No such file or directory:calling fopen(/etc/pki/tls/certs/site.crt, r) error:10000080:BIO routines::no such file)
nginx: configuration file /etc/nginx/nginx.conf test failed`,
        place: undefined,
        cause: "nginx cannot read the certificate /etc/pki/tls/certs/site.crt.",
        advice: "Certificates on the load balancer need none here (domain in the stack file); for TLS on the instance let environment.loadBalancer.endToEndTls make it, or write it in a prebuild hook.",
    },
    {
        rule: "nginx-file-missing",
        step: { phase: "proxy" },
        log: `nginx: the configuration file /etc/nginx/nginx.conf syntax is ok
2026/11/21 21:28:58 [emerg] 21349#21349: open() "/var/log/none/x.log" failed (2: No such file or directory)
nginx: configuration file /etc/nginx/nginx.conf test failed`,
        place: undefined,
        cause: "nginx cannot open /var/log/none/x.log.",
        advice: "Put the file below .platform/nginx, which is copied to /etc/nginx, and make folders of logs in a prebuild hook.",
    },
    {
        rule: "nginx-conflicting-name",
        step: { phase: "proxy" },
        log: `2026/11/21 21:28:57 [warn] 21322#21322: conflicting server name "a.example.com" on 0.0.0.0:80, ignored
nginx: the configuration file /etc/nginx/nginx.conf syntax is ok
nginx: configuration file /etc/nginx/nginx.conf test is successful`,
        place: undefined,
        cause: "Two servers of nginx have the name a.example.com on 0.0.0.0:80, and it ignores the second one.",
        advice: "Give one of them another name, or remove it; the platform's own server takes every name.",
    },
    {
        rule: "nginx-port-in-use",
        step: { phase: "proxy start" },
        log: `2026/11/21 21:19:33 [emerg] 14550#14550: bind() to 0.0.0.0:80 failed (98: Address already in use)`,
        place: undefined,
        cause: "Something else listens on 0.0.0.0:80 already.",
        advice: "Bind the application to 127.0.0.1:8000, and leave port 80 to the proxy.",
    },
    {
        rule: "request-too-large",
        step: { phase: "health" },
        log: `2026/11/21 21:19:33 [error] 9#9: *1 client intended to send too large body: 2097152 bytes, client: 127.0.0.1, server: , request: "POST /notes/ HTTP/1.1", host: "notes.example.com"`,
        place: undefined,
        cause: "The proxy refused a request of 2097152 bytes with 413.",
        advice: "Raise app.proxy.maxBodyMb in the stack file.",
    },
];
