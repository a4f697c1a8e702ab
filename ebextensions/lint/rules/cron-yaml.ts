import type { Hit } from "../finding";
import { FileRule, rule } from "../pattern-rule";
import { entriesIn, Node, readConfig, textOf, valueOf } from "../read-config";

/** Periodic tasks of a worker. */
export const cronYaml: FileRule = rule(
    {
        name: "cron-yaml",
        level: "error",
        what: "tasks of cron.yaml without a name, a url that starts with / or a schedule of five fields",
        happens: "The daemon of the worker refuses the file, and the deployment ends.",
        instead: 'version: 1, and under cron: {name: "report", url: "/tasks/report/", schedule: "0 23 * * *"}',
        source: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features-managing-env-tiers.html#worker-periodictasks",
    },
    ({ files }) => {
        const text = files.get("cron.yaml");
        const { root, problem } = text === undefined ? {} : readConfig(text);
        return root === undefined || problem !== undefined ? [] : wrongTasks(root);
    },
);

const fields: Readonly<Record<string, RegExp>> = { name: /\S/, url: /^\//, schedule: /^\S+(\s+\S+){4}$/ };

function wrongTasks(root: Node): Hit[] {
    const file = "cron.yaml";
    const tasks = valueOf(root, "cron");
    if (textOf(valueOf(root, "version")) !== "1" || tasks?.kind !== "list") {
        return [{ file, line: root.line, found: "no version: 1, or no list under cron" }];
    }
    return tasks.items.flatMap((task) =>
        Object.entries(fields)
            .filter(([name, form]) => !form.test(textOf(valueOf(task, name)) ?? ""))
            .map(([name]) => {
                const line = entriesIn(task).find(({ key }) => key === name)?.line ?? task.line;
                return { file, line, found: `the ${name} of a task` };
            }),
    );
}
