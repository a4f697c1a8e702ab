import { securityHub } from "../frameworks";
import { advisoryInDev } from "../levels";
import { listenerTypes } from "../read/load-balancers";
import { peek, Peeked, peekText } from "../read/peek";
import { defaultTlsPolicy, modernTlsPolicies, recommendedTlsPolicy } from "../read/tls-policies";
import { wordOf } from "../read/word";
import type { Rule } from "../rule";

type Props = Readonly<Record<string, unknown>>;

const remedy = (here: string, there: string) => `In this project: ${here}. In any other program: ${there}.`;

export const listenerTls: Rule = {
    name: "listener-tls",
    displayName: "TLS of listeners",
    description:
        "A listener of a load balancer of the stack speaks TLS 1.2 or newer, or does nothing but redirect to HTTPS; a shared load balancer is such a one.",
    // Without a domain there is no certificate.
    levels: advisoryInDev,
    severity: "high",
    framework: securityHub(
        "ELB.18",
        "Application and Network Load Balancer listeners should use secure protocols to encrypt data in transit",
    ),
    standards: ["ELB.1", "ELB.17", "CKV_AWS_2", "CKV_AWS_103"],
    remediationSteps: `Set protocol to "HTTPS" and sslPolicy to "${recommendedTlsPolicy}", or redirect to HTTPS as the one default action.`,
    url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html",
    tags: ["load-balancer", "tls"],
    sees: "resource",
    types: listenerTypes,
    judge({ props }) {
        const protocol = peek(props, "protocol");
        switch (protocol.kind) {
            case "unknown":
                return [`That protocol is HTTPS or TLS cannot be proven: it is not known in this preview. ${useTls}`];
            case "absent":
                // A gateway load balancer's listener has neither port nor protocol; else HTTP is the default.
                return peek(props, "port").kind === "absent" ? [] : judgeHttp(props);
            case "known":
                return judgeProtocol(wordOf(protocol.value).toUpperCase(), props);
        }
    },
};

const useTls = remedy(
    "environment.loadBalancer.ownListener, which speaks HTTPS",
    `protocol: "HTTPS", sslPolicy: "${recommendedTlsPolicy}"`,
);

function judgeProtocol(protocol: string, props: Props): string[] {
    switch (protocol) {
        case "HTTP":
            return judgeHttp(props);
        case "HTTPS":
        case "TLS":
            return judgePolicy(props);
        default:
            // A network load balancer passes the others on, so that what they carry is the targets' affair.
            return [];
    }
}

function judgePolicy(props: Props): string[] {
    const policy = peek(props, "sslPolicy");
    if (policy.kind === "known" && typeof policy.value === "string" && modernTlsPolicies.has(policy.value)) {
        return [];
    }
    return [
        `sslPolicy ${stateOf(policy, "a policy of TLS 1.2 and newer")}; wanted: such a policy, "${recommendedTlsPolicy}" for one. Left out, AWS takes ` +
            `${defaultTlsPolicy}, which admits TLS 1.0. ` +
            remedy(
                `environment.loadBalancer.ownListener: {tlsPolicy: ${recommendedTlsPolicy}}`,
                `sslPolicy: "${recommendedTlsPolicy}"`,
            ),
    ];
}

/** Plain HTTP is for sending browsers on. A redirect that leaves out the port keeps that of the request, 80, where nothing speaks HTTPS. */
function judgeHttp(props: Props): string[] {
    const actions = peek(props, "defaultActions");
    const only =
        actions.kind === "known" && Array.isArray(actions.value) && actions.value.length === 1
            ? peek(actions.value, 0)
            : undefined;
    if (only?.kind === "known" && isRedirect(only.value)) {
        return [];
    }
    return [
        `The listener answers over plain HTTP, and that it only redirects to HTTPS ${isHidden(actions, only) ? "cannot be proven: its actions are not known in this preview" : "is not so"}; ` +
            `wanted: one default action, a redirect to protocol HTTPS and its port. ${remedy(
                "environment.loadBalancer.ownListener, which speaks HTTPS",
                'protocol: "HTTPS", or defaultActions: [{type: "redirect", redirect: {protocol: "HTTPS", port: "443", statusCode: "HTTP_301"}}]',
            )}`,
    ];
}

function isRedirect(action: unknown): boolean {
    const redirect = peek(action, "redirect");
    const port = redirect.kind === "known" ? peek(redirect.value, "port") : redirect;
    return (
        peekText(action, "type") === "redirect" &&
        redirect.kind === "known" &&
        peekText(redirect.value, "protocol") === "HTTPS" &&
        port.kind === "known" &&
        !["#{port}", "80", ""].includes(wordOf(port.value))
    );
}

function isHidden(actions: Peeked, only: Peeked | undefined): boolean {
    if (actions.kind === "unknown" || only?.kind === "unknown") {
        return true;
    }
    const redirect = only?.kind === "known" ? peek(only.value, "redirect") : undefined;
    const parts = redirect?.kind === "known" ? ["protocol", "port"].map((key) => peek(redirect.value, key)) : [];
    const type = only?.kind === "known" ? peek(only.value, "type") : undefined;
    return [redirect, type, ...parts].some((it) => it?.kind === "unknown");
}

function stateOf({ kind }: Peeked, wanted: string): string {
    return {
        absent: "is not set",
        unknown: `is not known in this preview, so that it is ${wanted} cannot be proven`,
        known: `is not ${wanted}`,
    }[kind];
}
