import { accessEffects } from "./effects-access";
import { appEffects } from "./effects-app";
import { dataEffects } from "./effects-data";
import { environmentEffects } from "./effects-environment";
import { networkEffects } from "./effects-network";
import type { Effects } from "./effect";

/**
 * What changing each setting does, and the options behind it. A test compares the paths with those of the schema, so a new setting cannot be forgotten here.
 */
export const effects: Effects = {
    ...appEffects,
    ...environmentEffects,
    ...accessEffects,
    ...networkEffects,
    ...dataEffects,
};
