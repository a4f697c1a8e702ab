import type { FileRule } from "./pattern-rule";
import { amazonLinuxRules } from "./rules/amazon-linux";
import { composeRules } from "./rules/compose";
import { djangoRules } from "./rules/django";
import { dockerfileRules } from "./rules/dockerfile";
import { environmentFileRules } from "./rules/environment-file";
import { hookRules } from "./rules/hooks";
import { valueRules } from "./rules/option-values";
import { optionRules } from "./rules/options";
import { orderRules } from "./rules/order";
import { packageRules } from "./rules/packages";
import { procfileRules } from "./rules/procfile";
import { proxyRules } from "./rules/proxy";
import { readingRules } from "./rules/reading";
import { resourceRules } from "./rules/resources";
import { secretRules } from "./rules/secrets";
import { silentFailureRules } from "./rules/silent-failure";

/** Every rule about the application's own files; docs/checks.md lists them in this order. */
export const lintRules: readonly FileRule[] = [
    ...readingRules,
    ...amazonLinuxRules,
    ...packageRules,
    ...djangoRules,
    ...silentFailureRules,
    ...hookRules,
    ...orderRules,
    ...optionRules,
    ...valueRules,
    ...resourceRules,
    ...proxyRules,
    ...environmentFileRules,
    ...composeRules,
    ...dockerfileRules,
    ...secretRules,
    ...procfileRules,
];

/** What `app.checks.allow` and `--allow` may name. */
export const ruleNames: readonly string[] = lintRules.map(({ name }) => name);
