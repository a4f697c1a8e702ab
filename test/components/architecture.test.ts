import * as assert from "node:assert/strict";
import { architectureOf, hasBothArchitectures } from "../../components/architecture";

describe("the processor of instance types", () => {
    for (const type of [
        "t4g.micro",
        "m6g.large",
        "c7gn.xlarge",
        "r8gd.medium",
        "x2gd.large",
        "im4gn.large",
        "a1.medium",
        "g5g.xlarge",
        "hpc7g.4xlarge",
    ]) {
        it(`${type} is Graviton`, () => {
            assert.equal(architectureOf([type]), "aarch64");
        });
    }

    for (const type of [
        "t3.micro",
        "m5.large",
        "g4dn.xlarge",
        "g5.xlarge",
        "c6a.large",
        "m7i-flex.large",
        "p4d.24xlarge",
        "u-6tb1.metal",
        "mac2.metal",
    ]) {
        it(`${type} is x86`, () => {
            assert.equal(architectureOf([type]), "x86_64");
        });
    }

    it("cannot be mixed", () => {
        assert.equal(hasBothArchitectures(["t3.micro", "t3a.micro"]), false);
        assert.equal(hasBothArchitectures(["t3.micro", "t4g.micro"]), true);
    });
});
