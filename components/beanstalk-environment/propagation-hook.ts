import { setTimeout } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { secondsToSpread, waitToSpread, waitVariable } from "./propagation";

/**
 * Waits, where a profile is made, until IAM has spread it; the engine starts nothing that needs the profile before the hook has ended, and calls none in a
 * preview.
 *
 * IAM is eventually consistent: Elastic Beanstalk ends the creation of an environment with "The instance profile … associated with the environment does not
 * exist." when it is too early. The provider does not help: after a profile's creation it asks IAM alone, which knows it before others do, and the retry that
 * it has for EC2 instances it has not for environments. The environment that failed has taken the name, so a second try is no way out either.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
 * https://github.com/cloudposse/terraform-aws-elastic-beanstalk-environment/pull/267
 * https://github.com/hashicorp/terraform-provider-aws/issues/838
 */
export function propagationHook(name: string): pulumi.ResourceHook {
    return new pulumi.ResourceHook(`${name}-propagation`, () =>
        waitToSpread(secondsToSpread(process.env[waitVariable]), {
            say: (message) => void pulumi.log.info(message, undefined, undefined, true),
            wait: (milliseconds) => setTimeout(milliseconds),
        }),
    );
}
