import { Buffer } from "node:buffer";
import { gunzipSync } from "node:zlib";
import type { Resource } from "../rule";
import { peekText } from "./peek";

/** Resources that give instances user data. */
export const userDataTypes: readonly string[] = [
    "aws:ec2/instance:Instance",
    "aws:ec2/launchTemplate:LaunchTemplate",
    "aws:ec2/launchConfiguration:LaunchConfiguration",
    "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
];

/** User data as EC2 gets it. */
export interface UserData {
    readonly property: string;
    readonly bytes: Buffer;
}

/**
 * User data of a resource, decoded where it is base64, which the provider does not encode again. None for what is not known yet: the update judges it
 * before an instance starts.
 */
export function userDataOf({ props }: Resource): readonly UserData[] {
    return ["userData", "userDataBase64"].flatMap((property) => {
        const text = peekText(props, property);
        return text === undefined ? [] : [{ property, bytes: decoded(text) }];
    });
}

function decoded(text: string): Buffer {
    const compact = text.replaceAll(/\s/g, "");
    const isBase64 = compact.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(compact);
    return Buffer.from(isBase64 ? compact : text, isBase64 ? "base64" : "utf8");
}

/** As many bytes of a compressed script as are read. */
const most = 4_194_304;

/** What the user data says, unpacked where it is compressed, as cloud-init takes it. */
export function textOf({ bytes }: UserData): string {
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
        return bytes.toString("utf8");
    }
    try {
        return gunzipSync(bytes, { maxOutputLength: most }).toString("utf8");
    } catch {
        // Broken, or far larger than any script.
        return "";
    }
}
