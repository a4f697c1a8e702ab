import * as assert from "node:assert/strict";
import {
    instanceClass,
    instanceFamilies,
    maxConnections,
    sizesOf,
} from "../../../components/database/instance-classes";
import { byStage } from "../../../components/settings/defaults";

/** Class, processors, GiB as Amazon's page has them, and connections. */
const known: readonly (readonly [string, number, number, number])[] = [
    ["db.t3.micro", 2, 1, 81],
    ["db.t4g.micro", 2, 1, 81],
    ["db.t4g.small", 2, 2, 190],
    ["db.t4g.medium", 2, 4, 408],
    ["db.t4g.large", 2, 8, 846],
    ["db.t4g.2xlarge", 8, 32, 3468],
    ["db.m7g.large", 2, 8, 846],
    ["db.m6i.32xlarge", 128, 512, 5000],
    ["db.m8g.48xlarge", 192, 768, 5000],
    ["db.r8g.xlarge", 4, 32, 3468],
    ["db.r6g.16xlarge", 64, 512, 5000],
    ["db.x2g.large", 2, 32, 3468],
];

describe("instance classes of RDS", () => {
    for (const [name, vcpu, memoryGib, connections] of known) {
        it(`${name} has ${vcpu} processors, ${memoryGib} GiB and ${connections} connections`, () => {
            const found = instanceClass(name);
            assert.deepEqual(found, { vcpu, memoryGib });
            assert.equal(maxConnections(found), connections);
        });
    }

    it("are unknown where family or size is", () => {
        for (const name of [
            "db.t2.micro",
            "db.t4g.nano",
            "db.t4g.4xlarge",
            "db.m7g.medium",
            "db.m7g.24xlarge",
            "t3.micro",
            "",
        ]) {
            assert.equal(instanceClass(name), undefined, name);
        }
    });

    it("never have more connections than the formula gives with all of the memory", () => {
        for (const family of instanceFamilies) {
            for (const size of sizesOf(family)) {
                const found = instanceClass(`db.${family}.${size}`);
                assert.ok(found !== undefined);
                assert.ok(maxConnections(found) <= Math.min((found.memoryGib * 2 ** 30) / 9531392, 5000));
            }
        }
    });

    it("have those of the defaults", () => {
        for (const { databaseClass } of Object.values(byStage)) {
            assert.notEqual(instanceClass(databaseClass), undefined);
        }
    });
});
