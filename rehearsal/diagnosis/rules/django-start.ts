import { during } from "../during";
import type { Step } from "../../model";
import { type Captured, type DiagnosisContext, inOutput, type KnownFailure } from "../rule";
import { importedBy, inVirtualEnvironment } from "../traceback";

const phases = during.application;
const missing = /^(?:ModuleNotFoundError: )?No module named '(?<module>[^']+)'/m;

/** @param by whose file asked for the module that is not there; undefined: any other than those that Django and Gunicorn find by name */
const missingModule =
    (by: RegExp | undefined, ofBundle?: boolean) =>
    ({ output }: Step, { bundleFile }: DiagnosisContext): Captured | undefined => {
        const module = missing.exec(output)?.groups?.["module"];
        const importer = importedBy(output, missing) ?? "";
        const asked = by === undefined ? !byName.some((each) => each.test(importer)) : by.test(importer);
        if (module === undefined || !asked) {
            return undefined;
        }
        const root = module.split(/[./]/)[0] ?? module;
        const own = [`${root}/__init__.py`, `${root}.py`].some((path) => bundleFile(path) !== undefined);
        return ofBundle === undefined || ofBundle === own ? { module, root } : undefined;
    };

const bySettings = /\/django\/conf\/__init__\.py$/;
const byGunicorn = /\/gunicorn\/util\.py$/;
const byApps = /\/django\/apps\/(?:config|registry)\.py$/;
const byName = [bySettings, byGunicorn];

