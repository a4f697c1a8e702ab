import { z } from "zod";
import { accessSchema } from "./access-schema";
import type { Stage } from "./defaults";
import { deploymentSchema, managedUpdatesSchema, rollingUpdatesSchema } from "./deployment-schema";
import { healthSchema, logsSchema, notificationsSchema } from "./health-schema";
import { instancesSchema, scalingSchema, spotSchema } from "./instances-schema";
import { loadBalancerSchema } from "./load-balancer-schema";
import * as forms from "./patterns";
import { StageDefaults, text } from "./schema-parts";
import { secretStorageSchema } from "./secret-storage-schema";
import { tierSchema } from "./tier-schema";

/** What it is called. */
const identity = (stage: Stage) => ({
    stage: z
        .enum(["dev", "prod"])
        .default(stage)
        .describe("dev is cheap, prod is safe; a stack is prod unless this says dev"),
    name: text(forms.environmentName)
        .optional()
        .describe("Name of the environment; default: app.name-stack. Changing it replaces the environment"),
    cnamePrefix: text(forms.cnamePrefix)
        .optional()
        .describe(
            "First label of the name under elasticbeanstalk.com; without it AWS makes one up. A domain of yours is the better name: this one is lost to whoever swaps it. Changing it later does nothing",
        ),
});

/** What it runs on. */
const machines = (d: StageDefaults) => ({
    instanceTypes: z
        .array(text(forms.instanceType))
        .min(1)
        .max(40)
        .default([...d.instanceTypes])
        .describe("EC2 instance types in order of preference, all of one architecture"),
    instances: instancesSchema.prefault({}),
    spot: spotSchema
        .optional()
        .describe("Spot instances, which AWS can take away at two minutes' notice; without it all are on demand"),
    scaling: scalingSchema(d).prefault({}),
});

/** How long what it leaves behind can be had back. */
const keeping = (d: StageDefaults) => ({
    secretRecoveryDays: z
        .union([z.literal(0), z.int().min(7).max(30)])
        .default(d.secretRecoveryDays)
        .describe("Days in which a deleted secret can be restored; 0 deletes at once"),
    secretStorage: secretStorageSchema.prefault({}),
    protect: z
        .boolean()
        .default(d.protect)
        .describe(
            "Refuse to delete the environment, its data and thereby the stack; lift it with `protect: false` and `pulumi up`",
        ),
});

/** @param loadBalancer - kind that an environment of the tier has when nothing is said */
export const environmentSchema = (stage: Stage, d: StageDefaults, loadBalancer: "dedicated" | "none") =>
    z.strictObject({
        ...identity(stage),
        ...machines(d),
        deployment: deploymentSchema(d).prefault({}),
        rollingUpdates: rollingUpdatesSchema
            .prefault({ kind: "health" })
            .describe("How instances are exchanged when a setting needs new ones"),
        managedUpdates: managedUpdatesSchema(d).prefault({}),
        tier: tierSchema(d).prefault({ kind: "web" }),
        loadBalancer: loadBalancerSchema(d).prefault({ kind: loadBalancer }),
        access: accessSchema.prefault({}),
        health: healthSchema.prefault({}),
        logs: logsSchema(d).prefault({}),
        notifications: notificationsSchema.optional().describe("Who is told of events"),
        xray: z
            .boolean()
            .default(false)
            .describe("Run the X-Ray daemon on the instances; the application sends it traces. Python platform"),
        ...keeping(d),
    });
