import { BadInput, refuse } from "./row";

export const environment: readonly BadInput[] = [
    refuse("an account that is no twelve digits", 'environment: {access: {accountId: "12345678901"}}', [
        "environment.access.accountId",
        '"12345678901"',
        "the twelve digits of an AWS account, in quotes",
        "Change it to what is allowed.",
    ]),
    refuse("an account as a number, which loses its zeros", "environment: {access: {accountId: 123456789012}}", [
        "environment.access.accountId",
        "123456789012 (a number)",
        "a text",
        "Put it in quotes: a text is wanted.",
    ]),
    refuse(
        "a boundary that is no policy",
        "environment: {access: {permissionsBoundary: arn:aws:iam::123456789012:role/x}}",
        [
            "environment.access.permissionsBoundary",
            '"arn:aws:iam::123456789012:role/x"',
            "the ARN of an IAM policy",
            "Change it to what is allowed.",
        ],
    ),
    refuse("a policy without an account", "environment: {access: {managedPolicyArns: [arn:aws:iam:::policy/x]}}", [
        "environment.access.managedPolicyArns[0]",
        '"arn:aws:iam:::policy/x"',
        "the ARN of an IAM policy",
        "Change it to what is allowed.",
    ]),
    refuse("a path of parameters that AWS keeps", "environment: {access: {parameterPrefixes: [/aws/service]}}", [
        "environment.access.parameterPrefixes[0]",
        '"/aws/service"',
        "a path of parameters such as /notes-dev/accounting, with a slash before it and none after it",
        "Change it to what is allowed.",
    ]),
    refuse("every parameter of the account", "environment: {access: {parameterPrefixes: [/]}}", [
        "environment.access.parameterPrefixes[0]",
        '"/"',
        "a path of parameters such as /notes-dev/accounting, with a slash before it and none after it",
        "Change it to what is allowed.",
    ]),
    refuse(
        "policies of one name",
        "environment: {access: {managedPolicyArns: [arn:aws:iam::123456789012:policy/team/x, arn:aws:iam::aws:policy/x]}}",
        [
            "environment.access.managedPolicyArns",
            "several policies named x",
            "each name once",
            "Remove one, or put both into a policy of another name.",
        ],
    ),
    refuse(
        "a boundary of another part of AWS",
        "environment: {access: {permissionsBoundary: arn:aws-cn:iam::123456789012:policy/team/x}}",
        [
            "environment.access.permissionsBoundary",
            '"arn:aws-cn:iam::123456789012:policy/team/x"',
            "an ARN that begins with arn:aws: in us-east-1",
            "Give the policy of that part of AWS.",
        ],
    ),
    {
        ...refuse(
            "a policy of another part of AWS",
            "environment: {access: {managedPolicyArns: [arn:aws:iam::123456789012:policy/team/x]}}",
            [
                "environment.access.managedPolicyArns[0]",
                '"arn:aws:iam::123456789012:policy/team/x"',
                "an ARN that begins with arn:aws-cn: in cn-north-1",
                "Give the policy of that part of AWS.",
            ],
        ),
        region: "cn-north-1",
    },
    refuse(
        "a worker with what only the web has",
        `environment: {tier: {kind: worker}, loadBalancer: {kind: dedicated}}
domain: {name: www.example.com, zone: example.com}`,
        ["environment.loadBalancer.kind", "dedicated", "none in the worker tier", "Remove environment.loadBalancer."],
        [
            "domain",
            "a domain, in the worker tier",
            "a domain in the web tier",
            "Remove domain: nobody can reach a worker by a name.",
        ],
    ),
    refuse(
        "a queue of another region, and periodic tasks with a FIFO queue",
        "environment: {tier: {kind: worker, queueUrl: https://sqs.eu-west-1.amazonaws.com/123456789012/jobs.fifo, cron: {nightly: {path: /nightly/, schedule: 0 3 * * *}}}}",
        [
            "environment.tier.queueUrl",
            "https://sqs.eu-west-1.amazonaws.com/123456789012/jobs.fifo",
            "a queue in us-east-1",
            "Name a queue of the stack's region.",
        ],
        [
            "environment.tier.cron",
            "periodic tasks, with a FIFO queue",
            "periodic tasks with a standard queue",
            "Remove the tasks, or name a standard queue; AWS supports no other.",
        ],
    ),
    refuse(
        "a prefix that would replace the environment each time",
        "environment: {tier: {kind: worker}, cnamePrefix: jobs-prod}",
        [
            "environment.cnamePrefix",
            "a prefix, in the worker tier",
            "in the web tier, and outside GovCloud",
            "Remove it.",
        ],
    ),
    refuse(
        "scheduled actions that say nothing, or the same time",
        "environment: {scaling: {schedule: {a: {}, b: {start: 2027-01-31T06:00:00Z, min: 1}, c: {start: 2027-01-31T06:00:00Z, max: 2}}}}",
        [
            "environment.scaling.schedule.a",
            "neither start nor recurrence",
            "one of them, or both",
            "Say when it happens.",
        ],
        ["environment.scaling.schedule.a", "no size", "min, max or desired", "Say how many instances there shall be."],
        [
            "environment.scaling.schedule.c.start",
            "2027-01-31T06:00:00Z",
            "a time that no other action has",
            "Let one of the two start a minute later; AWS refuses equal times.",
        ],
    ),
    refuse("a load balancer that listens nowhere", "environment: {loadBalancer: {kind: dedicated, http: false}}", [
        "environment.loadBalancer.http",
        "false, without a domain",
        "true, or a domain, whose certificate opens port 443",
        "Remove it: nothing would listen.",
    ]),
    refuse(
        "names of processes and rules that nobody has",
        'environment: {loadBalancer: {kind: dedicated, processes: {default: {port: 81}}, rules: {api: {paths: [/api/*], priority: 1, process: apo}}, listeners: {"8080": {protocol: HTTP, clients: [10.0.0.0/8], process: admin, rules: [ap]}}}}',
        [
            "environment.loadBalancer.processes.default",
            "a process named default",
            "any other name: default is nginx",
            "Rename it; its health check is environment.loadBalancer.healthCheck.",
        ],
        [
            "environment.loadBalancer.listeners.8080.process",
            '"admin"',
            "default",
            "Name one of the processes, or add it under environment.loadBalancer.processes.",
        ],
        [
            "environment.loadBalancer.rules.api.process",
            '"apo"',
            "default",
            "Name one of the processes, or add it under environment.loadBalancer.processes.",
        ],
        ["environment.loadBalancer.listeners.8080.rules", '"ap"', "api", "Correct the name, or add the rule."],
    ),
    refuse(
        "a listener without a certificate, or open to the world",
        'environment: {loadBalancer: {kind: dedicated, listeners: {"8443": {protocol: HTTPS, clients: [10.0.0.0/8, 0.0.0.0/0]}}}}',
        [
            "environment.loadBalancer.listeners.8443.certificateArn",
            "nothing, and none on port 443",
            "a certificate, its own or that of port 443",
            "Give certificateArn, or set domain, for which the stack makes one where the load balancer ends TLS.",
        ],
        [
            "environment.loadBalancer.listeners.8443.clients",
            "0.0.0.0/0",
            "ranges of your own; the whole world is for 80 and 443",
            "Name the networks that need the port.",
        ],
    ),
    refuse(
        "rules without a condition, and two of one priority",
        'environment: {loadBalancer: {kind: dedicated, rules: {a: {priority: 1}, b: {hosts: [b], priority: 1}, c: {hosts: [c], priority: 1}}, listeners: {"8080": {protocol: HTTP, clients: [10.0.0.0/8], rules: [c]}}}}',
        [
            "environment.loadBalancer.rules.a",
            "neither hosts nor paths",
            "one of them, or both",
            "Say which requests it takes.",
        ],
        [
            "environment.loadBalancer.rules.b.priority",
            "1, which a has on the same listener",
            "each number once on a listener",
            "Give one of the two another number.",
        ],
    ),
    refuse("a measure without its limits", "environment: {scaling: {trigger: {measure: NetworkOut}}}", [
        "environment.scaling.trigger.lower",
        "nothing, with NetworkOut",
        "lower and upper in the unit of NetworkOut",
        "Give both.",
    ]),
    refuse("a trigger that goes up before it goes down", "environment: {scaling: {trigger: {lower: 80}}}", [
        "environment.scaling.trigger.lower",
        "80",
        "less than upper (70)",
        "Lower it, or raise upper.",
    ]),
    refuse(
        "a time that there is not, and less at most than at least",
        "environment: {scaling: {schedule: {a: {start: 2027-13-45T99:99:99Z, min: 5, max: 1}}}}",
        ["environment.scaling.schedule.a.min", "5", "at most max (1)", "Lower it, or raise max."],
        [
            "environment.scaling.schedule.a.start",
            "2027-13-45T99:99:99Z",
            "a time that there is, such as 2027-01-31T09:00:00Z",
            "Correct it.",
        ],
    ),
    refuse("more on-demand instances than there are", "environment: {spot: {onDemandBase: 3}}", [
        "environment.spot.onDemandBase",
        "3",
        "at most 2 (environment.scaling.max)",
        "Lower it.",
    ]),
    refuse(
        "more instances in service than there are",
        "environment: {rollingUpdates: {kind: health, minInService: 2}}",
        [
            "environment.rollingUpdates.minInService",
            "2",
            "at most 1 (one less than environment.scaling.max)",
            "Lower it.",
        ],
    ),
    refuse("too many operations for the volume", "environment: {instances: {rootVolume: {iops: 16000}}}", [
        "environment.instances.rootVolume.iops",
        "16000",
        "at most 4000 (500 for each GiB of the image; set sizeGb)",
        "Lower it.",
    ]),
    refuse(
        "too much throughput for the operations",
        "environment: {instances: {rootVolume: {throughputMibps: 1000}}}",
        [
            "environment.instances.rootVolume.throughputMibps",
            "1000",
            "at most 750 (a quarter of the iops)",
            "Lower it.",
        ],
    ),
    refuse("an instance type twice", "environment: {instanceTypes: [t3.micro, t3.micro]}", [
        "environment.instanceTypes",
        "t3.micro more than once",
        "each type once",
        "Remove the others.",
    ]),
    refuse("SSH from half of the world", "environment: {instances: {keyPair: {name: ops, source: 0.0.0.0/1}}}", [
        "environment.instances.keyPair.source",
        "0.0.0.0/1",
        "a range of your own, such as 203.0.113.0/24, with a prefix of 8 or more (IPv6: 16)",
        "Narrow it, or remove keyPair and use Session Manager.",
    ]),
    refuse(
        "a key pair whose name reads like a number",
        'environment: {instances: {keyPair: {name: "1.10", source: 10.0.0.0/8}}}',
        [
            "environment.instances.keyPair.name",
            "a number or JSON in another spelling than the shortest",
            "1.1 rather than 1.10; JSON without spaces and with sorted keys",
            "Spell it so: the provider would never send another spelling. If the spelling means something, put a letter before it: v1.10.",
        ],
    ),
    refuse(
        "a shared load balancer of another region",
        "environment: {loadBalancer: {kind: shared, arn: arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/all/0123456789abcdef, securityGroupId: sg-0a}}",
        [
            "environment.loadBalancer.arn",
            "an ARN of eu-west-1",
            "one of us-east-1, the stack's region",
            "Name what stands in the stack's region.",
        ],
    ),
    refuse(
        "clients of a network load balancer without the VPC's range",
        "environment: {loadBalancer: {kind: network, clients: [10.0.0.0/8]}}",
        [
            "environment.loadBalancer.vpcRange",
            "nothing, with clients of your own",
            "the range of the VPC, from which the load balancer checks the instances",
            "Give it, or no instance is ever healthy.",
        ],
    ),
    refuse(
        "dual stack without IPv6",
        `environment: {loadBalancer: {kind: dedicated, ipAddressType: dualstack}}
network: {kind: new}`,
        [
            "environment.loadBalancer.ipAddressType",
            "dualstack, in a new VPC without IPv6",
            "dualstack with network.ipv6: true",
            "Set network.ipv6: true, or ipv4 here.",
        ],
    ),
    refuse(
        "a rolling deployment of one instance",
        "environment: {loadBalancer: {kind: none}, scaling: {min: 1, max: 1}, deployment: {policy: Rolling}}",
        [
            "environment.deployment.policy",
            '"Rolling", which a single instance does not have',
            "this value with a load balancer, or in a worker environment",
            "Choose another value.",
        ],
    ),
    refuse(
        "split traffic on a shared load balancer",
        "environment: {loadBalancer: {kind: shared, arn: arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/all/0123456789abcdef, securityGroupId: sg-0a}, deployment: {policy: TrafficSplitting}}",
        [
            "environment.deployment.policy",
            '"TrafficSplitting", which an environment with a shared load balancer does not have',
            "this value with a load balancer of kind dedicated",
            "Choose another value.",
        ],
    ),
    refuse(
        "a trigger that a shared load balancer does not have",
        "environment: {loadBalancer: {kind: shared, arn: arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/all/0123456789abcdef, securityGroupId: sg-0a}, scaling: {trigger: {measure: TargetResponseTime, lower: 1, upper: 2}}}",
        [
            "environment.scaling.trigger.measure",
            '"TargetResponseTime", which an environment with a shared load balancer does not have',
            "this value with a load balancer of kind dedicated",
            "Choose another value.",
        ],
    ),
    refuse("operations of a small volume", "environment: {instances: {rootVolume: {sizeGb: 10, iops: 6000}}}", [
        "environment.instances.rootVolume.iops",
        "6000",
        "at most 500 for each GiB (5000)",
        "Lower it.",
    ]),
    refuse("SSH from the whole world", "environment: {instances: {keyPair: {name: ops, source: 0.0.0.0/0}}}", [
        "environment.instances.keyPair.source",
        "0.0.0.0/0",
        "a range of your own, such as 203.0.113.0/24, with a prefix of 8 or more (IPv6: 16)",
        "Narrow it, or remove keyPair and use Session Manager.",
    ]),
    refuse(
        "a check that takes as long as its interval",
        "environment: {loadBalancer: {kind: dedicated, healthCheck: {intervalSeconds: 5, timeoutSeconds: 5}}}",
        [
            "environment.loadBalancer.healthCheck.timeoutSeconds",
            "5",
            "less than intervalSeconds (5)",
            "Lower it, or raise the interval.",
        ],
    ),
    refuse(
        "a batch larger than the environment",
        "environment: {deployment: {policy: Rolling, batch: {type: fixed, size: 5}}}",
        ["environment.deployment.batch.size", "5", "at most 2 (MaxSize)", "Lower it."],
    ),
    refuse(
        "X-Ray on Docker",
        `environment: {xray: true}
app: {platform: {kind: docker}}`,
        [
            "environment.xray",
            "an option that the docker platform does not have",
            "on the python platform",
            "Remove it; AWS would drop it, and each preview would show it again.",
        ],
    ),
    refuse(
        "a listener to a process that nobody has",
        'environment: {loadBalancer: {kind: network, vpcRange: 10.0.0.0/16, listeners: {"5671": {protocol: TLS, clients: [10.0.0.0/8], process: brker}}}}',
        [
            "environment.loadBalancer.listeners.5671.process",
            '"brker"',
            "default",
            "Name one of the processes, or add it under environment.loadBalancer.processes.",
        ],
        [
            "environment.loadBalancer.listeners.5671.certificateArn",
            "nothing, and none on port 443",
            "a certificate, its own or that of port 443",
            "Give certificateArn, or set domain, for which the stack makes one where the load balancer ends TLS.",
        ],
    ),
    refuse(
        "access logs in a bucket that is neither made nor named",
        "environment: {loadBalancer: {kind: dedicated, accessLogs: {kind: existing}}}",
        [
            "environment.loadBalancer.accessLogs.bucket",
            "nothing",
            "a text",
            "Set django-beanstalk:environment.loadBalancer.accessLogs.bucket.",
        ],
    ),
    refuse(
        "access logs without a word on whose bucket it is",
        "environment: {loadBalancer: {kind: dedicated, accessLogs: {bucket: logs-of-ours}}}",
        [
            "environment.loadBalancer.accessLogs.kind",
            "nothing",
            "new, existing",
            "Set django-beanstalk:environment.loadBalancer.accessLogs.kind.",
        ],
    ),
    refuse(
        "access logs that are never kept",
        "environment: {loadBalancer: {kind: dedicated, accessLogs: {kind: new, expireDays: 0}}}",
        [
            "environment.loadBalancer.accessLogs.expireDays",
            "0 (a number)",
            "at least 1",
            "Change it to what is allowed.",
        ],
    ),
    refuse(
        "days that CloudWatch does not keep logs for",
        `monitoring: {kind: alarms}
environment: {logs: {retentionDays: 10}}`,
        [
            "environment.logs.retentionDays",
            "10 (a number)",
            "1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653",
            "Choose one of the allowed values.",
        ],
    ),
    refuse("instance types of two processors", "environment: {instanceTypes: [t3.micro, t4g.micro]}", [
        "environment.instanceTypes",
        "t3.micro, t4g.micro",
        "types of one processor: with Graviton (t4g, m7g, …), or without",
        "Remove those of the other kind.",
    ]),
    refuse("a store that is none", "environment: {secretStorage: {store: file}}", [
        "environment.secretStorage.store",
        '"file"',
        '"each", "together", "parameter"',
        "Choose one of the allowed values.",
    ]),
    refuse("a prefix without a slash", "environment: {secretStorage: {parameterPrefix: notes}}", [
        "environment.secretStorage.parameterPrefix",
        '"notes"',
        "a path of parameters such as /notes-dev/accounting, with a slash before it and none after it",
        "Write /notes.",
    ]),
    refuse("a prefix that AWS keeps for itself", "environment: {secretStorage: {parameterPrefix: /aws/notes}}", [
        "environment.secretStorage.parameterPrefix",
        '"/aws/notes"',
        "a path of parameters such as /notes-dev/accounting, with a slash before it and none after it",
        "Change it to what is allowed.",
    ]),
    refuse(
        "an alias in place of a key",
        "environment: {secretStorage: {key: {kind: existing, arn: arn:aws:kms:us-east-1:123456789012:alias/ours}}}",
        [
            "environment.secretStorage.key.arn",
            "a value that is not shown",
            "the ARN of a key in KMS, not of an alias",
            "Change it to what is allowed.",
        ],
    ),
    refuse("an existing key without its ARN", "environment: {secretStorage: {key: {kind: existing}}}", [
        "environment.secretStorage.key.arn",
        "nothing",
        "a text",
        "Set django-beanstalk:environment.secretStorage.key.arn.",
    ]),
    refuse(
        "a key of the secrets' of another region",
        "environment: {secretStorage: {key: {kind: existing, arn: arn:aws:kms:eu-west-1:123456789012:key/0a1b}}}",
        [
            "environment.secretStorage.key.arn",
            "a key in eu-west-1",
            "a key in us-east-1",
            "Name a key of the stack's region; a replica of a multi-Region key has an ARN of its own there.",
        ],
    ),
    refuse(
        "the stack's own parameters below a path of the application",
        "environment: {secretStorage: {store: parameter}, access: {parameterPrefixes: [/notes-dev]}}",
        [
            "environment.access.parameterPrefixes[0]",
            '"/notes-dev", where the stack keeps its own secrets (/notes-dev/secrets)',
            "a path beside it",
            "Choose another path, or set environment.secretStorage.parameterPrefix.",
        ],
    ),
    refuse(
        "a path of the application below the stack's own parameters",
        `secrets: {KEY: {kind: generated, store: parameter}}
environment: {access: {parameterPrefixes: [/notes-dev/secrets/tokens]}}`,
        [
            "environment.access.parameterPrefixes[0]",
            '"/notes-dev/secrets/tokens", where the stack keeps its own secrets (/notes-dev/secrets)',
            "a path beside it",
            "Choose another path, or set environment.secretStorage.parameterPrefix.",
        ],
    ),
    refuse("an environment name over 40 characters", `environment: {name: ${"a".repeat(41)}}`, [
        "environment.name",
        `"${"a".repeat(41)}"`,
        "4 to 40 letters, digits and hyphens, no hyphen at either end",
        "Change it to what is allowed.",
    ]),
    refuse("a wrong type", "environment: {scaling: {min: two}}", [
        "environment.scaling.min",
        '"two"',
        "a number",
        "Change it to what is allowed.",
    ]),
    refuse("more instances at least than at most", "environment: {scaling: {min: 3, max: 2}}", [
        "environment.scaling.max",
        "2",
        "at least environment.scaling.min (3)",
        "Raise max or lower min.",
    ]),
    refuse(
        "several instances without a load balancer",
        "environment: {loadBalancer: {kind: none}, scaling: {max: 2}}",
        [
            "environment.scaling.max",
            "2",
            "1 with environment.loadBalancer.kind none",
            "Set scaling: {min: 1, max: 1}, or choose a load balancer.",
        ],
    ),
    refuse(
        "encryption to instances on which nothing ends it",
        `app: {platform: {kind: python, proxyServer: apache}}
environment: {stage: prod, loadBalancer: {kind: dedicated, endToEndTls: true}}`,
        [
            "environment.loadBalancer.endToEndTls",
            "true, with app.platform.proxyServer apache",
            "on the Python platform with nginx",
            "Remove it.",
        ],
    ),
    refuse("days of logs in quotes", 'environment: {logs: {retentionDays: "7"}}', [
        "environment.logs.retentionDays",
        '"7"',
        "1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653",
        "Write 7, without quotes.",
    ]),
    refuse("a stage by its long name", "environment: {stage: production}", [
        "environment.stage",
        '"production"',
        '"dev", "prod"',
        "Write prod.",
    ]),
    refuse("a load balancer by the name of its type", "environment: {loadBalancer: {kind: alb}}", [
        "environment.loadBalancer.kind",
        '"alb"',
        "dedicated, shared, network, none",
        "Write dedicated or shared.",
    ]),
    refuse("a network load balancer by its short name", "environment: {loadBalancer: {kind: nlb}}", [
        "environment.loadBalancer.kind",
        '"nlb"',
        "dedicated, shared, network, none",
        "Write network.",
    ]),
    refuse("a load balancer that is switched off", "environment: {loadBalancer: false}", [
        "environment.loadBalancer",
        "false (true or false)",
        "a mapping of settings",
        "Write {kind: none}.",
    ]),
    refuse("one instance type that is no list", "environment: {instanceTypes: t3.micro}", [
        "environment.instanceTypes",
        '"t3.micro"',
        "a list",
        "Write it as a list: [t3.micro].",
    ]),
    refuse("a database's class for an instance", "environment: {instanceTypes: [db.t3.micro]}", [
        "environment.instanceTypes[0]",
        '"db.t3.micro"',
        "an EC2 instance type: family, dot, size",
        "Write t3.micro.",
    ]),
    refuse("an instance type without a family", "environment: {instanceTypes: [micro]}", [
        "environment.instanceTypes[0]",
        '"micro"',
        "an EC2 instance type: family, dot, size",
        "Change it to what is allowed.",
    ]),
    refuse("an instance type under the singular", "environment: {instanceType: t3.micro}", [
        "environment.instanceType",
        "an unknown setting",
        "stage, name, cnamePrefix, instanceTypes, instances, spot, scaling, deployment, rollingUpdates, managedUpdates, tier, loadBalancer, access, health, logs, notifications, xray, secretRecoveryDays, secretStorage, protect",
        "Write instanceTypes instead of instanceType.",
    ]),
    refuse("a window of updates without its day", 'environment: {managedUpdates: {window: "03:00"}}', [
        "environment.managedUpdates.window",
        '"03:00"',
        "weekday and time in UTC as Day:HH:MM",
        "Change it to what is allowed.",
    ]),
    refuse("a window of updates with its end", "environment: {managedUpdates: {window: Sun:03:00-Sun:05:00}}", [
        "environment.managedUpdates.window",
        '"Sun:03:00-Sun:05:00"',
        "weekday and time in UTC as Day:HH:MM",
        "Write Sun:03:00.",
    ]),
    refuse(
        "notifications to a webhook without its scheme",
        "environment: {notifications: hooks.slack.com/services/hunter2}",
        [
            "environment.notifications",
            "a value that is not shown",
            "a mapping of settings",
            "Write a mapping that has its kind: {kind: …}, one of endpoint, topic.",
        ],
    ),
    refuse("a load balancer by the name of its API", "environment: {loadBalancer: elbv2}", [
        "environment.loadBalancer",
        '"elbv2"',
        "a mapping of settings",
        "Write {kind: dedicated}, {kind: shared} or {kind: network}, with what else it needs.",
    ]),
    refuse("the key of AWS in one word", "environment: {secretStorage: {key: managed}}", [
        "environment.secretStorage.key",
        '"managed"',
        "a mapping of settings",
        "Write {kind: aws}.",
    ]),
];
