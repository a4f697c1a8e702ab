import { dockerPlatformFiles } from "../ebextensions/docker-platform";
import type { GeneratedFile } from "../ebextensions/model";
import { pythonPlatformFiles } from "../ebextensions/python-platform";
import { version } from "../ebextensions/recipes/version";
import { redirectsToHttps, secretVariables, variableContract } from "./beanstalk-environment/variables";
import { noOwnNginx, OwnNginx } from "../ebextensions/proxy/own-files";
import { mutualTlsOf } from "./client-certificates/mutual-tls";
import { planContainers } from "./plan-containers";
import { planInstance } from "./plan-instance";
import { headersIn, planProxy, webServer } from "./proxy/plan-proxy";
import { planProbe } from "./python-deployment";
import type { Settings } from "./settings";
import { placeholder, versionLabel } from "./source-bundle/stamp";

/**
 * The files that a deployment adds to the application's own, whose paths are given.
 *
 * @param own - what the application's own files tell nginx
 * @param requirementFiles - the requirements file and all that it includes, for the build of an image
 */
export function planGeneratedFiles(
    settings: Settings,
    ownPaths: ReadonlySet<string>,
    own: OwnNginx = noOwnNginx,
    requirementFiles: readonly string[] = ["requirements.txt"].filter((each) => ownPaths.has(each)),
): GeneratedFile[] {
    return settings.app.platform.kind === "python"
        ? pythonFiles(settings, ownPaths, own)
        : dockerFiles(settings, ownPaths, requirementFiles);
}

function pythonFiles(settings: Settings, ownPaths: ReadonlySet<string>, own: OwnNginx): GeneratedFile[] {
    const { tier } = settings.environment;
    return pythonPlatformFiles({
        gunicorn: {
            wsgi: settings.app.wsgi,
            asgi: settings.app.asgi,
            ...settings.app.web,
            maxHeaderKb: settings.app.proxy.maxHeaderKb,
        },
        processes: settings.app.processes,
        deploy: settings.app.deploy,
        probe: planProbe(settings),
        proxy: planProxy(settings, own),
        cron: tier.kind === "worker" ? tier.cron : {},
        ...variableContract(settings),
        secrets: secretVariables(settings),
        redirectToHttps: redirectsToHttps(settings),
        mutualTls: overriddenListener(settings),
        instance: planInstance(settings),
        ownProcfile: ownPaths.has("Procfile"),
    });
}

function dockerFiles(
    settings: Settings,
    ownPaths: ReadonlySet<string>,
    requirementFiles: readonly string[],
): GeneratedFile[] {
    const { package: packaging } = settings.app;
    const { tier } = settings.environment;
    return dockerPlatformFiles({
        ...variableContract(settings),
        secrets: secretVariables(settings),
        redirectToHttps: redirectsToHttps(settings),
        mutualTls: overriddenListener(settings),
        code: packaging.mode === "minimal" ? packaging.code : undefined,
        region: settings.region,
        cron: tier.kind === "worker" ? tier.cron : {},
        instance: planInstance(settings),
        ...planContainers(settings, requirementFiles),
        ownPaths,
    });
}

/** A listener of a shared load balancer is made by the program, not by a file of the bundle. */
const overriddenListener = (settings: Settings) =>
    settings.environment.loadBalancer.kind === "dedicated" ? mutualTlsOf(settings) : undefined;

/** The files that say which version runs. They hold placeholders, filled in when the rest of the bundle is known. */
export const planVersionFiles = (
    { app }: Settings,
    prefix: string | undefined,
    own: OwnNginx = noOwnNginx,
): GeneratedFile[] =>
    version({
        label: versionLabel(prefix, placeholder.shortFingerprint),
        fingerprint: placeholder.fingerprint,
        commit: placeholder.commit,
        header:
            app.version.header === undefined
                ? undefined
                : { name: app.version.header, server: webServer(app), place: headersIn(own) },
        contextProcessor: app.version.contextProcessor,
    });
