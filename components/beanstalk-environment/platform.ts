import type { Settings } from "../settings";

/** The platform as AWS names it; composed, so that a preview asks no one. */
export const solutionStackName = (settings: Settings): string =>
    `64bit Amazon Linux 2023 v${settings.app.platform.release} running ${platformBranch(settings)}`;

/** What an environment keeps for its life, while managed updates change the release. */
export const platformBranch = ({ app: { platform } }: Settings): string =>
    platform.kind === "python" ? `Python ${platform.version}` : "Docker";
