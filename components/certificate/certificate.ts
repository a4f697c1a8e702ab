import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { optionFor, planCertificate } from "./plan-certificate";

export interface CertificateArgs {
    readonly name: string;
    readonly alternativeNames: readonly string[];
    readonly zoneId: pulumi.Input<string>;
    readonly tags: Readonly<Record<string, string>>;
}

/** A certificate of ACM, validated by records in Route 53. It must be in the region of the load balancer, so it has no region of its own. */
export class Certificate extends pulumi.ComponentResource {
    /** Known once ACM has issued the certificate; a listener with an unvalidated one fails. */
    readonly validatedArn: pulumi.Output<string>;

    constructor(name: string, args: CertificateArgs, opts?: pulumi.ComponentResourceOptions) {
        super("django-beanstalk:certificate:Certificate", name, args, opts);
        const plan = planCertificate(args.name, args.alternativeNames);
        const certificate = new aws.acm.Certificate(
            name,
            {
                domainName: plan.domainName,
                subjectAlternativeNames: [...plan.alternativeNames],
                validationMethod: "DNS",
                tags: args.tags,
            },
            { parent: this },
        );
        const records = plan.challenges.map((challenge) =>
            createRecord(`${name}-${challenge}`, challenge, certificate, args.zoneId, { parent: this }),
        );
        const validation = new aws.acm.CertificateValidation(
            `${name}-validation`,
            { certificateArn: certificate.arn, validationRecordFqdns: records.map(({ fqdn }) => fqdn) },
            { parent: this },
        );
        this.validatedArn = validation.certificateArn;
        this.registerOutputs({ validatedArn: this.validatedArn });
    }
}

function createRecord(
    name: string,
    challenge: string,
    certificate: aws.acm.Certificate,
    zoneId: pulumi.Input<string>,
    opts: pulumi.CustomResourceOptions,
): aws.route53.Record {
    const option = certificate.domainValidationOptions.apply((options) => optionFor(challenge, options));
    return new aws.route53.Record(
        name,
        {
            zoneId,
            name: option.resourceRecordName,
            type: option.resourceRecordType,
            records: [option.resourceRecordValue],
            ttl: 60,
            // Two stacks with the same name share the record.
            allowOverwrite: true,
        },
        opts,
    );
}
