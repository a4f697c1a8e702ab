import { z } from "zod";
import type { byStage, Stage } from "./defaults";
import type { Form } from "./patterns";

/** The defaults of one stage. */
export type StageDefaults = Omit<(typeof byStage)[Stage], Changed> & {
    readonly webTimeoutSeconds: number;
    readonly idleTimeoutSeconds: number;
    readonly workerInactivitySeconds: number;
    readonly workerVisibilitySeconds: number;
    readonly minInstances: number;
    readonly maxInstances: number;
    readonly deploymentPolicy: "AllAtOnce" | "RollingWithAdditionalBatch";
    readonly nat: "none" | "one";
};

type Changed = "webTimeoutSeconds" | "minInstances" | "maxInstances" | "deploymentPolicy" | "nat";

/** A text of a given form; the form's words become the "allowed" of an error. */
export const text = (form: Form) => z.string().regex(form.pattern, form.allowed);

export const seconds = (min: number, max: number) => z.int().min(min).max(max);

/** Description of a setting that names a key of the user's own. */
export const ownKey =
    "ARN of the key in KMS that encrypts it, where that is a key of yours: the instance role may then decrypt with it";
