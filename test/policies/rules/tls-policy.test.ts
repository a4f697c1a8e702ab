import { tlsPolicy } from "../../../policies/rules/tls-policy";
import { secret, unknown } from "../../support/policy-runner";
import { environment } from "../sample-stack";
import { itJudges, Scenario } from "../scenarios";

const option = "aws:elbv2:listener:443/SSLPolicy";
const protocol = "aws:elbv2:listener:443/Protocol";
const rest =
    '; wanted: such a policy, "ELBSecurityPolicy-TLS13-1-2-2021-06" for one. Left out, AWS takes ' +
    "ELBSecurityPolicy-2016-08, which admits TLS 1.0. In this project: environment.loadBalancer: {kind: dedicated, " +
    "tlsPolicy: ELBSecurityPolicy-TLS13-1-2-2021-06}. In any other program, in the environment's settings: " +
    '{namespace: "aws:elbv2:listener:443", name: "SSLPolicy", value: "ELBSecurityPolicy-TLS13-1-2-2021-06"}.';
const wrong = `${option} is not a policy of TLS 1.2 and newer${rest}`;

const right = (policy: string): Scenario => ({
    title: `${policy} is right`,
    stack: () => [environment({ [option]: policy })],
    reads: [`env ${option}`],
});
const old = (policy: string): Scenario => ({
    title: `${policy} is wrong`,
    stack: () => [environment({ [option]: policy })],
    finds: [wrong],
});

describe("tls-policy", () => {
    itJudges(tlsPolicy, [
        {
            title: "absent is an old policy",
            stack: () => [environment({ [option]: undefined })],
            finds: [`${option} is not set${rest}`],
        },
        ...[
            "ELBSecurityPolicy-TLS13-1-2-2021-06",
            "ELBSecurityPolicy-TLS13-1-3-2021-06",
            "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-2-Ext0-FIPS-2023-04",
            "ELBSecurityPolicy-TLS-1-2-2017-01",
            "ELBSecurityPolicy-FS-1-2-Res-2020-10",
            "ELBSecurityPolicy-TLS13-1-2-RFC9151-INTEROP4-FIPS-2023-07",
            "ELBSecurityPolicy-TLS13-1-3-RFC9151-FIPS-2023-07",
        ].map(right),
        // The two with TLS13 in front admit TLS 1.0 and 1.1; a test of the name's beginning lets them pass.
        ...[
            "ELBSecurityPolicy-2016-08",
            "ELBSecurityPolicy-TLS13-1-0-2021-06",
            "ELBSecurityPolicy-TLS13-1-1-2021-06",
            "ELBSecurityPolicy-TLS-1-1-2017-01",
            "ELBSecurityPolicy-FS-2018-06",
            "ELBSecurityPolicy-TLS13-1-2",
            "",
        ].map(old),
        {
            title: "two contradicting policies are wrong",
            stack: () => [
                environment({ [option]: ["ELBSecurityPolicy-TLS13-1-2-2021-06", "ELBSecurityPolicy-2016-08"] }),
            ],
            finds: [`${option} is set 2 times and not always a policy of TLS 1.2 and newer${rest}`],
        },
        {
            title: "an unknown policy is not proven",
            stack: () => [environment({ [option]: unknown })],
            finds: [
                `${option} is not known in this preview, so that it is a policy of TLS 1.2 and newer cannot be proven${rest}`,
            ],
        },
        {
            title: "an unknown protocol may be HTTPS",
            stack: () => [environment({ [protocol]: unknown, [option]: undefined })],
            finds: [`${option} is not set${rest}`],
        },
        {
            title: "a secret policy is not repeated",
            stack: () => [environment({ [option]: secret("hunter2") })],
            finds: [wrong],
        },
        {
            title: "without HTTPS there is no policy; https-listener says so",
            stack: () => [environment({ [protocol]: "HTTP", [option]: undefined })],
            reads: [`env ${protocol}`],
        },
        {
            title: "the listener of a shared load balancer is not the environment's",
            stack: () => [
                environment({ "aws:elasticbeanstalk:environment/LoadBalancerIsShared": "true", [option]: undefined }),
            ],
            reads: ["env aws:elasticbeanstalk:environment/LoadBalancerIsShared"],
        },
        {
            title: "a classic one has no such option",
            stack: () => [
                environment({ "aws:elasticbeanstalk:environment/LoadBalancerType": "classic", [option]: undefined }),
            ],
            reads: ["env aws:elasticbeanstalk:environment/LoadBalancerType"],
        },
        {
            title: "a network load balancer that ends TLS is asked for the same",
            stack: () => [
                environment({
                    "aws:elasticbeanstalk:environment/LoadBalancerType": "network",
                    [protocol]: "TLS",
                    [option]: "ELBSecurityPolicy-2016-08",
                }),
            ],
            finds: [wrong],
        },
        {
            title: "a listener on another port is asked for the same",
            stack: () => [environment({ "aws:elbv2:listener:8443/Protocol": "HTTPS" })],
            finds: [`${option} is not set${rest}`.replaceAll("listener:443", "listener:8443")],
        },
        {
            title: "unless it is off",
            stack: () => [
                environment({
                    "aws:elbv2:listener:8443/Protocol": "HTTPS",
                    "aws:elbv2:listener:8443/ListenerEnabled": "false",
                }),
            ],
            reads: ["env aws:elbv2:listener:8443/ListenerEnabled"],
        },
    ]);
});
