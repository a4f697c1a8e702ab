import { everywhere } from "../levels";
import { bundleOfEnvironment } from "../read/bundle";
import { environmentType } from "../read/environment";
import { Hook, hooksIn } from "../read/hooks";
import { peekText } from "../read/peek";
import { isAmazonLinux2023, isWindows } from "../read/platform";
import type { Resource, Rule } from "../rule";

export const bundleHooks: Rule = {
    name: "bundle-hooks",
    displayName: "Platform hooks that run",
    description: "The bundle's platform hooks can be run, and run whenever what they prepare is made anew.",
    levels: everywhere,
    severity: "high",
    remediationSteps:
        "Begin hooks with #!, give them mode 0755 and LF line ends, and put those that a change of configuration needs into .platform/confighooks too.",
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.hooks.html",
    tags: ["bundle"],
    sees: "graph",
    types: [environmentType],
    async judge(environment, graph) {
        // A bundle that cannot be read is a finding of bundle-secrets.
        const bundle = isWindows(environment) ? undefined : await bundleOfEnvironment(environment, graph);
        const hooks = bundle?.kind === "known" ? await hooksIn(bundle.contents) : [];
        return hooks.flatMap((hook) => [
            ...notRunnable(hook),
            ...(isAmazonLinux2023(environment) ? [] : notMended(hook, environment)),
            ...notRepeated(hook, hooks),
        ]);
    },
};

const message = (hook: Hook, problem: string, inThisProject: string, elsewhere: string): string =>
    `${hook.item.name} in the bundle ${problem}. In this project: ${inThisProject}. In any other program: ${elsewhere}.`;

/** A binary has zero bytes; a program without both is neither. */
function notRunnable(hook: Hook): string[] {
    const isScript = hook.text !== undefined && !hook.text.includes("\0");
    return !isScript || hook.text.startsWith("#!")
        ? []
        : [
              message(
                  hook,
                  "does not begin with #!, so that the instance cannot start it and the deployment ends",
                  "begin the file with #!/bin/bash",
                  "the same",
              ),
          ];
}

/**
 * Platform versions since April 2022 make hooks executable, and those since December 2022 take carriage returns out: all of Amazon Linux 2023, and of
 * Amazon Linux 2 nobody can tell by its name. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.hooks.html
 */
function notMended(hook: Hook, { props }: Resource): string[] {
    const platform = ["solutionStackName", "platformArn"].some((key) => peekText(props, key) !== undefined)
        ? "is not"
        : "is not said to be";
    const unless = `and the platform ${platform} Amazon Linux 2023, which would mend it`;
    const executable = hook.item.kind === "link" || ((hook.item.mode ?? 0) & 0o100) !== 0;
    const isScript = hook.text?.startsWith("#!") === true && !hook.text.includes("\0");
    return [
        ...(executable
            ? []
            : [
                  message(
                      hook,
                      `is not executable, ${unless}`,
                      "choose a platform of Amazon Linux 2023, app.platform; the bundle gives hooks mode 0755",
                      "archive it with mode 0755",
                  ),
              ]),
        ...(isScript && hook.text.includes("\r\n")
            ? [
                  message(
                      hook,
                      `has CRLF line ends, ${unless}`,
                      "choose a platform of Amazon Linux 2023, app.platform; the bundle is packed with LF",
                      "archive it with LF line ends",
                  ),
              ]
            : []),
    ];
}

/**
 * A change of configuration lays the application anew from the same bundle, and runs confighooks alone; so what a hook wrote of the environment's
 * properties, and the login at a registry, is gone. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/docker-configuration.remote-repo.html
 */
const needs: readonly (readonly [string, RegExp])[] = [
    [
        "writes environment properties into a file",
        /(get-config\s+environment\b|\/opt\/elasticbeanstalk\/deployment\/env\b)[^\n]*[^2&]>\s*["']?(?!\/dev\/)[\w./$]/,
    ],
    ["logs in at a registry", /\bdocker\s+login\b/],
];

function notRepeated(hook: Hook, hooks: readonly Hook[]): string[] {
    const { root, phase, base, text } = hook;
    const need = root === "hooks" ? needs.find(([, form]) => form.test(withoutComments(text))) : undefined;
    const repeats = hooks.some(
        (it) =>
            it.root === "confighooks" &&
            ((it.phase === phase && it.base === base) ||
                it.text?.includes(base) === true ||
                need?.[1].test(withoutComments(it.text)) === true),
    );
    return need === undefined || repeats
        ? []
        : [
              message(
                  hook,
                  `${need[0]}, and no file of .platform/confighooks does, so that it is missing after a change of configuration`,
                  `put the same file into .platform/confighooks/${phase}`,
                  "the same",
              ),
          ];
}

const withoutComments = (text = ""): string => text.replaceAll(/^\s*#.*$/gm, "");
