/** A name, and `.config` files that both implementations must carry out alike. */
export const agreed: readonly (readonly [string, ...string[]])[] = [
    [
        "files with modes, in folders that are not there",
        `
files:
  /opt/a/b/c.sh: {mode: "000755", owner: root, group: root, content: "#!/bin/bash\\necho hi\\n"}
  /opt/a/secret: {mode: "000400", content: "kept\\n"}
  /etc/profile.d/x.sh: {mode: "000644", content: ""}
  /opt/suid: {mode: "004755", content: x}
  "/opt/with space and ü": {mode: "000644", content: "ü\\n"}
`,
    ],
    [
        "groups and users with ids, groups and folders",
        `
groups: {ones: {gid: "2001"}, twos: {gid: 2002}}
users:
  bob: {uid: "2003", groups: [ones, twos], homeDir: /srv/bob}
  carol: {uid: 2004, groups: [ones]}
`,
    ],
    [
        "commands by name, whatever their place",
        `
commands:
  b: {command: echo b >>/srv/order}
  a: {command: echo a >>/srv/order}
  "10": {command: echo 10 >>/srv/order}
  "9": {command: echo 9 >>/srv/order}
  B: {command: echo B >>/srv/order}
`,
    ],
    [
        "commands with words, folder, environment and test",
        `
commands:
  1: {command: [touch, "/srv/two words"]}
  2: {command: pwd >>/srv/order, cwd: /opt}
  3: {command: echo "$A-$HOME" >>/srv/order, env: {A: b}}
  4: {command: echo four >>/srv/order, test: "[ -e /nowhere ]"}
  5: {command: echo five >>/srv/order, test: "[ -e /srv/old ]"}
  6: {command: pwd >>/srv/order}
  7: {command: "[ \\"$B\\" = c ] && echo seven >>/srv/order", env: {B: c}, test: "[ \\"$B\\" = c ]"}
`,
    ],
    [
        "errors that are ignored, and one that is not",
        `
commands:
  1: {command: echo 1 >>/srv/order; exit 1, ignoreErrors: true}
  2: {command: echo 2 >>/srv/order; exit 1, ignoreErrors: "true"}
  3: {command: echo 3 >>/srv/order; exit 1, ignoreErrors: false}
  4: {command: echo 4 >>/srv/order}
services: {sysvinit: {crond: {enabled: true}}}
`,
        "commands: {1: {command: echo next >>/srv/order}}",
    ],
    [
        "files before commands before services",
        `
services: {sysvinit: {down-a: {enabled: true, ensureRunning: true}}}
commands: {1: {command: cat /opt/a >/srv/seen; echo "command 1" >>/var/calls}}
files: {/opt/a: {mode: "000644", content: seen}}
`,
    ],
    [
        "a file as a whole before the next, with commands of the same name",
        'commands: {1: {command: echo "$(ls /opt)" >>/srv/order}}\nfiles: {/opt/one: {mode: "000644", content: x}}',
        'commands: {1: {command: echo "$(ls /opt)" >>/srv/order}}\nfiles: {/opt/two: {mode: "000644", content: x}}',
    ],
    [
        "services that are enabled, disabled, started and stopped",
        `
services:
  sysvinit:
    a: {enabled: false, ensureRunning: false}
    down-b: {enabled: true, ensureRunning: true}
    down-c: {ensureRunning: "true"}
    d: {enabled: "false"}
  `,
    ],
    ["a command that is no program", "commands: {1: {command: [no-such-program]}}"],
    [
        "packages of Python, whose installer there is not",
        "packages: {python: {requests: []}}\ncommands: {1: {command: echo 1 >>/srv/order}}",
    ],
    ["nothing", "commands: {}\nfiles:\n"],
];

interface Left {
    readonly succeeded: boolean;
    readonly tree: readonly string[];
    readonly users: readonly string[];
    readonly systemctl: readonly string[];
}

/** What is done otherwise here than by heat-cfntools, since AWS documents it otherwise. */
export interface Difference {
    readonly name: string;
    readonly config: string;
    /** What the documentation says, in its words or nearly. */
    readonly documented: string;
    /** Whether an instance is left as documented. */
    readonly left: (after: Left) => boolean;
}

