import type { MemoryMetric } from "../../ebextensions/recipes/memory";
import type { Settings } from "../settings";
import { timingOf } from "./alarm";
import { ownNamespace } from "./error-log";

/** What the agent on the instances sends; undefined where no alarm asks for it. */
export const memoryMetric = (settings: Pick<Settings, "monitoring" | "environmentName">): MemoryMetric | undefined =>
    timingOf(settings, "instanceMemory") === undefined
        ? undefined
        : { namespace: ownNamespace, environmentName: settings.environmentName };
