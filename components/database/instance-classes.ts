/**
 * Instance classes of RDS for PostgreSQL that this program knows, as of November 2026. Amazon's pages are the source of processors and memory:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html
 */
export interface InstanceClass {
    readonly vcpu: number;
    readonly memoryGib: number;
}

interface Family {
    readonly memoryGibPerVcpu: number;
    readonly sizes: readonly string[];
}

/** Burstable classes have two processors up to large, whatever their memory is. */
const burstable: Readonly<Record<string, InstanceClass>> = {
    micro: { vcpu: 2, memoryGib: 1 },
    small: { vcpu: 2, memoryGib: 2 },
    medium: { vcpu: 2, memoryGib: 4 },
    large: { vcpu: 2, memoryGib: 8 },
    xlarge: { vcpu: 4, memoryGib: 16 },
    "2xlarge": { vcpu: 8, memoryGib: 32 },
};

const to16 = ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge"];
const to24 = [...to16, "24xlarge"];
const to32 = [...to24, "32xlarge"];
const to48 = [...to24, "48xlarge"];

const general = (sizes: readonly string[]): Family => ({ memoryGibPerVcpu: 4, sizes });
const memory = (sizes: readonly string[]): Family => ({ memoryGibPerVcpu: 8, sizes });

const families: Readonly<Record<string, Family>> = {
    m5: general(to24),
    m6g: general(to16),
    m6i: general(to32),
    m7g: general(to16),
    m7i: general(to48),
    m8g: general(to48),
    r5: memory(to24),
    r6g: memory(to16),
    r6i: memory(to32),
    r7g: memory(to16),
    r7i: memory(to48),
    r8g: memory(to48),
    x2g: { memoryGibPerVcpu: 16, sizes: to16 },
};

const burstableFamilies = ["t3", "t4g"];

/** Families, the cheapest first. */
export const instanceFamilies: readonly string[] = [...burstableFamilies, ...Object.keys(families)];

/** Sizes of a family, the smallest first; none of a family that is not in the table. */
export const sizesOf = (family: string): readonly string[] =>
    burstableFamilies.includes(family) ? Object.keys(burstable) : (families[family]?.sizes ?? []);

/** `m7g` of `db.m7g.large` */
export const familyOf = (name: string): string => name.split(".")[1] ?? "";

/** @returns undefined for a class that is not in the table */
export function instanceClass(name: string): InstanceClass | undefined {
    const [, family = "", size = ""] = name.split(".");
    if (!sizesOf(family).includes(size)) {
        return undefined;
    }
    const vcpu = size === "large" ? 2 : 4 * Number(/^\d+/.exec(size)?.[0] ?? 1);
    const perVcpu = families[family]?.memoryGibPerVcpu;
    return perVcpu === undefined ? burstable[size] : { vcpu, memoryGib: vcpu * perVcpu };
}

/** Kept by PostgreSQL for superusers (3) and by RDS for its own (2): superuser_reserved_connections, rds.rds_superuser_reserved_connections. */
export const reservedConnections = 5;

/**
 * RDS's default of `max_connections`: LEAST({DBInstanceClassMemory/9531392}, 5000). DBInstanceClassMemory is less than the memory of the class, since
 * operating system and RDS take a part of it; AWS does not say how much. Assumed is a quarter of a GiB and 3 %, which meets or stays below what
 * people report: 81 of db.t3.micro, 198 with 2 GiB, 413 with 4 GiB.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections
 */
export function maxConnections({ memoryGib }: InstanceClass): number {
    const usable = memoryGib * 0.97 - 0.25;
    return Math.min(Math.floor((usable * 2 ** 30) / 9531392), 5000);
}
