import type { KnownFailure } from "./rule";
import { awsRules } from "./rules/aws";
import { databaseRules } from "./rules/database";
import { djangoStartRules } from "./rules/django-start";
import { eventRules } from "./rules/events";
import { healthRules } from "./rules/health";
import { machineRules } from "./rules/machine";
import { migrationRules } from "./rules/migrations";
import { processRules } from "./rules/processes";
import { proxyRules } from "./rules/proxy";
import { requirementsRules } from "./rules/requirements";
import { shellRules } from "./rules/shell";
import { staticFilesRules } from "./rules/static-files";

/** In the order in which they are tried: what causes other failures stands before them, what only shows one comes last. */
export const knownFailures: readonly KnownFailure[] = [
    ...awsRules,
    ...requirementsRules,
    ...databaseRules,
    ...migrationRules,
    ...djangoStartRules,
    ...staticFilesRules,
    ...machineRules,
    ...proxyRules,
    ...shellRules,
    ...processRules,
    ...healthRules,
    ...eventRules,
];
