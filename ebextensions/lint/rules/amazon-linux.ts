import type { Application, Script } from "../application";
import type { Hit } from "../finding";
import { FileRule, firstHit, patternRule, rule } from "../pattern-rule";
import { source } from "../sources";
import { packageNames } from "./packages";

/** Recipes for Amazon Linux 1 and 2 that Amazon Linux 2023 has no place for. */
export const amazonLinuxRules: readonly FileRule[] = [
    patternRule(
        {
            name: "al1-hook-path",
            level: "error",
            what: "scripts in /opt/elasticbeanstalk/hooks",
            happens:
                "Amazon Linux 1 ran the scripts of that folder. Amazon Linux 2023 does not look into it, so nothing happens, and nothing says so.",
            instead:
                "Put the script into .platform/hooks/prebuild, predeploy or postdeploy, and into .platform/confighooks if a change of configuration needs it too.",
            source: source.migration,
        },
        /\/opt\/elasticbeanstalk\/hooks\/\w*/,
    ),
    patternRule(
        {
            name: "al1-python-path",
            level: "error",
            what: "paths below /opt/python",
            happens:
                "The folder was Amazon Linux 1's. It does not exist on Amazon Linux 2023: the command fails, or goes on without the environment.",
            instead:
                "Use /var/app/venv/*/bin/activate for the virtual environment, /var/app/staging or /var/app/current for the application, and /opt/elasticbeanstalk/bin/get-config environment for the variables.",
            source: source.migration,
        },
        /\/opt\/python\/(run|current|ondeck|etc|log|bin|bundle)\b/,
    ),
    patternRule(
        {
            name: "al1-service-manager",
            level: "error",
            what: "supervisorctl, initctl and chkconfig",
            happens:
                "Amazon Linux 2023 starts services by systemd alone; the program does not exist, and the command ends with 127.",
            instead: "Use systemctl, or a line of the Procfile for a process of the application's own.",
            source: source.migration,
        },
        /(?<![\w/.-])(supervisorctl|initctl|chkconfig)(?![\w.-])|\/etc\/init\.d\/\w+/,
    ),
    rule(
        {
            name: "al1-user",
            level: "error",
            what: "the user wsgi",
            happens:
                "The user was Amazon Linux 1's; the application runs as webapp. There is no wsgi on Amazon Linux 2023: the command fails.",
            instead: "webapp",
            source: source.migration,
        },
        ({ scripts }) =>
            scripts.flatMap((script) => firstHit(script, script.role === "text" ? userOfUnit : userOfCommand)),
    ),
    patternRule(
        {
            name: "mod-wsgi",
            level: "warning",
            what: "directives of mod_wsgi",
            happens:
                "Gunicorn serves the application, behind nginx or Apache as a proxy. Nothing reads wsgi.conf, and an Authorization header reaches the application anyway.",
            instead: "Remove it.",
            source: source.python,
        },
        /\bWSGI(PassAuthorization|ApplicationGroup|DaemonProcess|ScriptAlias)\b|\bwsgi\.conf\b|\bmod_wsgi\b/,
    ),
    patternRule(
        {
            name: "django-admin-py",
            level: "error",
            what: "django-admin.py",
            happens: "Django removed the script in version 4.0: the command is not found, and the deployment ends.",
            instead: "source /var/app/venv/*/bin/activate && python manage.py …",
            source: "https://docs.djangoproject.com/en/4.0/releases/4.0/",
        },
        /(?<![\w.-])django-admin\.py\b/,
    ),
    patternRule(
        {
            name: "syncdb",
            level: "error",
            what: "manage.py syncdb",
            happens: "Django removed the command in version 1.9: it is unknown, and the deployment ends.",
            instead: "python manage.py migrate --noinput, with leader_only: true.",
            source: "https://docs.djangoproject.com/en/1.9/releases/1.9/",
        },
        /\b(manage\.py|django-admin(\.py)?)["']?\s+syncdb\b/,
    ),
    patternRule(
        {
            name: "amazon-linux-extras",
            level: "error",
            what: "amazon-linux-extras",
            happens: "Amazon Linux 2023 has no extras: the command is not found.",
            instead:
                "Install the package of the wanted version with packages: yum:, for example postgresql16 or redis6.",
            source: source.linux2023,
        },
        /(?<![\w/.-])amazon-linux-extras(?![\w.-])/,
        isNoPackageKey,
    ),
    patternRule(
        {
            name: "epel",
            level: "error",
            what: "the EPEL repository",
            happens:
                "EPEL's packages are not made for Amazon Linux 2023; installing the repository or a package of it fails.",
            instead:
                "Use a package of Amazon Linux 2023, or install the program from its own release in a hook of .platform/hooks/prebuild.",
            source: source.linux2023,
        },
        /\bepel-release\b|--enablerepo[= ]["']?epel\b/,
    ),
    patternRule(
        {
            name: "awslogs-agent",
            level: "error",
            what: "the awslogs agent",
            happens:
                "The agent does not exist for Amazon Linux 2023: its package is not found, or its configuration is read by nobody.",
            instead:
                "Set environment.logs.stream (StreamLogs). For other log files list them in /opt/elasticbeanstalk/tasks/taillogs.d, or configure the unified CloudWatch agent.",
            source: source.migration,
        },
        /\/etc\/awslogs\b|(?<![\w/.-])awslogsd?(?=\s|$|\.service)|awslogs-agent-setup/,
    ),
    patternRule(
        {
            name: "pkg-repo",
            level: "error",
            what: "pkg-repo",
            happens: "The tool is not on Amazon Linux 2023: the command is not found.",
            instead: "Use packages: yum:, or dnf in a hook; there is nothing to unlock.",
            source: source.migration,
        },
        /(?<![\w/.-])pkg-repo(?![\w.-])/,
    ),
    rule(
        {
            name: "imdsv1",
            level: "error",
            what: "instance metadata without a token",
            happens: "Instances answer IMDSv2 only: a request without a token gets 401, and the value is empty.",
            instead:
                'TOKEN=$(curl -sf -X PUT -H "X-aws-ec2-metadata-token-ttl-seconds: 60" http://169.254.169.254/latest/api/token), then curl -sf -H "X-aws-ec2-metadata-token: $TOKEN" …; or ec2-metadata.',
            source: source.imds,
        },
        ({ scripts }) => scripts.flatMap(metadataWithoutToken),
    ),
    rule(
        {
            name: "cron-without-cronie",
            level: "warning",
            what: "crontabs on instances where nothing installs cron",
            happens:
                "Amazon Linux 2023 comes without a cron daemon; unless the image has one, the jobs never run, and nothing says so.",
            instead: "Add packages: yum: cronie: [] and start crond, or use a systemd timer.",
            source: source.cron,
        },
        cronWithoutDaemon,
    ),
];

const userOfUnit = /^\s*(User|Group)=wsgi\b/;
const userOfCommand = new RegExp(
    `\\b(chown|chgrp)\\s.*(?<![\\w./-])wsgi(?![\\w./-])|\\bsu(do)?\\s+(-u\\s+)?wsgi\\b|${userOfUnit.source}`,
);

function isNoPackageKey({ role }: Script): boolean {
    return role !== "text";
}

/** What asks for the token may stand in a function or in another line of the same script. */
function metadataWithoutToken({ file, name, lines, text }: Script): Hit[] {
    const found = lines.find(
        (each) => /169\.254\.169\.254|\[?fd00:ec2::254\]?/.test(each.text) && /\b(curl|wget|http)\b/.test(each.text),
    );
    return found === undefined || /latest\/api\/token|X-aws-ec2-metadata-token/i.test(text)
        ? []
        : [{ file, line: found.line, found: `a request to 169.254.169.254 in ${name}` }];
}

/** What takes crontabs away, or looks for them, is none. */
const taken = /\b(rm|unlink|ls|test|crontab\s+-[lr])\b[^;&|]*/g;

function cronWithoutDaemon({ scripts, configs }: Application): Hit[] {
    const installed =
        scripts.some(({ lines }) => lines.some(({ text }) => /\binstall\b.*\bcronie\b/.test(text))) ||
        configs.some((config) => packageNames(config).some(({ key }) => key === "cronie"));
    const sign =
        /\/etc\/cron(\.(d|hourly|daily|weekly|monthly)\/|tab\b)|\/var\/spool\/cron\b|(?<![\w/.-])crontab(?=\s|$)/;
    return installed
        ? []
        : scripts.flatMap(({ file, name, line, lines }): Hit[] => {
              const at =
                  sign.test(name) && name !== file
                      ? line
                      : lines.find(({ text }) => sign.test(text.replace(taken, "")))?.line;
              return at === undefined ? [] : [{ file, line: at, found: name === file ? "a crontab" : name }];
          });
}
