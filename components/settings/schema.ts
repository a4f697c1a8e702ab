import { z } from "zod";
import { appSchema } from "./app-schema";
import { cacheSchema } from "./cache-schema";
import { databaseSchema } from "./database-schema";
import { byStage, forSingleInstance, forWorker, Stage } from "./defaults";
import { domainSchema } from "./domain-schema";
import { environmentSchema } from "./environment-schema";
import { mediaSchema } from "./media-schema";
import { monitoringOf } from "./monitoring-schema";
import { networkSchema } from "./network-schema";
import * as forms from "./patterns";
import { StageDefaults, text } from "./schema-parts";
import { secretSchema } from "./secret-schema";
import { Waits, waitsOf } from "./waits";
import { workerSchema } from "./worker-schema";

/** What an environment is at its coarsest: behind a load balancer, one instance, or a worker. */
export type Shape = "balanced" | "single" | "worker";

/** Of any names. */
const openSettings = {
    tags: z
        .record(z.string().min(1).max(128), z.string().max(256))
        .default({})
        .describe("Tags on every resource that takes them"),
    options: z
        .record(
            z.string().startsWith("aws:", "an option namespace, aws:…"),
            z.record(
                z.string().min(1),
                z.string().min(1, "a text that is not empty; leave the option out to unset it"),
            ),
        )
        .default({})
        .describe("Elastic Beanstalk options for which there is no setting: namespace, name, value"),
};

/** The settings of a stack. Stage, shape and waits choose the defaults: the same keys and types for all. */
export const settingsSchema = (stage: Stage, shape: Shape = "balanced", waits: Waits = waitsOf({})) => {
    const ofShape = {
        ...byStage[stage],
        ...waits,
        ...(shape === "single" ? forSingleInstance : {}),
        ...(shape === "worker" ? forWorker : {}),
    };
    const d: StageDefaults = {
        ...ofShape,
        webTimeoutSeconds: Math.min(ofShape.webTimeoutSeconds, waits.longestWebTimeoutSeconds),
    };
    return z.strictObject({
        app: appSchema(d).describe("The Django application and how it is packed and served"),
        environment: environmentSchema(stage, d, shape === "worker" ? "none" : "dedicated")
            .prefault({})
            .describe("The Elastic Beanstalk environment"),
        network: networkSchema(d).prefault({ kind: "default" }).describe("Where it runs"),
        database: databaseSchema(d).prefault({ kind: "postgres" }).describe("The database"),
        cache: cacheSchema(d).prefault({ kind: "none" }).describe("Cache and message broker"),
        secrets: z
            .record(text(forms.variableName), secretSchema)
            .prefault({ SECRET_KEY: { kind: "generated" } })
            .describe("Secrets that reach the application as environment variables"),
        media: mediaSchema.prefault({ kind: "bucket" }).describe("Uploaded files"),
        domain: domainSchema.describe("Name, certificate and DNS record; without it the site has HTTP only"),
        monitoring: monitoringOf(stage, d).describe(
            "Who is told when something is wrong, and what there is to look at",
        ),
        worker: workerSchema(d),
        ...openSettings,
    });
};

export type ParsedSettings = z.output<ReturnType<typeof settingsSchema>>;
export type TopLevelKey = keyof ParsedSettings;
