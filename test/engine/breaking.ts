import * as assert from "node:assert/strict";
import { catalogue } from "../../policies/catalogue";
import { policiesOf } from "../../policies/pack";
import { environmentType } from "../../policies/read/environment";
import { brokenNeighbours, brokenOptions } from "../policies/broken";
import { today } from "../policies/scenarios";
import { type Described, runPolicies } from "../support/policy-runner";
import { describedState } from "./described-state";
import type { StateResource } from "./sandbox-runner";

/** A stack in which one thing is not as it was, and the policies that are to find it. */
interface Broken {
    readonly title: string;
    readonly stack: readonly Described[];
    readonly trips: readonly string[];
}

type Change = readonly [rule: string, name: string, props: Readonly<Record<string, unknown>>];

const anyone = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" }] };
const allowing = (Action: string) => JSON.stringify({ Statement: [{ Effect: "Allow", Action, Resource: "*" }] });

/** What a resource of the prod stack has instead, by the end of its name. */
const changes: readonly Change[] = [
    ...brokenNeighbours
        .filter(([rule, name]) => name === "db" && rule !== "database-tls")
        .map(([rule, , props]): Change => [rule, "database", props]),
    ["bucket-public-access", "media-public-access", { blockPublicAcls: false }],
    ["bucket-tls-only", "media-tls-only", { policy: '{"Statement": []}' }],
    ["bucket-versioning-advice", "media-versions", { versioningConfiguration: { status: "Suspended" } }],
    ["bundle-bucket-region", "bundle", { region: "eu-west-1" }],
    ["database-tls", "database-parameters", { parameters: [{ name: "rds.force_ssl", value: "0" }] }],
    ["certificate-dns-validation", "certificate", { validationMethod: "EMAIL" }],
    ["certificate-transparency", "certificate", { options: { certificateTransparencyLoggingPreference: "DISABLED" } }],
    [
        "dns-alias-target-advice",
        "domain-www.notes.example.com",
        { aliases: undefined, type: "CNAME", records: ["notes.us-east-1.elasticbeanstalk.com"] },
    ],
    [
        "iam-no-admin",
        "environment-service-managed-updates",
        { policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" },
    ],
    ["iam-no-star", "environment-instance-policy", { policy: allowing("*") }],
    ["iam-pass-role", "environment-instance-policy", { policy: allowing("iam:PassRole") }],
    ["iam-trust", "environment-instance-role", { assumeRolePolicy: JSON.stringify(anyone) }],
    [
        "security-group-ingress",
        "network-database-postgres",
        { referencedSecurityGroupId: undefined, cidrIpv4: "0.0.0.0/0" },
    ],
    [
        "security-group-web-ports",
        "network-instances-http",
        { referencedSecurityGroupId: undefined, cidrIpv4: "0.0.0.0/0" },
    ],
    ["supported-platform", "environment", { solutionStackName: "64bit Amazon Linux 2 v3.7.2 running Python 3.8" }],
];

/** Every single break of a real stack in the state of the engine. */
export function breaksOf(resources: readonly StateResource[]): Broken[] {
    const stack = describedState(resources);
    const unstamped = stack.map((it) =>
        "key" in it.props ? { ...it, props: { ...it.props, key: "latest.zip" } } : it,
    );
    return [
        { title: "nothing", stack, trips: [] },
        { title: "key of the bundle", stack: unstamped, trips: ["bundle-fingerprint"] },
        {
            title: "protect of the database",
            stack: stack.map((it) => (it.type === "aws:rds/instance:Instance" ? { ...it, opts: {} } : it)),
            trips: ["protect"],
        },
        // Volumes are encrypted by the account's default, so that no image has to be.
        {
            title: "no default encryption of the account",
            stack: stack.filter(({ type }) => type !== "aws:ebs/encryptionByDefault:EncryptionByDefault"),
            trips: ["volume-encryption-advice"],
        },
        ...brokenOptions
            .filter(([rule]) => rule !== "volume-encryption-advice")
            .map(([rule, option, value]) => ({
                title: `${option} as ${String(value).slice(0, 40)}`,
                stack: changed(stack, isEnvironment, ({ props }) => ({
                    settings: withOption(props["settings"], option, value),
                })),
                trips: [rule],
            })),
        ...changes.map(([rule, name, props]) => ({
            title: `${Object.keys(props).join(" and ")} of ${name} for ${rule}`,
            stack: changed(stack, isNamed(name), () => props),
            trips: [rule],
        })),
    ];
}

/** Names of the policies that find something in a stack. */
export async function trippedBy(stack: readonly Described[]): Promise<string[]> {
    const run = await runPolicies(
        policiesOf(catalogue, "/program", undefined, () => today),
        stack,
    );
    return [...new Set(run.findings.map(({ policy }) => policy))];
}

const isEnvironment = ({ type }: Described): boolean => type === environmentType;

/** Components have the names of what they are about. */
const isNamed =
    (name: string) =>
    (it: Described): boolean =>
        it.name === `notes-prod-${name}` && it.type.startsWith("aws:");

function changed(
    stack: readonly Described[],
    which: (it: Described) => boolean,
    props: (it: Described) => object,
): Described[] {
    const [first, ...more] = stack.filter(which);
    assert.ok(first !== undefined && more.length === 0, "one resource is to change");
    return stack.map((it) => (it === first ? { ...it, props: { ...it.props, ...props(it) } } : it));
}

interface Setting {
    readonly namespace: string;
    readonly name: string;
}

function withOption(settings: unknown, option: string, given: unknown): object[] {
    const at = option.lastIndexOf("/");
    const [namespace, name] = [option.slice(0, at), option.slice(at + 1)];
    const others = (settings as Setting[]).filter((it) => it.namespace !== namespace || it.name !== name);
    const values = given === undefined ? [] : Array.isArray(given) ? (given as unknown[]) : [given];
    return [...others, ...values.map((value) => ({ namespace, name, resource: "", value }))];
}
