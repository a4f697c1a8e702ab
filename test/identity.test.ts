import * as assert from "node:assert/strict";
import { recordProgram } from "./support/program";

/**
 * What holds data, or runs. Whoever renames or moves one of these gives it an alias for its old URN, or the engine deletes it and makes it anew; then the old
 * URN stays here, and the test looks for it among the aliases.
 */
const kept = [
    "$django-beanstalk:environment:BeanstalkEnvironment$aws:elasticbeanstalk/environment:Environment::notes-prod-environment",
    "$django-beanstalk:database:Database$aws:rds/instance:Instance::notes-prod-database",
    "$django-beanstalk:database:Database$aws:rds/subnetGroup:SubnetGroup::notes-prod-database-subnets",
    "$django-beanstalk:database:Database$random:index/randomPassword:RandomPassword::notes-prod-database-password",
    "$django-beanstalk:media:MediaBucket$aws:s3/bucket:Bucket::notes-prod-media",
    "$django-beanstalk:bundle:SourceBundle$aws:elasticbeanstalk/application:Application::notes-prod-bundle-application",
    "$django-beanstalk:bundle:SourceBundle$aws:s3/bucket:Bucket::notes-prod-bundle",
    "$django-beanstalk:secrets:AppSecrets$aws:secretsmanager/secret:Secret::notes-prod-secret-secret-key",
    "$django-beanstalk:secrets:AppSecrets$random:index/randomPassword:RandomPassword::notes-prod-secret-secret-key-random",
];

describe("what a stack keeps", () => {
    it("has the URNs that it always had, so that no version of this program makes it anew", async () => {
        const { resources } = await recordProgram("prod", true);
        const urns = resources.map(({ urn }) => urn);
        for (const end of kept) {
            assert.ok(
                urns.some((urn) => `$${urn.split("::").slice(2).join("::")}`.endsWith(end)),
                `${end}\nis not among\n${urns.join("\n")}`,
            );
        }
    });

    it("is protected in prod", async () => {
        const { resources } = await recordProgram("prod", true);
        const protectedComponents = resources.filter(({ protect }) => protect).map(({ type }) => type.split(":").pop());
        for (const component of ["BeanstalkEnvironment", "Database", "MediaBucket", "Stash"]) {
            assert.ok(protectedComponents.includes(component), component);
        }
    });
});
