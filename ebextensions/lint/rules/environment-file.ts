import type { Application } from "../application";
import type { Hit } from "../finding";
import { FileRule, patternRule, rule } from "../pattern-rule";
import { entriesIn, Node, readConfig, textOf, valueOf } from "../read-config";
import { source } from "../sources";

/** How variables reach the application, and what a Docker platform reads. */
export const environmentFileRules: readonly FileRule[] = [
    rule(
        {
            name: "env-file-shipped",
            level: "error",
            what: ".env beside docker-compose.yml",
            happens:
                "Elastic Beanstalk writes the environment properties into .env unless one is there: every property and every secret is lost.",
            instead: "Leave .env out of the bundle, and name it under env_file of the service.",
            source: source.compose,
        },
        ({ files, platform }) =>
            platform === "docker" && files.has("docker-compose.yml") && files.has(".env")
                ? [{ file: ".env", line: 1, found: ".env" }]
                : [],
    ),
    rule(
        {
            name: "env-file-written",
            level: "warning",
            what: "scripts that write .env on the Docker platform",
            happens:
                "Elastic Beanstalk writes the environment properties into .env itself beside a compose file. A second writer overwrites its file, or is overwritten, and a change of configuration brings back the other one.",
            instead: "Remove the script; env_file: [.env] in docker-compose.yml is all that is needed.",
            source: source.compose,
        },
        ({ scripts, platform }) => (platform === "docker" ? scripts.flatMap(writesEnvFile) : []),
    ),
    patternRule(
        {
            name: "platform-env-file",
            level: "warning",
            what: "/opt/elasticbeanstalk/deployment/env as a shell script",
            happens:
                "The file is the platform's own and no shell script: a value with a space, a quote or a dollar sign breaks it or is run, and what is written there is lost with the next deployment.",
            instead:
                "Hooks and container_commands have every environment property in their environment already; elsewhere use /opt/elasticbeanstalk/bin/get-config environment.",
            source: source.hooks,
        },
        /(^|[\s;&|])(source|\.|export|cat|xargs|eval|set -a)\b.*\/opt\/elasticbeanstalk\/deployment\/env\b|>>?\s*["']?\/opt\/elasticbeanstalk\/deployment\/env\b/,
    ),
    rule(
        {
            name: "dockerrun-v2",
            level: "error",
            what: "Dockerrun.aws.json of version 2 on the Docker platform",
            happens: "Version 2 belongs to the ECS platform. The Docker platform refuses the bundle.",
            instead:
                "Write a docker-compose.yml; Dockerrun.aws.json of version 3 only names the registry's credentials beside it.",
            source: source.docker,
        },
        dockerrun,
    ),
];

function writesEnvFile({ file, name, line, lines, role }: Application["scripts"][number]): Hit[] {
    if (role === "text" || role === "shell" ? /\/\.env$/.test(name) : false) {
        return [{ file, line, found: name }];
    }
    const found = lines.find(({ text }) =>
        /(>>?|\btee\b(\s+-a)?)\s*["']?(\S*\/)?\.env["']?(\s|$)|\b(cp|mv|ln)\b.*\s["']?(\S*\/)?\.env["']?(\s*$|\s*[;&|])/.test(
            text,
        ),
    );
    return found === undefined ? [] : [{ file, line: found.line, found: `.env in ${name}` }];
}

function dockerrun({ files, platform }: Application): Hit[] {
    const file = "Dockerrun.aws.json";
    const text = files.get(file);
    const { root } = platform === "docker" && text !== undefined ? readConfig(text) : { root: undefined };
    const version: Node | undefined = valueOf(root, "AWSEBDockerrunVersion");
    const line = entriesIn(root).find(({ key }) => key === "AWSEBDockerrunVersion")?.line ?? 1;
    return textOf(version) === "2" ? [{ file, line, found: "AWSEBDockerrunVersion 2" }] : [];
}
