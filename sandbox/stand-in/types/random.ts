import { randomBytes, randomInt } from "node:crypto";
import { ResourceTypes } from "../resource-type";
import { Properties, secret, textOf } from "../values";

const letters = "abcdefghijklmnopqrstuvwxyz";
const specials = "!@#$%&*()-_=+[]{}<>:?";

/** Whatever shapes a random text makes a new one. */
const replacesText = [
    "keepers",
    "length",
    "lower",
    "upper",
    "numeric",
    "number",
    "special",
    "overrideSpecial",
    "minLower",
    "minUpper",
    "minNumeric",
    "minSpecial",
];

/** @pulumi/random. Values are made once, when the resource is created, and are then kept by the state. `bcryptHash` is left out. */
export const random: ResourceTypes = {
    "random:index/randomPassword:RandomPassword": {
        replaces: replacesText,
        id: () => "none",
        outputs: (inputs) => ({ result: secret(randomText(inputs)) }),
    },
    "random:index/randomString:RandomString": {
        replaces: replacesText,
        outputs: (inputs) => ({ result: randomText(inputs) }),
    },
    "random:index/randomId:RandomId": {
        replaces: ["keepers", "byteLength", "prefix"],
        outputs: (inputs) => {
            const bytes = randomBytes(Number(inputs["byteLength"] ?? 8));
            const prefix = textOf(inputs, "prefix");
            return {
                hex: prefix + bytes.toString("hex"),
                b64Url: prefix + bytes.toString("base64url"),
                b64Std: prefix + bytes.toString("base64"),
                dec: prefix + BigInt(`0x${bytes.toString("hex")}`).toString(),
            };
        },
    },
};

function randomText(inputs: Properties): string {
    const kinds: [unknown, string][] = [
        [inputs["lower"], letters],
        [inputs["upper"], letters.toUpperCase()],
        [inputs["numeric"] ?? inputs["number"], "0123456789"],
        [inputs["special"], textOf(inputs, "overrideSpecial") || specials],
    ];
    const alphabet = kinds.map(([wanted, characters]) => (wanted === false ? "" : characters)).join("");
    return Array.from({ length: Number(inputs["length"] ?? 0) }, () => alphabet[randomInt(alphabet.length)]).join("");
}
