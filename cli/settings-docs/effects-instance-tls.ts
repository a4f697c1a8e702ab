import { Effect, Effects } from "./effect";

const version: Effect = { does: ["newVersion"] };

export const instanceTlsEffects: Effects = {
    "environment.loadBalancer.tlsOnInstances.certificateSecretArn": {
        does: ["inPlace", "newVersion"],
        note: "With the first one, ports and version change one after the other: until both are there instances count as unhealthy, so move a site that serves by blue/green. Another secret is a new version alone. New contents of the same one count from the next deployment or change of the configuration on.",
        options: [
            "aws:elasticbeanstalk:environment:process:default / Port",
            "aws:elbv2:listener:default / DefaultProcess",
        ],
    },
    "environment.loadBalancer.tlsOnInstances.kmsKeyArn": { does: ["inPlace"] },
    "environment.loadBalancer.tlsOnInstances.clientCertificates.verify": version,
    "environment.loadBalancer.tlsOnInstances.clientCertificates.authorities": version,
    "environment.loadBalancer.tlsOnInstances.clientCertificates.depth": version,
};
