export interface CertificatePlan {
    readonly domainName: string;
    readonly alternativeNames: readonly string[];
    /** Names to validate, one per distinct challenge. */
    readonly challenges: readonly string[];
}

/** ACM gives a wildcard and the name it stands under the same challenge, so two records would collide. */
export function planCertificate(name: string, alternativeNames: readonly string[]): CertificatePlan {
    const others = [...new Set(alternativeNames)].filter((other) => other !== name).sort();
    const challenges = [...new Set([name, ...others].map((each) => each.replace(/^\*\./, "")))].sort();
    return { domainName: name, alternativeNames: others, challenges };
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
