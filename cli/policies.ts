import * as path from "node:path";
import { parseArgs } from "node:util";
import { runCommand } from "./command-line";
import { analyze, Finding, Judgement } from "./policies/analyze";
import { checkPolicyConfig } from "./policies/check-config";

const help = `npm run --silent policies -- STATE [options]
npm run --silent policies -- --check CONFIG

Judges an exported stack (pulumi stack export) with the policy pack: no program runs, no AWS account is used, nothing is changed.
The stack may be that of any program with Elastic Beanstalk. docs/policies.md lists the rules.

  STATE            the file that pulumi stack export wrote
  --config CONFIG  policy configuration file: levels, stage, exemptions, settings of rules
  --check CONFIG   only tell what is wrong with a policy configuration file
  --json           one object: resources, encrypted, mandatory, advisory, findings
  --help, -h       this text

Exit code: 0 when nothing mandatory is found; 1 for a mandatory finding, a file that cannot be judged, or a problem in CONFIG; 2 for a wrong option.`;

interface Options {
    readonly state: string | undefined;
    readonly config: string | undefined;
    readonly json: boolean;
}

export const main = (args: readonly string[]): Promise<number> =>
    runCommand(args, { help, read: readOptions, run: judge });

/** @returns the options, or what is wrong with them; undefined when the help is asked for */
function readOptions(args: readonly string[]): Options | string | undefined {
    const flag = { type: "boolean", default: false } as const;
    const { values, positionals } = parseArgs({
        args: [...args],
        options: {
            config: { type: "string" },
            check: { type: "string" },
            json: flag,
            help: { ...flag, short: "h" },
        },
        allowPositionals: true,
    });
    const { help: wanted, check, config, json } = values;
    const folder = process.env["INIT_CWD"] ?? process.cwd();
    if (wanted) {
        return undefined;
    }
    if (check !== undefined) {
        return positionals.length > 0 || config !== undefined || json
            ? "--check takes a policy configuration file, and nothing stands beside it."
            : { state: undefined, config: path.resolve(folder, check), json };
    }
    const [state] = positionals;
    if (state === undefined || positionals.length > 1) {
        return `One exported stack, not ${positionals.length}.`;
    }
    return {
        state: path.resolve(folder, state),
        config: config === undefined ? undefined : path.resolve(folder, config),
        json,
    };
}

async function judge({ state, config, json }: Options): Promise<number> {
    if (config !== undefined) {
        checkPolicyConfig(config);
    }
    if (state === undefined) {
        console.log(`${path.basename(config ?? "")} names rules and keys that exist, with values that they take.`);
        return 0;
    }
    const judgement = await analyze(state, config);
    const count = (level: string) => judgement.findings.filter((finding) => finding.level === level).length;
    const counts = { mandatory: count("mandatory"), advisory: count("advisory") };
    if (judgement.encrypted > 0) {
        console.error(encryptedNotice(judgement.encrypted));
    }
    console.log(json ? JSON.stringify({ ...counts, ...judgement }, null, 2) : textOf(judgement, counts));
    return counts.mandatory > 0 ? 1 : 0;
}

const encryptedNotice = (count: number): string =>
    `! ${count} ${count === 1 ? "value is" : "values are"} encrypted in the export. Rules see them where PULUMI_CONFIG_PASSPHRASE ` +
    "opens them, else a text in their place; pulumi stack export --show-secrets writes them in the clear.";

function textOf({ resources, findings }: Judgement, counts: { mandatory: number; advisory: number }): string {
    const mandatoryFirst = [...findings].sort((a, b) => b.level.localeCompare(a.level));
    const summary = `${resources} resources judged: ${counts.mandatory} mandatory, ${counts.advisory} advisory.`;
    return [...mandatoryFirst.map(described), summary].join("\n\n");
}

function described({ rule, level, urn, message }: Finding): string {
    const [type = "", name = ""] = urn.split("::").slice(-2);
    const resource = name === "" ? "the stack" : `${name} (${type.split("$").at(-1)})`;
    return `${rule}: ${level}\n  resource  ${resource}\n  message   ${message.replaceAll("\n", "\n            ")}`;
}
