import type { Statement } from "./policy-document";

/**
 * Keys of conditions that leave only certain callers, once their value is fixed. aws:Referer is none of them: a caller writes it himself.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
const narrowing: ReadonlySet<string> = new Set([
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceip",
    "aws:sourceorgid",
    "aws:sourceowner",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:userid",
    "kms:calleraccount",
    "s3:dataaccesspointaccount",
    "s3:dataaccesspointarn",
]);

/** Whether a statement of a policy allows something to everyone. */
export function isPublic({ effect, principals, hasNotPrincipal, conditions }: Statement): boolean {
    const everyone = hasNotPrincipal || principals.some(({ names }) => names.includes("*"));
    return effect === "Allow" && everyone && !conditions.some(isNarrow);
}

/** Operators that say "not", or that hold when the key is missing, leave everyone else. */
function isNarrow({ operator, key, values }: Statement["conditions"][number]): boolean {
    const positive = /^(ForAnyValue:)?(String(Equals|EqualsIgnoreCase|Like)|Arn(Equals|Like)|IpAddress)$/i.test(
        operator,
    );
    return positive && narrowing.has(key) && values.length > 0 && values.every((value) => isFixed(value));
}

/** A pattern is fixed as far as an account's number, an organization or the id of a role; an address range as far as it is not the whole world. */
export const isFixed = (value: string): boolean =>
    /^(arn:[^:]*:[^:]*:[^:]*:\d{12}:|o-[a-z0-9]+\/|A[A-Z0-9]{15,}:)/.test(value) ||
    (!/[*?]/.test(value) && !/\/0$/.test(value));
