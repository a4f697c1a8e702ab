import { Buffer } from "node:buffer";
import { gunzipSync } from "node:zlib";
import type { Resource } from "../rule";
import { peek, peekText } from "./peek";

/** Resources that give instances user data. */
export const userDataTypes: readonly string[] = [
    "aws:ec2/instance:Instance",
    "aws:ec2/launchTemplate:LaunchTemplate",
    "aws:ec2/launchConfiguration:LaunchConfiguration",
    "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
    // An autoscaling group and a fleet (aws:ec2/fleet) have none of their own, but that of a launch template.
    "aws:ec2/spotFleetRequest:SpotFleetRequest",
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
    const holders = [{ holder: props as unknown, prefix: "" }, ...specificationsOf(props)];
    return holders.flatMap(({ holder, prefix }) =>
        ["userData", "userDataBase64"].flatMap((name) => {
            const text = peekText(holder, name);
            return text === undefined ? [] : [{ property: prefix + name, bytes: decoded(text) }];
        }),
    );
}

/** The kinds of instances of a spot fleet that it does not leave to launch templates. */
function specificationsOf(props: Resource["props"]) {
    const list = peek(props, "launchSpecifications");
    const length = list.kind === "known" && Array.isArray(list.value) ? list.value.length : 0;
    return Array.from({ length }, (_, index) => {
        const each = list.kind === "known" ? peek(list.value, index) : list;
        return { holder: each.kind === "known" ? each.value : undefined, prefix: `launchSpecifications[${index}].` };
    });
}

function decoded(text: string): Buffer {
    const compact = text.replaceAll(/\s/g, "");
    const isBase64 = compact.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(compact);
    return Buffer.from(isBase64 ? compact : text, isBase64 ? "base64" : "utf8");
}

/** As many bytes of a compressed script as are read. */
const most = 4_194_304;

/** Files within files: compressed user data whose `write_files` has a compressed file, which holds a last one. */
const deepest = 3;

/**
 * What the user data says, unpacked where it is compressed, as cloud-init takes it; and what the files and parts say that it carries as base64, as the
 * `encoding` of `write_files` and parts of MIME allow. https://docs.cloud-init.io/en/latest/reference/modules.html#write-files
 */
export const textsOf = ({ bytes }: UserData): readonly string[] => textsIn(bytes, deepest);

function textsIn(bytes: Buffer, depth: number): readonly string[] {
    const text = unpacked(bytes);
    return text.includes("\0") || depth === 0
        ? [text]
        : [text, ...carriedBy(text).flatMap((it) => textsIn(it, depth - 1))];
}

/** Long enough to hold a credential. */
const shortestRun = 24;

/** What may be base64: a word of its letters, and the lines of nothing else that follow it. What is none decodes to noise, in which nothing is found. */
function carriedBy(text: string): Buffer[] {
    const runs: string[] = [];
    let open = "";
    const close = (next: string) => {
        if (open.length >= shortestRun) {
            runs.push(open);
        }
        open = next;
    };
    for (const line of text.split("\n").map((it) => it.trim())) {
        if (/^[A-Za-z0-9+/]+={0,2}$/.test(line)) {
            open += line;
        } else {
            line.split(/[^A-Za-z0-9+/=]+/).forEach(close);
        }
    }
    close("");
    return runs.map((run) => Buffer.from(run, "base64"));
}

function unpacked(bytes: Buffer): string {
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
