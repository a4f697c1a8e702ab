import type { Form } from "./patterns";

/** Of a worker and of its services: short, because the names of resources and units are made of both. */
export const workerName: Form = {
    pattern: /^[a-z][a-z0-9-]{0,19}$/,
    allowed: "1 to 20 lower-case letters, digits and hyphens, starting with a letter",
};

/** As useradd of Amazon Linux takes it. */
export const unixUser: Form = {
    pattern: /^[a-z_][a-z0-9_-]{0,31}$/,
    allowed: "the name of a user: lower-case letters, digits, underscores and hyphens",
};

/** As dnf takes a package of the distribution. */
export const packageName: Form = {
    pattern: /^[A-Za-z0-9][A-Za-z0-9._+-]*$/,
    allowed: "the name of a package, such as python3.12",
};

/**
 * One line of OpenSSH's own; a comment behind the key may be there. Of the kinds that EC2 imports:
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/create-key-pairs.html
 */
export const publicKey: Form = {
    pattern: /^(ssh-ed25519|ssh-rsa) [A-Za-z0-9+/]{60,}={0,2}( [ -~]*)?$/,
    allowed: "a public key of Ed25519 or RSA on one line, such as ssh-ed25519 AAAA…",
};

/**
 * Of a host, without RSA: the provider asks for `ssh-rsa` then, a signature with SHA-1, which OpenSSH no longer gives.
 * https://www.openssh.org/txt/release-8.8
 */
export const hostKey: Form = {
    pattern: /^(ssh-ed25519|ecdsa-sha2-nistp(256|384|521)) [A-Za-z0-9+/]{60,}={0,2}( [ -~]*)?$/,
    allowed: "a host's public key of Ed25519 or ECDSA on one line, such as ssh-ed25519 AAAA…",
};

/** Without a user or a password in it. */
export const httpsUrl: Form = {
    pattern: /^https:\/\/[A-Za-z0-9.-]+(:\d{1,5})?\/[!-?A-~]*$/,
    allowed: "a URL that begins with https:// and has no user in it",
};

export const sha256: Form = { pattern: /^[0-9a-f]{64}$/, allowed: "64 lower-case hexadecimal digits" };
