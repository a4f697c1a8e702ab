import * as path from "node:path";

/** What each program has one of: the network and the bundle, which the environments share. */
export interface Environments {
    /** Repository of the components. */
    readonly root: string;
    readonly count: number;
    /** Anything that may stand for the archive. */
    readonly archive: string;
}

/** A program with our components: so many environments of one application, in one network. */
export function environmentsProgram({ root, count, archive }: Environments): string {
    const from = (file: string) => JSON.stringify(path.join(root, "components", file));
    return `
import { BeanstalkEnvironment } from ${from("beanstalk-environment/beanstalk-environment")};
import { fixedVariables } from ${from("beanstalk-environment/variables")};
import { Network } from ${from("network/network")};
import { parseSettings } from ${from("settings")};
import { SourceBundle } from ${from("source-bundle/source-bundle")};
import { stackTags } from ${from("tags")};

const settingsOf = (name: string) =>
    parseSettings(
        {
            app: { name: "notes", directory: ".", wsgi: "config.wsgi:application", settingsModule: "config.settings" },
            environment: { stage: "prod", name },
        },
        { stack: "bench", region: "us-east-1", root: __dirname },
    );

const settings = settingsOf("notes-bench");
const tags = stackTags(settings);
const archive = { file: ${JSON.stringify(archive)}, fingerprint: "0123456789abcdef", label: "bench", notices: [] };
const network = new Network("network", { settings, tags });
const bundle = new SourceBundle("bundle", { settings, archive, tags });
for (let i = 0; i < ${count}; i++) {
    const own = settingsOf(\`notes-bench-\${i}\`);
    new BeanstalkEnvironment(own.environmentName, {
        settings: own,
        network,
        bundle,
        certificateArn: undefined,
        variables: fixedVariables(own),
        secrets: {},
        secretAccess: [],
        secretVersionIds: [],
        media: undefined,
        tags,
    });
}
`;
}
