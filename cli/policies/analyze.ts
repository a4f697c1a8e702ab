import * as fs from "node:fs";
import * as path from "node:path";
import { ProblemError } from "../../components/problem";
import { sandboxEnvironment } from "../../sandbox/environment";
import { sandboxLayout } from "../../sandbox/layout";
import { writeProject } from "../../sandbox/project";
import { capture } from "../../sandbox/pulumi";
import { repository } from "../repository";
import { cliOfSetup } from "../sandbox";

/** What a rule found in an exported stack. */
export interface Finding {
    readonly rule: string;
    readonly level: string;
    readonly severity: string;
    /** URN of the resource; empty for a finding about the stack. */
    readonly urn: string;
    readonly message: string;
}

/** What judging an exported stack came to. */
export interface Judgement {
    readonly resources: number;
    /** Values that the export holds encrypted, and no rule could see. */
    readonly encrypted: number;
    readonly findings: readonly Finding[];
}

interface Exported {
    readonly resources: readonly unknown[];
    readonly encrypted: number;
}

/**
 * Judges a stack as `pulumi stack export` wrote it, without its program, backend or account.
 *
 * @param config - policy configuration file, checked already
 * @throws ProblemError when the file holds no stack, or the engine cannot judge it
 */
export async function analyze(file: string, config: string | undefined): Promise<Judgement> {
    const exported = readExport(file);
    const { cli, ownLanguageHost } = cliOfSetup();
    const layout = sandboxLayout(repository, "policies");
    writeProject(layout, ownLanguageHost);
    const passphrase = process.env["PULUMI_CONFIG_PASSPHRASE"];
    const { stdout, stderr } = await capture(
        {
            cli,
            cwd: layout.project,
            env: {
                ...sandboxEnvironment(layout, {}),
                ...(passphrase === undefined ? {} : { PULUMI_CONFIG_PASSPHRASE: passphrase }),
            },
        },
        [
            ...["policy", "analyze", "--json", "--file", file, "--policy-pack", path.join(repository, "policies")],
            ...(config === undefined ? [] : ["--policy-pack-config", config]),
        ],
    );
    const events = eventsIn(stdout);
    if (!events.some(({ summaryEvent }) => summaryEvent !== undefined)) {
        throw problem(file, stderr.trim() || stdout.trim(), "Mend what the engine names.");
    }
    return {
        resources: exported.resources.length,
        encrypted: exported.encrypted,
        findings: events.flatMap(({ policyEvent }) => (policyEvent === undefined ? [] : [findingOf(policyEvent)])),
    };
}

function readExport(file: string): Exported {
    const remedy = "Write one with: pulumi stack export --file state.json";
    if (!fs.existsSync(file) || !fs.statSync(file).isFile()) {
        throw problem(file, "no such file", remedy);
    }
    const text = fs.readFileSync(file, "utf8");
    let document: unknown;
    try {
        document = JSON.parse(text);
    } catch {
        // The parser's own words hold a piece of the file, which may be a secret.
        throw problem(file, "no JSON", remedy, "JSON");
    }
    const deployment = memberOf(document, "deployment");
    if (typeof deployment !== "object" || deployment === null) {
        throw problem(file, "no deployment", remedy, "an exported stack");
    }
    const resources = memberOf(deployment, "resources");
    return {
        resources: Array.isArray(resources) ? resources : [],
        // Each is an object with the engine's mark of a secret and its ciphertext.
        encrypted: text.match(/"ciphertext":/g)?.length ?? 0,
    };
}

const memberOf = (holder: unknown, key: string): unknown =>
    typeof holder === "object" && holder !== null ? Reflect.get(holder, key) : undefined;

const problem = (where: string, got: string, remedy: string, allowed?: string): ProblemError =>
    new ProblemError("The exported stack", [{ where, got, remedy, ...(allowed === undefined ? {} : { allowed }) }]);

interface EventLine {
    readonly summaryEvent?: object;
    readonly policyEvent?: PolicyEvent;
}

interface PolicyEvent {
    readonly policyName: string;
    readonly enforcementLevel: string;
    readonly severity?: string;
    readonly resourceUrn?: string;
    readonly message: string;
}

const eventsIn = (text: string): EventLine[] =>
    text
        .split("\n")
        .filter((line) => line.startsWith("{") && line.endsWith("}"))
        .map((line) => JSON.parse(line) as EventLine);

/** The engine puts the rule's description above each message. */
function findingOf({ policyName, enforcementLevel, severity = "", resourceUrn = "", message }: PolicyEvent): Finding {
    return {
        rule: policyName,
        level: enforcementLevel,
        severity,
        urn: resourceUrn,
        message: message.slice(message.indexOf("\n") + 1).trim(),
    };
}
