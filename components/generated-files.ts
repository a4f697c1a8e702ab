import { dockerPlatformFiles } from "../ebextensions/docker-platform";
import type { GeneratedFile } from "../ebextensions/model";
import { pythonPlatformFiles } from "../ebextensions/python-platform";
import { version } from "../ebextensions/recipes/version";
import { patience } from "./beanstalk-environment/patience";
import { redirectsToHttps, requiredVariables } from "./beanstalk-environment/variables";
import { planContainers } from "./plan-containers";
import type { Settings } from "./settings";
import { placeholder, versionLabel } from "./source-bundle/stamp";

/** The files that a deployment adds to the application's own, whose paths are given. */
export function planGeneratedFiles(settings: Settings, ownPaths: ReadonlySet<string>): GeneratedFile[] {
    return settings.app.platform.kind === "python" ? pythonFiles(settings, ownPaths) : dockerFiles(settings, ownPaths);
}

function pythonFiles(settings: Settings, ownPaths: ReadonlySet<string>): GeneratedFile[] {
    const { tier } = settings.environment;
    const { platform } = settings.app;
    return pythonPlatformFiles({
        gunicorn: { wsgi: settings.app.wsgi, ...settings.app.web },
        idleTimeoutSeconds: patience(settings).seconds,
        proxyServer: platform.kind === "python" ? platform.proxyServer : "nginx",
        cron: tier.kind === "worker" ? tier.cron : {},
        required: requiredVariables(settings),
        redirectToHttps: redirectsToHttps(settings),
        ownProcfile: ownPaths.has("Procfile"),
    });
}

function dockerFiles(settings: Settings, ownPaths: ReadonlySet<string>): GeneratedFile[] {
    const { package: packaging } = settings.app;
    const { tier } = settings.environment;
    return dockerPlatformFiles({
        required: requiredVariables(settings),
        redirectToHttps: redirectsToHttps(settings),
        code: packaging.mode === "minimal" ? packaging.code : undefined,
        region: settings.region,
        cron: tier.kind === "worker" ? tier.cron : {},
        ...planContainers(settings),
        ownPaths,
    });
}

/** The files that say which version runs. They hold placeholders, filled in when the rest of the bundle is known. */
export const planVersionFiles = ({ app }: Settings, prefix: string | undefined): GeneratedFile[] =>
    version({
        label: versionLabel(prefix, placeholder.shortFingerprint),
        fingerprint: placeholder.fingerprint,
        commit: placeholder.commit,
        header: app.version.header,
        contextProcessor: app.version.contextProcessor,
    });
