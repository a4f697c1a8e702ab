import * as pulumi from "@pulumi/pulumi";
import { Findings, throwProblems } from "../problem";
import type { Settings } from "../settings";

/** A hook that tells warnings, and ends the operation with the problems of the stack file; in the preview already. */
export const findingsHook = (
    name: string,
    { stack }: Pick<Settings, "stack">,
    find: () => Promise<Findings>,
    about: pulumi.Resource | undefined,
): pulumi.ResourceHook =>
    new pulumi.ResourceHook(
        name,
        async () => {
            const { problems, warnings } = await find();
            await Promise.all(warnings.map((warning) => pulumi.log.warn(warning, about)));
            throwProblems(`Pulumi.${stack}.yaml`, problems);
        },
        { onDryRun: true },
    );
