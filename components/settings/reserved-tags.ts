import { table } from "../parsed-values";
import type { Problem } from "../problem";
import type { Settings } from "../settings";

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.tagging.html */
const isReserved = (key: string): boolean =>
    key === "Name" || key.startsWith("elasticbeanstalk:") || key.startsWith("aws:");

const byBeanstalk = "Remove it; Elastic Beanstalk sets it itself and refuses yours.";

export function reservedTags({ tags }: Pick<Settings, "tags">): Problem[] {
    return Object.keys(tags)
        .filter((key) => key === "stage" || isReserved(key))
        .map((key) => ({
            where: `tags.${key}`,
            got: "a reserved tag",
            allowed: "any other key",
            remedy: key === "stage" ? "Set environment.stage instead." : byBeanstalk,
        }));
}

/**
 * The provider puts its default tags on every resource, the environment included, where Elastic Beanstalk refuses these.
 * https://github.com/hashicorp/terraform-provider-aws/issues/3963
 *
 * @param defaultTags - the value of `aws:defaultTags`, parsed
 */
export function reservedDefaultTags(defaultTags: unknown): Problem[] {
    return Object.keys(table(table(defaultTags)["tags"]))
        .filter(isReserved)
        .map((key) => ({
            where: `aws:defaultTags.tags.${key}`,
            got: "a reserved tag, which the provider puts on the environment too",
            allowed: "any other key",
            remedy: byBeanstalk,
        }));
}
