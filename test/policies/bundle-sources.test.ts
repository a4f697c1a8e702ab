import * as assert from "node:assert/strict";
import { asset } from "@pulumi/pulumi";
import { bundleSources } from "../../policies/bundle-sources";
import { proxied, runPolicies, unknown, urnOf } from "../support/policy-runner";
import { bundle } from "./sample-stack";

const objectOf = (path: string | undefined) => ({
    ...bundle("")[1]!,
    props: { source: path === undefined ? undefined : path === unknown ? unknown : new asset.FileAsset(path) },
});
const asOutput = (path: string | undefined, object = objectOf(path)) => {
    return { ...object, urn: urnOf(object), props: proxied(object.props) };
};

describe("bundleSources", () => {
    it("prefers the path of this run to that of the run that uploaded the object", async () => {
        const sources = bundleSources("/program");
        const { findings, notApplicable } = await runPolicies([sources.observer], [objectOf("/here/bundle.zip")]);
        assert.equal(await sources.pathOf(asOutput("/elsewhere/bundle.zip")), "/here/bundle.zip");
        assert.deepEqual([findings, notApplicable], [[], ["bundle-sources"]]);
    });

    it("notes that of an object of the old type too", async () => {
        const old = (path: string) => ({ ...objectOf(path), type: "aws:s3/bucketObject:BucketObject" });
        const sources = bundleSources("/program");
        await runPolicies([sources.observer], [old("/here/bundle.zip")]);
        assert.equal(await sources.pathOf(asOutput(undefined, old("/elsewhere/bundle.zip"))), "/here/bundle.zip");
    });

    it("takes the output's path where nothing passed by, as with an exported state", async () => {
        assert.equal(await bundleSources("/program").pathOf(asOutput("bundle.zip")), "/program/bundle.zip");
    });

    it("does not keep a path that is not known any more", async () => {
        const sources = bundleSources("/program");
        await runPolicies([sources.observer], [objectOf("/here/bundle.zip")]);
        await runPolicies([sources.observer], [objectOf(unknown)]);
        assert.equal(await sources.pathOf(asOutput("/elsewhere/bundle.zip")), "/elsewhere/bundle.zip");
    });

    it("has no path for what is not made from a file", async () => {
        assert.equal(await bundleSources("/program").pathOf(asOutput(undefined)), undefined);
    });

    it("knows the folder of an archive that the engine makes", async () => {
        const object = { ...asOutput(undefined), props: proxied({ source: new asset.FileArchive("app") }) };
        assert.equal(await bundleSources("/program").pathOf(object), "/program/app");
    });
});
