import { Effect, Effects } from "./effect";

const trustStore: Effect = { does: ["inPlace"], note: "The load balancer's trust store gets other contents." };
const listener: Effect = { does: ["newVersion"], note: "The new version changes the load balancer's listener." };

const ownListener: Effect = { does: ["inPlace"], note: "The listener is the stack's own." };

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/configuring-mtls-with-elb.html */
export const mutualTlsEffects: Effects = {
    "environment.loadBalancer.ownListener.certificateArn": ownListener,
    "environment.loadBalancer.ownListener.tlsPolicy": ownListener,
    "environment.loadBalancer.ownListener.mutualTls.mode": ownListener,
    "environment.loadBalancer.ownListener.mutualTls.authorities.from": trustStore,
    "environment.loadBalancer.ownListener.mutualTls.authorities.path": trustStore,
    "environment.loadBalancer.ownListener.mutualTls.authorities.bucket": trustStore,
    "environment.loadBalancer.ownListener.mutualTls.authorities.key": trustStore,
    "environment.loadBalancer.ownListener.mutualTls.authorities.versionId": trustStore,
    "environment.loadBalancer.ownListener.mutualTls.revocations": trustStore,
    "environment.loadBalancer.ownListener.mutualTls.advertiseNames": ownListener,
    "environment.loadBalancer.ownListener.mutualTls.allowExpired": ownListener,
    "environment.loadBalancer.mutualTls.mode": {
        ...listener,
        options: ["aws:elasticbeanstalk:customoption / ClientTrustStoreArn"],
    },
    "environment.loadBalancer.mutualTls.authorities.from": trustStore,
    "environment.loadBalancer.mutualTls.authorities.path": trustStore,
    "environment.loadBalancer.mutualTls.authorities.bucket": trustStore,
    "environment.loadBalancer.mutualTls.authorities.key": trustStore,
    "environment.loadBalancer.mutualTls.authorities.versionId": trustStore,
    "environment.loadBalancer.mutualTls.revocations": trustStore,
    "environment.loadBalancer.mutualTls.advertiseNames": listener,
    "environment.loadBalancer.mutualTls.allowExpired": listener,
};
