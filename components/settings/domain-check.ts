import { makesCertificate, siteNames } from "../beanstalk-environment/variables";
import { beanstalkZones } from "../domain/beanstalk-zones";
import { planAliases } from "../domain/plan-records";
import { DomainSettings, isElsewhere, zoneOf, zonesOf } from "../domain/zones";
import type { Problem } from "../problem";
import type { Settings } from "../settings";
import { listed, repeated } from "../words";
import { common } from "./defaults";
import { isRegion } from "./patterns";

/** What is wrong with the site's names together with zones, load balancer and Region. */
export function domainCheck(settings: Settings): Problem[] {
    const { domain } = settings;
    if (domain === undefined) {
        return [];
    }
    return [
        ...(isElsewhere(domain) ? inAnotherDns(domain) : inRoute53(domain)),
        ...certificate(settings, domain),
        ...routing(settings, domain),
        ...aliasRegion(settings),
    ];
}

const inRoute53 = (domain: DomainSettings): Problem[] => [
    ...(domain.waitForCertificate
        ? []
        : [
              {
                  where: "domain.waitForCertificate",
                  got: "false, with a zone in Route 53",
                  allowed: "true: the stack creates the validation records itself",
                  remedy: "Remove it.",
              },
          ]),
    ...namesInZones(domain),
    ...zoneProblems(domain),
];

const namesOf = ({ name, alternativeNames }: DomainSettings): [string, string][] => [
    ["domain.name", name],
    ...alternativeNames.map((each, i): [string, string] => [`domain.alternativeNames[${i}]`, each]),
];

function namesInZones(domain: DomainSettings): Problem[] {
    const { zone } = domain;
    const zones = zonesOf(domain);
    const [allowed, remedy] =
        zones.length === 1
            ? [
                  `${zone} or a name that ends in .${zone}`,
                  "Correct the name, or set domain.zone to the zone that holds it.",
              ]
            : [
                  `a name in one of the zones ${listed(zones.map(({ name }) => name))}`,
                  "Correct the name, or add the zone that holds it to domain.zones.",
              ];
    return namesOf(domain)
        .filter(([, name]) => zoneOf(name, zones) === undefined)
        .map(([where, name]) => ({ where, got: JSON.stringify(name), allowed, remedy }));
}

function zoneProblems(domain: DomainSettings): Problem[] {
    const zones = zonesOf(domain);
    const twice = repeated(zones.map(({ name }) => name));
    const used = new Set(namesOf(domain).map(([, name]) => zoneOf(name, zones)));
    const sameId = repeated(zones.flatMap(({ id }) => id ?? []));
    return [
        ...twice.map((name) => ({
            where: "domain.zones",
            got: `${name} twice, domain.zone included`,
            allowed: "each zone once",
            remedy: "Remove one of the two.",
        })),
        ...sameId.map((id) => ({
            where: "domain.zones",
            got: `${id} as the id of two zones`,
            allowed: "each zone's own id",
            remedy: "Correct one of the two, or leave the ids out: the zones are then looked up.",
        })),
        // Where a zone is there twice, the second one is told already.
        ...zones
            .filter((zone) => domain.zones.length > 0 && !used.has(zone) && !twice.includes(zone.name))
            .map(({ where, name }) => ({
                where,
                got: `${name}, which holds none of the names`,
                allowed: "zones that a name ends in, and no longer one does",
                remedy: "Remove it, or add the name that it is for to domain.alternativeNames.",
            })),
    ];
}

