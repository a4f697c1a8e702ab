import { beanstalkZones } from "../../../components/domain/beanstalk-zones";
import type { Account } from "../account";
import { arn, digits, ResourceTypes } from "../resource-type";
import { isRecord, Properties, textOf } from "../values";

const certificate = "aws:acm/certificate:Certificate";
const validation = "aws:acm/certificateValidation:CertificateValidation";
const record = "aws:route53/record:Record";
const environment = "aws:elasticbeanstalk/environment:Environment";

/**
 * Certificates of ACM, zones, records and health checks of Route 53. What replaces a resource is ForceNew in the provider's source.
 *
 * https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/acm
 * https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/route53
 */
export const domain: ResourceTypes = {
    [certificate]: {
        replaces: ["domainName", "subjectAlternativeNames", "validationMethod", "keyAlgorithm", "region"],
        id: (inputs, place, seed) =>
            arn(place, "acm", `certificate/${digits(seed + JSON.stringify(namesOf(inputs)), 32)}`),
        outputs: (inputs, id) => ({
            arn: id,
            status: "PENDING_VALIDATION",
            domainValidationOptions: validationOptions(inputs),
        }),
        facts: (inputs) => ({ names: namesOf(inputs).join(",") }),
        refuseDelete: (id, _, account) =>
            account.all(environment).some(([, { certificates }]) => String(certificates).split(",").includes(id))
                ? `ResourceInUseException: Certificate ${id} in account is in use.`
                : undefined,
    },
    [validation]: {
        replaces: ["certificateArn", "validationRecordFqdns"],
        id: (inputs) => digits(textOf(inputs, "certificateArn"), 26),
        outputs: () => ({}),
        facts: (inputs) => ({ certificate: textOf(inputs, "certificateArn") }),
        refuseCreate: refuseValidation,
    },
    "aws:route53/zone:Zone": {
        replaces: ["name"],
        id: (inputs) => `Z${digits(textOf(inputs, "name"), 13).toUpperCase()}`,
        outputs: (_, id) => ({
            arn: `arn:aws:route53:::hostedzone/${id}`,
            zoneId: id,
            nameServers: ["ns-1.awsdns-01.org", "ns-2.awsdns-02.com"],
        }),
    },
    [record]: {
        // Another type or set is deleted and created in one batch, as an update.
        replaces: ["zoneId", "name"],
        id: recordId,
        outputs: (inputs) => ({ fqdn: textOf(inputs, "name").replace(/\.$/, "") }),
        facts: (inputs) => ({ name: recordId(inputs), group: groupOf(inputs), routing: routingOf(inputs) }),
        refuseCreate: (inputs, account) =>
            (inputs["allowOverwrite"] === true ? undefined : taken(inputs, account)) ?? refuseRecord(inputs, account),
        refuseUpdate: (inputs, account, before) =>
            (recordId(inputs) === recordId(before) ? undefined : taken(inputs, account)) ??
            refuseRecord(inputs, account, recordId(before)),
    },
    "aws:route53/healthCheck:HealthCheck": {
        replaces: ["type", "requestInterval", "measureLatency", "referenceName", "routingControlArn"],
        defaults: { disabled: false, measureLatency: false },
        id: (_, __, seed) => digits(seed, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
        outputs: (_, id) => ({ arn: `arn:aws:route53:::healthcheck/${id}` }),
    },
};

/** Every name once, the first one first. */
const namesOf = (inputs: Properties): string[] => [
    ...new Set([textOf(inputs, "domainName"), ...textsOf(inputs, "subjectAlternativeNames")]),
];

function textsOf(inputs: Properties, key: string): string[] {
    const value: unknown = inputs[key];
    return Array.isArray(value) ? value.map(String) : [];
}

/** One option a name; a wildcard and the name it stands under share their record, as with ACM. */
const validationOptions = (inputs: Properties): Properties[] =>
    namesOf(inputs).map((domainName) => {
        const base = domainName.replace(/^\*\./, "");
        return {
            domainName,
            resourceRecordName: challengeOf(domainName),
            resourceRecordType: "CNAME",
            resourceRecordValue: `_${digits(`${base} value`, 32)}.acm-validations.aws.`,
        };
    });

function challengeOf(domainName: string): string {
    const base = domainName.replace(/^\*\./, "");
    return `_${digits(base, 32)}.${base}.`;
}

/** ACM finds what the records are of at once; nothing can be found below a top-level domain that RFC 2606 keeps free. */
function refuseValidation(inputs: Properties, account: Account): string | undefined {
    const id = textOf(inputs, "certificateArn");
    const names = String(account.find(certificate, id)?.["names"] ?? "").split(",");
    const given = textsOf(inputs, "validationRecordFqdns").map(withoutDot);
    const missing = names
        .filter((name) => name !== "" && given.length > 0 && !given.includes(withoutDot(challengeOf(name))))
        .map((name) => `missing ${name} DNS validation record: ${withoutDot(challengeOf(name))}`);
    if (missing.length > 0) {
        return missing.join("\n");
    }
    return names.some((name) => name.endsWith(".invalid"))
        ? `waiting for ACM Certificate (${id}) to be issued: timeout while waiting for state to become 'ISSUED' (last state: 'PENDING_VALIDATION')`
        : undefined;
}

/**
 * What Elastic Load Balancing says of a certificate that ACM has not issued.
 *
 * @param arns - separated by commas
 */
export function pendingCertificate(arns: string, account: Account): string | undefined {
    const issued = account.all(validation).map(([, facts]) => facts["certificate"]);
    const pending = arns.split(",").find((id) => account.find(certificate, id) !== undefined && !issued.includes(id));
    return pending === undefined
        ? undefined
        : `Creating load balancer listener failed Reason: The certificate '${pending}' must have a fully-qualified domain name, a supported signature, and a supported key size. (UnsupportedCertificate)`;
}

/** Zone in which load balancers of a kind and region have their names. */
export const loadBalancerZone = (host: string): string => `Z${digits(host, 13).toUpperCase()}`;

const withoutDot = (name: string): string => name.replace(/\.$/, "");

const groupOf = (inputs: Properties): string => ["zoneId", "name", "type"].map((key) => textOf(inputs, key)).join("_");

function recordId(inputs: Properties): string {
    return [groupOf(inputs), textOf(inputs, "setIdentifier")].filter((part) => part !== "").join("_");
}

const routingOf = (inputs: Properties): string =>
    ["weightedRoutingPolicies", "failoverRoutingPolicies"].find((key) => inputs[key] !== undefined) ?? "simple";

const taken = (inputs: Properties, account: Account): string | undefined =>
    account.named(record, recordId(inputs)) === undefined
        ? undefined
        : `InvalidChangeBatch: [Tried to create resource record set [name='${textOf(inputs, "name")}.', type='${textOf(inputs, "type")}'] but it already exists]`;

/**
 * Why Route 53 refuses a record beside those that are there.
 *
 * @param own - id of the record that an update changes
 */
function refuseRecord(inputs: Properties, account: Account, own?: string): string | undefined {
    const [name, type] = [textOf(inputs, "name"), textOf(inputs, "type")];
    const mixed = account
        .all(record)
        .some(
            ([, facts]) =>
                facts.name !== own && facts["group"] === groupOf(inputs) && facts["routing"] !== routingOf(inputs),
        );
    return mixed
        ? `InvalidChangeBatch: [RRSet with DNS name ${name}., type ${type}, SetIdentifier ${textOf(inputs, "setIdentifier")} cannot be created as a non-weighted set exists with the same name and type.]`
        : refuseAlias(inputs, type);
}

/** An alias's target lies in the zone that the alias names, and Elastic Beanstalk's names have type A alone. */
function refuseAlias(inputs: Properties, type: string): string | undefined {
    const [alias] = Array.isArray(inputs["aliases"]) ? (inputs["aliases"] as unknown[]) : [];
    if (!isRecord(alias)) {
        return undefined;
    }
    const [name, zoneId] = [textOf(alias, "name"), textOf(alias, "zoneId")];
    const [, region] = /\.([a-z0-9-]+)\.elasticbeanstalk\.com$/.exec(name) ?? [];
    const [, host] = /\.([a-z0-9-]+\.elb\.amazonaws\.com|elb\.[a-z0-9-]+\.amazonaws\.com)$/.exec(name) ?? [];
    const wanted = region !== undefined ? beanstalkZones[region] : host && loadBalancerZone(host);
    const target = `InvalidChangeBatch: [Tried to create an alias that targets ${name}., type ${type} in zone ${zoneId}, but`;
    if (wanted !== undefined && wanted !== zoneId) {
        return `${target} the alias target name does not lie within the target zone]`;
    }
    return region !== undefined && type !== "A" ? `${target} that target was not found]` : undefined;
}
