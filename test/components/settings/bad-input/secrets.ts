import { BadInput, refuse } from "./row";

export const secrets: readonly BadInput[] = [
    refuse(
        "an alias in place of a secret's key",
        "secrets: {X: {kind: arn, arn: arn:aws:secretsmanager:us-east-1:123456789012:secret:x-AbCdEf, kmsKeyArn: arn:aws:kms:us-east-1:123456789012:alias/x}}",
        [
            "secrets.X.kmsKeyArn",
            "a value that is not shown",
            "the ARN of a key in KMS, not of an alias",
            "Change it to what is allowed.",
        ],
    ),
    refuse(
        "a secret under a name that the cache sets",
        `cache: {kind: redis}
secrets: {REDIS_URL: {kind: generated}}`,
        [
            "secrets.REDIS_URL",
            "a name that the deployment sets itself",
            "any other name",
            "Remove REDIS_URL from secrets.",
        ],
    ),
    refuse("a generated secret that is optional", "secrets: {SECRET_KEY: {kind: generated, optional: true}}", [
        "secrets.SECRET_KEY.optional",
        "an unknown setting",
        "kind, length, store",
        "Remove it. The names of these begin so: app.optionalVariables.",
    ]),
    refuse("a secret under the name of the marker", "secrets: {SECRETS_VERSION: {kind: generated}}", [
        "secrets.SECRETS_VERSION",
        "a name that the deployment sets itself",
        "any other name",
        "Remove SECRETS_VERSION from secrets.",
    ]),
    refuse("a secret in one word", "secrets: {SECRET_KEY: stack-hunter2}", [
        "secrets.SECRET_KEY",
        "a value that is not shown",
        "a mapping of settings",
        "Write a mapping that has its kind: {kind: …}, one of generated, stack, arn, parameter.",
    ]),
    refuse("a secret in lower case", "secrets: {oidc-secret: {kind: generated}}", [
        "secrets.oidc-secret",
        '"oidc-secret"',
        "upper-case letters, digits and underscores, not starting with a digit",
        "Write OIDC_SECRET.",
    ]),
    refuse("a store of one secret that is none", "secrets: {KEY: {kind: generated, store: ssm}}", [
        "secrets.KEY.store",
        '"ssm"',
        '"each", "together", "parameter"',
        "Write parameter.",
    ]),
    refuse(
        "a store of a secret that exists",
        "secrets: {OIDC: {kind: arn, arn: arn:aws:secretsmanager:us-east-1:123456789012:secret:oidc-AbCdEf, store: each}}",
        [
            "secrets.OIDC.store",
            "an unknown setting",
            "kind, arn, jsonKey, optional, kmsKeyArn",
            "Remove it, or move it to where it belongs: environment.secretStorage.store.",
        ],
    ),
    refuse("a parameter without its name", "secrets: {OIDC: {kind: parameter}}", [
        "secrets.OIDC.name",
        "nothing",
        "a text",
        "Set django-beanstalk:secrets.OIDC.name.",
    ]),
    refuse("the name of a parameter that ends in a slash", "secrets: {OIDC: {kind: parameter, name: /notes/oidc/}}", [
        "secrets.OIDC.name",
        "a value that is not shown",
        "the name of an SSM parameter, such as /notes-dev/token, that does not begin with aws or ssm",
        "Change it to what is allowed.",
    ]),
    refuse("a parameter of AWS's own", "secrets: {OIDC: {kind: parameter, name: /aws/reference/oidc}}", [
        "secrets.OIDC.name",
        "a value that is not shown",
        "the name of an SSM parameter, such as /notes-dev/token, that does not begin with aws or ssm",
        "Change it to what is allowed.",
    ]),
    refuse(
        "a JSON key of a parameter",
        "secrets: {OIDC: {kind: arn, arn: arn:aws:ssm:us-east-1:123456789012:parameter/notes/oidc, jsonKey: secret}}",
        [
            "secrets.OIDC.jsonKey",
            "a key, of an SSM parameter",
            "keys of secrets in Secrets Manager",
            "Keep the value alone in the parameter, or the object in Secrets Manager.",
        ],
    ),
    refuse(
        "a secret of another part of AWS",
        "secrets: {OIDC: {kind: arn, arn: arn:aws-cn:secretsmanager:us-east-1:123456789012:secret:oidc-AbCdEf}}",
        [
            "secrets.OIDC.arn",
            '"arn:aws-cn:secretsmanager:us-east-1:123456789012:secret:oidc-AbCdEf"',
            "an ARN that begins with arn:aws: in us-east-1",
            "Name a secret of that part of AWS.",
        ],
    ),
    refuse(
        "a secret under a name that the deployment sets",
        "secrets: {SECRET_KEY: {kind: generated}, DATABASE_URL: {kind: generated}}",
        [
            "secrets.DATABASE_URL",
            "a name that the deployment sets itself",
            "any other name",
            "Remove DATABASE_URL from secrets.",
        ],
    ),
    refuse("a secret of the stack without a value", "secrets: {TOKEN: {kind: stack}}", [
        "secrets.TOKEN.value",
        "nothing",
        "a secret of this stack",
        "Run: pulumi config set --stack dev --secret --path 'django-beanstalk:secrets.TOKEN.value'; or set optional: true, if the application does without it.",
    ]),
    refuse(
        "a release that knows no JSON keys, with secrets together",
        `database: {kind: none}
environment: {secretStorage: {store: together}}
app: {platform: {kind: python, version: "3.13", release: 4.9.0}}`,
        [
            "app.platform.release",
            "4.9.0, which does not extract a value from a secret that holds several (environment.secretStorage.store)",
            "4.9.1 or newer",
            "Pin the current one: npm run --silent platforms -- --pin --stack dev",
        ],
    ),
    refuse(
        "a release that knows no JSON keys, with a database and a cache",
        `cache: {kind: valkey}
app: {platform: {kind: python, version: "3.13", release: 4.7.5}}`,
        [
            "app.platform.release",
            "4.7.5, which does not extract a value from a secret that holds several (database, cache)",
            "4.9.1 or newer",
            "Pin the current one: npm run --silent platforms -- --pin --stack dev",
        ],
    ),
    refuse("a list of secrets", "secrets: [SECRET_KEY]", [
        "secrets",
        "a list",
        "a mapping of names to values",
        "Write a mapping: each name, a colon, and what belongs to it.",
    ]),
    refuse("a secret alone", "secrets: hunter2", [
        "secrets",
        "a value that is not shown",
        "a mapping of names to values",
        "Write a mapping: each name, a colon, and what belongs to it.",
    ]),
    refuse("a secret with nothing behind it", "secrets: {SECRET_KEY: null}", [
        "secrets.SECRET_KEY",
        "null, as YAML reads a key with nothing behind it",
        "a mapping of settings",
        "Write a mapping that has its kind: {kind: …}, one of generated, stack, arn, parameter.",
    ]),
    refuse("a secret that is just true", "secrets: {SECRET_KEY: true}", [
        "secrets.SECRET_KEY",
        "a value that is not shown",
        "a mapping of settings",
        "Write a mapping that has its kind: {kind: …}, one of generated, stack, arn, parameter.",
    ]),
    refuse("a secret without its kind", "secrets: {SECRET_KEY: {length: 64}}", [
        "secrets.SECRET_KEY.kind",
        "nothing",
        "generated, stack, arn, parameter",
        "Set django-beanstalk:secrets.SECRET_KEY.kind.",
    ]),
    refuse("a secret by the name of the parameter store", "secrets: {TOKEN: {kind: ssm, name: /notes/token}}", [
        "secrets.TOKEN.kind",
        '"ssm"',
        "generated, stack, arn, parameter",
        "Write parameter.",
    ]),
    refuse(
        "a secret by the name of Secrets Manager",
        'secrets: {TOKEN: {kind: secretsmanager, arn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:token-AbCdEf"}}',
        ["secrets.TOKEN.kind", '"secretsmanager"', "generated, stack, arn, parameter", "Write arn."],
    ),
    refuse("a random secret", "secrets: {SECRET_KEY: {kind: random}}", [
        "secrets.SECRET_KEY.kind",
        '"random"',
        "generated, stack, arn, parameter",
        "Write generated.",
    ]),
    refuse("a length in quotes", 'secrets: {SECRET_KEY: {kind: generated, length: "64"}}', [
        "secrets.SECRET_KEY.length",
        '"64"',
        "a number",
        "Write 64, without quotes.",
    ]),
    refuse("a short secret", "secrets: {SECRET_KEY: {kind: generated, length: 8}}", [
        "secrets.SECRET_KEY.length",
        "8 (a number)",
        "at least 32",
        "Change it to what is allowed.",
    ]),
    refuse("a misspelt length", "secrets: {SECRET_KEY: {kind: generated, lenght: 64}}", [
        "secrets.SECRET_KEY.lenght",
        "an unknown setting",
        "kind, length, store",
        "Write length instead of lenght.",
    ]),
    refuse("a value of a generated secret", "secrets: {SECRET_KEY: {kind: generated, value: hunter2}}", [
        "secrets.SECRET_KEY.value",
        "an unknown setting",
        "kind, length, store",
        "Remove it, or move it to where it belongs.",
    ]),
    refuse("a name in place of an ARN", "secrets: {TOKEN: {kind: arn, arn: notes/hunter2}}", [
        "secrets.TOKEN.arn",
        "a value that is not shown",
        "the ARN of a Secrets Manager secret with its six-character suffix, or of an SSM parameter",
        "Change it to what is allowed.",
    ]),
    refuse(
        "an ARN without the suffix",
        'secrets: {TOKEN: {kind: arn, arn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:hunter2"}}',
        [
            "secrets.TOKEN.arn",
            "a value that is not shown",
            "the ARN of a Secrets Manager secret with its six-character suffix, or of an SSM parameter",
            "Change it to what is allowed.",
        ],
    ),
    refuse("no ARN", "secrets: {TOKEN: {kind: arn}}", [
        "secrets.TOKEN.arn",
        "nothing",
        "a text",
        "Set django-beanstalk:secrets.TOKEN.arn.",
    ]),
    refuse(
        "a list of ARNs",
        'secrets: {TOKEN: {kind: arn, arn: ["arn:aws:secretsmanager:us-east-1:123456789012:secret:token-AbCdEf"]}}',
        ["secrets.TOKEN.arn", "a list", "a text", "Change it to what is allowed."],
    ),
    refuse("an optional secret in a word", 'secrets: {TOKEN: {kind: parameter, name: /notes/token, optional: "yes"}}', [
        "secrets.TOKEN.optional",
        '"yes"',
        "true or false",
        "Write true, without quotes.",
    ]),
    refuse(
        "a JSON key without quotes",
        'secrets: {TOKEN: {kind: arn, arn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:token-AbCdEf", jsonKey: 7}}',
        ["secrets.TOKEN.jsonKey", "7 (a number)", "a text", "Put it in quotes: a text is wanted."],
    ),
    refuse(
        "a key of a secret under another name",
        'secrets: {TOKEN: {kind: arn, arn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:token-AbCdEf", key: token}}',
        [
            "secrets.TOKEN.key",
            "an unknown setting",
            "kind, arn, jsonKey, optional, kmsKeyArn",
            "Remove it, or move it to where it belongs.",
        ],
    ),
    refuse("the name of a secret that begins with a digit", "secrets: {2FA_KEY: {kind: generated}}", [
        "secrets.2FA_KEY",
        '"2FA_KEY"',
        "upper-case letters, digits and underscores, not starting with a digit",
        "Write another name in its place.",
    ]),
    refuse("the name of a secret with a space in it", 'secrets: {"API KEY": {kind: generated}}', [
        "secrets.API KEY",
        '"API KEY"',
        "upper-case letters, digits and underscores, not starting with a digit",
        "Write another name in its place.",
    ]),
    refuse("a secret in plain text", "secrets: {TOKEN: {kind: stack, value: hunter2}}", [
        "secrets.TOKEN.value",
        "a value in plain text (not shown)",
        "a value that the engine has encrypted",
        "Change it where it is valid, since whoever reads the file has it, then run: pulumi config set --stack dev --secret --path 'django-beanstalk:secrets.TOKEN.value'",
    ]),
    refuse("a number for a secret in plain text", "secrets: {TOKEN: {kind: stack, value: 20261122}}", [
        "secrets.TOKEN.value",
        "a value in plain text (not shown)",
        "a value that the engine has encrypted",
        "Change it where it is valid, since whoever reads the file has it, then run: pulumi config set --stack dev --secret --path 'django-beanstalk:secrets.TOKEN.value'",
    ]),
    refuse("a secret that is encrypted without its kind", "secrets: {TOKEN: {secure: v1:hunter2}}", [
        "secrets.TOKEN",
        "a value that is not shown",
        "a mapping of settings",
        "Write a mapping that has its kind: {kind: …}, one of generated, stack, arn, parameter.",
    ]),
    refuse("an empty secret", 'secrets: {TOKEN: {kind: stack, value: ""}}', [
        "secrets.TOKEN.value",
        "an empty value",
        "a secret of this stack",
        "Run: pulumi config set --stack dev --secret --path 'django-beanstalk:secrets.TOKEN.value'; or set optional: true, if the application does without it.",
    ]),
    refuse("a secret that is just a secret", "secrets: {TOKEN: {kind: secret}}", [
        "secrets.TOKEN.kind",
        '"secret"',
        "generated, stack, arn, parameter",
        "Choose one of the allowed values.",
    ]),
];
