import type { Recorder, Shell } from "../model";
import { groupTasks, userTasks } from "./accounts";
import { commandTasks } from "./commands";
import { fileTasks } from "./files";
import type { ConfigFile, InstanceConfig } from "./model";
import { packagesOf, packageTasks } from "./packages";
import { serviceTasks } from "./services";
import { sourceTasks } from "./sources";
import { KeysEnd, log, runTasks, Site, Task } from "./task";

export interface KeysRun {
    readonly shell: Shell;
    readonly recorder: Recorder;
}

/**
 * Carries out what the files ask of an instance, before the application is extracted: "the commands run before the application and web server are set up
 * and the application version file is extracted". Stops at the first entry that fails, which ends a deployment.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/customize-containers-ec2.html
 */
export function runInstanceKeys(config: InstanceConfig, { shell, recorder }: KeysRun): Promise<KeysEnd> {
    return runTasks([...config.ignored.map(ignoredTask), ...filesTasks(config, shell)], recorder);
}

/** "Elastic Beanstalk ignores a configuration file that contains validation errors … and adds a warning event." */
const ignoredTask = ({ file, line, reason }: InstanceConfig["ignored"][number]): Task => ({
    start: { phase: "instance", name: `read ${file}`, file, line },
    work: () =>
        Promise.resolve({
            verdict: "skipped",
            note: `Elastic Beanstalk ignores the whole file, with no more than a warning among the events: ${reason}.`,
        }),
});

function filesTasks(config: InstanceConfig, shell: Shell): Task[] {
    const { files } = config;
    const absent = packagesOf(config);
    const resources = files.flatMap((file) => file.resources);
    return [
        ...resourceTask(resources),
        ...files.flatMap((file) => tasksOf(file, { shell, changes: new Set(), absent })),
    ];
}

/** "Keys are processed in the order that they are listed here." */
function tasksOf(file: ConfigFile, site: Site): Task[] {
    return [
        ...packageTasks(file.packages, site),
        ...groupTasks(file.groups, site),
        ...userTasks(file.users, site),
        ...sourceTasks(file.sources, site),
        ...fileTasks(file.files, site),
        ...commandTasks(file.commands, site),
        ...serviceTasks(file.services, site),
    ];
}

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environment-resources.html */
function resourceTask(resources: ConfigFile["resources"]): Task[] {
    const [first] = resources;
    if (first === undefined) {
        return [];
    }
    const name = `Resources: ${resources.map((each) => each.name).join(", ")}`;
    return [
        {
            start: { phase: "instance", name, file: first.file, line: first.line, log: log.others },
            work: () => Promise.resolve({ verdict: "assumed", note: "CloudFormation's work; not rehearsed." }),
        },
    ];
}
