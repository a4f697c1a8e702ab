import { BadInput, refuse } from "./row";

/** One with what makes it wrong. */
const of = (more: string) => `domain: {name: www.example.com, zone: example.com, ${more}}`;

export const domain: readonly BadInput[] = [
    refuse(
        "a name in none of several zones",
        of("zones: [{name: example.org}], alternativeNames: [example.org, www.example.net]"),
        [
            "domain.alternativeNames[1]",
            '"www.example.net"',
            "a name in one of the zones example.com and example.org",
            "Correct the name, or add the zone that holds it to domain.zones.",
        ],
    ),
    refuse("a zone twice", of("zones: [{name: example.com}]"), [
        "domain.zones",
        "example.com twice, domain.zone included",
        "each zone once",
        "Remove one of the two.",
    ]),
    refuse(
        "one id for two zones",
        of("zoneId: Z1, zones: [{name: example.org, id: Z1}], alternativeNames: [example.org]"),
        [
            "domain.zones",
            "Z1 as the id of two zones",
            "each zone's own id",
            "Correct one of the two, or leave the ids out: the zones are then looked up.",
        ],
    ),
    refuse("a zone without a name", of("zones: [{name: www.example.com}]"), [
        "domain.zone",
        "example.com, which holds none of the names",
        "zones that a name ends in, and no longer one does",
        "Remove it, or add the name that it is for to domain.alternativeNames.",
    ]),
    refuse("a zone that is no name", "domain: {name: www.example.com, zone: Elsewhere}", [
        "domain.zone",
        '"Elsewhere"',
        "a lower-case domain name, without a dot at the end; or elsewhere",
        "Write elsewhere.",
    ]),
    refuse("an id that is none", of("zones: [{name: example.org, id: /hostedzone/Z1}]"), [
        "domain.zones[0].id",
        '"/hostedzone/Z1"',
        "the id of a hosted zone, Z…",
        "Change it to what is allowed.",
    ]),
    refuse("not waiting for records that the stack creates", of("waitForCertificate: false"), [
        "domain.waitForCertificate",
        "false, with a zone in Route 53",
        "true: the stack creates the validation records itself",
        "Remove it.",
    ]),
    refuse(
        "settings of records that someone else creates",
        "domain: {name: www.example.com, zone: elsewhere, zoneId: Z1, zones: [{name: example.org}], routing: {kind: weighted, weight: 1}, evaluateTargetHealth: false}",
        [
            "domain.zoneId",
            "Z1, with domain.zone elsewhere",
            "nothing: the stack makes no record",
            "Remove it, or name a zone of Route 53 in domain.zone.",
        ],
        [
            "domain.zones",
            "example.org, with domain.zone elsewhere",
            "nothing: the stack makes no record",
            "Remove it, or name a zone of Route 53 in domain.zone.",
        ],
        [
            "domain.routing.kind",
            "weighted, with domain.zone elsewhere",
            "nothing: the stack makes no record",
            "Remove it, or name a zone of Route 53 in domain.zone.",
        ],
        [
            "domain.evaluateTargetHealth",
            "false, with domain.zone elsewhere",
            "nothing: the stack makes no record",
            "Remove it, or name a zone of Route 53 in domain.zone.",
        ],
    ),
    refuse(
        "not waiting for a certificate that is given",
        `domain: {name: www.example.com, zone: elsewhere, waitForCertificate: false}
environment: {loadBalancer: {kind: dedicated, certificateArn: arn:aws:acm:us-east-1:123456789012:certificate/0a1b}}`,
        [
            "domain.waitForCertificate",
            "false",
            "nothing where the stack makes no certificate",
            "Remove it: the certificate is given (certificateArn), the shared load balancer's, or on the instances.",
        ],
    ),
    refuse(
        "the key of a certificate that nobody makes",
        `domain: {name: www.example.com, zone: example.com, certificate: {keyAlgorithm: EC_secp384r1}}
environment: {loadBalancer: {kind: none}}`,
        [
            "domain.certificate.keyAlgorithm",
            "EC_secp384r1",
            "nothing where the stack makes no certificate",
            "Remove it: the certificate is given (certificateArn), the shared load balancer's, or on the instances.",
        ],
    ),
    refuse("a first name that is too long", `domain: {name: ${"a".repeat(60)}.example.com, zone: example.com}`, [
        "domain.name",
        `"${"a".repeat(60)}.example.com" (72 characters)`,
        "at most 64 characters for the first name on a certificate of ACM",
        "Make a shorter name the first one, and move this one to domain.alternativeNames.",
    ]),
    refuse(
        "too many names",
        "domain: {name: a.io, zone: a.io, alternativeNames: [n0.a.io, n1.a.io, n2.a.io, n3.a.io, n4.a.io, n5.a.io, n6.a.io, n7.a.io, n8.a.io, n9.a.io, n10.a.io, n11.a.io, n12.a.io, n13.a.io, n14.a.io, n15.a.io, n16.a.io, n17.a.io, n18.a.io, n19.a.io, n20.a.io, n21.a.io, n22.a.io, n23.a.io, n24.a.io, n25.a.io, n26.a.io, n27.a.io, n28.a.io, n29.a.io, n30.a.io, n31.a.io, n32.a.io, n33.a.io, n34.a.io, n35.a.io, n36.a.io, n37.a.io, n38.a.io, n39.a.io, n40.a.io, n41.a.io, n42.a.io, n43.a.io, n44.a.io, n45.a.io, n46.a.io, n47.a.io, n48.a.io, n49.a.io, n50.a.io, n51.a.io, n52.a.io, n53.a.io, n54.a.io, n55.a.io, n56.a.io, n57.a.io, n58.a.io, n59.a.io, n60.a.io, n61.a.io, n62.a.io, n63.a.io, n64.a.io, n65.a.io, n66.a.io, n67.a.io, n68.a.io, n69.a.io, n70.a.io, n71.a.io, n72.a.io, n73.a.io, n74.a.io, n75.a.io, n76.a.io, n77.a.io, n78.a.io, n79.a.io, n80.a.io, n81.a.io, n82.a.io, n83.a.io, n84.a.io, n85.a.io, n86.a.io, n87.a.io, n88.a.io, n89.a.io, n90.a.io, n91.a.io, n92.a.io, n93.a.io, n94.a.io, n95.a.io, n96.a.io, n97.a.io, n98.a.io, n99.a.io]}",
        [
            "domain.alternativeNames",
            "101 names together with domain.name",
            "at most 100 on a certificate of ACM, and 10 until the account's quota is raised",
            "Use a wildcard for names side by side, or leave some out.",
        ],
    ),
    refuse(
        "failover that does not look at the target",
        of("evaluateTargetHealth: false, routing: {kind: failover, role: primary}"),
        [
            "domain.evaluateTargetHealth",
            "false, with domain.routing failover",
            "true: Route 53 takes no failover alias without it",
            "Remove it.",
        ],
    ),
    refuse(
        "a check from the internet of an internal load balancer",
        `domain: {name: www.example.com, zone: example.com, routing: {kind: failover, role: secondary, healthCheck: {}}}
environment: {loadBalancer: {kind: dedicated, scheme: internal}}`,
        [
            "domain.routing.healthCheck",
            "a health check, with an internal load balancer",
            "a load balancer with public addresses: Route 53 checks from the internet",
            "Remove it; evaluateTargetHealth needs no check from outside.",
        ],
    ),
    refuse("a weight that Route 53 does not know", of("routing: {kind: weighted, weight: 256}"), [
        "domain.routing.weight",
        "256 (a number)",
        "at most 255",
        "Change it to what is allowed.",
    ]),
    refuse("an interval between", of("routing: {kind: weighted, weight: 1, healthCheck: {intervalSeconds: 20}}"), [
        "domain.routing.healthCheck.intervalSeconds",
        "20 (a number)",
        "10, 30",
        "Choose one of the allowed values.",
    ]),
    refuse("a role that is none", of("routing: {kind: failover, role: first}"), [
        "domain.routing.role",
        '"first"',
        '"primary", "secondary"',
        "Choose one of the allowed values.",
    ]),
    refuse("a key that ACM does not make", of("certificate: {keyAlgorithm: RSA_4096}"), [
        "domain.certificate.keyAlgorithm",
        '"RSA_4096"',
        '"RSA_2048", "EC_prime256v1", "EC_secp384r1"',
        "Choose one of the allowed values.",
    ]),
    refuse("longer than ACM waits", of("certificate: {validationMinutes: 5000}"), [
        "domain.certificate.validationMinutes",
        "5000 (a number)",
        "at most 4320",
        "Change it to what is allowed.",
    ]),
    {
        ...refuse(
            "a region without a hosted zone only where a record leads to the environment",
            "domain: {name: www.example.com, zone: example.com}",
            [
                "aws:region",
                '"mx-central-1"',
                "with a domain, one of us-east-1, us-east-2, us-west-1, us-west-2, ca-central-1, ca-west-1, sa-east-1, eu-west-1, eu-west-2, eu-west-3, eu-central-1, eu-central-2, eu-north-1, eu-south-1, eu-south-2, af-south-1, il-central-1, me-central-1, me-south-1, ap-east-1, ap-south-1, ap-south-2, ap-southeast-1, ap-southeast-2, ap-southeast-3, ap-southeast-4, ap-southeast-5, ap-southeast-6, ap-southeast-7, ap-northeast-1, ap-northeast-2, ap-northeast-3, us-gov-east-1, us-gov-west-1",
                "Remove domain, or choose a region in which AWS publishes a hosted zone for Elastic Beanstalk.",
            ],
        ),
        region: "mx-central-1",
    },
    {
        ...refuse(
            "a region that is none, and nothing that follows from it",
            'media: {kind: bucket, kmsKeyArn: arn:aws:kms:us-east-1:123456789012:key/a, cdn: {publicPrefixes: ["*"]}}',
            [
                "aws:region",
                '"nowhere"',
                "an AWS region, such as us-east-1",
                "Write aws:region: us-east-1 under config, or run: pulumi config set aws:region us-east-1",
            ],
        ),
        region: "nowhere",
    },
    refuse("a domain in one word", "domain: notes.example.com", [
        "domain",
        '"notes.example.com"',
        "a mapping of settings",
        "Write a mapping: {name: …, zone: …}.",
    ]),
    refuse(
        "an alternative name that is no list",
        "domain: {name: a.example.com, zone: example.com, alternativeNames: b.example.com}",
        ["domain.alternativeNames", '"b.example.com"', "a list", "Write it as a list: [b.example.com]."],
    ),
    refuse("a header among the names", "domain: {name: a.example.com, zone: example.com, hsts: 31536000}", [
        "domain.hsts",
        "an unknown setting",
        "name, zone, zoneId, zones, alternativeNames, certificate, waitForCertificate, evaluateTargetHealth, routing",
        "Remove it. The names of these begin so: app.proxy.securityHeaders.hstsIncludeSubdomains, app.proxy.securityHeaders.hstsPreload, app.proxy.securityHeaders.hstsSeconds.",
    ]),
    refuse("a domain without its zone", "domain: {name: notes.example.com}", [
        "domain.zone",
        "nothing",
        "a text",
        "Set django-beanstalk:domain.zone.",
    ]),
    refuse("a domain outside its zone", "domain: {name: notes.example.org, zone: example.com}", [
        "domain.name",
        '"notes.example.org"',
        "example.com or a name that ends in .example.com",
        "Correct the name, or set domain.zone to the zone that holds it.",
    ]),
    refuse("an address of a browser for a name", "domain: {name: https://www.example.com/, zone: example.com}", [
        "domain.name",
        '"https://www.example.com/"',
        "a lower-case domain name, without a dot at the end",
        "Write www.example.com.",
    ]),
    refuse("a name in upper case", "domain: {name: WWW.Example.com, zone: example.com}", [
        "domain.name",
        '"WWW.Example.com"',
        "a lower-case domain name, without a dot at the end",
        "Write www.example.com.",
    ]),
    refuse("a name with a dot at its end", "domain: {name: www.example.com., zone: example.com}", [
        "domain.name",
        '"www.example.com."',
        "a lower-case domain name, without a dot at the end",
        "Write www.example.com.",
    ]),
    refuse("a zone with a dot at its end", "domain: {name: www.example.com, zone: example.com.}", [
        "domain.zone",
        '"example.com."',
        "a lower-case domain name, without a dot at the end; or elsewhere",
        "Write example.com.",
    ]),
    refuse("a zone by its id", "domain: {name: www.example.com, zone: Z0123456789ABCDEFGHIJ}", [
        "domain.zone",
        '"Z0123456789ABCDEFGHIJ"',
        "a lower-case domain name, without a dot at the end; or elsewhere",
        "Write the name of the zone here, and this id as domain.zoneId.",
    ]),
    refuse("an id without the zone's name", "domain: {name: www.example.com, zoneId: Z0123456789ABCDEFGHIJ}", [
        "domain.zone",
        "nothing",
        "a text",
        "Set django-beanstalk:domain.zone.",
    ]),
    refuse("an empty name", 'domain: {name: "", zone: example.com}', [
        "domain.name",
        '""',
        "a lower-case domain name, without a dot at the end",
        "Change it to what is allowed.",
    ]),
    refuse("a wildcard for the first name", 'domain: {name: "*.example.com", zone: example.com}', [
        "domain.name",
        '"*.example.com"',
        "a lower-case domain name, without a dot at the end",
        "Name one without * here, and write this one under domain.alternativeNames.",
    ]),
    refuse("a name with an underscore", "domain: {name: my_site.example.com, zone: example.com}", [
        "domain.name",
        '"my_site.example.com"',
        "a lower-case domain name, without a dot at the end",
        "Change it to what is allowed.",
    ]),
    refuse("a name with an umlaut", "domain: {name: münchen.example.com, zone: example.com}", [
        "domain.name",
        '"münchen.example.com"',
        "a lower-case domain name, without a dot at the end",
        "Change it to what is allowed.",
    ]),
    refuse("a list of names for the first", "domain: {name: [www.example.com], zone: example.com}", [
        "domain.name",
        '["www.example.com"]',
        "a text",
        "Write www.example.com, without brackets.",
    ]),
    refuse(
        "several names under a key of their own",
        "domain: {names: [www.example.com], zone: example.com}",
        ["domain.name", "nothing", "a text", "Set django-beanstalk:domain.name."],
        [
            "domain.names",
            "an unknown setting",
            "name, zone, zoneId, zones, alternativeNames, certificate, waitForCertificate, evaluateTargetHealth, routing",
            "Write name instead of names.",
        ],
    ),
    refuse("nothing behind the key of the domain", "domain: null", [
        "domain",
        "null, as YAML reads a key with nothing behind it",
        "a mapping of settings",
        "Write a mapping: {name: …, zone: …}.",
    ]),
    refuse("a list of domains", "domain: [www.example.com]", [
        "domain",
        '["www.example.com"]',
        "a mapping of settings",
        "Write a mapping: {name: …, zone: …}.",
    ]),
    refuse("a misspelt key of the domain", of("alternativNames: [example.com]"), [
        "domain.alternativNames",
        "an unknown setting",
        "name, zone, zoneId, zones, alternativeNames, certificate, waitForCertificate, evaluateTargetHealth, routing",
        "Write alternativeNames instead of alternativNames.",
    ]),
    refuse("further zones by their names", of("zones: [example.org]"), [
        "domain.zones[0]",
        '"example.org"',
        "a mapping of settings",
        "Write a mapping: {name: …}.",
    ]),
    refuse("a further zone that is no list", of("zones: {name: example.org}"), [
        "domain.zones",
        '{"name":"example.org"}',
        "a list",
        "Write it as a list, with a dash in front of each entry.",
    ]),
    refuse(
        "a certificate of one's own under the domain",
        of('certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/0a1b"'),
        [
            "domain.certificateArn",
            "an unknown setting",
            "name, zone, zoneId, zones, alternativeNames, certificate, waitForCertificate, evaluateTargetHealth, routing",
            "Remove it, or move it to where it belongs: environment.loadBalancer.certificateArn, environment.loadBalancer.ownListener.certificateArn.",
        ],
    ),
    refuse(
        "a certificate of one's own for the settings of the stack's",
        of('certificate: "arn:aws:acm:us-east-1:123456789012:certificate/0a1b"'),
        [
            "domain.certificate",
            '"arn:aws:acm:us-east-1:123456789012:certificate/0a1b"',
            "a mapping of settings",
            "Write a mapping: {keyAlgorithm: …, validationMinutes: …}.",
        ],
    ),
    refuse("a kind of key by its family", of("certificate: {keyAlgorithm: ECDSA}"), [
        "domain.certificate.keyAlgorithm",
        '"ECDSA"',
        '"RSA_2048", "EC_prime256v1", "EC_secp384r1"',
        "Write EC_prime256v1.",
    ]),
    refuse("an hour for the certificate", of("certificate: {validationMinutes: 1h}"), [
        "domain.certificate.validationMinutes",
        '"1h"',
        "a number",
        "Write 60: it is in minutes.",
    ]),
    refuse("minutes for the certificate in quotes", of('certificate: {validationMinutes: "30"}'), [
        "domain.certificate.validationMinutes",
        '"30"',
        "a number",
        "Write 30, without quotes.",
    ]),
    refuse("seconds for the certificate", of("certificate: {validationMinutes: 90s}"), [
        "domain.certificate.validationMinutes",
        '"90s"',
        "a number",
        "Write a whole number: it is in minutes.",
    ]),
    refuse("a wait for the certificate in quotes", of('waitForCertificate: "no"'), [
        "domain.waitForCertificate",
        '"no"',
        "true or false",
        "Write false, without quotes.",
    ]),
    refuse("routing in one word", of("routing: weighted"), [
        "domain.routing",
        '"weighted"',
        "a mapping of settings",
        "Write {kind: weighted}, with what else it needs.",
    ]),
    refuse("a weight in percent", of("routing: {kind: weighted, weight: 50%}"), [
        "domain.routing.weight",
        '"50%"',
        "a number",
        "Write 50, without a unit.",
    ]),
    refuse("no weight", of("routing: {kind: weighted}"), [
        "domain.routing.weight",
        "nothing",
        "a number",
        "Set django-beanstalk:domain.routing.weight.",
    ]),
    refuse("a kind of routing that there is not", of("routing: {kind: latency}"), [
        "domain.routing.kind",
        '"latency"',
        "simple, weighted, failover",
        "Choose one of the allowed values.",
    ]),
    refuse("a role by another name", of("routing: {kind: failover, role: standby}"), [
        "domain.routing.role",
        '"standby"',
        '"primary", "secondary"',
        "Write secondary.",
    ]),
    refuse("a health check that is just true", of("routing: {kind: failover, role: primary, healthCheck: true}"), [
        "domain.routing.healthCheck",
        "true (true or false)",
        "a mapping of settings",
        "Write {} for its defaults, or a mapping: {intervalSeconds: …, failureThreshold: …}.",
    ]),
    refuse("HTTPS as a setting of the domain", of("https: true"), [
        "domain.https",
        "an unknown setting",
        "name, zone, zoneId, zones, alternativeNames, certificate, waitForCertificate, evaluateTargetHealth, routing",
        "Remove it, or move it to where it belongs.",
    ]),
    refuse(
        "a zone by its name, under a longer key",
        "domain: {name: www.example.com, zoneName: example.com}",
        ["domain.zone", "nothing", "a text", "Set django-beanstalk:domain.zone."],
        [
            "domain.zoneName",
            "an unknown setting",
            "name, zone, zoneId, zones, alternativeNames, certificate, waitForCertificate, evaluateTargetHealth, routing",
            "Write zone instead of zoneName.",
        ],
    ),
];
