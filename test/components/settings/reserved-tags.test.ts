import * as assert from "node:assert/strict";
import { reservedDefaultTags, reservedTags } from "../../../components/settings/reserved-tags";

/** cloudposse/terraform-aws-elastic-beanstalk-environment */
describe("#37, #42, #95: tags that Elastic Beanstalk sets itself", () => {
    const tags = { Name: "x", "elasticbeanstalk:environment-name": "x", "aws:x": "x", name: "x", team: "x" };

    it("are refused in the settings", () => {
        assert.deepEqual(
            reservedTags({ tags: { ...tags, stage: "x" } }).map(({ where, remedy }) => `${where}: ${remedy}`),
            [
                "tags.Name: Remove it; Elastic Beanstalk sets it itself and refuses yours.",
                "tags.elasticbeanstalk:environment-name: Remove it; Elastic Beanstalk sets it itself and refuses yours.",
                "tags.aws:x: Remove it; Elastic Beanstalk sets it itself and refuses yours.",
                "tags.stage: Set environment.stage instead.",
            ],
        );
    });

    it("are refused among the provider's default tags, which reach the environment too", () => {
        assert.deepEqual(reservedDefaultTags({ tags: { Name: "x", team: "y" } }), [
            {
                where: "aws:defaultTags.tags.Name",
                got: "a reserved tag, which the provider puts on the environment too",
                allowed: "any other key",
                remedy: "Remove it; Elastic Beanstalk sets it itself and refuses yours.",
            },
        ]);
        assert.equal(reservedDefaultTags({ tags }).length, 3);
        for (const nothing of [undefined, {}, { tags: {} }, { tags: ["Name"] }, "Name"]) {
            assert.deepEqual(reservedDefaultTags(nothing), []);
        }
    });
});
