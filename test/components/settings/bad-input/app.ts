import { BadInput, refuse } from "./row";

export const app: readonly BadInput[] = [
    refuse("an application whose security groups the provider would drop", "app: {name: awseb-notes}", [
        "app.name",
        '"awseb-notes-dev"',
        "a name that does not begin with awseb, which Elastic Beanstalk keeps for itself",
        "Choose another name.",
    ]),
    refuse(
        "a variable under a name that the cache sets",
        `cache: {kind: redis}
app: {directory: ., wsgi: a:b, settingsModule: s, variables: {CACHE_URL: redis://localhost}}`,
        [
            "app.variables.CACHE_URL",
            "a name that the database, the media bucket or the cache fills in",
            "any other name",
            "Remove it, or choose kind: none for the database, the media bucket or the cache.",
        ],
    ),
    refuse(
        "checks that there are none of",
        "app: {checks: {allow: {pip-instal: a reason, something-else-altogether: a reason}}}",
        [
            "app.checks.allow.pip-instal",
            "no rule of that name",
            "the names of rules, see docs/checks.md",
            "Write pip-install instead of pip-instal.",
        ],
        [
            "app.checks.allow.something-else-altogether",
            "no rule of that name",
            "the names of rules, see docs/checks.md",
            "Remove it.",
        ],
    ),
    refuse(
        "an optional name that is a secret",
        `app: {optionalVariables: [TOKEN]}
secrets: {TOKEN: {kind: stack, value: {secure: v1:x}}}`,
        [
            "app.optionalVariables[0]",
            "TOKEN, a secret",
            "names under app.variables, or set by other means",
            "Remove TOKEN from app.optionalVariables, and set secrets.TOKEN.optional.",
        ],
    ),
    refuse("an optional name that always has a value", "app: {optionalVariables: [EMAIL_CC, RDS_HOSTNAME]}", [
        "app.optionalVariables[1]",
        "RDS_HOSTNAME, which the deployment always sets",
        "names under app.variables, or set by other means",
        "Remove RDS_HOSTNAME from app.optionalVariables.",
    ]),
    refuse("a generated secret as an optional name", "app: {optionalVariables: [SECRET_KEY]}", [
        "app.optionalVariables[0]",
        "SECRET_KEY, a secret",
        "names under app.variables, or set by other means",
        "Remove SECRET_KEY from app.optionalVariables.",
    ]),
    refuse("a password among the plain properties", "app: {variables: {EMAIL_HOST_PASSWORD: hunter2}}", [
        "app.variables.EMAIL_HOST_PASSWORD",
        "a secret, by its name",
        "values that anyone who may describe the environment can read",
        "Write secrets: {EMAIL_HOST_PASSWORD: {kind: stack}} instead, change the value where it may have been seen, and run: pulumi config set --stack dev --secret --path 'django-beanstalk:secrets.EMAIL_HOST_PASSWORD.value'",
    ]),
    refuse("a password within a URL", "app: {variables: {CELERY_BROKER_URL: redis://:hunter2@cache.test/0}}", [
        "app.variables.CELERY_BROKER_URL",
        "a URL with a password in it (not shown)",
        "values that anyone who may describe the environment can read",
        "Write secrets: {CELERY_BROKER_URL: {kind: stack}} instead, change the value where it may have been seen, and run: pulumi config set --stack dev --secret --path 'django-beanstalk:secrets.CELERY_BROKER_URL.value'",
    ]),
    refuse(
        "keys of AWS among the variables",
        "app: {variables: {AWS_ACCESS_KEY_ID: AKIAIOSFODNN7EXAMPLE, AWS_SECRET_ACCESS_KEY: hunter2}}",
        [
            "app.variables.AWS_ACCESS_KEY_ID",
            "an access key of AWS",
            "no keys: boto3 and django-storages take the role of the instance, which may use the media bucket",
            "Remove AWS_ACCESS_KEY_ID and delete the key in IAM. Further rights: environment.access.managedPolicyArns. Keys of a store elsewhere belong in secrets, under other names.",
        ],
        [
            "app.variables.AWS_SECRET_ACCESS_KEY",
            "an access key of AWS",
            "no keys: boto3 and django-storages take the role of the instance, which may use the media bucket",
            "Remove AWS_SECRET_ACCESS_KEY and delete the key in IAM. Further rights: environment.access.managedPolicyArns. Keys of a store elsewhere belong in secrets, under other names.",
        ],
    ),
    refuse("a Celery beat on several instances", "app: {processes: {clock: {kind: celeryBeat, app: shop}}}", [
        "app.processes.clock",
        "a Celery beat on up to 2 instances, each of which would send every periodic task",
        "one instance, or a scheduler that holds a lock",
        "Set scheduler: redbeat.RedBeatScheduler (package celery-redbeat), or environment.scaling.max to 1; or accept it with onEveryInstance: true.",
    ]),
    refuse("a probe that outlasts the deployment", "app: {deploy: {probeSeconds: 600}}", [
        "app.deploy.probeSeconds",
        "600",
        "together less than environment.deployment.timeoutSeconds (600)",
        "Lower them, or raise environment.deployment.timeoutSeconds.",
    ]),
    refuse(
        "workers that stop for longer than the deployment takes",
        "app: {processes: {mail: {kind: celeryWorker, app: shop, stopSeconds: 300}, slow: {kind: celeryWorker, app: shop, stopSeconds: 560}}}",
        [
            "app.deploy.probeSeconds",
            "45, after up to 560 in which Celery workers stop",
            "together less than environment.deployment.timeoutSeconds (600)",
            "Lower them, or raise environment.deployment.timeoutSeconds.",
        ],
    ),
    refuse("a second web", "app: {processes: {web: {kind: celeryWorker, app: shop}}}", [
        "app.processes.web",
        '"web"',
        "the name of a process: lower-case letters, digits and hyphens, and not that of a process of the platform (web, nginx, sqsd …)",
        "Write another name in its place.",
    ]),
    refuse(
        "a process called like a unit of the platform",
        "app: {processes: {nginx: {kind: celeryWorker, app: shop}}}",
        [
            "app.processes.nginx",
            '"nginx"',
            "the name of a process: lower-case letters, digits and hyphens, and not that of a process of the platform (web, nginx, sqsd …)",
            "Write another name in its place.",
        ],
    ),
    refuse("a module that is a command", "app: {processes: {mail: {kind: celeryWorker, app: shop; id}}}", [
        "app.processes.mail.app",
        '"shop; id"',
        "a dotted Python module, or module:attribute",
        "Change it to what is allowed.",
    ]),
    refuse("a command of two lines", 'app: {processes: {feed: {kind: command, command: "a\\nweb: b"}}}', [
        "app.processes.feed.command",
        '"a\\nweb: b"',
        "a command of one line",
        "Change it to what is allowed.",
    ]),
    refuse("half a core", "app: {web: {workers: core}}", [
        "app.web.workers",
        '"core"',
        "a whole number from 1 to 64, or cores",
        "Choose one of the allowed values.",
    ]),
    refuse(
        "HSTS before there is HTTPS",
        `app: {proxy: {securityHeaders: {hstsSeconds: 3600}}}
domain: {name: www.example.com, zone: elsewhere, waitForCertificate: false}`,
        [
            "app.proxy.securityHeaders.hstsSeconds",
            "3600, without HTTPS",
            "a site with HTTPS; a server sends the header over nothing else",
            "Set domain, or remove it.",
        ],
    ),
    refuse(
        "parts of a header that is not sent",
        `app: {proxy: {securityHeaders: {hstsIncludeSubdomains: true, hstsPreload: true}}}
domain: {name: www.example.com, zone: example.com}`,
        [
            "app.proxy.securityHeaders.hstsIncludeSubdomains",
            "true, without hstsSeconds",
            "true with hstsSeconds, whose header it is a part of",
            "Set app.proxy.securityHeaders.hstsSeconds, or remove it.",
        ],
        [
            "app.proxy.securityHeaders.hstsPreload",
            "true, without hstsSeconds",
            "true with hstsSeconds, whose header it is a part of",
            "Set app.proxy.securityHeaders.hstsSeconds, or remove it.",
        ],
    ),
    refuse(
        "less than the preload list takes",
        `app: {proxy: {securityHeaders: {hstsSeconds: 3600, hstsPreload: true}}}
domain: {name: www.example.com, zone: example.com}`,
        [
            "app.proxy.securityHeaders.hstsPreload",
            "true, with 3600 seconds and without hstsIncludeSubdomains",
            "true with hstsIncludeSubdomains and at least 31536000 seconds; the list takes no other site",
            "Set both, or remove it.",
        ],
    ),
    refuse("a port with a space in it", "app: {variables: {PORT: 80 80}}", [
        "app.variables",
        '"80 80"',
        "a whole number from 1 to 65535",
        "Correct the value.",
    ]),
    refuse("static files without a slash after their path", "app: {static: {folders: {/static: x}}}", [
        "app.static.folders./static",
        "the path of app.static.url",
        "any other path",
        "Remove it; app.static.root is its folder.",
    ]),
    refuse(
        "properties of which a change would never be sent",
        'app: {variables: {MIDDLEWARE: "b,a", APP_VERSION: "1.10"}}',
        [
            "app.variables.MIDDLEWARE",
            "a list that is not sorted",
            "items in the order of their bytes, or no commas",
            "Sort it if the order means nothing: the provider would never send another order. If it means something, put semicolons or spaces between the items, make it a secret, or keep the list in the application.",
        ],
        [
            "app.variables.APP_VERSION",
            "a number or JSON in another spelling than the shortest",
            "1.1 rather than 1.10; JSON without spaces and with sorted keys",
            "Spell it so: the provider would never send another spelling. If the spelling means something, put a letter before it: v1.10.",
        ],
    ),
    refuse(
        "a value that the bucket fills in",
        `domain: {name: www.example.com, zone: example.com}
media: {kind: bucket, cdn: {publicPrefixes: [public/]}}
app: {variables: {AWS_S3_CUSTOM_DOMAIN: media.example.com}}`,
        [
            "app.variables.AWS_S3_CUSTOM_DOMAIN",
            "a name that the database, the media bucket or the cache fills in",
            "any other name",
            "Remove it, or choose kind: none for the database, the media bucket or the cache.",
        ],
    ),
    refuse(
        "a minimal package on the Python platform",
        "app: {package: {mode: minimal, code: {from: git, repository: https://example.com/a.git, commit: abababababababababababababababababababab}}}",
        [
            "app.package.mode",
            "minimal, on the Python platform",
            "source on the Python platform: it installs the requirements before any hook could fetch them",
            "Use package: {mode: source}, or platform: {kind: docker}.",
        ],
    ),
    refuse(
        "code from a branch, with a token in its URL",
        "app: {platform: {kind: docker}, package: {mode: minimal, code: {from: git, repository: https://me:token@example.com/a.git, commit: main}}}",
        [
            "app.package.code.repository",
            "a URL with credentials in it",
            "an https:// URL without user name, password, token or query",
            "Give the plain https:// URL; put the token into a secret and its ARN into tokenSecretArn. Revoke a token that stood in the URL.",
        ],
        [
            "app.package.code.commit",
            '"main"',
            "the whole id of a commit, 40 lower-case hexadecimal digits",
            "Take what git rev-parse HEAD prints; a branch, a tag or a short id can come to mean another commit.",
        ],
    ),
    refuse(
        "what only the Python platform reads, on Docker",
        "app: {platform: {kind: docker}, version: {header: X-V, contextProcessor: true}, python: {lock: {excludeNewer: 2026-01-31}, vendorWheels: true, indexUrl: https://example.com/simple}}",
        [
            "app.version.header",
            "a header, on the Docker platform",
            "only on the Python platform",
            "Remove it; do the same in the image's build.",
        ],
        [
            "app.version.contextProcessor",
            "true, on the Docker platform",
            "only on the Python platform",
            "Remove it; do the same in the image's build.",
        ],
        [
            "app.python.lock",
            "a lock, on the Docker platform",
            "only on the Python platform",
            "Remove it; do the same in the image's build.",
        ],
        [
            "app.python.vendorWheels",
            "true, on the Docker platform",
            "only on the Python platform",
            "Remove it; do the same in the image's build.",
        ],
        [
            "app.python.indexUrl",
            "an index, on the Docker platform",
            "only on the Python platform",
            "Remove it; do the same in the image's build.",
        ],
    ),
    refuse(
        "a version's prefix and header that could not be used",
        "app: {version: {prefix: v1/2, header: X App}}",
        [
            "app.version.prefix",
            '"v1/2"',
            "1 to 40 letters, digits, dots, underscores and hyphens, not starting with a sign",
            "Change it to what is allowed.",
        ],
        [
            "app.version.header",
            '"X App"',
            "letters, digits and hyphens, starting with a letter",
            "Change it to what is allowed.",
        ],
    ),
    refuse("a platform that is unknown", "app: {platform: {kind: ruby}}", [
        "app.platform.kind",
        '"ruby"',
        "python, docker",
        "Choose one of the allowed values.",
    ]),
    refuse("a branch of the platform that AWS has retired", 'app: {platform: {kind: python, version: "3.9"}}', [
        "app.platform.version",
        '"3.9"',
        '"3.11", "3.12", "3.13", "3.14"',
        "AWS retired Python 3.9 on Amazon Linux 2023 on 2026-07-31. Choose a branch that is supported; 3.14 lasts longest.",
    ]),
    refuse("a retired branch without quotes", "app: {platform: {kind: python, version: 3.8}}", [
        "app.platform.version",
        "3.8 (a number)",
        '"3.11", "3.12", "3.13", "3.14"',
        "AWS retired Python 3.8 on Amazon Linux 2 on 2026-08-06. Choose a branch that is supported; 3.14 lasts longest.",
    ]),
    refuse(
        "a worker that outlives the load balancer's patience",
        `app: {web: {timeoutSeconds: 56}}
environment: {stage: prod, loadBalancer: {kind: dedicated, idleTimeoutSeconds: 55}}`,
        [
            "app.web.timeoutSeconds",
            "56",
            "less than environment.loadBalancer.idleTimeoutSeconds (55)",
            "Lower the time-out to 54 or less, or raise the other.",
        ],
    ),
    refuse("a health path that nginx cannot hold", "app: {healthPath: /health/$1}", [
        "app.healthPath",
        "/health/$1",
        "a path without dollar and percent signs",
        "Choose another path: the web server on the instances has a location of this name.",
    ]),
    refuse(
        "a limit of bodies that Apache does not keep",
        "app: {platform: {kind: python, proxyServer: apache}, proxy: {maxBodyMb: 20}}",
        [
            "app.proxy.maxBodyMb",
            "20, with app.platform.proxyServer apache",
            "nginx; Apache has no limit for what it passes on",
            "Remove it, or choose nginx.",
        ],
    ),
    refuse("a name in secrets and in variables", "app: {variables: {SECRET_KEY: x}}", [
        "app.variables.SECRET_KEY",
        "a name that secrets has too",
        "each name once",
        "Remove SECRET_KEY from app.variables; a secret belongs in secrets.",
    ]),
    refuse("a number that YAML has rewritten", "app: {variables: {RATE: 1.1}}", [
        "app.variables.RATE",
        "a value that is not shown",
        "a text, a whole number, true or false; put other numbers in quotes",
        "Choose one of the allowed values.",
    ]),
    refuse("a name that the graph fills in, among the variables", "app: {variables: {RDS_HOSTNAME: elsewhere}}", [
        "app.variables.RDS_HOSTNAME",
        "a name that the database, the media bucket or the cache fills in",
        "any other name",
        "Remove it, or choose kind: none for the database, the media bucket or the cache.",
    ]),
    refuse("a platform of containers by another name", "app: {platform: {kind: dockerfile}}", [
        "app.platform.kind",
        '"dockerfile"',
        "python, docker",
        "Write docker.",
    ]),
    refuse("a health path without its slash", "app: {healthPath: health/}", [
        "app.healthPath",
        '"health/"',
        "a URL path that starts with /",
        "Write /health/.",
    ]),
    refuse("a health path with its host", "app: {healthPath: https://notes.example.com/health/}", [
        "app.healthPath",
        '"https://notes.example.com/health/"',
        "a URL path that starts with /",
        "Write /health/.",
    ]),
    refuse("a process that is just a worker", "app: {processes: {mail: {kind: worker}}}", [
        "app.processes.mail.kind",
        '"worker"',
        "celeryWorker, celeryBeat, command",
        "Write celeryWorker or command.",
    ]),
    refuse("a token for a user in a URL", "app: {package: https://hunter2@github.com/a/b}", [
        "app.package",
        "a value that is not shown",
        "a mapping of settings",
        "Change it to what is allowed.",
    ]),
    refuse("variables as a list", "app: {variables: [TOKEN=hunter2]}", [
        "app.variables",
        "a list",
        "a mapping of names to values",
        "Write a mapping: each name, a colon, and what belongs to it.",
    ]),
    refuse("the version after the next of Python", 'app: {platform: {kind: python, version: "3.15"}}', [
        "app.platform.version",
        '"3.15"',
        '"3.11", "3.12", "3.13", "3.14"',
        "Choose one of the allowed values.",
    ]),
    refuse("a whole release of Python", 'app: {platform: {kind: python, version: "3.12.4"}}', [
        "app.platform.version",
        '"3.12.4"',
        '"3.11", "3.12", "3.13", "3.14"',
        "Write 3.12.",
    ]),
];
