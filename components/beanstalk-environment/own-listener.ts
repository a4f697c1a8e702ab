import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../settings";
import { sharedListenerPort } from "./plan-load-balancer";

export interface OwnListenerArgs {
    readonly settings: Settings;
    readonly clientTrustStoreArn: pulumi.Output<string> | undefined;
    readonly tags: Readonly<Record<string, string>>;
}

/**
 * A listener of the stack's own on a shared load balancer, to which Elastic Beanstalk adds the environment's rule. What no rule takes is nobody's.
 *
 * @returns nothing where the listener is the owner's
 */
export function createOwnListener(
    name: string,
    { settings, clientTrustStoreArn, tags }: OwnListenerArgs,
    opts: pulumi.CustomResourceOptions,
): aws.lb.Listener[] {
    const { loadBalancer } = settings.environment;
    if (loadBalancer.kind !== "shared" || loadBalancer.ownListener === undefined) {
        return [];
    }
    const { certificateArn, tlsPolicy, mutualTls } = loadBalancer.ownListener;
    const mutualAuthentication = mutualTls === undefined ? undefined : authentication(mutualTls, clientTrustStoreArn);
    return [
        new aws.lb.Listener(
            `${name}-listener`,
            {
                loadBalancerArn: loadBalancer.arn,
                port: sharedListenerPort(settings, loadBalancer),
                protocol: "HTTPS",
                sslPolicy: tlsPolicy,
                certificateArn,
                ...(mutualAuthentication === undefined ? {} : { mutualAuthentication }),
                defaultActions: [
                    { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "404" } },
                ],
                tags,
            },
            opts,
        ),
    ];
}

type OwnListener = NonNullable<Extract<Settings["environment"]["loadBalancer"], { kind: "shared" }>["ownListener"]>;

function authentication(
    mutualTls: NonNullable<OwnListener["mutualTls"]>,
    trustStoreArn: pulumi.Output<string> | undefined,
): aws.types.input.lb.ListenerMutualAuthentication {
    return mutualTls.mode === "passthrough"
        ? { mode: "passthrough" }
        : {
              mode: "verify",
              trustStoreArn,
              advertiseTrustStoreCaNames: mutualTls.advertiseNames ? "on" : "off",
              ignoreClientCertificateExpiry: mutualTls.allowExpired,
          };
}
