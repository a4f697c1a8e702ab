import { during } from "../during";
import { inOutput, type KnownFailure } from "../rule";

const phases = during.proxy;

/** What nginx says. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.proxy.html */
export const proxyRules: readonly KnownFailure[] = [
    {
        name: "nginx-unknown-directive",
        phases,
        matches: inOutput(/unknown directive "(?<directive>[^"]+)"/),
        cause: "nginx knows no directive {directive}.",
        advice: "Correct it; where it looks right, the file begins with a byte order mark, or the directive is of a module that the platform's nginx lacks.",
    },
    {
        name: "nginx-duplicate-default-server",
        phases,
        matches: inOutput(/a duplicate default server for (?<address>\S+)/),
        cause: "Two servers are the default one for {address}; the platform's own is one of them.",
        advice: "Take default_server out of your file, or put locations into .platform/nginx/conf.d/elasticbeanstalk instead of a server of your own.",
    },
    {
        name: "nginx-upstream-unknown",
        phases,
        matches: inOutput(/host not found in upstream "(?<host>[^"]+)"/),
        cause: "nginx resolves {host} when it starts, and there is no such host.",
        advice: "Use an address, 127.0.0.1:8000 for the application; names of a compose file do not exist on this platform.",
    },
    {
        name: "nginx-duplicate-location",
        phases,
        matches: inOutput(/duplicate location "(?<path>[^"]+)"/),
        cause: "There are two locations {path}; the platform's own files have / and those of app.static.",
        advice: "Choose another path, or take static files out of app.static.folders in the stack file.",
    },
    {
        name: "nginx-wrong-place",
        phases,
        matches: inOutput(/"(?<directive>[^"]+)" directive is not allowed here/),
        cause: "{directive} does not belong where the file is included.",
        advice: "Files in .platform/nginx/conf.d stand beside the server (upstream, map, limits), those in .platform/nginx/conf.d/elasticbeanstalk inside it (location, add_header).",
    },
    {
        name: "nginx-duplicate-directive",
        phases,
        matches: inOutput(/"(?<directive>[^"]+)" directive is duplicate/),
        cause: "{directive} is set twice.",
        advice: "Keep one; client_max_body_size, headers and time-outs have settings (app.proxy and app.web.timeoutSeconds in the stack file).",
    },
    {
        name: "nginx-syntax",
        phases,
        matches: inOutput(
            /\[emerg\][^\n]*?: (?<text>unexpected end of file, expecting [^\n]+? in|unexpected "[^"]+" in|invalid number of arguments in "[^"]+" directive in)/,
        ),
        cause: "nginx cannot read the file ({text} this line).",
        advice: "Look for a missing ; or } in this line and the ones before it.",
    },
    {
        name: "nginx-unknown-variable",
        phases,
        matches: inOutput(/unknown "(?<variable>[^"]+)" variable/),
        cause: "nginx knows no variable ${variable}.",
        advice: "Correct its name; environment properties are no variables of nginx, and $ in a value cannot be escaped.",
    },
    {
        name: "nginx-certificate-missing",
        phases,
        matches: inOutput(/cannot load certificate(?: key)? "(?<file>[^"]+)"/),
        cause: "nginx cannot read the certificate {file}.",
        advice: "Certificates on the load balancer need none here (domain in the stack file); for TLS on the instance let environment.loadBalancer.endToEndTls make it, or write it in a prebuild hook.",
    },
    {
        name: "nginx-file-missing",
        phases,
        matches: inOutput(/\[emerg\][^\n]*open\(\) "(?<file>[^"]+)" failed \(2: No such file or directory\)/),
        cause: "nginx cannot open {file}.",
        advice: "Put the file below .platform/nginx, which is copied to /etc/nginx, and make folders of logs in a prebuild hook.",
    },
    {
        name: "nginx-port-in-use",
        phases,
        matches: inOutput(/bind\(\) to (?<address>\S+) failed \(98: Address already in use\)/),
        cause: "Something else listens on {address} already.",
        advice: "Bind the application to 127.0.0.1:8000, and leave port 80 to the proxy.",
    },
    {
        name: "nginx-conflicting-name",
        phases,
        matches: inOutput(/conflicting server name "(?<name>[^"]*)" on (?<address>\S+), ignored/),
        cause: "Two servers of nginx have the name {name} on {address}, and it ignores the second one.",
        advice: "Give one of them another name, or remove it; the platform's own server takes every name.",
    },
    {
        name: "request-too-large",
        phases,
        matches: inOutput(/client intended to send too large body: (?<bytes>\d+) bytes/),
        cause: "The proxy refused a request of {bytes} bytes with 413.",
        advice: "Raise app.proxy.maxBodyMb in the stack file.",
    },
];
