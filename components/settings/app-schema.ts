import { z } from "zod";
import { checks } from "./checks-schema";
import { common } from "./defaults";
import { appLogsSchema, jobsSchema } from "./instance-schema";
import * as forms from "./patterns";
import { pythonBranches } from "../platform-branches";
import { deploySchema } from "./deploy-schema";
import { dockerPlatform } from "./docker-schema";
import { packaging, platformPin, python, version } from "./package-schema";
import { asgi, processesSchema, webSchema } from "./processes-schema";
import { proxySchema } from "./proxy-schema";
import { StageDefaults, text } from "./schema-parts";

const pythonPlatform = z.strictObject({
    kind: z.literal("python").describe("The Python platform on Amazon Linux 2023"),
    version: z
        .enum(pythonBranches)
        .default(common.pythonBranch)
        .describe(
            "Python branch, quoted (YAML reads 3.10 as 3.1). Changing it asks for a new environment (blue/green)",
        ),
    ...platformPin,
    proxyServer: z
        .enum(["nginx", "apache"])
        .default("nginx")
        .describe("Web server on the instances, between load balancer and Gunicorn"),
});

const staticFiles = z.strictObject({
    url: text(forms.urlPath).default(common.staticUrl).describe("STATIC_URL, served by nginx"),
    root: text(forms.relativePath)
        .default(common.staticRoot)
        .describe("STATIC_ROOT, relative to the application directory; collectstatic fills it"),
    folders: z
        .record(text(forms.urlPath), text(forms.relativePath), "folders by URL path")
        .default({})
        .describe("Other folders of the application that nginx serves, by URL path"),
});

const variables = z
    .record(
        text(forms.variableName),
        z.union([z.string().min(1), z.int(), z.boolean()]).transform(String),
        "environment properties by name",
    )
    .default({})
    .describe(
        "Environment properties. Anyone who may describe the environment reads them: secrets belong in `secrets`",
    );

const optionalVariables = z
    .array(text(forms.variableName))
    .default([])
    .describe("Names that the application reads but does without: the instances warn where one is not set");

export const appSchema = (d: StageDefaults) =>
    z.strictObject({
        directory: z
            .string()
            .min(1, "the folder that holds manage.py")
            .describe("Folder that holds manage.py, relative to the stack file"),
        name: text(forms.appName).describe("Short name; the Elastic Beanstalk application is called name-stack"),
        platform: z.discriminatedUnion("kind", [pythonPlatform, dockerPlatform]).prefault({ kind: "python" }),
        package: packaging.prefault({ mode: "source" }),
        version: version.prefault({}),
        python: python.prefault({}),
        checks: checks.prefault({}),
        wsgi: text(forms.wsgi).describe("WSGI application that Gunicorn serves, package.wsgi:application"),
        asgi: text(asgi)
            .optional()
            .describe(
                "ASGI application, package.asgi:application, that Gunicorn serves in its place by Uvicorn's workers",
            ),
        settingsModule: text(forms.pythonModule).describe("DJANGO_SETTINGS_MODULE on the instances"),
        healthPath: text(forms.urlPath)
            .default(common.healthPath)
            .describe("Path that answers 200 without a login when the application is healthy"),
        static: staticFiles.prefault({}),
        web: webSchema(d).prefault({}),
        proxy: proxySchema.prefault({}),
        processes: processesSchema,
        jobs: jobsSchema,
        logs: appLogsSchema,
        deploy: deploySchema.prefault({}),
        variables,
        optionalVariables,
    });
