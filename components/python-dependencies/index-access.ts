import { hookScript, shellWord } from "../../ebextensions/shell";
import { bareUrl } from "./names";
import type { DependencyFile } from "./plan";
import type { Environment } from "./run";

/** Name of the secret with the index's whole URL, credentials included; pip reads a variable of that name itself. */
export const indexSecret = "PIP_INDEX_URL";

/** An index that does not answer would hold up every preview for minutes. What a user has set wins. */
const patience = { UV_HTTP_TIMEOUT: "15", UV_HTTP_RETRIES: "1", PIP_DEFAULT_TIMEOUT: "15", PIP_RETRIES: "1" } as const;

/**
 * The environment in which resolvers ask the private index and no other. Credentials stay out of arguments, which other users of a machine can read: they
 * are taken from a variable that already names this index (`UV_DEFAULT_INDEX`, `UV_INDEX_URL`, `PIP_INDEX_URL`), or by uv from
 * `UV_INDEX_PRIVATE_USERNAME` and `UV_INDEX_PRIVATE_PASSWORD`, or by both from `~/.netrc`.
 *
 * https://docs.astral.sh/uv/concepts/indexes/#authentication
 * https://pip.pypa.io/en/stable/topics/authentication/
 */
export function indexEnvironment(indexUrl: string | undefined, env: Environment): Environment {
    const common = { ...patience, ...env, UV_PYTHON_DOWNLOADS: "never" };
    if (indexUrl === undefined) {
        return common;
    }
    const known = [env["UV_DEFAULT_INDEX"], env["UV_INDEX_URL"], env["PIP_INDEX_URL"]].find(
        (url) => url !== undefined && bareUrl(withoutName(url)) === bareUrl(indexUrl),
    );
    return {
        ...common,
        UV_DEFAULT_INDEX: known ?? `private=${indexUrl}`,
        PIP_INDEX_URL: withoutName(known ?? indexUrl),
        UV_INDEX_URL: undefined,
        UV_EXTRA_INDEX_URL: undefined,
        UV_INDEX: undefined,
        PIP_EXTRA_INDEX_URL: undefined,
    };
}

/** uv writes `name=https://…`. */
const withoutName = (url: string): string => url.replace(/^[\w.-]+=(?=[a-z]+:\/\/)/i, "");

/**
 * A hook that tells the instance's pip of the index before the platform installs. The file is readable for root alone, who runs pip there. The secret's URL
 * must be that of the settings, so that a secret of another stack is noticed; its value is not printed.
 *
 * Environment properties and secrets are in the environment of hooks:
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.secrets.env-vars.html
 *
 * Limit: like every secret that Elastic Beanstalk injects, the variable is in the application's environment too.
 */
export function indexHook(indexUrl: string): DependencyFile {
    const name = "05-python-index";
    const body = `
expected=${shellWord(bareUrl(indexUrl))}
url=\${${indexSecret}:-$expected}
bare=$(printf '%s' "$url" | sed -E 's#^([a-z]+://)[^/@]*@#\\1#; s#/+$##')
if [ "$bare" != "$expected" ]; then
    echo "${name}: the secret ${indexSecret} names another index than app.python.indexUrl ($expected). Correct one of them." >&2
    exit 1
fi
if [ -e /etc/pip.conf ] && ! grep -q '^# Written by django-beanstalk' /etc/pip.conf; then
    cp -p /etc/pip.conf /etc/pip.conf.before-django-beanstalk
fi
umask 077
temporary=$(mktemp /etc/pip.conf.XXXXXX)
printf '# Written by django-beanstalk\\n[global]\\nindex-url = %s\\n' "$url" > "$temporary"
mv -f "$temporary" /etc/pip.conf
`;
    return {
        path: `.platform/hooks/prebuild/${name}.sh`,
        content: hookScript(name, body.trimStart()),
        executable: true,
        reason: "Lets pip on the instance reach the private index.",
    };
}
