import { rootCertificatesPath } from "../../ebextensions/recipes/root-certificates";
import { partition } from "../partition";
import type { Settings } from "../settings";

export interface RootCertificates {
    /** Their files, which become one. */
    readonly urls: readonly string[];
    readonly path: string;
}

/**
 * One file for all regions of a partition.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
 * https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-rds.html
 * https://docs.amazonaws.cn/en_us/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
 */
function bundleUrl(region: string): string {
    switch (partition(region)) {
        case "aws-cn":
            return "https://rds-truststore.s3.cn-north-1.amazonaws.com.cn/global/global-bundle.pem";
        case "aws-us-gov":
            return "https://truststore.pki.us-gov-west-1.rds.amazonaws.com/global/global-bundle.pem";
        default:
            return "https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem";
    }
}

/**
 * A proxy has a certificate of AWS Certificate Manager, of which the bundle of RDS knows nothing.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.howitworks.html#rds-proxy-security.tls
 * https://www.amazontrust.com/repository/
 */
const proxyUrls = [1, 2, 3, 4].map((number) => `https://www.amazontrust.com/repository/AmazonRootCA${number}.pem`);

/**
 * Where the certificates of RDS come from, and where the application finds them; undefined when the connection is only encrypted. When nothing is said, the
 * server is checked on the Python platform. On Docker an application's own compose file may not mount it, which the settings cannot see.
 */
export function rootCertificates({
    app,
    database,
    region,
}: Pick<Settings, "app" | "database" | "region">): RootCertificates | undefined {
    if (database.kind !== "postgres" || !(database.verifyCertificate ?? app.platform.kind === "python")) {
        return undefined;
    }
    const urls = [bundleUrl(region), ...(database.proxy === undefined ? [] : proxyUrls)];
    return { urls, path: rootCertificatesPath };
}
