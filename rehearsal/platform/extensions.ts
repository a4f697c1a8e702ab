import { readConfigFiles } from "../instance-keys/read-config-files";
import { runContainerCommands } from "../instance-keys/run-container-commands";
import { runInstanceKeys } from "../instance-keys/run-instance-keys";
import { Deployment, Part, staging } from "./target";

/** The keys of `.ebextensions` that are worked off before the bundle is unpacked. */
export const instanceKeys: Part = async ({ shell }, { bundle, recorder }) =>
    (await runInstanceKeys(configOf(bundle), { shell, recorder })).succeeded;

/** `container_commands`, which run on the instance whatever its platform. */
export const containerCommands: Part = async ({ shell }, { bundle, recorder, leader, variables }) =>
    (await runContainerCommands(configOf(bundle), { shell, recorder, leader, staging, env: variables })).succeeded;

const configOf = ({ texts }: Deployment["bundle"]) =>
    readConfigFiles([...texts].map(([path, text]) => ({ path, text })));
