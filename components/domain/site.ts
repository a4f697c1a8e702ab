import * as pulumi from "@pulumi/pulumi";
import { hasCertificate, hasHttps } from "../beanstalk-environment/variables";
import { Certificate } from "../certificate/certificate";
import { zoneId } from "../lookups";
import type { Settings } from "../settings";
import { Domain } from "./domain";

/** The names of a site and the certificate for them. */
export interface Site {
    readonly certificateArn: pulumi.Output<string> | undefined;
    readonly zoneId: pulumi.Output<string> | undefined;
}

/** The certificate comes before the environment, which waits for it. A single instance has nothing to put it on. */
export function createCertificate(
    name: string,
    { settings, tags }: { settings: Settings; tags: Readonly<Record<string, string>> },
): Site {
    const { domain, environment } = settings;
    const { loadBalancer } = environment;
    const given = "certificateArn" in loadBalancer ? loadBalancer.certificateArn : undefined;
    const givenArn = given === undefined ? undefined : pulumi.output(given);
    if (domain === undefined) {
        return { certificateArn: givenArn, zoneId: undefined };
    }
    const zone = domain.zoneId === undefined ? zoneId(domain.zone, {}) : pulumi.output(domain.zoneId);
    if (givenArn !== undefined || !hasCertificate(settings)) {
        return { certificateArn: givenArn, zoneId: zone };
    }
    const certificate = new Certificate(name, {
        name: domain.name,
        alternativeNames: domain.alternativeNames,
        zoneId: zone,
        tags,
    });
    return { certificateArn: certificate.validatedArn, zoneId: zone };
}

/** The records come after the environment, whose name they lead to. */
export function createRecords(
    name: string,
    settings: Settings,
    site: Site,
    cname: pulumi.Output<string>,
): Domain | undefined {
    const { domain, region, environment } = settings;
    const { loadBalancer } = environment;
    if (domain === undefined || site.zoneId === undefined) {
        return undefined;
    }
    return new Domain(name, {
        names: [domain.name, ...domain.alternativeNames],
        zoneId: site.zoneId,
        region,
        dualStack: "ipAddressType" in loadBalancer && loadBalancer.ipAddressType === "dualstack",
        target: cname,
    });
}

/** Address under which people reach the site; a worker has none. */
export function siteUrl(settings: Settings, cname: pulumi.Output<string>): pulumi.Output<string> | undefined {
    if (settings.environment.tier.kind === "worker") {
        return undefined;
    }
    return pulumi.interpolate`${hasHttps(settings) ? "https" : "http"}://${settings.domain?.name ?? cname}`;
}
