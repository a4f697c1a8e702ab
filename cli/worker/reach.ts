import { firstLine } from "../../components/words";

/** Why an instance could not be looked at. */
export interface Unreachable {
    /** For programs: it stays when the words change. */
    readonly reason: string;
    readonly seen: string;
    readonly advice: string;
}

export interface Target {
    readonly host: string;
    readonly user: string;
    readonly port: number;
    /** File of the private key. */
    readonly key: string | undefined;
}

interface Sign {
    readonly reason: string;
    /** In the words of OpenSSH, which are not translated. */
    readonly pattern: RegExp;
    readonly seen: (target: Target) => string;
    readonly advice: (target: Target) => string;
}

const place = ({ host, port }: Target): string => (port === 22 ? host : `port ${port} of ${host}`);
const knownName = ({ host, port }: Target): string => (port === 22 ? host : `"[${host}]:${port}"`);

/** The first that fits; what names a cause stands before what it leads to. */
const signs: readonly Sign[] = [
    {
        reason: "host-key-changed",
        pattern: /REMOTE HOST IDENTIFICATION HAS CHANGED/,
        seen: (target) => `${place(target)} has another host key than the one that this machine knows`,
        advice: (target) =>
            "If the instance was replaced since (pulumi up says so), that is as it has to be: compare the new key with the one that " +
            "aws ec2 get-console-output --latest prints, then forget the old one: " +
            `ssh-keygen -R ${knownName(target)}. If it was not replaced, do not connect: somebody may be in between.`,
    },
    {
        reason: "host-key-unknown",
        pattern: /Host key verification failed/,
        seen: (target) => `This machine does not know the host key of ${place(target)} yet`,
        advice: () =>
            "Compare it with the one that aws ec2 get-console-output --latest prints, and take it with --accept-new. " +
            "That trusts whoever answers the first time, and refuses any other key from then on.",
    },
    {
        reason: "key-file-open",
        pattern: /UNPROTECTED PRIVATE KEY FILE|bad permissions/,
        seen: ({ key }) => `ssh does not use the key ${key ?? "of its configuration"}: others may read its file`,
        advice: ({ key }) => `chmod 600 ${key ?? "the file"}`,
    },
    {
        reason: "configuration",
        pattern: /Bad owner or permissions on|Bad configuration option|terminating, \d+ bad configuration/,
        seen: () => "ssh refuses its own configuration",
        advice: ({ host }) => `ssh -G ${host} names the line, or the file that others may write.`,
    },
    {
        reason: "key-file-unusable",
        pattern: /Load key .*: (invalid format|error in libcrypto|incorrect passphrase|.*passphrase)/,
        seen: ({ key }) =>
            `ssh cannot read the key ${key ?? "of its configuration"}: it is no private key, or has a passphrase`,
        advice: () =>
            "Give the private key, not the one that ends in .pub. One with a passphrase has to be in the agent: ssh-add FILE.",
    },
    {
        reason: "too-many-keys",
        pattern: /Too many authentication failures/,
        seen: (target) => `${place(target)} refused after several keys of the agent`,
        advice: () => "Name the right one with --key: then no other is tried.",
    },
    {
        reason: "key-refused",
        pattern: /Permission denied/,
        seen: (target) => `${place(target)} refuses the key for the user ${target.user}`,
        advice: ({ key }) =>
            (key === undefined ? "Name the worker's private key with --key. " : "") +
            "Is --user the user of its image (ec2-user on Amazon Linux), and the key the one of delivery.key? An instance that just started knows no key yet: wait a minute. " +
            "A worker with s3 or url delivery has no key and no open port: aws ssm start-session opens a shell.",
    },
    {
        reason: "unknown-name",
        pattern: /Could not resolve hostname/,
        seen: ({ host }) => `The name ${host} has no address`,
        advice: () => "The outputs of the stack have the address: pulumi stack output workers.",
    },
    {
        reason: "refused",
        pattern: /Connection refused/,
        seen: (target) => `${place(target)} answers, but nothing listens for SSH there`,
        advice: () => "An instance that just started needs a minute. Otherwise look at --port.",
    },
    {
        reason: "no-answer",
        pattern: /timed out|No route to host|Network is unreachable/,
        seen: (target) => `${place(target)} does not answer`,
        advice: () =>
            "Is this machine's address in delivery.allowedCidrs, has the subnet a public address, does the instance still run? " +
            "A spot instance that was interrupted is gone until the next pulumi up --refresh: aws ec2 describe-instances tells.",
    },
    {
        reason: "closed",
        pattern: /Connection (closed|reset)|kex_exchange_identification|Broken pipe/,
        seen: (target) => `${place(target)} closed the connection`,
        advice: () =>
            "An instance that starts or stops does that: try again in a minute. If it stays so, look at the console: aws ec2 get-console-output --latest.",
    },
];

/** @param stderr - what ssh said */
export function whyUnreachable(target: Target, stderr: string): Unreachable {
    const sign = signs.find(({ pattern }) => pattern.test(stderr));
    const said = firstLine(stderr.trim());
    return sign === undefined
        ? {
              reason: "other",
              seen: `ssh to ${place(target)} ended before the answers came${said === "" ? "" : `: ${said}`}`,
              advice: `See for yourself: ssh -v ${target.user}@${target.host}`,
          }
        : { reason: sign.reason, seen: sign.seen(target), advice: sign.advice(target) };
}
