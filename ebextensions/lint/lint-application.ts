import { Platform, readApplication } from "./application";
import { lintRules } from "./catalogue";
import { findAll, Finding } from "./finding";

/**
 * What is wrong with the files that an application brings for the platform.
 *
 * @param files - text by path, of those that `isDeploymentFile` names; others do no harm
 */
export const lintApplication = (files: ReadonlyMap<string, string>, platform: Platform): Finding[] =>
    findAll(lintRules, readApplication(files, platform));
