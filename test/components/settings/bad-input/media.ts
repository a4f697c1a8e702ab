import { BadInput, refuse } from "./row";

/** One with what makes it wrong. */
const of = (more: string) => `media: {kind: bucket, ${more}}`;

export const media: readonly BadInput[] = [
    refuse(
        "every site",
        `domain: {name: www.example.com, zone: example.com}
media: {kind: bucket, uploads: {origins: ["*"]}}`,
        [
            "media.uploads.origins[0]",
            '"*"',
            "a site as browsers name it, https://www.example.com, without a path; not * for every site",
            "Change it to what is allowed.",
        ],
    ),
    refuse(
        "a site with a path",
        `domain: {name: www.example.com, zone: example.com}
media: {kind: bucket, uploads: {origins: [https://www.example.com/]}}`,
        [
            "media.uploads.origins[0]",
            '"https://www.example.com/"',
            "a site as browsers name it, https://www.example.com, without a path; not * for every site",
            "Write https://www.example.com.",
        ],
    ),
    refuse(
        "a name without a scheme",
        `domain: {name: www.example.com, zone: example.com}
media: {kind: bucket, uploads: {origins: [www.example.com]}}`,
        [
            "media.uploads.origins[0]",
            '"www.example.com"',
            "a site as browsers name it, https://www.example.com, without a path; not * for every site",
            "Write https://www.example.com.",
        ],
    ),
    refuse(
        "a site twice",
        `domain: {name: www.example.com, zone: example.com}
media: {kind: bucket, uploads: {origins: [https://a.example.com, https://a.example.com]}}`,
        ["media.uploads.origins", '"https://a.example.com" more than once', "each one once", "Remove the second one."],
    ),
    refuse("pages of no site", of("uploads: {}"), [
        "media.uploads.origins",
        "nothing, without a domain",
        "the sites whose pages send files, such as https://www.example.com",
        "Set it, or domain.",
    ]),
    refuse(
        "a method that S3 does not know",
        `domain: {name: www.example.com, zone: example.com}
media: {kind: bucket, uploads: {methods: [PATCH]}}`,
        [
            "media.uploads.methods[0]",
            '"PATCH"',
            '"DELETE", "GET", "HEAD", "POST", "PUT"',
            "Choose one of the allowed values.",
        ],
    ),
    refuse(
        "every header",
        `domain: {name: www.example.com, zone: example.com}
media: {kind: bucket, uploads: {headers: ["*"]}}`,
        [
            "media.uploads.headers[0]",
            '"*"',
            "the name of a header, which may end in *",
            "Change it to what is allowed.",
        ],
    ),
    refuse(
        "an answer that browsers keep for a week",
        `domain: {name: www.example.com, zone: example.com}
media: {kind: bucket, uploads: {maxAgeSeconds: 604800}}`,
        ["media.uploads.maxAgeSeconds", "604800 (a number)", "at most 86400", "Change it to what is allowed."],
    ),
    refuse(
        "no day for old versions",
        `domain: {name: www.example.com, zone: example.com}
media: {kind: bucket, oldVersionDays: 0}`,
        ["media.oldVersionDays", "0 (a number)", "at least 1", "Change it to what is allowed."],
    ),
    refuse(
        "a key's alias",
        `domain: {name: www.example.com, zone: example.com}
media: {kind: bucket, kmsKeyArn: arn:aws:kms:us-east-1:123456789012:alias/media}`,
        [
            "media.kmsKeyArn",
            "a value that is not shown",
            "the ARN of a key in KMS, not of an alias",
            "Change it to what is allowed.",
        ],
    ),
    refuse(
        "a key of another region",
        `domain: {name: www.example.com, zone: example.com}
media: {kind: bucket, kmsKeyArn: arn:aws:kms:eu-west-1:123456789012:key/a}`,
        [
            "media.kmsKeyArn",
            "a key of eu-west-1",
            "one of us-east-1, the stack's region",
            "Name a key that stands in the stack's region.",
        ],
    ),
    refuse(
        "a former key of another region",
        `domain: {name: www.example.com, zone: example.com}
media: {kind: bucket, formerKmsKeyArns: [arn:aws:kms:us-east-1:123456789012:key/a, arn:aws:kms:eu-west-1:123456789012:key/b]}`,
        [
            "media.formerKmsKeyArns[1]",
            "a key of eu-west-1",
            "one of us-east-1, the stack's region",
            "Name a key that stands in the stack's region.",
        ],
    ),
    refuse(
        "a key that is former and present",
        `domain: {name: www.example.com, zone: example.com}
media: {kind: bucket, kmsKeyArn: arn:aws:kms:us-east-1:123456789012:key/a, formerKmsKeyArns: [arn:aws:kms:us-east-1:123456789012:key/a]}`,
        [
            "media.formerKmsKeyArns",
            '"arn:aws:kms:us-east-1:123456789012:key/a" more than once',
            "each one once",
            "Remove the second one.",
        ],
    ),
    refuse(
        "a class of storage that takes hours to read from",
        `domain: {name: www.example.com, zone: example.com}
media: {kind: bucket, transition: {storageClass: GLACIER, afterDays: 90}}`,
        [
            "media.transition.storageClass",
            '"GLACIER"',
            '"INTELLIGENT_TIERING", "STANDARD_IA"',
            "Choose one of the allowed values.",
        ],
    ),
    refuse(
        "a transition that S3 refuses",
        `domain: {name: www.example.com, zone: example.com}
media: {kind: bucket, transition: {storageClass: STANDARD_IA, afterDays: 29}}`,
        ["media.transition.afterDays", "29", "at least 30 for STANDARD_IA", "Raise it, or choose INTELLIGENT_TIERING."],
    ),
    refuse(
        "a prefix with a slash before it, which no key has",
        `domain: {name: www.example.com, zone: example.com}
media: {kind: bucket, cdn: {publicPrefixes: [/public/]}}`,
        [
            "media.cdn.publicPrefixes[0]",
            '"/public/"',
            "a folder with a slash after it and none before it, such as public/, or * for the whole bucket",
            "Write public/.",
        ],
    ),
    refuse(
        "a prefix without a slash after it, which others begin with",
        `domain: {name: www.example.com, zone: example.com}
media: {kind: bucket, cdn: {publicPrefixes: [public]}}`,
        [
            "media.cdn.publicPrefixes[0]",
            '"public"',
            "a folder with a slash after it and none before it, such as public/, or * for the whole bucket",
            "Write public/.",
        ],
    ),
    refuse(
        "a distribution of nothing",
        `domain: {name: www.example.com, zone: example.com}
media: {kind: bucket, cdn: {publicPrefixes: []}}`,
        ["media.cdn.publicPrefixes", "[]", "at least 1 entry", "Change it to what is allowed."],
    ),
    refuse(
        "a prefix within another",
        `domain: {name: www.example.com, zone: example.com}
media: {kind: bucket, cdn: {publicPrefixes: [public/, public/avatars/]}}`,
        [
            "media.cdn.publicPrefixes[1]",
            '"public/avatars/"',
            'what lies outside "public/", which is public already',
            'Remove it, or "public/" if that was not meant to be public.',
        ],
    ),
    refuse(
        "a prefix beside everything",
        `domain: {name: www.example.com, zone: example.com}
media: {kind: bucket, cdn: {publicPrefixes: [public/, "*"]}}`,
        [
            "media.cdn.publicPrefixes[0]",
            '"public/"',
            'what lies outside "*", which is public already',
            'Remove it, or "*" if that was not meant to be public.',
        ],
    ),
    refuse(
        "a prefix twice",
        `domain: {name: www.example.com, zone: example.com}
media: {kind: bucket, cdn: {publicPrefixes: [public/, public/]}}`,
        ["media.cdn.publicPrefixes", '"public/" more than once', "each one once", "Remove the second one."],
    ),
    refuse(
        "a name outside the zone",
        `domain: {name: www.example.com, zone: example.com}
media: {kind: bucket, cdn: {publicPrefixes: [public/], name: media.example.org}}`,
        [
            "media.cdn.name",
            '"media.example.org"',
            "a name that ends in .example.com and that the site does not have",
            "Choose another name, such as media in front of the zone.",
        ],
    ),
    refuse(
        "a name of the site",
        `domain: {name: www.example.com, zone: example.com}
media: {kind: bucket, cdn: {publicPrefixes: [public/], name: www.example.com}}`,
        [
            "media.cdn.name",
            '"www.example.com", a name of the site',
            "a name that ends in .example.com and that the site does not have",
            "Choose another name, such as media in front of the zone.",
        ],
    ),
    refuse("a name without a zone", of("cdn: {publicPrefixes: [public/], name: media.example.com}"), [
        "media.cdn.name",
        '"media.example.com", without a domain',
        "a name within domain.zone, which holds its certificate's records",
        "Set domain, or remove the name: CloudFront has one of its own.",
    ]),
    refuse(
        "a class of prices that is none",
        `domain: {name: www.example.com, zone: example.com}
media: {kind: bucket, cdn: {publicPrefixes: [public/], priceClass: PriceClass_300}}`,
        [
            "media.cdn.priceClass",
            '"PriceClass_300"',
            '"PriceClass_100", "PriceClass_200", "PriceClass_All"',
            "Write PriceClass_100.",
        ],
    ),
    {
        ...refuse("a distribution in China", of('cdn: {publicPrefixes: ["*"]}'), [
            "media.cdn",
            "CloudFront, in cn-north-1",
            "nothing, outside AWS's standard partition",
            "Remove it, and let the application sign the URLs.",
        ]),
        region: "cn-north-1",
    },
    {
        ...refuse("a distribution in GovCloud", of('cdn: {publicPrefixes: ["*"]}'), [
            "media.cdn",
            "CloudFront, in us-gov-west-1",
            "nothing, outside AWS's standard partition",
            "Remove it, and let the application sign the URLs.",
        ]),
        region: "us-gov-west-1",
    },
    refuse("a distribution in one word", of("cdn: true"), [
        "media.cdn",
        "true (true or false)",
        "a mapping of settings",
        "Write a mapping: {publicPrefixes: …}.",
    ]),
    refuse("a bucket that is called by its service", "media: s3", [
        "media",
        '"s3"',
        "a mapping of settings",
        "Write {kind: bucket}, with what else it needs.",
    ]),
    refuse("a kind of media that is called by its service", "media: {kind: s3}", [
        "media.kind",
        '"s3"',
        "bucket, none",
        "Write bucket.",
    ]),
    refuse("media that are switched off", "media: no", [
        "media",
        '"no"',
        "a mapping of settings",
        "Write {kind: none}.",
    ]),
    refuse("settings of a bucket for no bucket", "media: {kind: none, oldVersionDays: 3}", [
        "media.oldVersionDays",
        "an unknown setting",
        "kind",
        "Remove it, or choose another media.kind, which has it.",
    ]),
    refuse("a bucket of one's own", of("name: my-uploads"), [
        "media.name",
        "an unknown setting",
        "kind, oldVersionDays, kmsKeyArn, formerKmsKeyArns, transition, uploads, cdn",
        "Remove it, or move it to where it belongs.",
    ]),
    refuse("a bucket without its kind", "media: {oldVersionDays: 30}", [
        "media.kind",
        "nothing",
        "bucket, none",
        "Set django-beanstalk:media.kind.",
    ]),
    refuse("old versions with a unit", of("oldVersionDays: 30 days"), [
        "media.oldVersionDays",
        '"30 days"',
        "a number",
        "Write 30, without a unit.",
    ]),
    refuse("old versions that never end", of("oldVersionDays: never"), [
        "media.oldVersionDays",
        '"never"',
        "a number",
        "Change it to what is allowed.",
    ]),
    refuse("old versions of months", of('oldVersionDays: "3 months"'), [
        "media.oldVersionDays",
        '"3 months"',
        "a number",
        "Write a whole number: it is in days.",
    ]),
    refuse("one prefix that is no list", of("cdn: {publicPrefixes: public/}"), [
        "media.cdn.publicPrefixes",
        '"public/"',
        "a list",
        "Write it as a list: [public/].",
    ]),
    refuse("an empty prefix", of('cdn: {publicPrefixes: [""]}'), [
        "media.cdn.publicPrefixes[0]",
        '""',
        "a folder with a slash after it and none before it, such as public/, or * for the whole bucket",
        "Change it to what is allowed.",
    ]),
    refuse("a distribution without prefixes", of("cdn: {name: media.example.com}"), [
        "media.cdn.publicPrefixes",
        "nothing",
        "a list",
        "Set django-beanstalk:media.cdn.publicPrefixes.",
    ]),
    refuse("a misspelt distribution", of("cnd: {publicPrefixes: [public/]}"), [
        "media.cnd",
        "an unknown setting",
        "kind, oldVersionDays, kmsKeyArn, formerKmsKeyArns, transition, uploads, cdn",
        "Write cdn instead of cnd.",
    ]),
    refuse("a class of prices by its number", of("cdn: {publicPrefixes: [public/], priceClass: 100}"), [
        "media.cdn.priceClass",
        "100 (a number)",
        '"PriceClass_100", "PriceClass_200", "PriceClass_All"',
        "Choose one of the allowed values.",
    ]),
    refuse("uploads that are just true", of("uploads: true"), [
        "media.uploads",
        "true (true or false)",
        "a mapping of settings",
        "Write {} for its defaults, or a mapping: {origins: …, methods: …, headers: …, maxAgeSeconds: …}.",
    ]),
    refuse("one method that is no list", of("uploads: {origins: [https://www.example.com], methods: POST}"), [
        "media.uploads.methods",
        '"POST"',
        "a list",
        "Write it as a list: [POST].",
    ]),
    refuse("a method in lower case", of("uploads: {origins: [https://www.example.com], methods: [post]}"), [
        "media.uploads.methods[0]",
        '"post"',
        '"DELETE", "GET", "HEAD", "POST", "PUT"',
        "Write POST.",
    ]),
    refuse(
        "minutes that browsers keep an answer",
        of("uploads: {origins: [https://www.example.com], maxAgeSeconds: 10m}"),
        ["media.uploads.maxAgeSeconds", '"10m"', "a number", "Write 600: it is in seconds."],
    ),
    refuse("a site whose port has a letter", of('uploads: {origins: ["https://www.example.com:443x"]}'), [
        "media.uploads.origins[0]",
        '"https://www.example.com:443x"',
        "a site as browsers name it, https://www.example.com, without a path; not * for every site",
        "Change it to what is allowed.",
    ]),
    refuse("a class of storage in lower case", of("transition: {storageClass: intelligent-tiering, afterDays: 30}"), [
        "media.transition.storageClass",
        '"intelligent-tiering"',
        '"INTELLIGENT_TIERING", "STANDARD_IA"',
        "Write INTELLIGENT_TIERING.",
    ]),
    refuse("a class of storage by its short name", of("transition: {storageClass: IA, afterDays: 30}"), [
        "media.transition.storageClass",
        '"IA"',
        '"INTELLIGENT_TIERING", "STANDARD_IA"',
        "Write STANDARD_IA.",
    ]),
    refuse("a transition in one word", of("transition: STANDARD_IA"), [
        "media.transition",
        '"STANDARD_IA"',
        "a mapping of settings",
        "Write a mapping: {storageClass: …, afterDays: …}.",
    ]),
    refuse("a transition without its class", of("transition: {afterDays: 30}"), [
        "media.transition.storageClass",
        "nothing",
        '"INTELLIGENT_TIERING", "STANDARD_IA"',
        "Set django-beanstalk:media.transition.storageClass.",
    ]),
    refuse(
        "a transition with a shorter key",
        of("transition: {storageClass: STANDARD_IA, days: 30}"),
        ["media.transition.afterDays", "nothing", "a number", "Set django-beanstalk:media.transition.afterDays."],
        ["media.transition.days", "an unknown setting", "storageClass, afterDays", "Write afterDays instead of days."],
    ),
    refuse("a public bucket", of("public: true"), [
        "media.public",
        "an unknown setting",
        "kind, oldVersionDays, kmsKeyArn, formerKmsKeyArns, transition, uploads, cdn",
        "Remove it. The names of these begin so: media.cdn.publicPrefixes, network.publicInstances.",
    ]),
];
