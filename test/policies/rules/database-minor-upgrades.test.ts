import { databaseMinorUpgrades } from "../../../policies/rules/database-minor-upgrades";
import { propertyScenarios } from "../property-scenarios";
import { itJudges } from "../scenarios";

// CKV_AWS_226 fails an unset one, for which the provider takes true.
describe("database-minor-upgrades", () => {
    for (const stage of ["dev", "prod"] as const) {
        describe(stage, () => {
            itJudges(
                databaseMinorUpgrades,
                ["instance:Instance", "cluster:Cluster", "clusterInstance:ClusterInstance"].flatMap((token) =>
                    propertyScenarios({
                        type: `aws:rds/${token}`,
                        property: "autoMinorVersionUpgrade",
                        right: [true],
                        wrong: [false],
                        wanted: "true",
                        whenAbsent: "right",
                        says: (state) =>
                            `autoMinorVersionUpgrade ${state}; wanted: true. In this project: ` +
                            "database.minorUpgrades: true. In any other program: autoMinorVersionUpgrade: true, or leave it out.",
                        stage,
                    }),
                ),
            );
        });
    }
});
