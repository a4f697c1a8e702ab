import { siteNames } from "../beanstalk-environment/variables";
import { zoneOf, zonesOf } from "../domain/zones";
import { partition, regionOf } from "../partition";
import type { Problem } from "../problem";
import type { Settings } from "../settings";
import { repeated } from "../words";
import { isRegion } from "./patterns";

type Bucket = Extract<Settings["media"], { kind: "bucket" }>;

/** What the settings of the media bucket do not allow each other, or the region and the domain. */
export function mediaCheck(settings: Settings): Problem[] {
    const { media } = settings;
    if (media.kind === "none") {
        return [];
    }
    return [
        ...keys(media, settings),
        ...tooEarly(media),
        ...origins(media, settings),
        ...(media.cdn === undefined
            ? []
            : [...publicPrefixes(media.cdn), ...cdnName(media.cdn, settings), ...cdnRegion(settings)]),
    ];
}

/** S3 encrypts with keys of the bucket's own region alone. */
function keys({ kmsKeyArn, formerKmsKeyArns }: Bucket, { region }: Settings): Problem[] {
    const given: [string, string | undefined][] = [
        ["media.kmsKeyArn", kmsKeyArn],
        ...formerKmsKeyArns.map((arn, i): [string, string] => [`media.formerKmsKeyArns[${i}]`, arn]),
    ];
    // A region that is missing, or is none, is told elsewhere.
    const elsewhere = given.flatMap(([where, arn]) => {
        const theirs = arn === undefined ? region : regionOf(arn);
        return theirs === region || !isRegion(region)
            ? []
            : [
                  {
                      where,
                      got: `a key of ${theirs}`,
                      allowed: `one of ${region}, the stack's region`,
                      remedy: "Name a key that stands in the stack's region.",
                  },
              ];
    });
    const all = given.flatMap(([, arn]) => (arn === undefined ? [] : [arn]));
    return [...elsewhere, ...repeated(all).map((arn) => onlyOnce("media.formerKmsKeyArns", arn))];
}

const onlyOnce = (where: string, got: string): Problem => ({
    where,
    got: `${JSON.stringify(got)} more than once`,
    allowed: "each one once",
    remedy: "Remove the second one.",
});

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
const tooEarly = ({ transition }: Bucket): Problem[] =>
    transition?.storageClass === "STANDARD_IA" && transition.afterDays < 30
        ? [
              {
                  where: "media.transition.afterDays",
                  got: String(transition.afterDays),
                  allowed: "at least 30 for STANDARD_IA",
                  remedy: "Raise it, or choose INTELLIGENT_TIERING.",
              },
          ]
        : [];

function origins({ uploads }: Bucket, settings: Settings): Problem[] {
    if (uploads === undefined) {
        return [];
    }
    if (uploads.origins !== undefined) {
        return repeated(uploads.origins).map((origin) => onlyOnce("media.uploads.origins", origin));
    }
    return siteNames(settings).length > 0
        ? []
        : [
              {
                  where: "media.uploads.origins",
                  got: "nothing, without a domain",
                  allowed: "the sites whose pages send files, such as https://www.example.com",
                  remedy: "Set it, or domain.",
              },
          ];
}

/** A prefix within another says nothing, and hides that the outer one is public. */
function publicPrefixes({ publicPrefixes: prefixes }: NonNullable<Bucket["cdn"]>): Problem[] {
    const where = "media.cdn.publicPrefixes";
    const within = prefixes.flatMap((inner, i) => {
        const outer = prefixes.find((each) => each !== inner && (each === "*" || inner.startsWith(each)));
        return outer === undefined
            ? []
            : [
                  {
                      where: `${where}[${i}]`,
                      got: JSON.stringify(inner),
                      allowed: `what lies outside ${JSON.stringify(outer)}, which is public already`,
                      remedy: `Remove it, or ${JSON.stringify(outer)} if that was not meant to be public.`,
                  },
              ];
    });
    return [...within, ...repeated(prefixes).map((prefix) => onlyOnce(where, prefix))];
}

function cdnName({ name }: NonNullable<Bucket["cdn"]>, settings: Settings): Problem[] {
    const { domain } = settings;
    if (name === undefined) {
        return [];
    }
    const where = "media.cdn.name";
    if (domain === undefined) {
        return [
            {
                where,
                got: `${JSON.stringify(name)}, without a domain`,
                allowed: "a name within domain.zone, which holds its certificate's records",
                remedy: "Set domain, or remove the name: CloudFront has one of its own.",
            },
        ];
    }
    const zones = zonesOf(domain);
    if (zones.length === 0) {
        return [
            {
                where,
                got: `${JSON.stringify(name)}, with domain.zone: elsewhere`,
                allowed: "nothing, where the stack makes no records",
                remedy: "Remove the name: CloudFront has one of its own.",
            },
        ];
    }
    const isWithin = zoneOf(name, zones) !== undefined;
    const isSite = siteNames(settings).includes(name);
    return isWithin && !isSite
        ? []
        : [
              {
                  where,
                  got: `${JSON.stringify(name)}${isSite ? ", a name of the site" : ""}`,
                  allowed: `a name that ends in ${zones.map((zone) => `.${zone.name}`).join(" or ")} and that the site does not have`,
                  remedy: "Choose another name, such as media in front of the zone.",
              },
          ];
}

/** China has a CloudFront of its own, with other names and certificates; in AWS GovCloud (US) there is none. */
const cdnRegion = ({ region }: Settings): Problem[] =>
    isRegion(region) && partition(region) !== "aws"
        ? [
              {
                  where: "media.cdn",
                  got: `CloudFront, in ${region}`,
                  allowed: "nothing, outside AWS's standard partition",
                  remedy: "Remove it, and let the application sign the URLs.",
              },
          ]
        : [];
