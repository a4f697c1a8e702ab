import { listenerTls } from "../../../policies/rules/listener-tls";
import { secret, unknown } from "../../support/policy-runner";
import { itJudges, Scenario } from "../scenarios";

const modern = "ELBSecurityPolicy-TLS13-1-2-2021-06";
const policy = (state: string) =>
    `sslPolicy ${state}; wanted: such a policy, "${modern}" for one. Left out, AWS takes ELBSecurityPolicy-2016-08, which admits TLS 1.0. ` +
    `In this project: environment.loadBalancer.ownListener: {tlsPolicy: ${modern}}. In any other program: sslPolicy: "${modern}".`;
const oldPolicy = policy("is not a policy of TLS 1.2 and newer");
const http = (state: string) =>
    `The listener answers over plain HTTP, and that it only redirects to HTTPS ${state}; wanted: one default action, a redirect to protocol HTTPS and its ` +
    "port. In this project: environment.loadBalancer.ownListener, which speaks HTTPS. In any other program: " +
    'protocol: "HTTPS", or defaultActions: [{type: "redirect", redirect: {protocol: "HTTPS", port: "443", statusCode: "HTTP_301"}}].';
const noRedirect = http("is not so");
const hiddenRedirect = http("cannot be proven: its actions are not known in this preview");

const listener = (props: Record<string, unknown>, module = "lb") => [
    { type: `aws:${module}/listener:Listener`, name: "listener", props: { port: 443, ...props } },
];
const secure = { protocol: "HTTPS", sslPolicy: modern, defaultActions: [{ type: "forward" }] };
const redirect = { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" };
const redirecting = (change: Record<string, unknown> = {}) =>
    listener({
        port: 80,
        protocol: "HTTP",
        defaultActions: [{ type: "redirect", redirect: { ...redirect, ...change } }],
    });
const withActions = (defaultActions: unknown) => listener({ port: 80, protocol: "HTTP", defaultActions });

const aliases: Scenario[] = ["lb", "alb", "elasticloadbalancingv2", "applicationloadbalancing"].map((module) => ({
    title: `${module} is the same`,
    stack: () => listener({ ...secure, sslPolicy: undefined }, module),
    finds: [policy("is not set")],
}));

describe("listener-tls", () => {
    describe("with TLS", () => {
        itJudges(listenerTls, [
            ...aliases,
            { title: "a modern policy is right", stack: () => listener(secure), reads: ["listener.sslPolicy"] },
            {
                title: "so it is on a network load balancer",
                stack: () => listener({ ...secure, protocol: "TLS" }),
                reads: ["listener.sslPolicy"],
            },
            {
                title: "one that admits TLS 1.1 is wrong, whatever its name begins with",
                stack: () => listener({ ...secure, sslPolicy: "ELBSecurityPolicy-TLS13-1-0-2021-06" }),
                finds: [oldPolicy],
            },
            {
                title: "so it is with a small protocol",
                stack: () => listener({ ...secure, protocol: "https", sslPolicy: "ELBSecurityPolicy-2016-08" }),
                finds: [oldPolicy],
            },
            {
                title: "an unknown policy is not proven",
                stack: () => listener({ ...secure, sslPolicy: unknown }),
                finds: [
                    policy(
                        "is not known in this preview, so that it is a policy of TLS 1.2 and newer cannot be proven",
                    ),
                ],
            },
            {
                title: "a secret is wrong and not repeated",
                stack: () => listener({ ...secure, sslPolicy: secret("hunter2") }),
                finds: [oldPolicy],
            },
            {
                title: "an unknown protocol is not proven",
                stack: () => listener({ ...secure, protocol: unknown }),
                finds: [
                    "That protocol is HTTPS or TLS cannot be proven: it is not known in this preview. In this project: environment.loadBalancer.ownListener, which " +
                        `speaks HTTPS. In any other program: protocol: "HTTPS", sslPolicy: "${modern}".`,
                ],
            },
            {
                title: "a dev stack is only told",
                stage: "dev",
                stack: () => listener({ ...secure, sslPolicy: undefined }),
                finds: [policy("is not set")],
            },
        ]);
    });

    describe("with HTTP", () => {
        itJudges(listenerTls, [
            // It is not all plain HTTP that is wrong, nor is every redirect right.
            {
                title: "a redirect to HTTPS is right",
                stack: () => redirecting(),
                reads: ["listener.defaultActions.0.redirect.protocol"],
            },
            {
                title: "a redirect to HTTP is wrong",
                stack: () => redirecting({ protocol: "HTTP" }),
                finds: [noRedirect],
            },
            {
                title: "a redirect that keeps the protocol is wrong",
                stack: () => redirecting({ protocol: "#{protocol}" }),
                finds: [noRedirect],
            },
            {
                title: "a redirect that keeps the port is wrong",
                stack: () => redirecting({ port: "#{port}" }),
                finds: [noRedirect],
            },
            {
                title: "a redirect without a port keeps it",
                stack: () => redirecting({ port: undefined }),
                finds: [noRedirect],
            },
            {
                title: "a redirect to another port is right",
                stack: () => redirecting({ port: "8443" }),
                reads: ["listener.defaultActions.0.redirect.port"],
            },
            { title: "a forward is wrong", stack: () => withActions([{ type: "forward" }]), finds: [noRedirect] },
            {
                title: "two actions are wrong",
                stack: () => withActions([{ type: "authenticate-oidc" }, { type: "redirect", redirect }]),
                finds: [noRedirect],
            },
            { title: "no action is wrong", stack: () => withActions(undefined), finds: [noRedirect] },
            {
                title: "without a protocol it is HTTP",
                stack: () => listener({ defaultActions: [{ type: "forward" }] }),
                finds: [noRedirect],
            },
            { title: "unknown actions are not proven", stack: () => withActions(unknown), finds: [hiddenRedirect] },
            { title: "nor is an unknown action", stack: () => withActions([unknown]), finds: [hiddenRedirect] },
            { title: "nor an unknown redirect", stack: () => redirecting({ port: unknown }), finds: [hiddenRedirect] },
        ]);
    });

    describe("without either", () => {
        itJudges(listenerTls, [
            {
                title: "a network load balancer that passes connections on is right",
                stack: () => listener({ protocol: "TCP" }),
                reads: ["listener.protocol"],
            },
            {
                title: "so is one for gateways, which has neither port nor protocol",
                stack: () => listener({ port: undefined }),
                reads: ["listener.port"],
            },
        ]);
    });
});
