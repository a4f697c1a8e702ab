import { ProblemError } from "../../components/problem";
import type { Settings } from "../../components/settings";
import { listed } from "../../components/words";
import { Scenario, scenarioNames } from "./catalogue";
import { changedSecret } from "./changed-secret";
import { incompatibleMigration } from "./incompatible-migration";
import { unreachableDatabase } from "./unreachable-database";
import { configuration } from "./configuration";
import { conflictingRequirements } from "./conflicting-requirements";
import { dyingProcess } from "./dying-process";
import { failingHook } from "./failing-hook";
import { failingMigration } from "./failing-migration";
import { fullDisk } from "./full-disk";
import { killed } from "./killed";
import { missingSecret } from "./missing-secret";
import { first } from "./first";
import { immutable } from "./immutable";
import { lostInstance } from "./lost-instance";
import { rolling } from "./rolling";
import type { RunScenario } from "./scenario";
import { secondVersion } from "./second-version";
import { twoLeaders } from "./two-leaders";

const plays: Readonly<Record<Scenario, RunScenario>> = {
    first,
    "second-version": secondVersion,
    rolling,
    immutable,
    "lost-instance": lostInstance,
    "two-leaders": twoLeaders,
    configuration,
    "changed-secret": changedSecret,
    "incompatible-migration": incompatibleMigration,
    "unreachable-database": unreachableDatabase,
    "conflicting-requirements": conflictingRequirements,
    "dying-process": dyingProcess,
    "failing-hook": failingHook,
    "failing-migration": failingMigration,
    "full-disk": fullDisk,
    killed,
    "missing-secret": missingSecret,
};

/** Those that hold where the application runs in containers. */
const ofDocker: readonly Scenario[] = [
    "first",
    "second-version",
    "configuration",
    "missing-secret",
    "conflicting-requirements",
    "failing-migration",
    "failing-hook",
    "dying-process",
];

/** All that a stack's platform has. */
export const scenariosOf = ({ app: { platform } }: Pick<Settings, "app">): readonly Scenario[] =>
    platform.kind === "docker" ? ofDocker : scenarioNames;

/** @throws ProblemError for a scenario that is another platform's, and for a proxy that is not rehearsed */
export function playOf(scenario: Scenario, settings: Pick<Settings, "app">): RunScenario {
    const { platform } = settings.app;
    if (platform.kind === "python" && platform.proxyServer !== "nginx") {
        throw new ProblemError("The stack", [
            {
                where: "app.platform.proxyServer",
                got: platform.proxyServer,
                allowed: "nginx, in a rehearsal",
                remedy: "Rehearse the stack with nginx; Apache's configuration is judged by the tests of django-beanstalk alone.",
            },
        ]);
    }
    if (!scenariosOf(settings).includes(scenario)) {
        throw new ProblemError("The command line", [
            {
                where: "--scenario",
                got: scenario,
                allowed: `on the Docker platform: ${listed(ofDocker)}`,
                remedy: "Choose one of these, or rehearse a stack of the Python platform.",
            },
        ]);
    }
    return plays[scenario];
}
