import { createHash, generateKeyPairSync, KeyObject, randomBytes } from "node:crypto";
import type { ResourceTypes } from "../resource-type";
import { Properties, secret, textOf } from "../values";

/** A field of the SSH protocol: its length, and itself. RFC 4251, section 5. */
function field(content: Buffer | string): Buffer {
    const bytes = Buffer.from(content);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
}

const type = "ssh-ed25519";

/** The 32 bytes that a JSON Web Key has of an Ed25519 key. RFC 8037. */
const raw = (key: KeyObject, part: "x" | "d"): Buffer =>
    Buffer.from(key.export({ format: "jwk" })[part] ?? "", "base64url");

const publicBlob = (key: KeyObject): Buffer => Buffer.concat([field(type), field(raw(key, "x"))]);

/** OpenSSH's own form, without a passphrase: https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key */
function opensshForm(publicKey: KeyObject, privateKey: KeyObject): string {
    const check = randomBytes(4);
    const pair = Buffer.concat([raw(privateKey, "d"), raw(publicKey, "x")]);
    const secrets = Buffer.concat([check, check, publicBlob(publicKey), field(pair), field("")]);
    const padding = Buffer.from(Array.from({ length: (8 - (secrets.length % 8)) % 8 }, (_, i) => i + 1));
    const count = Buffer.from([0, 0, 0, 1]);
    const all = Buffer.concat([
        Buffer.from("openssh-key-v1\0"),
        ...["none", "none", ""].map(field),
        count,
        field(publicBlob(publicKey)),
        field(Buffer.concat([secrets, padding])),
    ]);
    const lines = all.toString("base64").match(/.{1,70}/g) ?? [];
    return ["-----BEGIN OPENSSH PRIVATE KEY-----", ...lines, "-----END OPENSSH PRIVATE KEY-----", ""].join("\n");
}

function ed25519(): Properties {
    const { publicKey, privateKey } = generateKeyPairSync("ed25519");
    const blob = publicBlob(publicKey);
    const pkcs8 = privateKey.export({ type: "pkcs8", format: "pem" });
    return {
        privateKeyOpenssh: secret(opensshForm(publicKey, privateKey)),
        privateKeyPem: secret(pkcs8),
        privateKeyPemPkcs8: secret(pkcs8),
        publicKeyOpenssh: `${type} ${blob.toString("base64")}\n`,
        publicKeyPem: publicKey.export({ type: "spki", format: "pem" }),
        publicKeyFingerprintSha256: `SHA256:${createHash("sha256").update(blob).digest("base64").replace(/=+$/, "")}`,
        publicKeyFingerprintMd5: createHash("md5")
            .update(blob)
            .digest("hex")
            .replace(/(..)(?=.)/g, "$1:"),
    };
}

/** @pulumi/tls. A key is made once, when the resource is, and is then kept by the state. */
export const tls: ResourceTypes = {
    "tls:index/privateKey:PrivateKey": {
        replaces: ["algorithm", "ecdsaCurve", "rsaBits"],
        defaults: { ecdsaCurve: "P224", rsaBits: 2048 },
        outputs: ed25519,
        refuseCreate: (inputs) =>
            textOf(inputs, "algorithm") === "ED25519"
                ? undefined
                : "The sandbox makes keys of the algorithm ED25519 only.",
    },
};
