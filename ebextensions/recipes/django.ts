import { containerCommand } from "../factories/commands";
import { configFile } from "../factories/config-file";
import { hook, plainFile } from "../factories/scripts";
import type { ContainerCommandEntry, InstanceFile } from "../model";
import { hookScript } from "../shell";
import { scriptFolder } from "./start-script";

/** What a deployment does with manage.py before the new version goes live. */
export interface DeploySteps {
    readonly migrate: boolean;
    readonly collectstatic: "everyInstance" | "leader" | "off";
    /** Lowest level of a finding that ends the deployment. */
    readonly check: "WARNING" | "ERROR" | "CRITICAL" | "off";
}

interface Step {
    readonly name: string;
    readonly command: string;
    readonly reason: string;
    readonly leaderOnly: boolean;
    /** What to do when it fails. */
    readonly advice: readonly string[];
}

/**
 * `check`, `migrate` and `collectstatic`, in the staging folder. Commands of the leader run before all others, so the check is one too: on every instance
 * it would come after the migrations. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/customize-containers-ec2.html#linux-container-commands
 */
export function django(wanted: DeploySteps): InstanceFile[] {
    const steps = stepsOf(wanted);
    return steps.length === 0
        ? []
        : [
              configFile("10-django", "checks and migrates on one instance, then collects static files", [
                  ...steps.map(commandOf),
              ]),
              ...steps.map(scriptOf),
              ...(wanted.collectstatic === "everyInstance" ? [collectAgain()] : []),
          ];
}

/**
 * A change of configuration lays the application's folder anew from the bundle too, and runs no container commands: without this, a changed variable would
 * take the static files away. The virtual environment stays. https://github.com/aws/elastic-beanstalk-roadmap/issues/88
 */
const collectAgain = (): InstanceFile =>
    hook("predeploy", "20-collectstatic", {
        reason: "collects static files again when only the configuration changes, which lays the application anew",
        onConfigurationChange: "only",
        body: `bash ${scriptPath("collectstatic")}`,
    });

function stepsOf({ check, migrate, collectstatic }: DeploySteps): Step[] {
    return [
        ...(check === "off" ? [] : [checkStep(check)]),
        ...(migrate ? [migrateStep] : []),
        ...(collectstatic === "off" ? [] : [collectstaticStep(collectstatic === "leader")]),
    ];
}

const checkStep = (level: string): Step => ({
    name: "check",
    command: `check --deploy --fail-level ${level}`,
    reason: "runs Django's deployment checks",
    leaderOnly: true,
    advice: [
        `Django's deployment checks found something of level ${level} or above, or the application could not be loaded; see above.`,
        "Correct it, name it in SILENCED_SYSTEM_CHECKS, or set app.deploy.check in the stack file to another level.",
    ],
});

const migrateStep: Step = {
    name: "migrate",
    command: "migrate --noinput",
    reason: "migrates the database",
    leaderOnly: true,
    advice: [
        "The migrations did not all succeed, so this version does not go live; those that did stay.",
        "If the database could not be reached, look at DATABASE_URL and at the database's security group; otherwise correct what the error above names.",
    ],
};

const collectstaticStep = (leaderOnly: boolean): Step => ({
    name: "collectstatic",
    command: "collectstatic --noinput",
    reason: "collects static files",
    leaderOnly,
    advice: [
        "The static files could not be collected, so this version does not go live.",
        "Correct what the error above names. STATIC_ROOT has to be app.static.root of the stack file, below the application's folder;",
        "an application without static files has app.deploy.collectstatic: off.",
    ],
});

const scriptPath = (name: string) => `${scriptFolder}/${name}.sh`;

const commandOf = ({ name, leaderOnly }: Step): ContainerCommandEntry =>
    containerCommand(name, `bash ${scriptPath(name)}`, { leaderOnly });

/**
 * The virtual environment's folder has a name of the platform's choosing, and the system's own python3 is another version. Root's umask must not keep
 * the proxy from reading what is collected.
 */
const scriptOf = ({ name, command, reason, advice }: Step): InstanceFile =>
    plainFile(scriptPath(name), {
        reason,
        executable: true,
        content: hookScript(
            name,
            `if [ -z "\${DJANGO_SETTINGS_MODULE:-}" ]; then
  echo "DJANGO_SETTINGS_MODULE is not set, and manage.py would take the settings of development." >&2
  exit 1
fi
pythons=(/var/app/venv/*/bin/python)
if [ ! -x "\${pythons[0]}" ]; then
  echo "There is no virtual environment below /var/app/venv: the platform did not install requirements.txt." >&2
  exit 1
fi
PATH="\${pythons[0]%/*}:$PATH"
umask 022
if ! python manage.py ${command}; then
${advice.map((line) => `  echo "${line}" >&2`).join("\n")}
  exit 1
fi
echo "${name}: done"
`,
        ),
    });