/** What keeps Django from starting. https://docs.djangoproject.com/en/stable/howto/deployment/wsgi/ */
export const djangoStartRules: readonly KnownFailure[] = [
    {
        name: "secret-key-empty",
        phases,
        matches: inOutput(/The SECRET_KEY setting must not be empty/),
        cause: "SECRET_KEY of the settings is empty.",
        advice: "Name it under secrets in the stack file (SECRET_KEY: {kind: generated}), and read it from the environment in the settings.",
    },
    {
        name: "variable-missing",
        phases,
        matches: inOutput(
            /(?:ImproperlyConfigured|are wrong): Set the (?<variable>\w+) environment variable/,
            /File "<frozen os>", line \d+, in __getitem__\nKeyError: '(?<variable>\w+)'/,
            /\/os\.py", line \d+, in __getitem__\n(?:.*\n)*?KeyError: '(?<variable>\w+)'/,
            /decouple\.UndefinedValueError: (?<variable>\w+) not found/,
        ),
        cause: "The application reads the environment variable {variable}, which is not set.",
        advice: "Set it under app.variables in the stack file, or under secrets if it is one.",
    },
    {
        name: "settings-module-not-named",
        phases,
        matches: inOutput(/DJANGO_SETTINGS_MODULE is not set/, /settings are not configured\. You must either define/),
        cause: "DJANGO_SETTINGS_MODULE is not set on the instance.",
        advice: "Name the settings of production as app.settingsModule in the stack file.",
    },
    {
        name: "settings-module-missing",
        phases,
        matches: missingModule(bySettings),
        cause: "There is no module {module}, which DJANGO_SETTINGS_MODULE names.",
        advice: "Correct app.settingsModule in the stack file, or look whether an ignore file leaves the module out of the bundle.",
    },
    {
        name: "wsgi-module-missing",
        phases,
        matches: (step, context) =>
            inOutput(/Failed to find application, did you mean '(?<module>[^']+)'/)(step, context) ??
            missingModule(byGunicorn)(step, context),
        cause: "Gunicorn finds no module for {module}.",
        advice: "Correct app.wsgi in the stack file, or the web line of an own Procfile: it is package.module:application, such as config.wsgi:application.",
    },
    {
        name: "wsgi-object-missing",
        phases,
        matches: inOutput(/Failed to find attribute '(?<attribute>[^']+)' in '(?<module>[^']+)'/),
        cause: "{module} has nothing that is called {attribute}.",
        advice: "Name the object that the module makes in app.wsgi of the stack file, or in an own Procfile: {module}:application, usually.",
    },
    {
        name: "module-not-in-bundle",
        phases,
        matches: missingModule(undefined, true),
        cause: "{root} is in the bundle, and {module} is not.",
        advice: "Look whether .ebignore, .gitignore or app.package.exclude leaves it out, and whether its name has the same capitals: Linux tells them apart.",
    },
    {
        name: "installed-app-missing",
        phases,
        matches: missingModule(byApps),
        cause: "INSTALLED_APPS names {module}, which is not installed.",
        advice: "Add its package to requirements.txt; what only development needs does not belong to the settings of production.",
    },
    {
        name: "requirement-missing",
        phases,
        matches: (step, context) => {
            const found = missingModule(undefined, false)(step, context);
            return found?.["module"] === "django" && !inVirtualEnvironment(step) ? undefined : found;
        },
        cause: "The application imports {module}, which is not installed.",
        advice: "Add its package to requirements.txt; a development file of requirements is not read on an instance.",
    },
    {
        name: "django-missing",
        phases,
        matches: inOutput(/Django cannot be imported: (?<reason>.+)/),
        cause: "Django is not installed in the image ({reason}).",
        advice: "Name Django in requirements.txt, from which the image is built.",
    },
    {
        name: "psycopg-missing",
        phases,
        matches: inOutput(/Error loading (?<module>psycopg2 or psycopg|psycopg2|MySQLdb) module/),
        cause: "The driver of the database is not installed ({module}).",
        advice: "Add psycopg[binary] to requirements.txt, or the driver of your database.",
    },
    {
        name: "database-url-scheme",
        phases,
        matches: inOutput(/UnknownSchemeError: Scheme '(?<scheme>[^']+?):\/\/' is unknown/),
        cause: "DATABASE_URL begins with {scheme}, which is a form of SQLAlchemy; Django takes postgres or postgresql, with psycopg 3 too.",
        advice: "Set database.urlScheme in the stack file to postgresql, or begin an external DATABASE_URL with postgresql://.",
    },
    {
        name: "deployment-checks",
        phases,
        matches: inOutput(/\((?<check>[a-z_]+\.[EWC]\d+)\)[^]*System check identified (?!no issues)/),
        cause: "Django's checks found {check} and perhaps more; see the output.",
        advice: "Correct it, name it in SILENCED_SYSTEM_CHECKS, or set app.deploy.check in the stack file to another level.",
    },
    {
        name: "own-check-failed",
        phases,
        matches: inOutput(/ERROR: Django check failed/),
        cause: "A command of the bundle runs manage.py check, and it found something.",
        advice: "Correct what stands above that line. app.deploy.check in the stack file runs the checks before the migrations, so that the command can go.",
    },
    {
        name: "log-folder-missing",
        phases,
        matches: inOutput(
            /(?:FileNotFoundError|PermissionError): \[Errno \d+\] [^:]+: '(?<text>[^']+)'[^]*ValueError: Unable to configure handler/,
        ),
        cause: "LOGGING of the settings writes to {text}, which the application cannot.",
        advice: "Log to standard output (logging.StreamHandler): the platform keeps it in /var/log/web.stdout.log and sends it to CloudWatch.",
    },
    {
        name: "unknown-command",
        phases,
        matches: inOutput(/Unknown command: '(?<command>[^']+)'/),
        cause: "manage.py knows no command {command}.",
        advice: "Correct its name where it is called (job, process, hook), or add the application that has it to INSTALLED_APPS.",
    },
    {
        name: "import-error",
        phases,
        matches: inOutput(/^ImportError: cannot import name '(?<text>[^']+)' from '(?<module>[^']+)'/m),
        cause: "{module} has no {text}: another version of it is installed than the application was written for, or two modules import each other.",
        advice: "Pin the version that the application was tested with in requirements.txt.",
    },
    {
        name: "syntax-error",
        phases,
        matches: inOutput(/^(?<text>(?:SyntaxError|IndentationError|TabError): .+)$/m),
        cause: "Python {python} cannot read the file: {text}.",
        advice: "Correct it, or choose a platform branch with the Python that it was written for (app.platform.version in the stack file).",
    },
];
