import { anyText, boolean, oneOf, whole } from "../forms";
import { changeSeverity } from "../sources";
import type { NamespaceTable } from "../types";

const internal = { got: "an option that AWS sets itself and does not document", remedy: "Remove it." } as const;

/** Options that are known, so that a message can say why not to set them. */
export const unwantedTables = [
    {
        namespace: "aws:rds:dbinstance",
        change: "unknown",
        refuse: {
            got: "a database inside the environment, which ends with it",
            remedy: "Use the database setting; its database outlives the environment, and its password is a secret.",
        },
        options: {
            DBAllocatedStorage: { form: whole(5, 1024), default: "5" },
            DBDeletionPolicy: { form: oneOf("Delete", "Retain", "Snapshot"), default: "Delete" },
            DBEngine: {
                form: oneOf("mysql", "oracle-se1", "sqlserver-ex", "sqlserver-web", "sqlserver-se", "postgres"),
                default: "mysql",
            },
            DBEngineVersion: { form: anyText, default: "5.5" },
            DBInstanceClass: { form: anyText, default: "db.t2.micro" },
            DBPassword: { form: anyText, secret: true },
            DBSnapshotIdentifier: { form: anyText },
            DBUser: { form: anyText, default: "ebroot" },
            HasCoupledDatabase: { form: boolean, default: "false" },
            MultiAZDatabase: { form: boolean, default: "false" },
        },
    },
    {
        namespace: "aws:elasticbeanstalk:control",
        change: "in-place",
        source: changeSeverity,
        refuse: internal,
        options: {
            DefaultSSHPort: { form: anyText, default: "22" },
            LaunchTimeout: { form: anyText, default: "0" },
            LaunchType: { form: anyText, default: "Migration" },
            RollbackLaunchOnFailure: { form: anyText, default: "false" },
        },
    },
    {
        namespace: "aws:cloudformation:template:parameter",
        change: "unknown",
        refuse: internal,
        options: {
            AppSource: { form: anyText },
            EnvironmentVariables: { form: anyText, change: "restart", source: changeSeverity, secret: true },
            HooksPkgUrl: { form: anyText },
            InstancePort: { form: anyText, default: "80" },
            InstanceTypeFamily: { form: anyText },
            StaticFiles: { form: anyText },
        },
    },
] as const satisfies readonly NamespaceTable[];
