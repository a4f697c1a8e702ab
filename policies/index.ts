import { PolicyPack } from "@pulumi/policy";
import { catalogue } from "./catalogue";
import { policiesOf } from "./pack";
import { unpackOnce } from "./unpack-once";

/**
 * Starts the pack: it serves the engine until that ends it.
 *
 * @param programFolder - folder of the program that is judged; relative paths of its assets start there
 */
export function start(programFolder: string): void {
    unpackOnce();
    new PolicyPack("django-beanstalk", {
        displayName: "Django on Elastic Beanstalk",
        provider: "aws",
        tags: ["elastic-beanstalk", "django"],
        policies: policiesOf(catalogue, programFolder),
    });
}
