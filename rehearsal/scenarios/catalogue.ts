/** What can be rehearsed: the name on the command line, and what happens in it. */
export const scenarios = {
    first: "the first deployment, to one instance",
    "second-version": "a new version over the running one, on one instance: how long nobody answers",
    rolling: "a new version on two instances, one after the other: no request may fail",
    immutable: "a new version on new instances beside the old ones: no request may fail",
    "lost-instance": "one of two instances is lost: the other serves, scheduled jobs go on",
    "changed-secret": "a secret gets another value: a configuration deployment brings it to the instance",
    "incompatible-migration": "a migration is added with which the version that still runs cannot work",
    "two-leaders": "two instances deploy at once: one of them migrates",
    "failing-migration": "a migration that fails is added",
    "missing-secret": "the value of a required secret is taken away",
    "unreachable-database": "the database refuses connections, then does not answer",
    "conflicting-requirements": "two requirements that exclude each other are put in place of the bundle's",
    "failing-hook": "a hook that exits with 1 is added, before and after the flip",
    "dying-process": "a fault is added with which the web process dies at its start",
    "full-disk": "the instance's disk is filled up",
    killed: "the deployment is killed, before and after the flip",
    configuration: "a change of configuration alone: only the confighooks run",
} as const;

export type Scenario = keyof typeof scenarios;

export const scenarioNames = Object.keys(scenarios) as Scenario[];

export const isScenario = (name: string): name is Scenario => Object.hasOwn(scenarios, name);
