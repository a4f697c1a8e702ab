import type { Settings } from "./settings";

/** Tags on everything that takes them. `stage` is also what policies read to tell dev from prod. */
export function stackTags({ app, environment, tags }: Settings): Record<string, string> {
    return { application: app.name, stage: environment.stage, ...tags };
}
