import { checkov } from "../frameworks";
import { everywhere } from "../levels";
import { hasTokenForm, isPlainly, isSecretName } from "../read/secret-signs";
import { textsOf, userDataOf, userDataTypes } from "../read/user-data";
import type { Rule } from "../rule";

export const userDataCredentials: Rule = {
    name: "user-data-credentials",
    displayName: "No credentials in user data",
    description: "User data, which everyone on the instance can read, holds no keys and no passwords.",
    levels: everywhere,
    severity: "critical",
    framework: checkov("CKV_AWS_46", "Ensure no hard-coded secrets exist in EC2 user data"),
    remediationSteps: "Give the instance a role, and let it read secrets from Secrets Manager.",
    url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html",
    tags: ["instances", "secrets"],
    sees: "resource",
    types: userDataTypes,
    judge(resource) {
        return userDataOf(resource).flatMap((userData) => {
            const text = textsOf(userData).join("\n");
            return kinds
                .filter(({ isIn }) => isIn(text))
                .map(
                    ({ name }) =>
                        `${userData.property} holds ${name}; wanted: none. In this project: secrets, which instances read from ` +
                        "Secrets Manager. In any other program: an instance profile, and secrets fetched when the script runs.",
                );
        });
    },
};

interface Kind {
    readonly name: string;
    readonly isIn: (text: string) => boolean;
}

const kinds: readonly Kind[] = [
    { name: "an access key of AWS", isIn: hasAccessKey },
    { name: "a private key", isIn: (text) => /-----BEGIN ([A-Z]+ )*PRIVATE KEY( BLOCK)?-----/.test(text) },
    { name: "a password", isIn: hasPassword },
    { name: "the hash of a password", isIn: hasHash },
    { name: "a token", isIn: hasToken },
];

/**
 * A secret by its name, or the id of a key beside its secret, a word of 40 characters; an id alone opens nothing. Those of AWS's own examples end in EXAMPLE.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
function hasAccessKey(text: string): boolean {
    const ids = text.match(/\b(AKIA|ASIA)[A-Z0-9]{16}\b/g) ?? [];
    const isReal = ids.some((id) => !id.endsWith("EXAMPLE"));
    const named =
        text.match(/secret_?access_?key["']?[ \t]*[=:][ \t]*["']?[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/gi) ?? [];
    const secrets = text.match(/(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g) ?? [];
    return isReal
        ? secrets.some((secret) => !/^[0-9a-f]+$/.test(secret))
        : ids.length === 0 && named.some((it) => !it.endsWith("EXAMPLEKEY"));
}

/**
 * A password that is written out: not one that a variable, a command or a reference stands for. `passwd:` at the beginning of a line is a database of
 * nsswitch.conf, so that a colon after passwd says nothing. https://man7.org/linux/man-pages/man5/nsswitch.conf.5.html
 */
function hasPassword(text: string): boolean {
    return passwords
        .flatMap((form) => [...text.matchAll(form)])
        .some(([, value = ""]) => isWrittenOut(value.replaceAll(/["']/g, "")));
}

const passwords: readonly RegExp[] = [
    /(?:(?:password|secret_key|api_key|auth_token|plain_text_passwd)["']?[ \t]*[=:]|(?<![a-z])passwd(?:["'][ \t]*[=:]|[ \t]*=))[ \t]*("[^"\n]{6,}"|'[^'\n]{6,}'|[^\s"';&|]{6,})/gi,
    /\b[a-z][a-z0-9+]{0,20}:\/\/[^\s:/@"']*:([^\s:/@"']{3,})@/gi,
    // `user:password` lines, given to chpasswd or to the module of that name.
    // https://docs.cloud-init.io/en/latest/reference/modules.html#set-passwords
    /\b(?:echo|printf)[ \t]+["']?[\w.-]+:([^\s"'|:]{3,})["']?[ \t]*\|[ \t]*(?:sudo[ \t]+)?chpasswd\b/g,
    /\bchpasswd:[ \t]*\n(?:[ \t]+expire:.*\n)?[ \t]+list:[ \t|]*\n[ \t]*(?:-[ \t]*)?["']?[\w.-]+:([^\s"':]{3,})/g,
];

/** `RANDOM` is a word of cloud-init: it makes a password up. */
const isWrittenOut = (value: string): boolean => !/[$`<>{}()%]|^(arn:|\/|\*+$|x+$|random$)/i.test(value);

/** What crypt(3) makes of a password, which everyone who has it can try to guess at home. https://manpages.debian.org/bookworm/libcrypt-dev/crypt.5.en.html */
function hasHash(text: string): boolean {
    return /\$(?:1|5|6|7|y|gy|2[abxy])\$(?:[./A-Za-z0-9=,]{1,40}\$){1,2}[./A-Za-z0-9]{20,}/.test(text);
}

/** A token by its form, or a variable with the name of a secret whose value looks made by a machine. What is a password or an access key is found as that. */
function hasToken(text: string): boolean {
    const variables = [...text.matchAll(/(?<![\w$-])([A-Z][A-Z0-9_]{2,})["']?[ \t]*[=:][ \t]*["']?([\w.+/=-]{12,})/g)];
    return (
        hasTokenForm(text) ||
        variables.some(
            ([, name = "", value = ""]) =>
                isSecretName(name) &&
                !/PASSW|SECRET_KEY|API_KEY|AUTH_TOKEN|ACCESS_KEY/.test(name) &&
                /\d/.test(value) &&
                /[A-Za-z]/.test(value) &&
                !isPlainly(value),
        )
    );
}
