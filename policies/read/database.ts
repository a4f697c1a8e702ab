import type { Resource } from "../rule";
import { isGiven } from "./properties";

export const databaseType = "aws:rds/instance:Instance";
export const databaseClusterType = "aws:rds/cluster:Cluster";
export const clusterInstanceType = "aws:rds/clusterInstance:ClusterInstance";

/** Whether a database is a copy that follows another one, which answers for the data. */
export const isReplica = ({ props }: Resource): boolean =>
    isGiven(props, "replicateSourceDb") || isGiven(props, "replicationSourceIdentifier");

/** Whether a database is made from a backup, and takes from it what cannot be chosen anew. */
export const isRestored = ({ props }: Resource): boolean =>
    isGiven(props, "snapshotIdentifier") || isGiven(props, "restoreToPointInTime");
