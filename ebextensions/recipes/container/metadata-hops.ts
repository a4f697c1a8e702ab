import { resource } from "../../factories/cloudformation";
import { configFile } from "../../factories/config-file";
import type { ConfigFile } from "../../model";

/**
 * Lets containers on Docker's own network reach the instance's metadata, and with it the role's credentials. Elastic Beanstalk leaves EC2's limit of one hop
 * (seen on instances of Amazon Linux 2023), and Docker's bridge is a second one. It has no option for it.
 *
 * Assumed, not documented: that Elastic Beanstalk lays these properties over its own launch template key by key, as it does with the first level. Tokens stay
 * required even if it replaces the metadata options as a whole; a launch template that was replaced as a whole would fail at once, when it is made.
 *
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environment-resources.html
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html#imds-considerations
 */
export const metadataHops = (hops: number): ConfigFile =>
    configFile("21-metadata-hops", "lets containers reach the credentials of the instance's role", [
        resource("AWSEBEC2LaunchTemplate", "AWS::EC2::LaunchTemplate", {
            LaunchTemplateData: { MetadataOptions: { HttpTokens: "required", HttpPutResponseHopLimit: hops } },
        }),
    ]);
