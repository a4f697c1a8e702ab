/**
 * Policies of AWS that refuse everything below TLS 1.2. A list, because names mislead: TLS13-1-0 admits TLS 1.0. As of October 2026, the same for application and
 * network load balancers.
 *
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
export const modernTlsPolicies: ReadonlySet<string> = new Set([
    "ELBSecurityPolicy-TLS-1-2-2017-01",
    "ELBSecurityPolicy-TLS-1-2-Ext-2018-06",
    "ELBSecurityPolicy-FS-1-2-2019-08",
    "ELBSecurityPolicy-FS-1-2-Res-2019-08",
    "ELBSecurityPolicy-FS-1-2-Res-2020-10",
    ...["1-3", "1-2", "1-2-Res", "1-2-Ext1", "1-2-Ext2"].flatMap((suite) => [
        `ELBSecurityPolicy-TLS13-${suite}-2021-06`,
        `ELBSecurityPolicy-TLS13-${suite}-PQ-2025-09`,
    ]),
    ...["1-3", "1-2", "1-2-Res", "1-2-Ext0", "1-2-Ext1", "1-2-Ext2"].flatMap((suite) => [
        `ELBSecurityPolicy-TLS13-${suite}-FIPS-2023-04`,
        `ELBSecurityPolicy-TLS13-${suite}-FIPS-PQ-2025-09`,
    ]),
    ...["1-3", "1-2", "1-2-Ext0"].map((suite) => `ELBSecurityPolicy-TLS13-${suite}-RFC9151-FIPS-2023-07`),
    ...[1, 2, 3, 4].map((level) => `ELBSecurityPolicy-TLS13-1-2-RFC9151-INTEROP${level}-FIPS-2023-07`),
]);

/** What a listener without a policy has, unless it was made in the console. */
export const defaultTlsPolicy = "ELBSecurityPolicy-2016-08";

/** The one that remedies name. */
export const recommendedTlsPolicy = "ELBSecurityPolicy-TLS13-1-2-2021-06";
