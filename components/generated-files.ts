import { dockerPlatformFiles } from "../ebextensions/docker-platform";
import type { GeneratedFile } from "../ebextensions/model";
import { pythonPlatformFiles } from "../ebextensions/python-platform";
import { version } from "../ebextensions/recipes/version";
import { patience } from "./beanstalk-environment/patience";
import { redirectsToHttps, secretVariables, variableContract } from "./beanstalk-environment/variables";
import { planInstance } from "./plan-instance";
import { planProbe } from "./python-deployment";
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
        gunicorn: { wsgi: settings.app.wsgi, asgi: settings.app.asgi, ...settings.app.web },
        processes: settings.app.processes,
        deploy: settings.app.deploy,
        probe: planProbe(settings),
        idleTimeoutSeconds: patience(settings).seconds,
        proxyServer: platform.kind === "python" ? platform.proxyServer : "nginx",
        cron: tier.kind === "worker" ? tier.cron : {},
        ...variableContract(settings),
        secrets: secretVariables(settings),
        redirectToHttps: redirectsToHttps(settings),
        instance: planInstance(settings),
        ownProcfile: ownPaths.has("Procfile"),
    });
}

function dockerFiles(settings: Settings, ownPaths: ReadonlySet<string>): GeneratedFile[] {
    const { package: packaging, platform } = settings.app;
    const { tier } = settings.environment;
    return dockerPlatformFiles({
        ...variableContract(settings),
        secrets: secretVariables(settings),
        redirectToHttps: redirectsToHttps(settings),
        code: packaging.mode === "minimal" ? packaging.code : undefined,
        region: settings.region,
        cron: tier.kind === "worker" ? tier.cron : {},
        instance: planInstance(settings),
        containerPort: platform.kind === "docker" ? platform.port : 0,
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
