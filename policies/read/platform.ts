import type { Resource } from "../rule";
import { peekText } from "./peek";

/** The platforms whose own options are known here; `other` may have options of its own. */
export type Platform = "python" | "docker" | "other";

/**
 * The platform of an environment by the name of its stack or the ARN of its platform; undefined when neither is known, as with a saved configuration.
 *
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/platforms/platforms-supported.html
 */
export function platformOf({ props }: Resource): Platform | undefined {
    const text = givenName(props);
    // "64bit Amazon Linux 2023 v4.13.7 running Python 3.13", "…:platform/Docker running on 64bit Amazon Linux 2023/4.13.7"
    const name =
        text === undefined ? undefined : (/ running (?!on )(.+)$|platform\/(.+?) running on /.exec(text) ?? []);
    if (name === undefined) {
        return undefined;
    }
    const branch = name[1] ?? name[2] ?? "";
    return /^Python \d/.test(branch) ? "python" : branch === "Docker" ? "docker" : "other";
}

/** Name of the solution stack or ARN of the platform; undefined when neither is given, or not yet. */
const givenName = (props: Resource["props"]): string | undefined =>
    peekText(props, "solutionStackName") ?? peekText(props, "platformArn");

const platformName = ({ props }: Resource): string => givenName(props) ?? "";

export const isAmazonLinux2023 = (environment: Resource): boolean =>
    platformName(environment).includes("Amazon Linux 2023");

/** Windows platforms have neither `.platform` nor nginx. */
export const isWindows = (environment: Resource): boolean => platformName(environment).includes("Windows");
