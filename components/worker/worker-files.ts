import type { GeneratedFile } from "../../ebextensions/model";
import { fetchCertificates } from "../../ebextensions/recipes/root-certificates";
import { written } from "../../ebextensions/written";
import { agentConfiguration, logRotation } from "./cloudwatch-agent";
import type { WorkerFilesInput } from "./model";
import { releaseFiles } from "./paths";
import { installScript } from "./scripts/install";
import { interruptionScript } from "./scripts/interruption";
import { runScript } from "./scripts/run";
import { serviceScript } from "./scripts/service";
import { environmentScript } from "./scripts/settings";
import { workerUnits } from "./units";

/** What a worker's bundle holds besides the files of its folder. No value of a secret, and no reference to one. */
export function planWorkerFiles(input: WorkerFilesInput): GeneratedFile[] {
    const agent = input.logGroup === undefined ? [] : [agentFile(input.logGroup, input)];
    const interruption = input.spot
        ? [script(releaseFiles.interruption, interruptionScript, "drains the services before a spot interruption")]
        : [];
    return [
        script(releaseFiles.install, installScript(input), "installs the release, or goes back to the one before"),
        script(releaseFiles.run, runScript(input), "runs a command with its variables and secrets"),
        script(releaseFiles.service, serviceScript(input), "starts and stops the services"),
        ...interruption,
        ...certificates(input),
        text(releaseFiles.environment, environmentScript(input), "plain variables of the services"),
        ...Object.entries(workerUnits(input)).map(([name, content]) =>
            text(`${releaseFiles.units}/${name}`, content, "a unit of systemd"),
        ),
        text(releaseFiles.rotation, logRotation(), "keeps log files small"),
        ...agent,
    ];
}

const certificates = ({ rootCertificates: wanted }: WorkerFilesInput): GeneratedFile[] => {
    if (wanted === undefined) {
        return [];
    }
    const content = `#!/bin/bash\n${written}\nset -euo pipefail\n${fetchCertificates(wanted.urls, wanted.path)}`;
    return [script(releaseFiles.certificates, content, "fetches the certificates of RDS")];
};

const agentFile = (logGroup: string, { services }: WorkerFilesInput): GeneratedFile =>
    text(releaseFiles.agent, agentConfiguration(logGroup, Object.keys(services)), "sends logs to CloudWatch");

const script = (path: string, content: string, reason: string): GeneratedFile => ({
    path,
    content,
    executable: true,
    reason,
});

const text = (path: string, content: string, reason: string): GeneratedFile => ({
    path,
    content,
    executable: false,
    reason,
});
