import { pythonPlatformFiles } from "../ebextensions/python-platform";
import type { GeneratedFile } from "../ebextensions/model";
import { hasHttps, requiredVariables } from "./beanstalk-environment/variables";
import type { Settings } from "./settings";

/** Idle seconds without a load balancer: those of nginx on the platform. */
const platformIdleSeconds = 60;

/** The files that a deployment adds to the application's own, whose paths are given. */
export function planGeneratedFiles(settings: Settings, ownPaths: ReadonlySet<string>): GeneratedFile[] {
    const { loadBalancer } = settings.environment;
    return pythonPlatformFiles({
        gunicorn: { wsgi: settings.app.wsgi, ...settings.app.web },
        idleTimeoutSeconds: loadBalancer.kind === "dedicated" ? loadBalancer.idleTimeoutSeconds : platformIdleSeconds,
        required: requiredVariables(settings),
        redirectToHttps: hasHttps(settings),
        ownProcfile: ownPaths.has("Procfile"),
    });
}
