import { resource } from "../factories/cloudformation";
import { configFile } from "../factories/config-file";
import type { ConfigFile } from "../model";

export type MutualTlsPlan =
    | { readonly mode: "passthrough" }
    | { readonly mode: "verify"; readonly advertiseNames: boolean; readonly allowExpired: boolean };

/** The option by which the environment is told the trust store, whose ARN nobody knows when the bundle is written. */
export const trustStoreOption = {
    namespace: "aws:elasticbeanstalk:customoption",
    name: "ClientTrustStoreArn",
} as const;

/**
 * Lets the port-443 listener of the environment's own application load balancer ask clients for a certificate, for which Elastic Beanstalk has no option. Its logical
 * id is not among those that AWS documents; it is the one that environments report for the options of aws:elbv2:listener:443 (assumed, not seen on an account of ours).
 * The properties are laid over those that the options make.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-elasticloadbalancingv2-listener-mutualauthentication.html
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/configuration-options-custom.html
 */
export const mutualTls = (plan: MutualTlsPlan): ConfigFile =>
    configFile("21-mutual-tls", "asks clients for a certificate on port 443 of the load balancer", [
        resource("AWSEBV2LoadBalancerListener443", "AWS::ElasticLoadBalancingV2::Listener", {
            MutualAuthentication: plan.mode === "passthrough" ? { Mode: "passthrough" } : verify(plan),
        }),
    ]);

const verify = ({ advertiseNames, allowExpired }: Extract<MutualTlsPlan, { mode: "verify" }>) => ({
    Mode: "verify",
    TrustStoreArn: {
        "Fn::GetOptionSetting": { Namespace: trustStoreOption.namespace, OptionName: trustStoreOption.name },
    },
    AdvertiseTrustStoreCaNames: advertiseNames ? "on" : "off",
    IgnoreClientCertificateExpiry: allowExpired,
});
