import { ProblemError } from "../components/problem";
import type { Settings } from "../components/settings";
import type { BundlePlan } from "../components/source-bundle/build-bundle";
import { plainBundle, planBundle } from "../components/source-bundle/plan-bundle";
import { stackFile } from "../sandbox/stack-files";
import { appOverride } from "./app-override";
import { knownStack } from "./known-stack";
import { configOf, settingsOfConfig } from "./raw-settings";
import { repository } from "./repository";

export interface PlanOptions {
    /** Absolute path; undefined for the stack's own application. */
    readonly directory: string | undefined;
    readonly stack: string;
    readonly generated: boolean;
    readonly standalone: boolean;
}

/** Settings of the stack, for the stack's application or for another one as `npm start -- --app` finds them. */
export function planOf(
    { directory: wanted, stack, generated, standalone }: PlanOptions,
    progress: BundlePlan["progress"],
): { plan: BundlePlan; settings?: Settings } {
    const config = withoutSecretValues(configOf(stackFile(repository, knownStack(stack, repository))));
    const own = settingsOf(config, stack);
    const bundleOptions = { generated, standalone, ...(progress === undefined ? {} : { progress }) };
    if (wanted === undefined || wanted === own?.appDirectory) {
        const settings = own ?? settingsOfConfig(config, stack, repository);
        return { plan: planBundle(settings, repository, bundleOptions), settings };
    }
    if (!generated) {
        return { plan: plainBundle(wanted, repository, bundleOptions) };
    }
    const override = appOverride(wanted, config, repository);
    for (const line of override.findings.filter((each) => !each.startsWith("assumed   domain"))) {
        console.error(line);
    }
    // A name assumed for a preview must not be in a bundle that someone uploads.
    const { "django-beanstalk:domain": assumed, ...found } = override.config;
    const domain = assumed === undefined ? {} : { "django-beanstalk:domain": {} };
    const settings = settingsOfConfig({ ...config, ...found, ...domain }, stack, repository);
    return { plan: planBundle(settings, repository, bundleOptions), settings };
}

/** A bundle holds no secret, so none has to be set. */
function withoutSecretValues(config: ReturnType<typeof configOf>): ReturnType<typeof configOf> {
    const key = "django-beanstalk:secrets";
    const secrets = config[key];
    if (typeof secrets !== "object" || secrets === null) {
        return config;
    }
    const filled = Object.entries(secrets as Record<string, unknown>).map(([name, secret]): [string, unknown] =>
        typeof secret === "object" && secret !== null && "kind" in secret && secret.kind === "stack"
            ? [name, { ...secret, value: "not needed here" }]
            : [name, secret],
    );
    return { ...config, [key]: Object.fromEntries(filled) };
}

/** @returns undefined when the stack file has problems, which another application's settings may not have */
function settingsOf(config: ReturnType<typeof configOf>, stack: string): Settings | undefined {
    try {
        return settingsOfConfig(config, stack, repository);
    } catch (error) {
        if (error instanceof ProblemError) {
            return undefined;
        }
        throw error;
    }
}
