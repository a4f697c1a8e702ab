import { PolicyPack } from "@pulumi/policy";
import { bundleSources } from "./bundle-sources";
import { catalogue } from "./catalogue";
import { toPolicies } from "./to-policies";

/**
 * Starts the pack: it serves the engine until that ends it.
 *
 * @param programFolder - folder of the program that is judged; relative paths of its assets start there
 */
export function start(programFolder: string): void {
    const sources = bundleSources(programFolder);
    new PolicyPack("django-beanstalk", {
        displayName: "Django on Elastic Beanstalk",
        provider: "aws",
        tags: ["elastic-beanstalk", "django"],
        policies: [sources.observer, ...catalogue.flatMap((rule) => toPolicies(rule, sources))],
    });
}
