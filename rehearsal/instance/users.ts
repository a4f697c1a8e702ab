/** A user of an instance's system. */
export interface User {
    readonly name: string;
    readonly id: number;
    readonly home: string;
    readonly shell: string;
}

/**
 * Those that scripts of a deployment name. The application runs as webapp, which `get-config platformconfig -k AppUser` tells.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/custom-platforms-scripts.html
 * The ids are assumed.
 */
export const users: readonly User[] = [
    { name: "root", id: 0, home: "/root", shell: "/bin/bash" },
    { name: "nginx", id: 899, home: "/var/lib/nginx", shell: "/sbin/nologin" },
    { name: "webapp", id: 900, home: "/home/webapp", shell: "/sbin/nologin" },
    { name: "healthd", id: 901, home: "/home/healthd", shell: "/sbin/nologin" },
    { name: "ec2-user", id: 1000, home: "/home/ec2-user", shell: "/bin/bash" },
    { name: "nobody", id: 65_534, home: "/", shell: "/sbin/nologin" },
];

const lines = (each: (user: User) => string): string => users.map((user) => `${each(user)}\n`).join("");

export const passwd = lines(({ name, id, home, shell }) => `${name}:x:${id}:${id}:${name}:${home}:${shell}`);
export const shadow = lines(({ name }) => `${name}:*:19000:0:99999:7:::`);
/** Debian's programs look for groups that Amazon Linux does not have. */
export const group = `${lines(({ name, id }) => `${name}:x:${id}:`)}${[
    "adm:x:4:",
    "tty:x:5:",
    "disk:x:6:",
    "wheel:x:10:ec2-user",
    "users:x:100:",
    "systemd-journal:x:190:",
].join("\n")}\n`;
