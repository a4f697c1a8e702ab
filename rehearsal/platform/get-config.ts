import type { Part } from "./target";
import { nodeInside } from "../instance/own-programs";
import { programsInside } from "../instance/root-file-system";

const answers = "/opt/elasticbeanstalk/config/rehearsal.json";
const program = "/opt/elasticbeanstalk/bin/get-config";

/** Lays down what `get-config` answers with; its words are the platform's, from https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/custom-platforms-scripts.html */
export const writeAnswers: Part = async ({ shell }, { variables, options }) => {
    const optionsettings: Record<string, Record<string, string>> = {};
    for (const { namespace, name, value } of options) {
        (optionsettings[namespace] ??= {})[name] = value;
    }
    const document = {
        environment: variables,
        optionsettings,
        container: { environment: variables, log_group_name_prefix: "/aws/elasticbeanstalk" },
        addons: {},
        platformconfig: { AppUser: "webapp", AppDeployDir: "/var/app/current/", AppStagingDir: "/var/app/staging/" },
    };
    await shell.run(["sh", "-c", 'umask 077; cat >"$0"', answers], { input: JSON.stringify(document) });
    const script = `#!/bin/sh\nexec ${nodeInside} ${programsInside}/get-config.js ${answers} "$@"\n`;
    await shell.run(["sh", "-c", 'cat >"$0" && chmod 755 "$0"', program], { input: script });
    return true;
};
