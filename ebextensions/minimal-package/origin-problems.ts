import type { Problem } from "../../components/problem";
import { CodeOrigin, forms, GitOrigin, ImageOrigin, S3Origin } from "./code-origin";

const place = "app.package.code";

interface Check {
    readonly field: string;
    readonly value: string | undefined;
    readonly form: RegExp;
    readonly allowed: string;
    readonly remedy: string;
    /** What to print instead of the value, where it may hold a credential. */
    readonly describe?: (value: string) => string;
}

/** Everything about the origin of the code that would only fail on an instance, or would put a credential where others read it. */
export function codeOriginProblems(code: CodeOrigin): Problem[] {
    switch (code.from) {
        case "git":
            return [...[...gitChecks(code), ...tokenChecks(code)].flatMap(check), ...lonelyTokenUser(code)];
        case "s3":
            return s3Checks(code).flatMap(check);
        case "image":
            return imageChecks(code).flatMap(check);
    }
}

function check({ field, value, form, allowed, remedy, describe = quoted }: Check): Problem[] {
    return value === undefined || form.test(value)
        ? []
        : [{ where: `${place}.${field}`, got: describe(value), allowed, remedy }];
}

const quoted = (value: string) => JSON.stringify(value);

function gitChecks({ repository, commit, directory }: GitOrigin): Check[] {
    return [
        {
            field: "repository",
            value: repository,
            form: forms.repository,
            allowed: "an https:// URL without user name, password, token or query",
            remedy: /[@?#]/.test(repository)
                ? "Give the plain https:// URL; put the token into a secret and its ARN into tokenSecretArn. Revoke a token that stood in the URL."
                : "Give the https:// URL under which the repository is cloned.",
            describe: describeRepository,
        },
        {
            field: "commit",
            value: commit,
            form: forms.commit,
            allowed: "the whole id of a commit, 40 lower-case hexadecimal digits",
            remedy: "Take what git rev-parse HEAD prints; a branch, a tag or a short id can come to mean another commit.",
        },
        {
            field: "directory",
            value: directory,
            form: forms.directory,
            allowed: "a folder inside the repository, without . and ..",
            remedy: "Give the path from the repository's root to the application, or remove it.",
        },
    ];
}

/** Someone may have put the token itself into one of these, so neither is printed. */
function tokenChecks({ tokenSecretArn, tokenUser }: GitOrigin): Check[] {
    return [
        {
            field: "tokenSecretArn",
            value: tokenSecretArn,
            form: forms.tokenSecretArn,
            allowed: "the ARN of a Secrets Manager secret with its six-character suffix",
            remedy: "Store the token as the whole text of a secret and give the secret's ARN.",
            describe: () => "something else",
        },
        {
            field: "tokenUser",
            value: tokenUser,
            form: forms.tokenUser,
            allowed: "a user name of letters, digits and . _ @ + -",
            remedy: "Give the user name alone; the token belongs in the secret.",
            describe: () => "something else",
        },
    ];
}

/** Everything but a plain URL without an @ or a query may hold a credential. */
function describeRepository(repository: string): string {
    if (/^(ssh:\/\/|[\w.-]+@[\w.-]+:)/.test(repository)) {
        return "an SSH address";
    }
    if (repository.includes("@")) {
        return "a URL with credentials in it";
    }
    return /[?#]/.test(repository) ? "a URL with a query or fragment" : quoted(repository);
}

function lonelyTokenUser({ tokenUser, tokenSecretArn }: GitOrigin): Problem[] {
    if (tokenUser === undefined || tokenSecretArn !== undefined) {
        return [];
    }
    return [
        {
            where: `${place}.tokenUser`,
            got: "a user name without a token",
            allowed: "tokenUser only with tokenSecretArn",
            remedy: "Add tokenSecretArn, or remove tokenUser.",
        },
    ];
}

function s3Checks({ bucket, key, sha256, versionId }: S3Origin): Check[] {
    return [
        {
            field: "bucket",
            value: bucket,
            form: forms.bucket,
            allowed: "the name of a bucket",
            remedy: "Give the name alone, without s3:// and without the key.",
        },
        {
            field: "key",
            value: key,
            form: forms.key,
            allowed: "a key of letters, digits and . _ - / = @ + that ends in .zip",
            remedy: "Make the archive with git archive --format=zip --output code.zip HEAD and upload it under such a key.",
        },
        {
            field: "sha256",
            value: sha256,
            form: forms.sha256,
            allowed: "the SHA-256 of the archive, 64 lower-case hexadecimal digits",
            remedy: "Take the first word that sha256sum prints for the archive, and quote it.",
        },
        {
            field: "versionId",
            value: versionId,
            form: forms.versionId,
            allowed: "a version id as S3 gives it",
            remedy: "Take VersionId from what aws s3api head-object prints, or remove it.",
        },
    ];
}

function imageChecks({ image }: ImageOrigin): Check[] {
    return [
        {
            field: "image",
            value: image,
            form: forms.image,
            allowed: "registry/name@sha256: and 64 lower-case hexadecimal digits",
            remedy: "Take the line after RepoDigests in docker image inspect; a tag alone can come to mean another image.",
            // What stands before an @ may be a password.
            describe: (value) =>
                value.includes("@") ? "an image whose digest or name is of another form" : quoted(value),
        },
    ];
}
