import { z } from "zod";
import { common } from "./defaults";
import * as forms from "./patterns";
import { text } from "./schema-parts";

/** What the environment's roles may do, and in which account. */
export const accessSchema = z.strictObject({
    accountId: text(forms.accountId)
        .optional()
        .describe("Number of the AWS account, quoted; given, it is not looked up"),
    permissionsBoundary: text(forms.policyArn)
        .optional()
        .describe("ARN of a policy that limits every role of the stack, whatever its own policies allow"),
    managedPolicyArns: z
        .array(text(forms.policyArn))
        .max(20)
        .default([])
        .describe("ARNs of policies that the instance role has besides, for what the application itself calls"),
    parameterPrefixes: z
        .array(text(forms.parameterPrefix))
        .max(10)
        .default([])
        .describe(
            "Paths of SSM parameters that the application itself reads, writes and deletes, such as the tokens of an integration",
        ),
    sessionManager: z
        .boolean()
        .default(common.sessionManager)
        .describe(
            "Let Session Manager open a shell on instances: no key pair, no open port, every session in CloudTrail",
        ),
    checkSecrets: z
        .boolean()
        .default(common.checkSecrets)
        .describe(
            "Ask Secrets Manager, before the environment is created or updated, whether the secrets that the settings name by ARN have a value. None is read",
        ),
});
