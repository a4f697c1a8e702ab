import { z } from "zod";
import { accessSchema } from "./access-schema";
import { common, Stage } from "./defaults";
import * as forms from "./patterns";
import { seconds, StageDefaults, text } from "./schema-parts";

/** Days of log retention that Elastic Beanstalk takes (aws:elasticbeanstalk:cloudwatch:logs / RetentionInDays). */
const retentionDays = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653] as const;

/** Policies of TLS 1.2 and newer. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
export const tlsPolicies = [
    "ELBSecurityPolicy-TLS13-1-3-2021-06",
    "ELBSecurityPolicy-TLS13-1-2-2021-06",
    "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
    "ELBSecurityPolicy-TLS-1-2-2017-01",
] as const;

const dedicatedLoadBalancer = z.strictObject({
    kind: z.literal("dedicated").describe("An application load balancer of the environment's own"),
    idleTimeoutSeconds: seconds(1, 59)
        .default(common.idleTimeoutSeconds)
        .describe(
            "Seconds an idle connection is kept; less than the 60 after which the platform's nginx closes it, or users see a 502",
        ),
    tlsPolicy: z.enum(tlsPolicies).default(common.tlsPolicy).describe("TLS policy of the listener on 443"),
});

const noLoadBalancer = z.strictObject({
    kind: z.literal("none").describe("A single instance with a public address and no load balancer; HTTP only"),
});

const scaling = (d: StageDefaults) =>
    z.strictObject({
        min: z.int().min(1).max(10000).default(d.minInstances).describe("Smallest number of instances"),
        max: z.int().min(1).max(10000).default(d.maxInstances).describe("Largest number of instances"),
    });

const deployment = (d: StageDefaults) =>
    z.strictObject({
        policy: z
            .enum(["AllAtOnce", "Rolling", "RollingWithAdditionalBatch", "Immutable", "TrafficSplitting"])
            .default(d.deploymentPolicy)
            .describe("How a new version reaches the instances"),
        timeoutSeconds: seconds(60, 3600)
            .default(common.commandTimeoutSeconds)
            .describe("Seconds that the commands of one deployment may take on an instance"),
    });

const managedUpdates = (d: StageDefaults) =>
    z.strictObject({
        level: z.enum(["patch", "minor"]).default("minor").describe("Which platform updates are applied"),
        window: text(forms.updateWindow).default(d.updateWindow).describe("Start of the two-hour window, in UTC"),
    });

export const environmentSchema = (stage: Stage, d: StageDefaults) =>
    z.strictObject({
        stage: z
            .enum(["dev", "prod"])
            .default(stage)
            .describe("dev is cheap, prod is safe; a stack is prod unless this says dev"),
        name: text(forms.environmentName)
            .optional()
            .describe("Name of the environment; default: app.name-stack. Changing it replaces the environment"),
        instanceTypes: z
            .array(text(forms.instanceType))
            .min(1)
            .max(40)
            .default([...d.instanceTypes])
            .describe("EC2 instance types in order of preference, all of one architecture"),
        scaling: scaling(d).prefault({}),
        deployment: deployment(d).prefault({}),
        managedUpdates: managedUpdates(d).prefault({}),
        loadBalancer: z
            .discriminatedUnion("kind", [dedicatedLoadBalancer, noLoadBalancer])
            .prefault({ kind: "dedicated" }),
        access: accessSchema.prefault({}),
        logRetentionDays: z
            .literal(retentionDays)
            .default(d.logRetentionDays)
            .describe("Days that CloudWatch keeps the instances' logs"),
        secretRecoveryDays: z
            .union([z.literal(0), z.int().min(7).max(30)])
            .default(d.secretRecoveryDays)
            .describe("Days in which a deleted secret can be restored; 0 deletes at once"),
        protect: z
            .boolean()
            .default(d.protect)
            .describe(
                "Refuse to delete the environment, its data and thereby the stack; lift it with `protect: false` and `pulumi up`",
            ),
    });