/** Where the records are someone else's, nothing about them can be set. */
function inAnotherDns({ zoneId, zones, routing: { kind }, evaluateTargetHealth }: DomainSettings): Problem[] {
    const given: [string, string | undefined][] = [
        ["zoneId", zoneId],
        ["zones", zones.length === 0 ? undefined : zones.map(({ name }) => name).join(", ")],
        ["routing.kind", kind === "simple" ? undefined : kind],
        ["evaluateTargetHealth", evaluateTargetHealth ? undefined : "false"],
    ];
    return given.flatMap(([key, got]) =>
        got === undefined
            ? []
            : [
                  {
                      where: `domain.${key}`,
                      got: `${got}, with domain.zone elsewhere`,
                      allowed: "nothing: the stack makes no record",
                      remedy: "Remove it, or name a zone of Route 53 in domain.zone.",
                  },
              ],
    );
}

/** https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html */
const longestFirstName = 64;
const mostNames = 100;

function certificate(settings: Settings, domain: DomainSettings): Problem[] {
    return makesCertificate(settings) ? certificateNames(settings, domain) : noCertificate(domain);
}

function certificateNames(settings: Settings, { name }: DomainSettings): Problem[] {
    const count = siteNames(settings).length;
    const long: Problem = {
        where: "domain.name",
        got: `${JSON.stringify(name)} (${name.length} characters)`,
        allowed: `at most ${longestFirstName} characters for the first name on a certificate of ACM`,
        remedy: "Make a shorter name the first one, and move this one to domain.alternativeNames.",
    };
    const many: Problem = {
        where: "domain.alternativeNames",
        got: `${count} names together with domain.name`,
        allowed: `at most ${mostNames} on a certificate of ACM, and 10 until the account's quota is raised`,
        remedy: "Use a wildcard for names side by side, or leave some out.",
    };
    return [...(name.length > longestFirstName ? [long] : []), ...(count > mostNames ? [many] : [])];
}

function noCertificate(domain: DomainSettings): Problem[] {
    const {
        waitForCertificate,
        certificate: { keyAlgorithm },
    } = domain;
    const remedy =
        "Remove it: the certificate is given (certificateArn), the shared load balancer's, or on the instances.";
    const allowed = "nothing where the stack makes no certificate";
    return [
        ...(isElsewhere(domain) && !waitForCertificate
            ? [{ where: "domain.waitForCertificate", got: "false", allowed, remedy }]
            : []),
        ...(keyAlgorithm === common.keyAlgorithm
            ? []
            : [{ where: "domain.certificate.keyAlgorithm", got: keyAlgorithm, allowed, remedy }]),
    ];
}

function routing({ environment }: Settings, { routing: chosen, evaluateTargetHealth }: DomainSettings): Problem[] {
    const { loadBalancer } = environment;
    const isInternal = "scheme" in loadBalancer && loadBalancer.scheme === "internal";
    const checked = chosen.kind !== "simple" && chosen.healthCheck !== undefined;
    return [
        // https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html, of Failover
        ...(chosen.kind === "failover" && !evaluateTargetHealth
            ? [
                  {
                      where: "domain.evaluateTargetHealth",
                      got: "false, with domain.routing failover",
                      allowed: "true: Route 53 takes no failover alias without it",
                      remedy: "Remove it.",
                  },
              ]
            : []),
        ...(checked && isInternal
            ? [
                  {
                      where: "domain.routing.healthCheck",
                      got: "a health check, with an internal load balancer",
                      allowed: "a load balancer with public addresses: Route 53 checks from the internet",
                      remedy: "Remove it; evaluateTargetHealth needs no check from outside.",
                  },
              ]
            : []),
    ];
}

function aliasRegion(settings: Settings): Problem[] {
    const { region } = settings;
    const leads = planAliases(settings).some(({ target }) => target === "environment");
    // A region that is missing, or is none, is told elsewhere.
    if (!leads || !isRegion(region) || region in beanstalkZones) {
        return [];
    }
    return [
        {
            where: "aws:region",
            got: JSON.stringify(region),
            allowed: `with a domain, one of ${Object.keys(beanstalkZones).join(", ")}`,
            remedy: "Remove domain, or choose a region in which AWS publishes a hosted zone for Elastic Beanstalk.",
        },
    ];
}
