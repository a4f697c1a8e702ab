import type { Table } from "../../components/parsed-values";
import { byEffect, Effect, inPlace, worst } from "./effect";
import { Detail, Row, shown } from "./row";
import { changedArguments, Step, valueOf } from "./step";

export const databaseType = "aws:rds:Instance";

/** Taken over without a restart, and without waiting for a maintenance window where AWS does not say otherwise. */
const harmless = [
    "allowMajorVersionUpgrade",
    "applyImmediately",
    "autoMinorVersionUpgrade",
    "backupWindow",
    "copyTagsToSnapshot",
    "databaseInsightsMode",
    "deletionProtection",
    "enabledCloudwatchLogsExports",
    "finalSnapshotIdentifier",
    "maintenanceWindow",
    "maxAllocatedStorage",
    "monitoringInterval",
    "monitoringRoleArn",
    "password",
    "performanceInsightsEnabled",
    "performanceInsightsRetentionPeriod",
    "skipFinalSnapshot",
    "tags",
    "vpcSecurityGroupIds",
];

/** Values of these say nothing that is private. */
const showable = [
    "allocatedStorage",
    "backupRetentionPeriod",
    "engineVersion",
    "instanceClass",
    "iops",
    "multiAz",
    "storageThroughput",
    "storageType",
];

type Cost = Pick<Detail, "effect" | "note">;

/**
 * What an update does to a database.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ModifyInstance.Settings.html
 */
export function databaseUpdate(step: Step): Pick<Row, "effect" | "details"> {
    const [asked, wanted] = [step.before?.inputs ?? {}, step.after?.inputs ?? {}];
    const was = { ...asked, ...readBack(step) };
    const details = byEffect(
        changedArguments(step).map((what) => ({
            what,
            ...shown(valueOf(was[what]), valueOf(wanted[what]), showable.includes(what)),
            ...costOf(what, was, wanted),
            ...(asked[what] === wanted[what] && was[what] !== wanted[what] ? { note: askedBefore } : {}),
        })),
    );
    return { effect: worst(details.map(({ effect }) => effect)), details };
}

/** What a change waits for is not in the arguments of the state, which are the last update's, but in what the provider read after it. */
const readBack = ({ before }: Step): Table =>
    Object.fromEntries(Object.entries(before?.outputs ?? {}).filter(([name]) => showable.includes(name)));

const askedBefore = "asked for by an earlier update; `pulumi refresh` tells whether AWS has made it since";

function costOf(property: string, was: Table, wanted: Table): Cost {
    const when = wanted["applyImmediately"] === true ? "at once" : "in the maintenance window";
    const reboot: Cost = { effect: { kind: "restart", how: `outage ${when}`, interrupts: true } };
    const quiet: Cost = { effect: { ...inPlace, how: when } };
    switch (property) {
        case "instanceClass":
            return reboot;
        case "engineVersion":
            return isRefusedUpgrade(was, wanted) ? refusedUpgrade : reboot;
        case "backupRetentionPeriod":
            return was[property] !== 0 && wanted[property] !== 0 ? { effect: inPlace } : reboot;
        case "allocatedStorage":
        case "iops":
        case "storageThroughput":
        case "multiAz":
            return { ...quiet, note: "the database may be slower meanwhile" };
        case "parameterGroupName":
            return { effect: inPlace, note: "static parameters wait for a restart by hand" };
        case "port":
            return { effect: { kind: "restart", how: "outage at once", interrupts: true } };
        default:
            return harmless.includes(property)
                ? { effect: inPlace }
                : { ...reboot, note: "cost not known: the worst case" };
    }
}

/** PostgreSQL's major version is the first number. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.html */
function isRefusedUpgrade(was: Table, wanted: Table): boolean {
    const [before, after] = [was, wanted].map(({ engineVersion }) => String(engineVersion).split(".", 1)[0]);
    return wanted["engine"] === "postgres" && before !== after && wanted["allowMajorVersionUpgrade"] !== true;
}

const refusal: Effect = { kind: "impossible", how: "AWS refuses it", interrupts: false };
const refusedUpgrade: Cost = { effect: refusal, note: "another major version, without allowMajorVersionUpgrade" };
