import { everywhere } from "../levels";
import { bundleOfEnvironment, isConfigFile } from "../read/bundle";
import { environmentType } from "../read/environment";
import { readOption } from "../read/options";
import type { Rule } from "../rule";

const namespace = "aws:elasticbeanstalk:container:python";

export const wsgiPathAndProcfile: Rule = {
    name: "wsgi-path-and-procfile",
    displayName: "Either WSGIPath or a Procfile",
    description: "WSGIPath is not set beside a Procfile, which overrides it.",
    levels: everywhere,
    severity: "medium",
    remediationSteps: `Take ${namespace}/WSGIPath out, or the Procfile, whose web process is what runs.`,
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/python-configuration-procfile.html",
    tags: ["application", "bundle"],
    sees: "graph",
    types: [environmentType],
    async judge(environment, graph) {
        const bundle = await bundleOfEnvironment(environment, graph);
        if (bundle.kind === "unknown") {
            return [];
        }
        const [procfile] = await bundle.contents.read(({ name }) => name === "Procfile");
        // Other processes alone leave the web process to the platform.
        if (procfile === undefined || !/^web\s*:/m.test(procfile.text ?? "web:")) {
            return [];
        }
        const config = await bundle.contents.read(isConfigFile);
        const set = [
            ...(readOption(environment, namespace, "WSGIPath").state === "absent" ? [] : [`${namespace}/WSGIPath`]),
            ...config
                .filter(({ text = "" }) => /^[^#\n]*\bWSGIPath\b/m.test(text))
                .map(({ name }) => `WSGIPath in the bundle's ${name}`),
        ];
        return set.map(
            (where) =>
                `${where} is set beside the bundle's Procfile, which overrides it; wanted: one of the two. In this project: leave ` +
                "WSGIPath out, app.wsgi goes into the Procfile. In any other program: take WSGIPath out, or the Procfile.",
        );
    },
};
