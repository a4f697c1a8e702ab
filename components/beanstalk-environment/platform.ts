import type { Settings } from "../settings";
import { nameOfStack } from "../solution-stack";

/** The platform as AWS names it; composed, so that a preview asks no one. */
export const solutionStackName = (settings: Settings): string =>
    nameOfStack({ branch: platformBranch(settings), release: settings.app.platform.release });

/** What an environment keeps for its life, while managed updates change the release. */
export const platformBranch = ({ app: { platform } }: Settings): string =>
    platform.kind === "python" ? `Python ${platform.version}` : "Docker";
