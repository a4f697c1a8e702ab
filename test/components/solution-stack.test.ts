import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { compareReleases, exactly, nameOfStack, parseStackName, releasesOf } from "../../components/solution-stack";

const release = fc.tuple(fc.nat(30), fc.nat(30), fc.nat(30)).map((numbers) => numbers.join("."));
const branch = fc.constantFrom("Python 3.11", "Python 3.13", "Docker", "ECS", "Corretto 21", ".NET 8");

describe("the name of a solution stack", () => {
    it("is composed as AWS does, and read again", () => {
        assert.equal(
            nameOfStack({ branch: "Python 3.13", release: "4.13.7" }),
            "64bit Amazon Linux 2023 v4.13.7 running Python 3.13",
        );
        fc.assert(
            fc.property(branch, release, (branch, release) => {
                assert.deepEqual(parseStackName(nameOfStack({ branch, release })), { branch, release });
            }),
        );
    });

    it("of another system is none", () => {
        for (const name of [
            "64bit Amazon Linux 2 v3.7.2 running Python 3.8",
            "64bit Amazon Linux 2023 v4.13.7 running ",
            "64bit Windows Server 2022 v2.15.0 running IIS 10.0",
            "x 64bit Amazon Linux 2023 v4.13.7 running Docker",
        ]) {
            assert.equal(parseStackName(name), undefined, name);
        }
    });

    it("is found by its branch, whole: no other branch or system matches", () => {
        const docker = new RegExp(releasesOf("Docker"));
        assert.ok(docker.test("64bit Amazon Linux 2023 v4.13.7 running Docker"));
        assert.ok(!docker.test("64bit Amazon Linux 2018.03 v2.0.0 running Multi-container Docker 1.6.2 (Generic)"));
        assert.ok(!docker.test("64bit Amazon Linux 2 v4.0.0 running Docker"));
        assert.ok(!new RegExp(releasesOf("Python 3.1")).test("64bit Amazon Linux 2023 v4.13.7 running Python 3.13"));
        assert.ok(!new RegExp(releasesOf("Python 3.13")).test("64bit Amazon Linux 2023 v4.13.7 running Python 3x13"));
        fc.assert(
            fc.property(fc.record({ branch, release }), fc.record({ branch, release }), (a, b) => {
                assert.equal(new RegExp(releasesOf(a.branch)).test(nameOfStack(b)), a.branch === b.branch);
                assert.equal(
                    new RegExp(exactly(nameOfStack(a))).test(nameOfStack(b)),
                    nameOfStack(a) === nameOfStack(b),
                );
            }),
        );
    });

    it("has releases that are ordered by number", () => {
        const sorted = ["4.13.7", "4.9.1", "4.13.10", "3.99.99", "4.13.7"].sort(compareReleases);
        assert.deepEqual(sorted, ["3.99.99", "4.9.1", "4.13.7", "4.13.7", "4.13.10"]);
        fc.assert(
            fc.property(release, release, (a, b) => {
                assert.equal(Math.sign(compareReleases(a, b)), -Math.sign(compareReleases(b, a)) + 0);
                assert.equal(compareReleases(a, b) === 0, a === b);
            }),
        );
    });
});
