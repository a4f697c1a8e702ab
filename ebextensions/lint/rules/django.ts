import { Application, phaseOf, runsBeforeDeployment, Script } from "../application";
import type { Hit } from "../finding";
import { containerCommands, django, first, isLeaderOnly } from "../manage-py";
import { FileRule, patternRule, rule } from "../pattern-rule";
import { valueOf } from "../read-config";
import { source } from "../sources";
import { managePy } from "../steps";

const activated = "source /var/app/venv/*/bin/activate && python manage.py";

/** manage.py and pip: where they run, in which order, on which instances. */
export const djangoRules: readonly FileRule[] = [
    rule(
        {
            name: "system-python",
            level: "error",
            what: "manage.py without the platform's virtual environment",
            happens:
                "The system's own Python 3.9 runs it, without Django and the other requirements: ModuleNotFoundError, and the deployment ends.",
            instead: `${activated} …`,
            source: source.python,
        },
        ({ scripts, platform }) => (platform === "python" ? scripts.flatMap(systemPython) : []),
    ),
    rule(
        {
            name: "manage-py-too-early",
            level: "error",
            what: "manage.py in commands or in prebuild hooks",
            happens:
                "commands run before the application is extracted, prebuild hooks before its requirements are installed: there is no manage.py, or no Django, yet.",
            instead: "Use container_commands, or .platform/hooks/predeploy.",
            source: source.workflow,
        },
        ({ scripts, platform }) =>
            platform === "python"
                ? scripts
                      .filter(
                          ({ role, ...rest }) =>
                              role === "command" || (role === "hook" && phaseOf({ role, ...rest }) === "prebuild"),
                      )
                      .flatMap((each) => django(each))
                : [],
    ),
    rule(
        {
            name: "manage-py-on-docker-host",
            level: "error",
            what: "manage.py outside the container, on the Docker platform",
            happens:
                "Hooks and container_commands run on the host. The application, its Python and its settings are in the image: the command fails.",
            instead:
                "Migrate in the image's entry point before Gunicorn starts, under a lock when several instances start at once.",
            source: source.docker,
        },
        ({ scripts, platform }) => (platform === "docker" ? scripts.flatMap((each) => django(each)) : []),
    ),
    rule(
        {
            name: "migrate-in-running-container",
            level: "warning",
            what: "docker exec … migrate in hooks and container_commands",
            happens:
                "Every instance migrates at the same time, and at the wrong one: before postdeploy the container is the previous version's, and in postdeploy the new code serves requests before its tables exist.",
            instead:
                "Migrate in the image's entry point before Gunicorn starts, under a lock, as a generated entry point does.",
            source: source.workflow,
        },
        ({ scripts }) =>
            scripts.flatMap((script) =>
                first(script, /^(docker|docker-compose|podman)\s(.*\s)?exec\s.*\bmanage\.py["']?\s+migrate\b/).map(
                    (hit) => ({
                        ...hit,
                        found: `migrate in ${script.name}`,
                    }),
                ),
            ),
    ),
    rule(
        {
            name: "pip-install",
            level: "warning",
            what: "pip install in commands and hooks",
            happens:
                "The platform has installed requirements.txt already. A second installation costs time on every instance, may change versions that were resolved together, and fails the deployment when the index does not answer; without the virtual environment it goes to the system's Python.",
            instead: "Remove it; name the packages in requirements.txt.",
            source: source.python,
        },
        ({ scripts, platform }) =>
            platform === "python"
                ? scripts.flatMap((script) =>
                      first(script, /^(\S*\/)?(python[\d.]*\s+-m\s+)?pip[\d.]*\s+(-\S+\s+)*install\b/),
                  )
                : [],
    ),
    rule(
        {
            name: "migrate-not-leader-only",
            level: "error",
            what: "migrate in container_commands without leader_only",
            happens:
                "Every instance of a deployment migrates at the same time; they collide, and the deployment ends half-way.",
            instead: "leader_only: true",
            source: source.instanceKeys,
        },
        (application) => ofEveryInstance(application, "migrate"),
    ),
    rule(
        {
            name: "loaddata-not-leader-only",
            level: "warning",
            what: "loaddata in container_commands without leader_only",
            happens:
                "Every instance of a deployment writes the same rows at the same time: they collide, and what users changed since is overwritten as often.",
            instead: "leader_only: true, or a data migration.",
            source: source.instanceKeys,
        },
        (application) => ofEveryInstance(application, "loaddata"),
    ),
    rule(
        {
            name: "migrate-in-hook",
            level: "warning",
            what: "migrate in .platform/hooks",
            happens:
                "Hooks run on every instance, at each deployment and whenever one is added: several migrate at the same time, and collide. In postdeploy the new code serves requests before its tables exist.",
            instead: `container_commands: 01_migrate: {command: "${activated} migrate --noinput", leader_only: true}, which is generated for the Python platform.`,
            source: source.hooks,
        },
        ({ scripts, platform }) =>
            platform === "python"
                ? scripts
                      .filter(({ role, text }) => role === "hook" && !text.includes("EB_IS_COMMAND_LEADER"))
                      .flatMap((each) => django(each, "migrate"))
                : [],
    ),
    patternRule(
        {
            name: "makemigrations-on-instance",
            level: "warning",
            what: "makemigrations in commands and hooks",
            happens:
                "The migration is made on an instance and gone with the next deployment, while its name stays in the database: the next one that is made differs, and migrate fails or changes nothing.",
            instead:
                "Make migrations where you develop, and commit them; makemigrations --check in your tests tells a missing one.",
            source: "https://docs.djangoproject.com/en/stable/topics/migrations/#workflow",
        },
        /\bmanage\.py["']?\s+makemigrations\b(?!.*--(check|dry-run))/,
        ({ role }) => role !== "text",
    ),
    rule(
        {
            name: "migrate-after-collectstatic",
            level: "warning",
            what: "migrate behind collectstatic in container_commands",
            happens:
                "Commands run in the order of their names, those of the leader first: when collectstatic fails or asks the database, the migration has not run, or its place is another one than the names say.",
            instead: "Name them 01_migrate and 02_collectstatic.",
            source: source.instanceKeys,
        },
        migrateAfterCollectstatic,
    ),
    rule(
        {
            name: "collectstatic-leader-only",
            level: "warning",
            what: "collectstatic with leader_only",
            happens:
                "Only the leader has the static files. Every other instance, and each that is added later, answers 404 for them, unless they go to S3.",
            instead: "Remove leader_only; collectstatic runs on each instance.",
            source: source.instanceKeys,
        },
        (application) =>
            containerCommands(application, "collectstatic")
                .filter(({ script }) => isLeaderOnly(script))
                .map(({ hit }) => hit),
    ),
    rule(
        {
            name: "leader-only-with-test",
            level: "warning",
            what: "leader_only and test in one container command",
            happens: "leader_only wins; the test is not asked.",
            instead: "Put the test into the command.",
            source: source.instanceKeys,
        },
        ({ scripts }) =>
            scripts
                .filter((script) => isLeaderOnly(script) && valueOf(script.entry, "test") !== undefined)
                .map(({ file, line, name }) => ({ file, line, found: name })),
    ),
    patternRule(
        {
            name: "current-before-deployment",
            level: "warning",
            what: "/var/app/current before the deployment",
            happens:
                "container_commands, prebuild and predeploy hooks run before the new version goes live: the folder holds the previous one, or does not exist on a new instance. What is written there is replaced.",
            instead: "Stay in the working folder, /var/app/staging, or use a postdeploy hook.",
            source: source.workflow,
        },
        /\/var\/app\/current\b/,
        (script) => script.role === "command" || runsBeforeDeployment(script),
    ),
];

/** Every sign that the script knows where the platform's Python is. */
const virtualEnvironment = /\/var\/app\/venv\b|\bactivate\b|\$\{?(PYTHONPATH|VIRTUAL_ENV)\b|\bPATH=|get-config/;

function systemPython(script: Script): Hit[] {
    const { role, text, file, name, commands } = script;
    if (role === "text" || virtualEnvironment.test(text)) {
        return [];
    }
    const found = commands.find((each) => /^(\/usr\/bin\/)?python[\d.]*\s+(?!-[mc]\s).*\bmanage\.py\b/.test(each.text));
    return found === undefined ? [] : [{ file, line: found.line, found: `python manage.py in ${name}` }];
}

const ofEveryInstance = (application: Application, wanted: string): Hit[] =>
    containerCommands(application, wanted)
        .filter(({ script }) => !isLeaderOnly(script))
        .map(({ hit }) => hit);

/** Files come in the order of their names, and so do the commands of each. */
function migrateAfterCollectstatic({ scripts }: Application): Hit[] {
    const steps = scripts
        .filter(({ role }) => role === "container_command")
        .sort((a, b) => compare(a.file, b.file) || compare(a.name, b.name))
        .flatMap((script) =>
            script.commands.map(({ text, line }) => ({
                command: managePy(text),
                hit: { file: script.file, line, found: script.name },
            })),
        );
    const collect = steps.findIndex(({ command }) => command === "collectstatic");
    const migrate = steps.findIndex(({ command }) => command === "migrate");
    const found = steps[migrate];
    return collect >= 0 && migrate > collect && found !== undefined ? [found.hit] : [];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
