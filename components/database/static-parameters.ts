import type { Problem } from "../problem";
import type { Settings } from "../settings";
import { majorOf } from "./supported";

type Postgres = Extract<Settings["database"], { kind: "postgres" }>;

/**
 * Parameters that PostgreSQL reads when it starts (context `postmaster` of pg_settings), and that RDS lets people set, as of November 2026. The list is of
 * those that people do set: AWS tells all of a family with
 * aws rds describe-engine-default-parameters --db-parameter-group-family postgres17, those whose ApplyType is static.
 *
 * https://www.postgresql.org/docs/18/view-pg-settings.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Parameters.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.FeatureSupport.LogicalReplication.html (rds.logical_replication)
 */
const staticParameters: ReadonlySet<string> = new Set([
    "autovacuum_freeze_max_age",
    "autovacuum_multixact_freeze_max_age",
    "autovacuum_worker_slots",
    "cron.database_name",
    "huge_pages",
    "max_connections",
    "max_files_per_process",
    "max_locks_per_transaction",
    "max_logical_replication_workers",
    "max_pred_locks_per_transaction",
    "max_prepared_transactions",
    "max_replication_slots",
    "max_wal_senders",
    "max_worker_processes",
    "pg_stat_statements.max",
    "rds.logical_replication",
    "shared_buffers",
    "shared_preload_libraries",
    "superuser_reserved_connections",
    "track_activity_query_size",
    "track_commit_timestamp",
    "wal_buffers",
]);

/** What became dynamic, with the major version. https://www.postgresql.org/docs/18/release-18.html */
const dynamicSince: Readonly<Record<string, number>> = { autovacuum_max_workers: 18 };

const isStatic = (name: string, major: number): boolean =>
    staticParameters.has(name) || major < (dynamicSince[name] ?? 0);

/**
 * AWS refuses the parameter group with "cannot use immediate apply method for static parameter", and does not say which one.
 *
 * @returns a problem for each parameter that counts after a restart only, and is to count at once
 */
export const staticParameterProblems = ({ parameters, version }: Postgres): Problem[] =>
    Object.entries(parameters)
        .filter(([name, { apply }]) => apply === "immediate" && isStatic(name, Number(majorOf(version))))
        .map(([name]) => ({
            where: `database.parameters.${name}.apply`,
            got: "immediate, which is the default, of a static parameter",
            allowed: "pending-reboot: PostgreSQL reads a static parameter when it starts",
            remedy: "Add apply: pending-reboot. On a server that runs, it counts after `aws rds reboot-db-instance`.",
        }));
