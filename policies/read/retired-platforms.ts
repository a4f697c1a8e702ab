/** Platform branches that AWS retired on one day. */
export interface Retired {
    /** As a finding names them. */
    readonly name: string;
    /** Matches the end of a solution stack's name or the middle of a platform's ARN, see `branchOf`. */
    readonly branch: RegExp;
    /** YYYY-MM-DD */
    readonly since: string;
}

/**
 * State of August 2026. A retired branch gets no updates, and new environments only where an account has one already; a branch that is not here is taken to be
 * supported, so that a newer one of AWS is never a finding.
 *
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-schedule.html
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.migration-al.FAQ.html (Amazon Linux AMI)
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/relnotes/release-2025-08-11-nodejs18-retire.html
 */
const retired: readonly Retired[] = [
    { name: "the Amazon Linux AMI", branch: / on Amazon Linux( AMI)?$/, since: "2022-07-18" },
    { name: "Amazon Linux 2", branch: / on Amazon Linux 2$/, since: "2026-08-06" },
    { name: "Python 3.9", branch: /^Python 3\.9 on Amazon Linux 2023$/, since: "2026-07-31" },
    { name: "Node.js 18", branch: /^Node\.js 18 on Amazon Linux 2023$/, since: "2025-08-11" },
    { name: "Node.js 20", branch: /^Node\.js 20 on Amazon Linux 2023$/, since: "2026-07-31" },
    { name: "Ruby 3.2", branch: /^Ruby 3\.2 on Amazon Linux 2023$/, since: "2026-07-31" },
];

/** What AWS retired of a platform, by the name of its solution stack or its ARN; undefined for one that is not known to be. */
export function retiredPlatform(platform: string): Retired | undefined {
    const branch = branchOf(platform);
    return branch === undefined ? undefined : retired.find((it) => it.branch.test(branch));
}

/**
 * `64bit Amazon Linux 2023 v4.13.7 running Python 3.13` and `arn:…::platform/Python 3.13 running on 64bit Amazon Linux 2023/4.13.7`, both as
 * `Python 3.13 on Amazon Linux 2023`. The Amazon Linux AMI has a month, `2018.03`, in place of a number. Custom platforms, and Windows, have none.
 */
function branchOf(platform: string): string | undefined {
    const [, stackSystem, stackBranch] =
        /^(?:32|64)bit (Amazon Linux(?: AMI| \d[\d.]*)?) v\d\S* running (.+)$/.exec(platform) ?? [];
    const [, arnBranch, arnSystem] =
        /^arn:[\w-]+:elasticbeanstalk:[\w-]+::platform\/(.+) running on (?:32|64)bit (Amazon Linux(?: \d[\d.]*)?)(?:\/[\d.]+)?$/.exec(
            platform,
        ) ?? [];
    const system = (stackSystem ?? arnSystem)?.replace(/ \d{4}\.\d\d$/, "");
    return system === undefined ? undefined : `${stackBranch ?? arnBranch} on ${system}`;
}
