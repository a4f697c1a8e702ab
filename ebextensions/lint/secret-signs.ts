/** What tells a secret in the application's own files. No value that is looked at here is ever shown. */

/** `PASSWORD_RESET_TIMEOUT` is none, `EMAIL_HOST_PASSWORD` is. */
export const isSecretName = (name: string): boolean =>
    /(^|_)((PG)?PASSWORD|PASSWD|PASS|SECRET|SECRET_?KEY|TOKEN|API_?KEY|ACCESS_KEY(_ID)?|PRIVATE_KEY|ENCRYPTION_KEY|CREDENTIALS|DATABASE_URL)$/i.test(
        name,
    );

/** A password, or one of the tokens that stand for a user. What is filled in later, as `$TOKEN` or `<token>`, is none. */
const credentials =
    /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,30}:\/\/([^\s/@:"'$<{]*:[^\s/@"'$<{`]+@|(gh[pousr]_|github_pat_|glpat-)\w+@)/i;

export const hasCredentials = (text: string): boolean => credentials.test(text);

/** A variable, a command, a path of a file that holds it, or a word that says that it is none. */
const noSecret =
    /^$|^[`</]|\$|\{\{|^arn:aws|^(true|false|none|null|\d{1,4})$|^[a-z0-9_-]+(\/[a-z0-9_-]+)+$|dummy|placeholder|change-?me|not-?used|unused|build-?(only|time)|collectstatic/i;

/** Whether a variable with this value brings a secret along: by its name, or by a password in a URL. */
export const isSecret = (name: string, value: string): boolean =>
    hasCredentials(value) || (isSecretName(name) && !/URL$/i.test(name) && !noSecret.test(value));

/** `NAME=value`, with or without quotes, as a shell and a Dockerfile read it. */
export interface Assignment {
    readonly name: string;
    readonly value: string;
}

export const assignmentsIn = (text: string): Assignment[] =>
    [...text.matchAll(/(?<![\w$.{-])([A-Za-z_]\w*)=("[^"]*"|'[^']*'|[^\s"';&|]*)/g)].map(
        ([, name = "", value = ""]) => ({ name, value: value.replace(/^(["'])(.*)\1$/, "$2") }),
    );
