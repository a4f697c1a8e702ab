import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { CertificatePlan, optionFor, ValidationRecord, validationRecords } from "./plan-certificate";
import { waitingHook } from "./waiting-hook";

export interface CertificateArgs {
    readonly plan: CertificatePlan;
    /** Ids of the zones, by name. */
    readonly zoneIds: Readonly<Record<string, pulumi.Input<string>>>;
    readonly tags: Readonly<Record<string, string>>;
}

/**
 * A certificate of ACM, validated by DNS records. It must be in the region of the load balancer, so it has no region of its own.
 *
 * Other names are another certificate. The engine makes and validates it first, then updates the environment, which depends on the validation, and deletes
 * the old one at the end: ACM deletes none that a listener still has.
 */
export class Certificate extends pulumi.ComponentResource {
    /** Known once ACM has issued the certificate; a listener with an unvalidated one fails. Undefined where the stack does not wait for it. */
    readonly validatedArn: pulumi.Output<string> | undefined;
    /** What proves to ACM that the names are the user's. */
    readonly records: pulumi.Output<ValidationRecord[]>;

    constructor(name: string, args: CertificateArgs, opts?: pulumi.ComponentResourceOptions) {
        super("django-beanstalk:certificate:Certificate", name, args, opts);
        const certificate = createCertificate(name, args, { parent: this });
        const { challenges } = args.plan;
        this.records = certificate.domainValidationOptions.apply((options) => validationRecords(challenges, options));
        const records = challenges.flatMap((challenge) => createRecord(name, challenge, certificate, args, this));
        this.validatedArn = createValidation(name, { ...args, certificate, records, wanted: this.records }, this);
        this.registerOutputs({ validatedArn: this.validatedArn });
    }
}

function createCertificate(
    name: string,
    { plan, tags }: CertificateArgs,
    opts: pulumi.CustomResourceOptions,
): aws.acm.Certificate {
    return new aws.acm.Certificate(
        name,
        {
            domainName: plan.domainName,
            subjectAlternativeNames: [...plan.alternativeNames],
            validationMethod: "DNS",
            keyAlgorithm: plan.keyAlgorithm,
            // Browsers warn of a certificate that is in no public log.
            options: { certificateTransparencyLoggingPreference: "ENABLED" },
            tags,
        },
        opts,
    );
}

/** @returns nothing where the zone is not in Route 53 */
function createRecord(
    name: string,
    { name: challenge, zone }: CertificatePlan["challenges"][number],
    certificate: aws.acm.Certificate,
    { zoneIds }: CertificateArgs,
    parent: pulumi.Resource,
): aws.route53.Record[] {
    const zoneId = zone === undefined ? undefined : zoneIds[zone];
    if (zoneId === undefined) {
        return [];
    }
    const option = certificate.domainValidationOptions.apply((options) => optionFor(challenge, options));
    return [
        new aws.route53.Record(
            `${name}-${challenge}`,
            {
                zoneId,
                name: option.resourceRecordName,
                type: option.resourceRecordType,
                records: [option.resourceRecordValue],
                ttl: 60,
                // Two stacks with the same name share the record.
                allowOverwrite: true,
            },
            // It is worth nothing without its certificate, and the other stack's certificate is renewed by it.
            { parent, retainOnDelete: true },
        ),
    ];
}

interface ValidationArgs extends CertificateArgs {
    readonly certificate: aws.acm.Certificate;
    readonly records: readonly aws.route53.Record[];
    readonly wanted: pulumi.Output<ValidationRecord[]>;
}

/** @returns nothing where the stack does not wait */
function createValidation(
    name: string,
    { plan, certificate, records, wanted }: ValidationArgs,
    parent: pulumi.Resource,
): pulumi.Output<string> | undefined {
    if (!plan.wait) {
        return undefined;
    }
    const validation = new aws.acm.CertificateValidation(
        `${name}-validation`,
        {
            certificateArn: certificate.arn,
            // Without records of its own the provider only waits.
            ...(records.length === 0 ? {} : { validationRecordFqdns: records.map(({ fqdn }) => fqdn) }),
        },
        {
            parent,
            customTimeouts: { create: `${plan.validationMinutes}m` },
            hooks: { beforeCreate: [waitingHook(name, plan, wanted, parent)] },
        },
    );
    return validation.certificateArn;
}
