import { findOption, namespaces, optionsOf } from "../../../components/option-catalogue/catalogue";
import { ownerOf } from "../../../components/option-catalogue/owners";
import { nearestName } from "../../../components/settings/nearest";
import type { Application, OptionSetting } from "../application";
import type { Hit } from "../finding";
import { FileRule, rule } from "../pattern-rule";
import { hasCredentials, isSecretName } from "../secret-signs";
import { source } from "../sources";
import { namesDatabase } from "./option-values";

const python = "aws:elasticbeanstalk:container:python";
const staticFiles = `${python}:staticfiles`;
const variables = "aws:elasticbeanstalk:application:environment";

/** Options that have no effect, another home, or no existence. */
export const optionRules: readonly FileRule[] = [
    rule(
        {
            name: "wsgi-path-beside-procfile",
            level: "warning",
            what: "WSGIPath, NumProcesses and NumThreads, which a Procfile overrides",
            happens:
                "The Procfile, the application's own or the generated one, decides how Gunicorn starts; the option does nothing and misleads its reader.",
            instead: "Remove it; use app.wsgi and app.web of the stack file.",
            source: source.python,
        },
        ({ options, platform }) =>
            platform === "python"
                ? hits(options.filter((each) => each.namespace === python && !isOldWsgiPath(each)))
                : [],
    ),
    rule(
        {
            name: "wsgi-path-form",
            level: "error",
            what: "WSGIPath as a path of a file",
            happens:
                "That form was Amazon Linux 1's. Gunicorn takes it for a module, does not find it, and every request gets 502.",
            instead: "package.wsgi:application, as app.wsgi of the stack file.",
            source: source.python,
        },
        ({ options }) => hits(options.filter(isOldWsgiPath)),
    ),
    rule(
        {
            name: "al1-static-files",
            level: "error",
            what: staticFiles,
            happens:
                "The namespace was Amazon Linux 1's. Elastic Beanstalk refuses the environment: unknown configuration setting.",
            instead: "Use app.static of the stack file (aws:elasticbeanstalk:environment:proxy:staticfiles).",
            source: source.migration,
        },
        ({ options }) => hits(options.filter(({ namespace }) => namespace === staticFiles)),
    ),
    rule(
        {
            name: "classic-load-balancer",
            level: "error",
            what: "options of the classic load balancer",
            happens:
                "The environment has an application or network load balancer, or none. The option has nothing to act on, and the health check or listener that it means is not set.",
            instead:
                "Use environment.loadBalancer and app.healthPath of the stack file (aws:elbv2:…, aws:elasticbeanstalk:environment:process:default).",
            source: source.options,
        },
        ({ options }) => hits(options.filter(isClassic)),
    ),
    rule(
        {
            name: "launch-template-option",
            level: "error",
            what: "a launch template as an option",
            happens:
                "There is no such option: Elastic Beanstalk refuses the environment and goes on with its own launch template.",
            instead:
                "Override properties of the resource AWSEBEC2LaunchTemplate, or use environment.instances of the stack file.",
            source: source.otherKeys,
        },
        ({ options }) => hits(options.filter(isLaunchTemplate)),
    ),
    rule(
        {
            name: "option-of-other-platform",
            level: "error",
            what: "options that this platform does not have",
            happens: "Elastic Beanstalk refuses the environment: unknown or duplicate parameter.",
            instead: "Remove it.",
            source: source.options,
        },
        ({ options, platform }) => options.filter((each) => isForeign(each, platform)).map((each) => hit(each)),
    ),
    rule(
        {
            name: "unknown-option",
            level: "error",
            what: "namespaces and options that do not exist",
            happens: "Elastic Beanstalk refuses the environment: unknown configuration setting.",
            instead: "Correct the name, or remove it.",
            source: source.options,
        },
        ({ options }) => options.filter(isUnknown).map((each) => hit(each, nearest(each))),
    ),
    rule(
        {
            name: "owned-option",
            level: "warning",
            what: "options that belong to the stack's settings",
            happens:
                "What the stack sets through the API wins over .ebextensions. Where it sets this option, the line is dead text; where it does not, the stack file does not tell the whole truth.",
            instead: "Move it into the stack file.",
            source: source.options,
        },
        ownedOptions,
    ),
];

const isOldWsgiPath = ({ namespace, name, value }: OptionSetting): boolean =>
    namespace === python && name === "WSGIPath" && /\.py$|\//.test(value?.text ?? "");

const isClassic = ({ namespace, name }: OptionSetting): boolean =>
    /^aws:elb:/.test(namespace) ||
    (namespace === "aws:elasticbeanstalk:application" && name === "Application Healthcheck URL");

const isLaunchTemplate = ({ namespace, name }: OptionSetting): boolean =>
    namespace === "aws:ec2:instances" && /^LaunchTemplate/.test(name);

/** Of another language, or of the other platform. */
function isForeign({ namespace, name }: OptionSetting, platform: Application["platform"]): boolean {
    if (namespace === staticFiles) {
        return false;
    }
    const entry = findOption(namespace, name);
    return entry === undefined
        ? /^aws:elasticbeanstalk:container:/.test(namespace) && optionsOf(namespace) === undefined
        : !entry.platforms.includes(platform);
}

/** Anything may stand in `customoption`, where `Fn::GetOptionSetting` reads it. */
const isUnknown = (option: OptionSetting): boolean =>
    option.namespace !== "aws:elasticbeanstalk:customoption" &&
    !/^aws:elasticbeanstalk:container:/.test(option.namespace) &&
    !isClassic(option) &&
    !isLaunchTemplate(option) &&
    findOption(option.namespace, option.name) === undefined;

function nearest({ namespace, name }: OptionSetting): string | undefined {
    const options = optionsOf(namespace);
    const near = nearestName(options === undefined ? namespace : name, [...(options?.keys() ?? namespaces)]);
    return near === undefined ? undefined : `Did you mean ${near}?`;
}

function ownedOptions({ options, platform }: Application): Hit[] {
    return options.flatMap((option): Hit[] => {
        const { namespace, name, value } = option;
        const entry = findOption(namespace, name);
        const toldElsewhere =
            isClassic(option) ||
            namesDatabase(option) ||
            namespace === python ||
            (namespace === variables &&
                (isSecretName(name) ||
                    hasCredentials(value?.text ?? "") ||
                    (value?.text ?? "").includes("{{resolve:")));
        if (entry === undefined || toldElsewhere || !entry.platforms.includes(platform)) {
            return [];
        }
        const { refuse } = entry;
        if (refuse !== undefined) {
            return [hit(option, refuse.remedy)];
        }
        const owner = ownerOf(namespace, name) ?? `options of the stack file: options.${namespace}.${name}`;
        return [hit(option, owner.startsWith("nothing") ? `Remove it; use ${owner}.` : `Use ${owner}.`)];
    });
}

function hit({ file, line, namespace, name }: OptionSetting, instead?: string): Hit {
    const found = namespace === variables ? `the variable ${name}` : `${namespace} ${name}`;
    return { file, line, found, ...(instead === undefined ? {} : { instead }) };
}

const hits = (options: readonly OptionSetting[]): Hit[] => options.map((each) => hit(each));
