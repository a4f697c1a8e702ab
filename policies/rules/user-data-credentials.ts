import { checkov } from "../frameworks";
import { everywhere } from "../levels";
import { textOf, userDataOf, userDataTypes } from "../read/user-data";
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
            const text = textOf(userData);
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
];

/**
 * The id of a key beside its secret, a word of 40 characters; an id alone opens nothing. Those of AWS's own examples end in EXAMPLE.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
function hasAccessKey(text: string): boolean {
    const ids = text.match(/\b(AKIA|ASIA)[A-Z0-9]{16}\b/g) ?? [];
    const secrets = text.match(/(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g) ?? [];
    return ids.some((id) => !id.endsWith("EXAMPLE")) && secrets.some((secret) => !/^[0-9a-f]+$/.test(secret));
}

/**
 * A password that is written out: not one that a variable, a command or a reference stands for. `passwd:` at the beginning of a line is a database of
 * nsswitch.conf, so that a colon after passwd says nothing. https://man7.org/linux/man-pages/man5/nsswitch.conf.5.html
 */
function hasPassword(text: string): boolean {
    const assigned = text.matchAll(
        /(?:(?:password|secret_key|api_key|auth_token)["']?[ \t]*[=:]|(?<![a-z])passwd(?:["'][ \t]*[=:]|[ \t]*=))[ \t]*("[^"\n]{6,}"|'[^'\n]{6,}'|[^\s"';&|]{6,})/gi,
    );
    const inUrls = text.matchAll(/\b[a-z][a-z0-9+]*:\/\/[^\s:/@"']*:([^\s:/@"']{3,})@/gi);
    return [...assigned, ...inUrls].some(([, value = ""]) => isWrittenOut(value.replaceAll(/["']/g, "")));
}

const isWrittenOut = (value: string): boolean => !/[$`<>{}()%]|^(arn:|\/|\*+$|x+$)/i.test(value);
