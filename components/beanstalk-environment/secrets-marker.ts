import { createHash } from "node:crypto";

/**
 * Environment property that changes with any secret of the stack. Elastic Beanstalk reads secrets when it starts or updates instances, and a secret with a new
 * value keeps its ARN, so that without this nothing would tell a running application.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.secrets.env-vars.html
 */
export const secretsMarker = "SECRETS_VERSION";

/** @param versionIds - of the secrets, never values */
export const markerOf = (versionIds: readonly string[]): string =>
    createHash("sha256")
        .update([...versionIds].sort().join("\n"))
        .digest("hex")
        .slice(0, 12);
