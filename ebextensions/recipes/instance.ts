import type { InstanceFile } from "../model";
import { databaseUsers, DatabaseUsersPlan } from "./database-users";
import { jobs, JobsPlan } from "./jobs";
import { logs, LogsPlan } from "./logs";
import { memory, MemoryMetric } from "./memory";
import { packages } from "./packages";
import { rootCertificates } from "./root-certificates";
import { swap } from "./swap";

/** What an instance has besides the platform and the application. */
export interface InstancePlan {
    /** 0 for none. */
    readonly swapMb: number;
    /** `latest` or a version, by name. */
    readonly packages: Readonly<Record<string, string>>;
    /** Where the certificates of RDS come from; none where nobody needs them. */
    readonly rootCertificateUrls: readonly string[];
    /** Undefined where the application has no database of the stack, or one user of it. */
    readonly databaseUsers: DatabaseUsersPlan | undefined;
    readonly jobs: JobsPlan;
    readonly logs: LogsPlan;
    /** Undefined where nobody asks how much memory is used. */
    readonly memory: MemoryMetric | undefined;
}

export const instance = (plan: InstancePlan): InstanceFile[] => [
    ...swap(plan.swapMb),
    ...packages(plan.packages),
    ...rootCertificates(plan.rootCertificateUrls),
    ...databaseUsers(plan.databaseUsers),
    ...jobs(plan.jobs),
    ...logs(plan.logs, Object.keys(plan.jobs.jobs)),
    ...memory(plan.memory),
];
