import { GeneratedFile } from "../model";
import { configFile } from "../factories/config-file";
import { hook } from "../factories/scripts";
import { yumPackage } from "../factories/system";
import { renderFiles } from "../render/render";
import { CodeOrigin } from "./code-origin";
import { fetchBody, fetchHookName } from "./fetch-script";

export { composeHostPaths, deploymentFileProblems, isPartOfMinimalPackage } from "./application-files";
export { codeAccess } from "./code-access";
export type { CodeOrigin } from "./code-origin";
export { codeOriginProblems } from "./origin-problems";

export interface MinimalPackageArgs {
    readonly code: CodeOrigin;
    /** Region of the stack, in which the bucket of an archive lies. */
    readonly region: string;
}

/**
 * The files that a minimal package needs besides the application's own and those that run its containers: the hook that fetches the code. An image is
 * pulled by the platform.
 *
 * @param args - an origin without problems, see `codeOriginProblems`
 */
export function minimalPackageFiles({ code, region }: MinimalPackageArgs): GeneratedFile[] {
    if (code.from === "image") {
        return [];
    }
    const fetch = hook("prebuild", fetchHookName, {
        reason: "fetches the pinned code before the platform builds it",
        onConfigurationChange: true,
        body: fetchBody(code, region),
    });
    return renderFiles(code.from === "git" ? [installGit(), fetch] : [fetch]);
}

/** The list of packages on Elastic Beanstalk's image is not published; git that is there is left as it is. Packages are installed before prebuild
 * hooks run. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/customize-containers-ec2.html#linux-packages */
const installGit = () => configFile("05-git", "installs git, which fetches the code", [yumPackage("git")]);
