/** What stands above the table. */
export const intro = (rules: number): string => `# Policies

<!-- Written by: npm run policy-docs. Changes made here are lost. -->

The policy pack \`policies/\` judges a stack before anything is made: the option settings of Elastic Beanstalk environments, from which AWS makes load balancers,
launch templates and scaling groups that no rule about those resources ever sees; the source bundle; and the resources beside them. It has ${rules} rules.

- [Rules](#rules)
- [Stages](#stages)
- [Configuration file](#configuration-file)
- [Exemptions](#exemptions)
- [Unknown values in previews](#unknown-values-in-previews)
- [What a pack cannot see](#what-a-pack-cannot-see)
- [Use with other programs](#use-with-other-programs)
- [Judging an exported stack](#judging-an-exported-stack)
- [The rules one by one](#the-rules-one-by-one)

A \`mandatory\` finding fails the preview, an \`advisory\` one is shown, and where a rule is \`off\` it is not looked for. A rule that is both in different stages
is two policies to the engine, \`<rule>\` and \`<rule>-advice\`, since a policy has one level; settings are those of \`<rule>\`. Run the pack on previews: \`pulumi up\`
stops at the first mandatory finding about a resource, and what sees the whole stack then never runs.`;

const stagesChapter = `## Stages

A resource is judged by the stage of its stack: \`stage\` of \`pack-settings\` in the configuration file, else the resource's tag \`stage\`, else the stack's name.
\`dev\`, \`development\` and names that end in \`-dev\` are dev; everything else is prod, so that what is forgotten is judged in full. \`strict\`, in which advice is
mandatory too, is only ever chosen in the configuration file. Rules about HTTPS only advise in a dev stack that has neither a certificate nor a DNS record.`;

const configurationChapter = `## Configuration file

\`policy-config.<stack>.json\`, else \`policy-config.json\`, beside \`Pulumi.yaml\`. \`npm start\` hands it to the engine; by hand it is
\`pulumi preview --policy-pack policies --policy-pack-config policy-config.json\`.

\`\`\`json
{
    "pack-settings": {
        "stage": "strict",
        "exemptions": [
            {"resource": "notes-*", "rule": "bundle-size", "reason": "media move out in May", "expires": "2027-05-31", "stack": "prod"}
        ]
    },
    "bundle-size": {"maximumBytes": 100000000},
    "enhanced-health": "advisory",
    "imdsv2": "disabled"
}
\`\`\`

A level (\`advisory\`, \`mandatory\`, \`disabled\`) or an object with \`enforcementLevel\` and the settings of the rule, which are listed with each rule below.
\`all\` stands for every policy.

The engine hands each policy its own part of the file and accepts whatever is left: plain \`pulumi preview\` says nothing of a misspelt rule, and a rule meant to be
disabled stays on, or one meant to be mandatory advises. \`npm start\` refuses a file with names, keys, types or exemptions that it cannot understand, all problems
at once; \`npm run --silent policies -- --check policy-config.json\` does only that. A key that a rule does not know is a finding of the rule itself too, and an
exemption that cannot be understood one of \`pack-settings\`, in any program.`;

const exemptionsChapter = `## Exemptions

A finding that the team decided to live with, until a day: \`resource\` is a name or URN, with \`*\` for any text; \`rule\` the name of a rule; \`reason\` is for
those who read it later; \`expires\` the last day on which it holds, in UTC. \`stack\`, which may be left out, is the name of the stack for which it is, with \`*\`
for any text: where one file serves several stacks, an exemption for another stack is neither applied nor reported. One that cannot be understood is not applied and is a
mandatory finding. One that has expired, or that nothing needed in a run, is reported by the policy \`exemptions\` as advice, also when its rule is disabled. An
exemption covers all findings of the rule on the resource.`;

const unknownsChapter = `## Unknown values in previews

A preview does not know what AWS will answer. Left to itself the SDK turns a rule that reads such a value into one line of advice, whatever its level. Here each rule
decides: where the id or ARN of a resource of the same run is wanted, a value that is present and unknown satisfies; elsewhere the rule says, on its own level, that
the right value cannot be proven. Give options literal values, not ones computed from resources.

Secrets reach a rule in the clear. No message repeats a value that was found.`;

const blindChapter = `## What a pack cannot see

- Whether a resource is created, changed, replaced or deleted; and \`retainOnDelete\`. Replacement is refused by the engine's \`protect\` and by the environment's own hook.
- What AWS has that the stack does not name: defaults of the account such as EBS encryption, quotas, a listener or certificate of a shared load balancer, subnets and
  security groups given by id.
- Saved configurations that the stack does not make: an environment made from such a \`templateName\` is judged by the settings beside it. One of a saved configuration of the
  stack is judged by the options of both.
- Environments of other providers, such as \`aws-native:elasticbeanstalk:Environment\`: the rules know the resources of \`@pulumi/aws\`.
- A bundle that another program uploads: rules about its content then say that it cannot be proven, or nothing where only AWS can know.
- What a program is at run time. \`npm run rehearse\` tries that.`;

const elsewhereChapter = `## Use with other programs

The pack works on any Pulumi program with Elastic Beanstalk, in any language, and needs no setting of this project: copy the folder \`policies/\`, run \`npm install\`
in it, and name it: \`pulumi preview --policy-pack <folder>\`. It has a version of its own in \`policies/package.json\`. Its first start compiles it, into \`.build\`
beside it. Every message ends with the remedy for this project's stack files and the one for any other program. Messages name option settings as
\`namespace/name\`, entries of the environment's \`settings\`.`;

const exportedChapter = `## Judging an exported stack

\`\`\`console
$ pulumi stack export --file state.json
$ npm run --silent policies -- state.json
\`\`\`

needs no program and no account, and reads a stack that any program made. \`--config\` names a configuration file, \`--json\` prints the findings for programs. Exit
code: 0 when nothing mandatory is found, 1 when something is or the file cannot be judged, 2 for a wrong option. What the export holds encrypted is a text in its
place to the rules, unless \`PULUMI_CONFIG_PASSPHRASE\` opens it; \`--show-secrets\` at the export writes it in the clear. Bundles are read where their path still
exists; else rules about their content say that it cannot be proven.`;

/** What users have to know beside the rules. */
export const chapters = [
    stagesChapter,
    configurationChapter,
    exemptionsChapter,
    unknownsChapter,
    blindChapter,
    elsewhereChapter,
    exportedChapter,
].join("\n\n");
