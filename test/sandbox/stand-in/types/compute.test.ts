import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { plain, isSecret } from "../../../../sandbox/stand-in/values";
import { ProviderClient } from "../../../support/provider-client";
import { temporaryFolder } from "../../../support/temporary-folder";

const instance = "aws:ec2/instance:Instance";
const template = "aws:ec2/launchTemplate:LaunchTemplate";
const keyPair = "aws:ec2/keyPair:KeyPair";
const base64 = (bytes: number) => Buffer.alloc(bytes, "x").toString("base64");

describe("EC2 in the stand-in", () => {
    const folder = temporaryFolder();
    let aws: ProviderClient;
    beforeEach(async () => {
        aws = await ProviderClient.start(folder.path);
    });
    afterEach(() => aws.close());

    it("gives an instance addresses, a public one only where it is asked for", async () => {
        const { outputs } = await aws.create(instance, "a", { associatePublicIpAddress: true });
        assert.match(String(outputs["publicIp"]), /^203\.0\.113\.\d+$/);
        assert.match(String(outputs["publicDns"]), /^ec2-203-0-113-\d+\.compute-1\.amazonaws\.com$/);
        const inside = await aws.create(instance, "b", { associatePublicIpAddress: false });
        assert.equal(inside.outputs["publicIp"], "");
        assert.match(String(inside.outputs["privateIp"]), /^172\.31\.\d+\.\d+$/);
    });

    it("takes 16,384 bytes of user data and not one more", async () => {
        await aws.create(instance, "a", { userDataBase64: base64(16384) });
        const message = "InvalidParameterValue: User data is limited to 16384 bytes";
        await assert.rejects(aws.create(instance, "b", { userDataBase64: base64(16385) }), { message });
        await assert.rejects(aws.create(template, "c", { name: "c", userData: base64(16385) }), { message });
    });

    it("replaces an instance for other user data where the program says so, and changes it otherwise", async () => {
        const diff = async (userDataReplaceOnChange: boolean) => {
            const inputs = (text: string) => ({ userDataReplaceOnChange, userDataBase64: text });
            return (await aws.diff(instance, inputs("YQ=="), inputs("Yg=="))).replacesList;
        };
        assert.deepEqual(await diff(true), ["userDataBase64"]);
        assert.deepEqual(await diff(false), []);
    });

    it("does not see that market options are left out, only that they are others", async () => {
        const spot = { instanceMarketOptions: { marketType: "spot" } };
        assert.deepEqual((await aws.diff(instance, spot, {})).diffsList, []);
        const other = { instanceMarketOptions: { marketType: "spot", spotOptions: { maxPrice: "0.01" } } };
        assert.deepEqual((await aws.diff(instance, spot, other)).replacesList, ["instanceMarketOptions"]);
        assert.deepEqual((await aws.diff(instance, {}, spot)).replacesList, ["instanceMarketOptions"]);
    });

    it("knows its key pairs", async () => {
        const message = "InvalidKeyPair.NotFound: The key pair 'mine' does not exist";
        await assert.rejects(aws.create(instance, "a", { keyName: "mine" }), { message });
        await aws.create(keyPair, "k", { keyName: "mine", publicKey: "ssh-ed25519 AAAA" });
        await aws.create(instance, "a", { keyName: "mine" });
    });

    it("numbers the versions of a launch template", async () => {
        const { id, outputs } = await aws.create(template, "t", { name: "t" });
        assert.equal(outputs["latestVersion"], 1);
        const after = await aws.update(template, "t", id, outputs, { name: "t", userData: base64(3) });
        assert.equal(after["latestVersion"], 2);
    });
});

describe("@pulumi/tls in the stand-in", () => {
    const folder = temporaryFolder();
    let tls: ProviderClient;
    beforeEach(async () => {
        tls = await ProviderClient.start(folder.path, undefined, "tls");
    });
    afterEach(() => tls.close());

    it("makes a key pair that OpenSSH reads, secret where it has to be", async function () {
        const { outputs } = await tls.create("tls:index/privateKey:PrivateKey", "k", { algorithm: "ED25519" });
        for (const name of ["privateKeyOpenssh", "privateKeyPem", "privateKeyPemPkcs8"]) {
            assert.ok(isSecret(outputs[name]), name);
        }
        const file = path.join(folder.path, "key");
        fs.writeFileSync(file, String(plain(outputs["privateKeyOpenssh"])), { mode: 0o600 });
        let publicKey: string;
        try {
            publicKey = execFileSync("ssh-keygen", ["-y", "-f", file], { encoding: "utf8" });
        } catch (error) {
            if ((error as NodeJS.ErrnoException).code === "ENOENT") {
                this.skip();
            }
            throw error;
        }
        assert.equal(publicKey.trim(), String(outputs["publicKeyOpenssh"]).trim());
        const fingerprint = execFileSync("ssh-keygen", ["-l", "-f", file], { encoding: "utf8" }).split(" ")[1];
        assert.equal(fingerprint, outputs["publicKeyFingerprintSha256"]);
    });

    it("makes no other kind of key", async () => {
        await assert.rejects(tls.create("tls:index/privateKey:PrivateKey", "k", { algorithm: "RSA" }), {
            message: "The sandbox makes keys of the algorithm ED25519 only.",
        });
    });
});
