import * as zlib from "node:zlib";
import { checkedYaml } from "../../ebextensions/render/checked-yaml";
import { ProblemError } from "../problem";
import { indented } from "../words";
import type { SizedPart, UserDataInput, UserDataPlan } from "./model";
import { stageOneCommands, stageOneFiles } from "./stage-one";

/** Bytes before base64: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html */
export const userDataLimit = 16_384;

/**
 * What each worker needs besides its own packages: the agent that sends its logs, and what unpacks bundles of any compression. Amazon Linux 2023 has all of
 * them in its own repository: https://docs.aws.amazon.com/linux/al2023/release-notes/all-packages.html
 */
export const basePackages = ["amazon-cloudwatch-agent", "xz", "zstd"] as const;

/** The keys of cloud-config that stage one has. https://cloudinit.readthedocs.io/en/latest/reference/modules.html */
interface CloudConfig {
    readonly user: { readonly name: string };
    readonly ssh_authorized_keys?: readonly string[];
    readonly packages: readonly string[];
    readonly write_files: readonly {
        readonly path: string;
        readonly permissions?: string;
        readonly content: string;
    }[];
    readonly runcmd?: readonly string[];
}

/**
 * User data of stage one. It depends on nothing that changes with a release. gzip is used only when the text alone is over the limit: cloud-init unpacks
 * it, but who looks at it in the console sees nothing, and another version of zlib may write other bytes, which replaces the instance.
 *
 * @throws ProblemError naming the largest parts when it is over the limit even so
 */
export function planUserData(input: UserDataInput): UserDataPlan {
    const config = cloudConfig(input);
    const text = input.multipart ? multipart(input.name, config) : cloudConfigText(input.name, config);
    const plain = Buffer.from(text);
    const gzip = plain.length > userDataLimit;
    const sent = gzip ? zlib.gzipSync(plain, { level: 9 }) : plain;
    const parts = sizedParts(config, input.multipart);
    if (sent.length > userDataLimit) {
        throw tooLarge(input.name, sent.length, parts);
    }
    return {
        text,
        base64: sent.toString("base64"),
        bytes: sent.length,
        limit: userDataLimit,
        percent: Math.round((sent.length / userDataLimit) * 1000) / 10,
        parts,
        gzip,
    };
}

function cloudConfig(input: UserDataInput): CloudConfig {
    return {
        user: { name: input.user },
        ...(input.authorizedKey === undefined ? {} : { ssh_authorized_keys: [input.authorizedKey.trim()] }),
        packages: [...new Set([...(input.ownImage === true ? [] : basePackages), ...input.packages])],
        write_files: stageOneFiles(input).map(({ path, content, executable }) => ({
            path,
            ...(executable ? { permissions: "0755" } : {}),
            content,
        })),
        runcmd: stageOneCommands(input),
    };
}

function cloudConfigText(name: string, config: CloudConfig): string {
    return `#cloud-config\n# Stage one of the worker ${name}. The rest comes with its bundle.\n${checkedYaml("user data", { ...config })}`;
}

const boundary = "==stage-one==";

/**
 * Two parts: the configuration, and a script in the place of `runcmd`. A boundary may stand in no part; a line of either that begins with two hyphens and
 * this text would be ours. https://cloudinit.readthedocs.io/en/latest/explanation/format.html#mime-multi-part-archive
 */
function multipart(name: string, { runcmd = [], ...config }: CloudConfig): string {
    const script = `#!/bin/bash\nset -e\n${runcmd.map((command) => `${command}\n`).join("")}`;
    const part = (type: string, file: string, content: string) =>
        `--${boundary}
Content-Type: text/${type}; charset="utf-8"
MIME-Version: 1.0
Content-Disposition: attachment; filename="${file}"

${content}`;
    return `Content-Type: multipart/mixed; boundary="${boundary}"
MIME-Version: 1.0

${part("cloud-config", "stage-one.yaml", cloudConfigText(name, config))}
${part("x-shellscript", "stage-one.sh", script)}
--${boundary}--
`;
}

/** Each key of its own, each file of its own. The sum is a little more than the whole, in which a key stands once. */
function sizedParts({ write_files, ...rest }: CloudConfig, isMultipart: boolean): SizedPart[] {
    const bytesOf = (value: Readonly<Record<string, unknown>>) => Buffer.byteLength(checkedYaml("a part", value));
    const parts = [
        ...Object.entries(rest).map(([name, value]) => ({ name, bytes: bytesOf({ [name]: value }) })),
        ...write_files.map((file) => ({ name: file.path, bytes: bytesOf({ write_files: [file] }) })),
        ...(isMultipart ? [{ name: "MIME", bytes: Buffer.byteLength(multipartFrame) }] : []),
    ];
    return parts.sort((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1));
}

const multipartFrame = multipart("", { user: { name: "" }, packages: [], write_files: [] });

function tooLarge(name: string, bytes: number, parts: readonly SizedPart[]): ProblemError {
    const count = (each: number) => each.toLocaleString("en-US");
    const culprits = parts.slice(0, 5).map((part) => `${count(part.bytes).padStart(9)}  ${part.name}`);
    return new ProblemError("The user data", [
        {
            where: `worker.${name}`,
            got: `${count(bytes)} bytes after gzip; the largest parts before it:\n${indented(culprits.join("\n"))}`,
            allowed: `at most ${count(userDataLimit)} bytes`,
            remedy: "Shorten the largest part: install packages in setup instead of packages, or take an image that has them.",
        },
    ]);
}
