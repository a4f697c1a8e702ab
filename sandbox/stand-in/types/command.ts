import { randomBytes } from "node:crypto";
import type { Performed, ResourceType, ResourceTypes, Work } from "../resource-type";
import { assetPath, SshConnection } from "../ssh";
import { isRecord, Properties, textOf } from "../values";

/** As long as nobody says how long the resource may take. https://github.com/pulumi/pulumi/blob/master/pkg/resource/deploy/step.go has no limit either. */
const anHour = 3600;

/** Runs something on the host that stands for the instance, or says that there is none. */
async function onHost(
    { host, inputs, seconds }: Work,
    what: (ssh: SshConnection) => Promise<Properties>,
): Promise<Performed> {
    const { connection } = inputs;
    return host === undefined
        ? "skipped"
        : SshConnection.use(host, isRecord(connection) ? connection : {}, seconds || anHour, what);
}

/** Trigger changes replace, everything else updates: https://github.com/pulumi/pulumi-command/blob/v1.2.1/provider/pkg/provider/remote/command.go */
const replaces = ["triggers"];

const command: ResourceType = {
    replaces,
    id: () => randomBytes(4).toString("hex"),
    outputs: () => ({ stdout: "", stderr: "" }),
    perform: (work) => {
        const { inputs, operation } = work;
        const own = textOf(inputs, operation);
        const text = operation === "update" && own === "" ? textOf(inputs, "create") : own;
        return text === "" ? Promise.resolve({}) : onHost(work, (ssh) => ssh.run(text));
    },
};

/** An update copies only what is another file, or for another place. */
const copyToRemote: ResourceType = {
    replaces,
    id: () => randomBytes(4).toString("hex"),
    outputs: () => ({}),
    perform: (work) => {
        const { before, inputs, operation } = work;
        const remotePath = textOf(inputs, "remotePath");
        const isSame =
            hashOf(before["source"]) === hashOf(inputs["source"]) && textOf(before, "remotePath") === remotePath;
        return operation === "delete" || (operation === "update" && isSame)
            ? Promise.resolve({})
            : onHost(work, async (ssh) => {
                  await ssh.copy(assetPath(inputs["source"]), remotePath);
                  return {};
              });
    },
};

const hashOf = (source: unknown): string => (isRecord(source) ? textOf(source, "hash") : "");

/** @pulumi/command over SSH: done for real where the sandbox is told of a host, and otherwise only written down. */
export const remoteCommands: ResourceTypes = {
    "command:remote:Command": command,
    "command:remote:CopyToRemote": copyToRemote,
};
