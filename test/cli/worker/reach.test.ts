import * as assert from "node:assert/strict";
import { Target, whyUnreachable } from "../../../cli/worker/reach";
import { sshArguments } from "../../../cli/worker/ssh";

const target: Target = { host: "198.51.100.7", user: "ec2-user", port: 22, key: undefined };

/** What OpenSSH 9.2 says, and what we make of it. */
const said: readonly (readonly [string, string, RegExp])[] = [
    [
        "@@@@@@@@@@@\n@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\n@@@@@@@@@@@\nIT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY!\nHost key verification failed.",
        "host-key-changed",
        /another host key .* ssh-keygen -R 198\.51\.100\.7\. If it was not replaced, do not connect/,
    ],
    [
        "No ED25519 host key is known for 198.51.100.7 and you have requested strict checking.\nHost key verification failed.",
        "host-key-unknown",
        /does not know the host key of 198\.51\.100\.7 yet .* --accept-new/,
    ],
    [
        "@         WARNING: UNPROTECTED PRIVATE KEY FILE!          @\nPermissions 0644 for '/k' are too open.\nLoad key \"/k\": bad permissions\nec2-user@198.51.100.7: Permission denied (publickey).",
        "key-file-open",
        /others may read its file chmod 600/,
    ],
    [
        'Load key "/k": error in libcrypto\nec2-user@198.51.100.7: Permission denied (publickey).',
        "key-file-unusable",
        /no private key, or has a passphrase/,
    ],
    [
        "Received disconnect from 198.51.100.7 port 22:2: Too many authentication failures",
        "too-many-keys",
        /several keys of the agent .* --key/,
    ],
    [
        "ec2-user@198.51.100.7: Permission denied (publickey,gssapi-keyex,gssapi-with-mic).",
        "key-refused",
        /refuses the key for the user ec2-user Name the worker's private key with --key\. Is --user/,
    ],
    [
        "ssh: Could not resolve hostname worker.example.com: Name or service not known",
        "unknown-name",
        /has no address .* pulumi stack output workers/,
    ],
    ["ssh: connect to host 198.51.100.7 port 22: Connection refused", "refused", /nothing listens for SSH there/],
    [
        "ssh: connect to host 198.51.100.7 port 22: Connection timed out",
        "no-answer",
        /does not answer .* delivery\.allowedCidrs/,
    ],
    ["ssh: connect to host 198.51.100.7 port 22: No route to host", "no-answer", /does not answer/],
    ["kex_exchange_identification: Connection closed by remote host", "closed", /closed the connection .* try again/],
    ["Bad owner or permissions on /root/.ssh/config", "configuration", /ssh refuses its own configuration ssh -G/],
    ["", "other", /ended before the answers came .* ssh -v ec2-user@198\.51\.100\.7$/],
    ["something new\nand more", "other", /ended before the answers came: something new .* ssh -v/],
];

describe("why an instance cannot be looked at", () => {
    for (const [stderr, reason, words] of said) {
        it(`${reason}: ${stderr.split("\n").at(-1) ?? ""}`, () => {
            const why = whyUnreachable(target, stderr);
            assert.equal(why.reason, reason);
            assert.match(`${why.seen} ${why.advice}`, words);
        });
    }

    it("names the port where it is another", () => {
        const { seen, advice } = whyUnreachable({ ...target, port: 2222 }, "REMOTE HOST IDENTIFICATION HAS CHANGED");
        assert.match(seen, /^port 2222 of 198\.51\.100\.7 has another host key/);
        assert.match(advice, /ssh-keygen -R "\[198\.51\.100\.7\]:2222"\./);
    });
});

describe("the command line of ssh", () => {
    it("asks nothing, and leaves the rest to the user's configuration", () => {
        const options = { acceptNew: false, knownHosts: undefined, timeoutSeconds: 60 };
        assert.deepEqual(
            sshArguments(target, options).join(" ").split(" -o ").join("\n"),
            [
                "-T",
                "BatchMode=yes",
                "ConnectTimeout=10",
                "ServerAliveInterval=5 -p 22 -l ec2-user -- 198.51.100.7 sh -s",
            ].join("\n"),
        );
    });

    it("takes the key that is named and no other, and new host keys only when told to", () => {
        const args = sshArguments(
            { ...target, key: "/a b/key", port: 2222 },
            { acceptNew: true, knownHosts: "/a b/hosts", timeoutSeconds: 3 },
        );
        for (const [before, after] of [
            ["-i", "/a b/key"],
            ["-o", "IdentitiesOnly=yes"],
            ["-o", 'UserKnownHostsFile="/a b/hosts"'],
            ["-o", "StrictHostKeyChecking=accept-new"],
            ["-o", "ConnectTimeout=3"],
            ["-p", "2222"],
        ] as const) {
            assert.ok(
                args.some((arg, index) => arg === before && args[index + 1] === after),
                `${before} ${after}`,
            );
        }
    });
});
