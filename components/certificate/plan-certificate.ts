import { makesCertificate, siteNames } from "../beanstalk-environment/variables";
import { zoneOf, zonesOf } from "../domain/zones";
import type { Settings } from "../settings";

export interface Challenge {
    /** Name to validate. */
    readonly name: string;
    /** Name of the hosted zone that takes the record; undefined where that is not in Route 53. */
    readonly zone: string | undefined;
}

export interface CertificatePlan {
    readonly domainName: string;
    readonly alternativeNames: readonly string[];
    /** One per distinct record that ACM asks for. */
    readonly challenges: readonly Challenge[];
    readonly keyAlgorithm: string;
    readonly validationMinutes: number;
    /** Whether the update ends only when ACM has issued it. */
    readonly wait: boolean;
}

/**
 * The certificate that the stack makes, from its names alone: what ACM answers decides no resource.
 *
 * ACM gives a wildcard and the name it stands under the same challenge, so two records would collide.
 *
 * @returns undefined where there is nothing to put one on, or one is given
 */
export function planCertificate(settings: Pick<Settings, "domain" | "environment">): CertificatePlan | undefined {
    const { domain } = settings;
    if (domain === undefined || !makesCertificate(settings)) {
        return undefined;
    }
    const names = siteNames(settings);
    const challenged = [...new Set(names.map((each) => each.replace(/^\*\./, "")))].sort();
    const zones = zonesOf(domain);
    return {
        domainName: domain.name,
        alternativeNames: names.filter((each) => each !== domain.name).sort(),
        challenges: challenged.map((name) => ({ name, zone: zoneOf(name, zones)?.name })),
        ...domain.certificate,
        wait: domain.waitForCertificate,
    };
}

/** The part of ACM's answer that a validation record is made of. */
export interface ValidationOption {
    readonly domainName: string;
    readonly resourceRecordName: string;
    readonly resourceRecordType: string;
    readonly resourceRecordValue: string;
}

/**
 * The validation option of a challenge. ACM returns the options in no particular order, so they are found by name.
 *
 * @throws Error when ACM returned none for the name
 */
export function optionFor(challenge: string, options: readonly ValidationOption[]): ValidationOption {
    const option =
        options.find(({ domainName }) => domainName === challenge) ??
        options.find(({ domainName }) => domainName === `*.${challenge}`);
    if (option === undefined) {
        throw new Error(`ACM returned no validation record for ${challenge}.`);
    }
    return option;
}

/** A DNS record as a form for one asks for it. */
export interface ValidationRecord {
    readonly name: string;
    readonly type: string;
    readonly value: string;
}

/** The records that ACM looks for, one a challenge. */
export const validationRecords = (
    challenges: readonly Challenge[],
    options: readonly ValidationOption[],
): ValidationRecord[] =>
    challenges.map(({ name }) => {
        const { resourceRecordName, resourceRecordType, resourceRecordValue } = optionFor(name, options);
        return { name: resourceRecordName, type: resourceRecordType, value: resourceRecordValue };
    });

/**
 * What to say before an update waits for ACM, which tells nothing itself: the provider's error is a time-out.
 *
 * https://docs.aws.amazon.com/acm/latest/userguide/troubleshooting-DNS-validation.html
 */
export function waitingMessage(
    { domainName, challenges, validationMinutes }: CertificatePlan,
    records: readonly ValidationRecord[],
): string {
    const zones = [...new Set(challenges.flatMap(({ zone }) => (zone === undefined ? [] : [zone])))];
    const first = `Waiting up to ${validationMinutes} minutes for ACM to issue the certificate of ${domainName}.`;
    return zones.length === 0
        ? [
              `${first} It looks for these records; create those that are not there yet:`,
              ...records.map(({ name, type, value }) => `  ${name} ${type} ${value}`),
          ].join("\n")
        : `${first} It takes minutes, unless the internet asks other name servers than the zone's: the output of ` +
              `${zones.map((zone) => `\`dig +short NS ${zone}\``).join(" and ")} has to be the name servers that Route 53 shows for the zone. ` +
              "A CAA record that does not allow amazon.com is the next usual cause.";
}

/** ARN of a certificate that the stack file names instead of having one made. */
export const givenCertificateArn = ({
    environment: { loadBalancer },
}: Pick<Settings, "environment">): string | undefined =>
    "certificateArn" in loadBalancer ? loadBalancer.certificateArn : undefined;
