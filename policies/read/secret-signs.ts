/**
 * A word for a secret at the end of a name: what follows it usually names something else, as in PASSWORD_MIN_LENGTH, SECRET_ARN or TOKEN_URL. A password
 * needs no `_` before it: libpq has PGPASSWORD. https://www.postgresql.org/docs/current/libpq-envars.html
 */
const secretWords = [
    "SECRETS?|TOKENS?|CREDENTIALS?|PASSWD|PASSPHRASE|SECRET_ACCESS_KEY|SECRET_KEY_FALLBACKS",
    "[A-Z0-9]*PASSWORDS?",
    "[A-Z0-9]+_(PWD|PW|PASS|SALT)",
    "API_?KEYS?|(SECRET|PRIVATE|ENCRYPTION|SIGNING|FERNET|MASTER|JWT)_?KEYS?",
    // Services whose one key is secret.
    "(STRIPE|SENDGRID|MAILGUN|MAILJET|MANDRILL|POSTMARK|SPARKPOST|TWILIO|OPENAI|ANTHROPIC)_KEY",
].join("|");

/** What may follow the word: which one of several secrets it is. */
const whichOne = "BASE64|B64|OLD|NEW|PREVIOUS|DB|PROD|PRODUCTION|LIVE|STAGE|STAGING|QA|TEST|DEV|DEVELOPMENT|\\d+";

const secretWord = new RegExp(`(^|_)(${secretWords})(_(${whichOne}))*$`);

/** What is meant for browsers, and to be seen by all. */
const publicWord = /(^|_)(PUBLIC|PUBLISHABLE|VITE|REACT_APP)(_|$)/;

const databaseUrl = /(^|_)(DATABASE|DB)_(URL|URI|DSN)$/;

/** Forms of tokens of services. */
const tokenForms: readonly RegExp[] = [
    // https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats
    /\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{22,})/,
    /\bglpat-[\w-]{20}/,
    // https://docs.slack.dev/authentication/tokens
    /\bxox[a-z]-[\w-]{10,}/,
    // https://docs.stripe.com/keys
    /\b[rs]k_live_\w{16,}/,
    /\bSG\.[\w-]{22}\.[\w-]{43}/,
];

/** Forms that credentials have wherever they are. */
const forms: readonly RegExp[] = [
    // A URL with a user's password, and one with a password alone, as Redis has it.
    /[a-z][a-z0-9+.-]{0,20}:\/\/[^\s/@:?#]*:(?!\$\{\w+\}@)[^\s/@]+@/i,
    /(^|[;&?\s])(password|pwd)=[^\s;&]+/i,
    /-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY/,
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
    /(^|[^A-Z0-9])(AKIA|ASIA)[A-Z2-7]{16}([^A-Z0-9]|$)/,
    ...tokenForms,
];

/** Whether a text holds what has the form of a token of a service. */
export const hasTokenForm = (text: string): boolean => tokenForms.some((form) => form.test(text));

/** Whether a text holds what has the form of a credential. */
export const hasSecretForm = (text: string): boolean => forms.some((form) => form.test(text));

/** Whether what has this name is a secret by it. */
export function isSecretName(name: string): boolean {
    const upper = inCapitals(name);
    return secretWord.test(upper) && !publicWord.test(upper);
}

/** Whether what has this name often holds a password, among other things. */
export const mayHoldPassword = (name: string): boolean => databaseUrl.test(inCapitals(name));

/** A name of any form, `/notes/dbPassword`, as a variable's: `_NOTES_DB_PASSWORD`. */
const inCapitals = (name: string): string =>
    name
        .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
        .replace(/[^A-Za-z0-9]+/g, "_")
        .toUpperCase();

/** Values that are no secrets whatever their name: nothing, switches, numbers, ARNs, paths, and names of secrets and parameters. */
export function isPlainly(text: string): boolean {
    const value = text.trim();
    return (
        /^(true|false|yes|no|on|off|none|null)?$/i.test(value) ||
        /^-?\d{1,6}(\.\d+)?$/.test(value) ||
        /^arn:aws[a-z-]*:/.test(value) ||
        /^\/[\w.-]+(\/[\w.-]+)+$/.test(value) ||
        // A secret in Base64 may hold a slash too, but hardly in lower case alone.
        /^\.{0,2}\/?[a-z0-9._-]*(\/[a-z0-9._-]+)+\/?$/.test(value)
    );
}
