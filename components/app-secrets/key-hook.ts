import * as pulumi from "@pulumi/pulumi";
import { text } from "../parsed-values";
import { Problem, ProblemError } from "../problem";
import type { Settings } from "../settings";

/** Under which the state keeps what kind of key the secrets have. */
export const keyInput = "keyKind";

/**
 * The provider tells AWS of a new key, but not of one that is taken away: the secret would stay under a key that the role may no longer use, and that the
 * stack is about to give up. https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/secretsmanager/secret.go
 */
export function givenUpKey(before: string | undefined, after: string): Problem[] {
    return before === undefined || before === "aws" || after !== "aws"
        ? []
        : [
              {
                  where: "environment.secretStorage.key.kind",
                  got: `aws, while the secrets are encrypted with a key of kind ${before}`,
                  allowed: "new or existing, once the secrets have a key of their own",
                  remedy: "Keep the key, or name another one by kind: existing. Secrets of a new stack can have AWS's own.",
              },
          ];
}

export function keyHook(name: string, { environment, stack }: Pick<Settings, "environment" | "stack">) {
    return new pulumi.ResourceHook(
        `${name}-key`,
        ({ oldInputs = {} }) => {
            const problems = givenUpKey(text(oldInputs[keyInput]), environment.secretStorage.key.kind);
            if (problems.length > 0) {
                throw new ProblemError(`Pulumi.${stack}.yaml`, problems);
            }
        },
        { onDryRun: true },
    );
}
