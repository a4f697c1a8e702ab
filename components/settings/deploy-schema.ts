import { z } from "zod";
import { common } from "./defaults";
import { seconds } from "./schema-parts";

/** What a deployment does on the Python platform before and after the new version goes live. */
export const deploySchema = z.strictObject({
    check: z
        .enum(["WARNING", "ERROR", "CRITICAL", "off"])
        .default(common.checkLevel)
        .describe(
            "Level of a finding of `manage.py check --deploy` that ends a deployment; all findings are in the log",
        ),
    migrate: z
        .boolean()
        .default(common.migrate)
        .describe("Run `manage.py migrate` on one instance; where several stacks use one database, in one of them"),
    collectstatic: z
        .enum(["everyInstance", "leader", "off"])
        .default(common.collectstatic)
        .describe("Where `manage.py collectstatic` runs; leader is for files that go to S3"),
    probeSeconds: seconds(0, 600)
        .default(common.probeSeconds)
        .describe(
            "Seconds that the application gets to answer on `healthPath` on each instance before the deployment fails; 0 asks nothing",
        ),
});
