import { z } from "zod";
import { checks } from "./checks-schema";
import { common } from "./defaults";
import * as forms from "./patterns";
import { pythonBranches } from "../platform-branches";
import { dockerPlatform } from "./docker-schema";
import { packaging, platformPin, python, version } from "./package-schema";
import { proxySchema } from "./proxy-schema";
import { seconds, StageDefaults, text } from "./schema-parts";

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

const web = (d: StageDefaults) =>
    z.strictObject({
        workers: z.int().min(1).max(64).default(d.webWorkers).describe("Gunicorn worker processes on each instance"),
        threads: z.int().min(1).max(128).default(common.webThreads).describe("Threads of each Gunicorn worker"),
        timeoutSeconds: seconds(1, 36000)
            .default(d.webTimeoutSeconds)
            .describe(
                "Seconds after which Gunicorn ends a silent worker; less than environment.loadBalancer.idleTimeoutSeconds, and in the worker tier (default 290) than environment.tier.inactivityTimeoutSeconds: the one that is given moves the other",
            ),
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
        settingsModule: text(forms.pythonModule).describe("DJANGO_SETTINGS_MODULE on the instances"),
        healthPath: text(forms.urlPath)
            .default(common.healthPath)
            .describe("Path that answers 200 without a login when the application is healthy"),
        static: staticFiles.prefault({}),
        web: web(d).prefault({}),
        proxy: proxySchema.prefault({}),
        variables: z
            .record(
                text(forms.variableName),
                z.union([z.string().min(1), z.int(), z.boolean()]).transform(String),
                "environment properties by name",
            )
            .default({})
            .describe(
                "Environment properties. Anyone who may describe the environment reads them: secrets belong in `secrets`",
            ),
    });
