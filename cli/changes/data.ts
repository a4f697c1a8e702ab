import type { Table } from "../../components/parsed-values";
import type { State, Step } from "./step";

/** What becomes of the data of a resource that goes, by its type: the end of a sentence. */
const holders: Readonly<Record<string, (inputs: Table) => string>> = {
    "aws:rds:Instance": ({ skipFinalSnapshot, deletionProtection, finalSnapshotIdentifier }) => {
        if (deletionProtection === true) {
            return "AWS refuses to delete the old one as long as its deletion protection is on.";
        }
        return skipFinalSnapshot === true
            ? "all its data is deleted WITHOUT a final snapshot."
            : `all its data is left in a final snapshot alone${typeof finalSnapshotIdentifier === "string" ? `, ${finalSnapshotIdentifier}` : ""}.`;
    },
    "aws:s3:Bucket": ({ forceDestroy }) =>
        forceDestroy === true
            ? "every object in it is deleted."
            : "AWS refuses to delete the old one as long as it holds an object.",
    "aws:elasticache:ReplicationGroup": ({ finalSnapshotIdentifier }) =>
        typeof finalSnapshotIdentifier === "string"
            ? `all it holds is left in a final snapshot alone, ${finalSnapshotIdentifier}.`
            : "all it holds, waiting tasks of queues included, is deleted WITHOUT a final snapshot.",
    "aws:kms:Key": ({ deletionWindowInDays }) =>
        `AWS deletes it in ${Number(deletionWindowInDays ?? 30)} days, and whatever it encrypts can never be read again from then on.`,
    "aws:secretsmanager:Secret": ({ recoveryWindowInDays }) =>
        recoveryWindowInDays === 0
            ? "its value is deleted at once, for ever."
            : `its value can be restored for ${Number(recoveryWindowInDays ?? 30)} days.`,
    "aws:ssm:Parameter": () => "its value is deleted.",
    "aws:sqs:Queue": () => "messages that wait in it are deleted.",
    "aws:cloudwatch:LogGroup": ({ skipDestroy }) =>
        skipDestroy === true ? "the old one, with its logs, stays in AWS." : "the logs in it are deleted.",
};

/**
 * A replica of a database has nothing that its server has not. Promoted by hand it is a server with data of its own, of which the provider reads no source.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.Promote.html
 */
const isCopy = ({ inputs, outputs }: State): boolean =>
    typeof inputs["replicateSourceDb"] === "string" && outputs["replicateSourceDb"] !== "";

/** @returns a loud sentence for a resource with data that is replaced or deleted, none for a copy of what stays */
export function dangersOf({ operation, type, name, before }: Step): string[] {
    const fate = holders[type];
    if (fate === undefined || before === undefined || (operation !== "replace" && operation !== "delete")) {
        return [];
    }
    if (isCopy(before)) {
        return [];
    }
    const what =
        operation === "replace" ? "replaced by an empty one" : before.retain ? "dropped from the stack" : "deleted";
    return [`${type} ${name} is ${what}: ${before.retain ? "the old one stays in AWS." : fate(before.inputs)}`];
}
