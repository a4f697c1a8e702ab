import type { Problem } from "../problem";
import type { Settings } from "../settings";
import { compareReleases } from "../solution-stack";
import { familyOf, instanceClass, instanceFamilies, sizesOf } from "./instance-classes";

type Postgres = Extract<Settings["database"], { kind: "postgres" }>;

/**
 * Major versions that RDS offers for a new server, as of November 2026. 13 is in Extended Support, which costs more for each processor and hour.
 * https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html
 */
const majors = ["13", "14", "15", "16", "17", "18"];

/** The first minor version that a family runs, where it does not run all of a major version. Families that are not here run them, or AWS's page was not read about them. */
const firstMinors: Readonly<Record<string, readonly string[]>> = {
    m6i: ["13.4"],
    r6i: ["13.4"],
    m7g: ["13.4", "14.5", "15.2"],
    r7g: ["13.4", "14.5", "15.2"],
};

/** `17` of 17 and 17.4 */
export const majorOf = (version: string): string => version.split(".")[0] ?? version;

/** Classes that are not in the table would fail after minutes, when everything else is made. */
export function classProblems({ instanceClass: own, replica }: Postgres): Problem[] {
    const given = [
        { where: "database.instanceClass", name: own },
        { where: "database.replica.instanceClass", name: replica?.instanceClass ?? own },
    ];
    return given
        .filter(({ where, name }) => instanceClass(name) === undefined && (where === given[0]?.where || name !== own))
        .map(({ where, name }) => {
            const sizes = sizesOf(familyOf(name));
            return {
                where,
                got: `${name}, a class that this program does not know`,
                allowed:
                    sizes.length > 0
                        ? `db.${familyOf(name)} with ${sizes.join(", ")}`
                        : `one of the families ${instanceFamilies.map((family) => `db.${family}`).join(", ")}`,
                remedy: "Choose one of them; a newer class goes into components/database/instance-classes.ts first.",
            };
        });
}

/**
 * Versions that RDS does not have, or not on the class. Whether a region offers a class is AWS's to tell:
 * aws rds describe-orderable-db-instance-options --engine postgres --db-instance-class db.m8g.large
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Support.html
 */
export function versionProblems({ version, minorUpgrades, instanceClass: name }: Postgres): Problem[] {
    const major = majorOf(version);
    const first = (firstMinors[familyOf(name)] ?? []).find((each) => majorOf(each) === major);
    if (!majors.includes(major)) {
        return [
            {
                where: "database.version",
                got: `${version}, which RDS does not offer`,
                allowed: `one of the major versions ${majors.join(", ")}`,
                remedy: "Choose one of them; a newer one goes into components/database/supported.ts first.",
            },
        ];
    }
    if (version !== major && first !== undefined && compareReleases(version, first) < 0) {
        return [
            {
                where: "database.version",
                got: `${version}, which ${name} does not run`,
                allowed: `${first} or newer on db.${familyOf(name)}`,
                remedy: `Write ${JSON.stringify(major)}, and AWS chooses the minor version; or take a class of another family.`,
            },
        ];
    }
    return version !== major && minorUpgrades ? [pinned(version, major)] : [];
}

/** A pinned minor version and upgrades by AWS contradict each other: after the first one, the next update would ask for the old version again, which AWS refuses. */
const pinned = (version: string, major: string): Problem => ({
    where: "database.version",
    got: `${version}, while database.minorUpgrades lets AWS move the minor version`,
    allowed: "a major version alone, or minorUpgrades: false",
    remedy: `Write ${JSON.stringify(major)}; or set database.minorUpgrades to false, and bring minor versions yourself.`,
});