const has =
    (...lines: readonly string[]) =>
    ({ tree }: Left) =>
        lines.every((line) => tree.includes(line));
const fails = ({ succeeded }: Left) => !succeeded;

export const differences: readonly Difference[] = [
    {
        name: "a file that is there",
        config: 'files: {/srv/old: {mode: "000644", content: new}}',
        documented: "an existing file is renamed to <file>.bak",
        left: has('/srv/old 644 "new"', '/srv/old.bak 600 "old\\n"'),
    },
    {
        name: "a symbolic link",
        config: 'files: {/opt/link: {mode: "120777", content: /srv/old}}',
        documented: "specify a symlink by a mode of 120xxx; the content is its target",
        left: has("/opt/link -> /srv/old"),
    },
    {
        name: "base64",
        config: 'files: {/opt/a: {mode: "000644", encoding: base64, content: aGVsbG8=}}',
        documented: "encoding: the encoding format of the content: plain or base64",
        left: has('/opt/a 644 "hello"'),
    },
    {
        name: "an object for a content",
        config: 'files: {/opt/a: {mode: "000644", content: {a: b}}}',
        documented: "content: a string or a JSON object, which is written as JSON",
        left: has('/opt/a 644 "{\\n    \\"a\\": \\"b\\"\\n}"'),
    },
    {
        name: "files in lexicographic order",
        config: 'files: {/opt/z/b: {mode: "000644", content: x}, /opt/z: {mode: "120777", content: /srv}}',
        documented: "files are written in lexicographic order",
        left: has("/opt/z -> /srv", '/srv/b 644 "x"'),
    },
    {
        name: "content and source",
        config: 'files: {/opt/a: {mode: "000644", content: x, source: "http://127.0.0.1:9/"}}',
        documented: "source: cannot be specified together with content",
        left: fails,
    },
    {
        name: "an owner that there is not",
        config: 'files: {/opt/a: {mode: "000644", owner: nobody-knows, content: x}}',
        documented: "owner: the name of the owning user; assumed that there must be one",
        left: fails,
    },
    {
        name: "a source that cannot be fetched",
        config: 'sources: {/opt/a: "http://127.0.0.1:9/a.tar.gz"}',
        documented: "the archive must be publicly readable",
        left: fails,
    },
    {
        name: "a group with an id that exists",
        config: 'groups: {root: {gid: "2001"}}',
        documented: "if a group id is specified and the group exists by name, the creation fails",
        left: fails,
    },
    {
        name: "a user who exists with another id",
        config: 'users: {root: {uid: "2001"}}',
        documented: "the creation process fails if the user name exists with a different user id",
        left: fails,
    },
    {
        name: "a command without a command",
        config: "commands: {1: {cwd: /}}",
        documented: "command: required",
        left: fails,
    },
    {
        name: "a folder that there is not",
        config: "commands: {1: {command: pwd, cwd: /nowhere}}",
        documented: "cwd: the working directory; assumed that there must be one",
        left: fails,
    },
    {
        name: "bash",
        config: "commands: {1: {command: echo 'echo bash >/srv/ran' >/tmp/x && source /tmp/x}}",
        documented: "/bin/sh of Amazon Linux is bash",
        left: has('/srv/ran 644 "bash\\n"'),
    },
    {
        name: "the order of sources",
        config: 'sources: {/opt/a: "http://127.0.0.1:9/a.tar.gz"}\nusers: {bob: {uid: "2001"}}',
        documented: "keys are processed in the order packages, groups, users, sources, files, commands, services",
        left: ({ succeeded, users }) => !succeeded && users.some((line) => line.startsWith("bob 2001")),
    },
    {
        name: "a service that a file restarts",
        config: `
files: {/etc/a.conf: {mode: "000644", content: a}}
services: {sysvinit: {a: {ensureRunning: true, files: [/etc/a.conf]}}}
`,
        documented: "a service is restarted if the files block changes one of its files",
        left: ({ systemctl }) => systemctl.join() === "restart a",
    },
    {
        name: "a package manager that there is not",
        config: "packages: {apk: {curl: []}}",
        documented: "Elastic Beanstalk supports yum, rubygems, python and rpm",
        left: fails,
    },
];
