import { BadInput, refuse } from "./row";

/** One with what makes it wrong. */
const of = (more: string) => `worker: {consumer: {services: {consumer: {command: python3 consume.py}}, ${more}}}`;

export const worker: readonly BadInput[] = [
    refuse("a worker without services", "worker: {consumer: {}}", [
        "worker.consumer.services",
        "nothing",
        "a mapping of names to values",
        "Set django-beanstalk:worker.consumer.services.",
    ]),
    refuse("a mapping without services", "worker: {consumer: {services: {}}}", [
        "worker.consumer.services",
        "{}",
        "at least one service",
        "Change it to what is allowed.",
    ]),
    refuse("a service in upper case", "worker: {consumer: {services: {Consumer: {command: x}}}}", [
        "worker.consumer.services.Consumer",
        '"Consumer"',
        "1 to 20 lower-case letters, digits and hyphens, starting with a letter",
        "Write consumer.",
    ]),
    refuse(
        "a service of two lines",
        `
  worker:
    {
      consumer:
        {
          services:
            {
              a:
                {
                  command: x

                    y
                }
            }
        }
    }
`,
        ["worker.consumer.services.a.command", '"x\\ny"', "a command on one line", "Change it to what is allowed."],
    ),
    refuse("a service that stops at once", "worker: {consumer: {services: {a: {command: x, stopSeconds: 0}}}}", [
        "worker.consumer.services.a.stopSeconds",
        "0 (a number)",
        "at least 1",
        "Change it to what is allowed.",
    ]),
    refuse(
        "a step of two lines",
        `
  worker:
    {
      consumer:
        {
          services: {consumer: {command: python3 consume.py}},
          setup:
            [
              a

                b
            ]
        }
    }
`,
        ["worker.consumer.setup[0]", '"a\\nb"', "a command on one line", "Change it to what is allowed."],
    ),
    refuse("a package with a space in it", of("packages: [a b]"), [
        "worker.consumer.packages[0]",
        '"a b"',
        "the name of a package, such as python3.12",
        "Change it to what is allowed.",
    ]),
    refuse("an image that there is not", of("image: ubuntu"), [
        "worker.consumer.image",
        '"ubuntu"',
        "al2023, or {id: ami-…, user: the user who may use sudo}",
        "Choose one of the allowed values.",
    ]),
    refuse("an image without its user", of("image: {id: ami-0123456789abcdef0}"), [
        "worker.consumer.image",
        '{"id":"ami-0123456789abcdef0"}',
        "al2023, or {id: ami-…, user: the user who may use sudo}",
        "Choose one of the allowed values.",
    ]),
    refuse("a compression that there is not", of("compression: bzip2"), [
        "worker.consumer.compression",
        '"bzip2"',
        '"gzip", "xz", "zstd"',
        "Write gzip.",
    ]),
    refuse("a volume smaller than the image", of("volumeGiB: 7"), [
        "worker.consumer.volumeGiB",
        "7 (a number)",
        "at least 8",
        "Change it to what is allowed.",
    ]),
    refuse("a delivery by scp", of("delivery: {kind: scp}"), [
        "worker.consumer.delivery.kind",
        '"scp"',
        "s3, ssh, ssh-parts, url",
        "Write ssh.",
    ]),
    refuse("SSH without addresses", of("delivery: {kind: ssh}"), [
        "worker.consumer.delivery.allowedCidrs",
        "nothing",
        "a list",
        "Set django-beanstalk:worker.consumer.delivery.allowedCidrs.",
    ]),
    refuse("SSH from nowhere", of("delivery: {kind: ssh, allowedCidrs: []}"), [
        "worker.consumer.delivery.allowedCidrs",
        "[]",
        "at least 1 entry",
        "Change it to what is allowed.",
    ]),
    refuse("SSH to a worker from the whole world", of("delivery: {kind: ssh, allowedCidrs: [10.0.0.0/8, 0.0.0.0/0]}"), [
        "worker.consumer.delivery.allowedCidrs[1]",
        '"0.0.0.0/0", the whole world',
        "a range of addresses of your own",
        "Name the addresses on which `pulumi up` runs, or choose delivery: {kind: s3}, which needs no open port.",
    ]),
    refuse("SSH to a worker from the whole world of IPv6", of("delivery: {kind: ssh, allowedCidrs: [::/0]}"), [
        "worker.consumer.delivery.allowedCidrs[0]",
        '"::/0", the whole world',
        "a range of addresses of your own",
        "Name the addresses on which `pulumi up` runs, or choose delivery: {kind: s3}, which needs no open port.",
    ]),
    refuse("a host key that is none", of("delivery: {kind: ssh, allowedCidrs: [203.0.113.0/24], hostKey: AAAA}"), [
        "worker.consumer.delivery.hostKey",
        '"AAAA"',
        "a host's public key of Ed25519 or ECDSA on one line, such as ssh-ed25519 AAAA…",
        "Change it to what is allowed.",
    ]),
    refuse(
        "a host key of RSA",
        of(`delivery: {kind: ssh, allowedCidrs: [203.0.113.0/24], hostKey: ssh-rsa ${"A".repeat(372)}}`),
        [
            "worker.consumer.delivery.hostKey",
            `"ssh-rsa ${"A".repeat(68)}…`,
            "a host's public key of Ed25519 or ECDSA on one line, such as ssh-ed25519 AAAA…",
            "Change it to what is allowed.",
        ],
    ),
    refuse(
        "a login of ECDSA",
        of(
            `delivery: {kind: ssh, allowedCidrs: [203.0.113.0/24], key: {kind: secret, secretArn: arn:aws:secretsmanager:us-east-1:123456789012:secret:worker-key-AbCdEf, publicKey: ecdsa-sha2-nistp256 ${"A".repeat(140)}=}}`,
        ),
        [
            "worker.consumer.delivery.key.publicKey",
            `"ecdsa-sha2-nistp256 ${"A".repeat(56)}…`,
            "a public key of Ed25519 or RSA on one line, such as ssh-ed25519 AAAA…",
            "Change it to what is allowed.",
        ],
    ),
    refuse(
        "services that stop longer than an update waits",
        "worker: {consumer: {services: {a: {command: x, stopSeconds: 841}}, instances: {kind: on-demand}, delivery: {kind: ssh, allowedCidrs: [203.0.113.0/24], timeoutMinutes: 15}}}",
        [
            "worker.consumer.services",
            "841 s of stopSeconds together",
            "at most 840 s, since an update waits 15 minutes for an installation, which stops them",
            "Lower stopSeconds, raise worker.consumer.delivery.timeoutMinutes, or choose delivery: {kind: s3}.",
        ],
    ),
    refuse(
        "services of spot instances that stop longer than AWS waits",
        "worker: {consumer: {services: {a: {command: x, stopSeconds: 106}}, instances: {kind: group, size: 2, onDemandBase: 1, onDemandPercentage: 99}}}",
        [
            "worker.consumer.services",
            "106 s of stopSeconds together",
            "at most 105 s, since AWS ends an interrupted spot instance after two minutes",
            "Lower stopSeconds, or choose instances: {kind: on-demand}.",
        ],
    ),
    refuse(
        "a delivery that waits a minute",
        of("delivery: {kind: ssh, allowedCidrs: [203.0.113.0/24], timeoutMinutes: 1}"),
        ["worker.consumer.delivery.timeoutMinutes", "1 (a number)", "at least 2", "Change it to what is allowed."],
    ),
    refuse(
        "parts of a bundle that is copied whole",
        of("delivery: {kind: ssh, allowedCidrs: [203.0.113.0/24], partMiB: 8}"),
        [
            "worker.consumer.delivery.partMiB",
            "an unknown setting",
            "kind, allowedCidrs, key, hostKey, timeoutMinutes",
            "Remove it, or move it to where it belongs.",
        ],
    ),
    refuse(
        "a key pair in a secret that is none",
        of(
            `delivery: {kind: ssh, allowedCidrs: [203.0.113.0/24], key: {kind: secret, secretArn: arn:x, publicKey: ssh-ed25519 ${"A".repeat(68)}}}`,
        ),
        [
            "worker.consumer.delivery.key.secretArn",
            "a value that is not shown",
            "the ARN of a Secrets Manager secret with its six-character suffix",
            "Change it to what is allowed.",
        ],
    ),
    refuse(
        "a key pair of another region",
        of(
            `delivery: {kind: ssh, allowedCidrs: [203.0.113.0/24], key: {kind: secret, secretArn: arn:aws:secretsmanager:eu-west-1:123456789012:secret:worker-key-AbCdEf, publicKey: ssh-ed25519 ${"A".repeat(68)}}}`,
        ),
        [
            "worker.consumer.delivery.key.secretArn",
            "a secret in eu-west-1",
            "a secret in us-east-1",
            "Name a secret of the stack's region; a replica has an ARN of its own there.",
        ],
    ),
    refuse(
        "a release without TLS",
        of(`delivery: {kind: url, url: http://example.com/a, sha256: "${"0".repeat(64)}"}`),
        [
            "worker.consumer.delivery.url",
            "a value that is not shown",
            "a URL that begins with https:// and has no user in it",
            "Change it to what is allowed.",
        ],
    ),
    refuse(
        "a release with a user and a password",
        of(`delivery: {kind: url, url: https://me:hunter2@example.com/a, sha256: "${"0".repeat(64)}"}`),
        [
            "worker.consumer.delivery.url",
            "a value that is not shown",
            "a URL that begins with https:// and has no user in it",
            "Change it to what is allowed.",
        ],
    ),
    refuse(
        "a release on a port that there is not",
        of(`delivery: {kind: url, url: https://example.com:99999/a, sha256: "${"0".repeat(64)}"}`),
        [
            "worker.consumer.delivery.url",
            "an address that is none (not shown)",
            "a URL that begins with https:// and has no user in it",
            "Correct the address, its port for example.",
        ],
    ),
    refuse(
        "a release with a signature in its address",
        of(`delivery: {kind: url, url: https://example.com/a?X-Amz-Signature=hunter2, sha256: "${"0".repeat(64)}"}`),
        [
            "worker.consumer.delivery.url",
            "an address with X-Amz-Signature (not shown), which gives access to whoever reads it",
            "an address that needs no credentials",
            "Publish the bundle, or choose delivery: {kind: s3}: the instance role fetches it.",
        ],
    ),
    refuse("a checksum that is none", of("delivery: {kind: url, url: https://example.com/a, sha256: abc}"), [
        "worker.consumer.delivery.sha256",
        '"abc"',
        "64 lower-case hexadecimal digits",
        "Change it to what is allowed.",
    ]),
    refuse("a fleet", of("instances: {kind: fleet}"), [
        "worker.consumer.instances.kind",
        '"fleet"',
        "spot, on-demand, group",
        "Write group.",
    ]),
    refuse("an instance type of a worker without a family", of("instances: {kind: spot, instanceType: micro}"), [
        "worker.consumer.instances.instanceType",
        '"micro"',
        "an EC2 instance type: family, dot, size",
        "Change it to what is allowed.",
    ]),
    refuse("spot for nothing", of("instances: {kind: spot, maxPrice: 0}"), [
        "worker.consumer.instances.maxPrice",
        "0 (a number)",
        "more than 0",
        "Change it to what is allowed.",
    ]),
    refuse("SSH to a group", of("delivery: {kind: ssh, allowedCidrs: [203.0.113.0/24]}, instances: {kind: group}"), [
        "worker.consumer.delivery.kind",
        "ssh, to a group",
        "s3 or url",
        "Choose delivery: {kind: s3}, or one instance: instances: {kind: spot}.",
    ]),
    refuse(
        "SSH in parts to a group",
        of("delivery: {kind: ssh-parts, allowedCidrs: [203.0.113.0/24]}, instances: {kind: group}"),
        [
            "worker.consumer.delivery.kind",
            "ssh-parts, to a group",
            "s3 or url",
            "Choose delivery: {kind: s3}, or one instance: instances: {kind: spot}.",
        ],
    ),
    refuse(
        "instance types of a worker for two processors",
        of("instances: {kind: group, instanceTypes: [t3.micro, t4g.micro]}"),
        [
            "worker.consumer.instances.instanceTypes",
            "t3.micro, t4g.micro",
            "types of one processor",
            "Name types of Graviton only (t4g, m7g), or none of them.",
        ],
    ),
    refuse("an instance type of a worker twice", of("instances: {kind: group, instanceTypes: [t3.micro, t3.micro]}"), [
        "worker.consumer.instances.instanceTypes",
        '"t3.micro" twice',
        "each name once",
        "Name each type once.",
    ]),
    refuse("more on-demand instances than a group has", of("instances: {kind: group, size: 2, onDemandBase: 3}"), [
        "worker.consumer.instances.onDemandBase",
        "3, of 2 instances",
        "at most 2",
        "Lower onDemandBase, or raise size.",
    ]),
    refuse(
        "two services that stop longer than AWS waits together",
        "worker: {consumer: {services: {a: {command: x, stopSeconds: 90}, b: {command: y}}}}",
        [
            "worker.consumer.services",
            "120 s of stopSeconds together",
            "at most 105 s, since AWS ends an interrupted spot instance after two minutes",
            "Lower stopSeconds, or choose instances: {kind: on-demand}.",
        ],
    ),
    refuse("a secret that the stack does not have", of("secrets: [SECRET_KEY, TOKEN]"), [
        "worker.consumer.secrets[1]",
        '"TOKEN", which the stack does not have',
        "DATABASE_URL, RDS_PASSWORD, SECRET_KEY",
        "Add secrets.TOKEN, or remove the name here.",
    ]),
    refuse("a secret of a worker twice", of("secrets: [SECRET_KEY, SECRET_KEY]"), [
        "worker.consumer.secrets",
        '"SECRET_KEY" twice',
        "each name once",
        "Name each secret once.",
    ]),
    refuse("a secret among a worker's variables", of("environmentVariables: {SECRET_KEY: hunter2}"), [
        "worker.consumer.environmentVariables.SECRET_KEY",
        "the name of a secret",
        "any other name",
        "Remove it here and add SECRET_KEY to worker.consumer.secrets.",
    ]),
    refuse("a variable of a worker without a value", of('environmentVariables: {TOKEN: ""}'), [
        "worker.consumer.environmentVariables.TOKEN",
        "a value that is not shown",
        "at least 1 character",
        "Change it to what is allowed.",
    ]),
    refuse(
        "a name that resources cannot have",
        "worker: {Consumer: {services: {consumer: {command: python3 consume.py}}}}",
        [
            "worker.Consumer",
            '"Consumer"',
            "1 to 20 lower-case letters, digits and hyphens, starting with a letter",
            "Write consumer.",
        ],
    ),
    refuse(
        "a database that the stack does not have",
        `worker: {consumer: {services: {consumer: {command: python3 consume.py}}, database: true}}
database: {kind: external, urlSecretArn: arn:aws:secretsmanager:us-east-1:123456789012:secret:notes/database-url-AbCdEf}`,
        [
            "worker.consumer.database",
            "true, while the database is external",
            "true where database.kind is postgres",
            "Remove it; an external database has to let the worker's security group in itself.",
        ],
    ),
    refuse("days of a worker's logs that CloudWatch does not keep", of("logRetentionDays: 10"), [
        "worker.consumer.logRetentionDays",
        "10 (a number)",
        "1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653",
        "Choose one of the allowed values.",
    ]),
    refuse("a delivery in one word", of("delivery: sftp"), [
        "worker.consumer.delivery",
        '"sftp"',
        "a mapping of settings",
        "Write {kind: ssh}, with what else it needs.",
    ]),
    refuse("a delivery by rsync", of("delivery: {kind: rsync}"), [
        "worker.consumer.delivery.kind",
        '"rsync"',
        "s3, ssh, ssh-parts, url",
        "Write ssh.",
    ]),
    refuse("a delivery from GitHub", of("delivery: {kind: github}"), [
        "worker.consumer.delivery.kind",
        '"github"',
        "s3, ssh, ssh-parts, url",
        "Write url.",
    ]),
    refuse("a service that is just a command", "worker: {consumer: {services: {consumer: python3 consume.py}}}", [
        "worker.consumer.services.consumer",
        '"python3 consume.py"',
        "a mapping of settings",
        "Write a mapping: {command: …}.",
    ]),
    refuse("a group by the name of AWS", of("instances: {kind: asg}"), [
        "worker.consumer.instances.kind",
        '"asg"',
        "spot, on-demand, group",
        "Write group.",
    ]),
];
