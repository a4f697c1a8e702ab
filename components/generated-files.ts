import { dockerPlatformFiles } from "../ebextensions/docker-platform";
import type { GeneratedFile } from "../ebextensions/model";
import { pythonPlatformFiles } from "../ebextensions/python-platform";
import type { ProxyPlan } from "../ebextensions/recipes/proxy";
import { version } from "../ebextensions/recipes/version";
import { redirectsToHttps, secretVariables, variableContract } from "./beanstalk-environment/variables";
import { noOwnNginx, OwnNginx } from "../ebextensions/proxy/own-files";
import { mutualTlsOf } from "./client-certificates/mutual-tls";
import { planContainers } from "./plan-containers";
import { planInstance } from "./plan-instance";
import { applicationPort, headersIn, planProxy, webServer } from "./proxy/plan-proxy";
import { planProbe } from "./python-deployment";
import type { Settings } from "./settings";
import { placeholder, versionLabel } from "./source-bundle/stamp";

/** What has to be read before files are generated. */
export interface FoundFiles {
    /** What the application's own files tell nginx. */
    readonly nginx?: OwnNginx;
    /** Who signs certificates of clients that nginx asks for, in PEM form. */
    readonly authorities?: string;
    /** The requirements file and all that it includes, for the build of an image. */
    readonly requirements?: readonly string[] | undefined;
}

/**
 * The files that a deployment adds to the application's own, whose paths are given.
 *
 * @param found - what the application's files and the stack's folder hold
 */
export function planGeneratedFiles(
    settings: Settings,
    ownPaths: ReadonlySet<string>,
    found: FoundFiles = {},
): GeneratedFile[] {
    return settings.app.platform.kind === "python"
        ? pythonFiles(settings, ownPaths, planProxy(settings, found.nginx, found.authorities))
        : dockerFiles(
              settings,
              ownPaths,
              found.requirements ?? ["requirements.txt"].filter((each) => ownPaths.has(each)),
          );
}

function pythonFiles(settings: Settings, ownPaths: ReadonlySet<string>, proxy: ProxyPlan): GeneratedFile[] {
    const { tier } = settings.environment;
    return pythonPlatformFiles({
        gunicorn: {
            wsgi: settings.app.wsgi,
            asgi: settings.app.asgi,
            port: applicationPort(settings),
            ...settings.app.web,
            maxHeaderKb: settings.app.proxy.maxHeaderKb,
        },
        processes: settings.app.processes,
        deploy: settings.app.deploy,
        probe: planProbe(settings),
        proxy,
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
