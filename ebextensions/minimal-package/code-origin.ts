/**
 * Where the code comes from when the package holds none: pinned, so that an instance that is added next month runs what runs today.
 */
export type CodeOrigin = GitOrigin | S3Origin | ImageOrigin;

/**
 * A commit, fetched over HTTPS without its history. Submodules end the deployment; files in Git LFS arrive as pointers: use an archive or an image.
 * The server must hand out a commit by its id.
 */
export interface GitOrigin {
    readonly from: "git";
    /** `https://` URL without user name, password, token or query. Redirects are not followed, so it is the repository's present address. */
    readonly repository: string;
    /** The whole id: 40 lower-case hexadecimal digits. */
    readonly commit: string;
    /** Folder of the repository that holds the application, `backend/shop`. @default - the repository's root */
    readonly directory?: string;
    /** Secret whose whole text is a token that may read the repository. @default - a repository that anyone may read */
    readonly tokenSecretArn?: string;
    /** User name sent with the token. GitLab's deploy tokens and Bitbucket have names of their own. @default "x-access-token" */
    readonly tokenUser?: string;
}

/** A zip with the application's files at its root, without a parent folder. */
export interface S3Origin {
    readonly from: "s3";
    /** In the region of the stack. */
    readonly bucket: string;
    readonly key: string;
    /** SHA-256 of the zip: 64 lower-case hexadecimal digits. */
    readonly sha256: string;
    /** Version of the object, in a bucket that keeps versions. @default - the newest */
    readonly versionId?: string;
}

/** An image that is complete; nothing is built on the instance. The platform pulls it, from ECR with the instance profile. */
export interface ImageOrigin {
    readonly from: "image";
    /** `registry/name@sha256:…`. A tag before the digest is only a remark: the digest decides. */
    readonly image: string;
}

/** GitHub's name for a token; GitHub and GitLab's personal tokens take any name. */
export const defaultTokenUser = "x-access-token";

/** Forms that the shell, IAM and Docker take without surprise; each excludes white space and quotes. */
export const forms = {
    repository: /^https:\/\/[A-Za-z0-9.-]+(:\d+)?\/[A-Za-z0-9._~/+-]+$/,
    commit: /^[0-9a-f]{40}$/,
    directory: /^(?![/-])(?!.*(^|\/)\.{0,2}(\/|$))[A-Za-z0-9._/@+-]+$/,
    /** https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen: the suffix is part of it. */
    tokenSecretArn: /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+-[A-Za-z0-9]{6}$/,
    tokenUser: /^[A-Za-z0-9._@+-]+$/,
    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
    bucket: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    /** Without the characters that IAM reads as patterns in the ARN of an object: * ? and $. */
    key: /^[A-Za-z0-9][A-Za-z0-9._/=@+-]{0,1018}\.zip$/,
    sha256: /^[0-9a-f]{64}$/,
    versionId: /^[A-Za-z0-9._-]{1,1024}$/,
    /** https://github.com/distribution/reference/blob/main/reference.go */
    image: /^([A-Za-z0-9.-]+(:\d+)?\/)?[a-z0-9]+([._/-]+[a-z0-9]+)*(:[\w][\w.-]{0,127})?@sha256:[0-9a-f]{64}$/,
} as const;
