import * as assert from "node:assert/strict";
import { exactly, releasesOf } from "../../../components/solution-stack";
import { ProviderClient } from "../../support/provider-client";
import { temporaryFolder } from "../../support/temporary-folder";

describe("the stand-in's platforms", () => {
    const folder = temporaryFolder();
    let aws: ProviderClient;
    beforeEach(async () => {
        aws = await ProviderClient.start(folder.path);
    });
    afterEach(() => aws.close());

    const find = async (nameRegex: string, mostRecent = true) =>
        (await aws.invoke("aws:elasticbeanstalk/getSolutionStack:getSolutionStack", { nameRegex, mostRecent }))["name"];
    const stack = (release: string, branch = "Python 3.13") => `64bit Amazon Linux 2023 v${release} running ${branch}`;

    it("are the current ones of August 2026", async () => {
        assert.equal(await find(releasesOf("Python 3.13")), stack("4.13.7"));
        assert.equal(await find(releasesOf("Docker")), stack("4.13.7", "Docker"));
        assert.equal(await find(exactly(stack("4.13.7"))), stack("4.13.7"));
        assert.equal(await find("Python"), stack("4.13.7", "Python 3.14"), "in AWS's order");
    });

    it("do not have a superseded or retired one, in the provider's words", async () => {
        for (const name of [exactly(stack("4.9.1")), releasesOf("Python 3.9"), exactly(stack("9.9.9", "Python 3.9"))]) {
            await assert.rejects(find(name), /Your query returned no results\. Please change/);
        }
    });

    it("have a release that is later than the known ones, because AWS makes one each month", async () => {
        assert.equal(await find(exactly(stack("4.14.0"))), stack("4.14.0"));
    });

    it("refuse a question with several answers, unless it asks for the most recent", async () => {
        await assert.rejects(find("Python", false), /Your query returned more than one result/);
    });
});
