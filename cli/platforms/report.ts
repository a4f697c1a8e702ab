import { compareReleases, SolutionStack } from "../../components/solution-stack";
import { currentOf, Platform } from "./offers";

export interface Report {
    readonly stack: string;
    readonly region: string;
    /** Who was asked. */
    readonly source: "aws" | "sandbox";
    readonly pin: SolutionStack;
    readonly platforms: readonly Platform[];
}

/** The table, the pinned release marked, and what to do about it. */
export const reportText = (report: Report): string =>
    [heading(report), "", ...table(report.platforms), "", advice(report)].join("\n");

const heading = ({ source, region, stack }: Report): string =>
    source === "aws"
        ? `Platforms that AWS offers this account in ${region} for new environments (* pinned by Pulumi.${stack}.yaml):`
        : `Platforms that the sandbox pretends to offer, as of August 2026 (* pinned by Pulumi.${stack}.yaml):`;

function table(platforms: readonly Platform[]): string[] {
    const rows = [
        ["  branch", "release", "state"],
        ...platforms.map((platform) => [
            `${platform.pinned ? "*" : " "} ${platform.branch}`,
            platform.release,
            stateOf(platform),
        ]),
    ];
    const width = (column: number) => Math.max(...rows.map((row) => (row[column] ?? "").length));
    return rows.map(([branch = "", release = "", state = ""]) =>
        `${branch.padEnd(width(0))}  ${release.padEnd(width(1))}  ${state}`.trimEnd(),
    );
}

/** An older release is listed where the account used it within 30 days: https://docs.aws.amazon.com/elasticbeanstalk/latest/platforms/welcome.html */
const stateOf = ({ state, current }: Platform): string =>
    current ? state : "superseded, open to this account because it used it lately";

export function advice({ stack, pin, platforms }: Report): string {
    const current = currentOf(platforms, pin.branch);
    if (current === undefined) {
        return `Pinned: ${pin.branch} ${pin.release}, of which nothing is offered. Choose another branch in app.platform.`;
    }
    if (current === pin.release) {
        return `Pinned: ${pin.branch} ${pin.release}, which is current.`;
    }
    const offered = platforms.some(({ pinned }) => pinned);
    const older = compareReleases(pin.release, current) < 0;
    const fault = !offered ? ", with which no new environment can be created" : older ? ", which is superseded" : "";
    return `Pinned: ${pin.branch} ${pin.release}${fault}. Pin ${current}: npm run --silent platforms -- --pin --stack ${stack}`;
}

/** What a program reads. */
export const reportJson = (report: Report, pinned: boolean): string =>
    JSON.stringify(
        {
            stack: report.stack,
            region: report.region,
            source: report.source,
            branch: report.pin.branch,
            release: report.pin.release,
            current: currentOf(report.platforms, report.pin.branch) ?? null,
            pinnedNow: pinned,
            platforms: report.platforms,
        },
        null,
        2,
    );
