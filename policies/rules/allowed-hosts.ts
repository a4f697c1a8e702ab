import { advisoryInDev } from "../levels";
import { environmentType } from "../read/environment";
import { readOption, unprovenSettings } from "../read/options";
import { propertiesNamespace } from "../read/environment-properties";
import type { Rule } from "../rule";

const names = ["ALLOWED_HOSTS", "DJANGO_ALLOWED_HOSTS"] as const;

export const allowedHosts: Rule = {
    name: "allowed-hosts",
    displayName: "Named hosts only",
    description:
        "Django answers under the site's own names: a `*` among its hosts lets a forged Host header into links and mails.",
    levels: advisoryInDev,
    severity: "medium",
    remediationSteps:
        "Name the site's hosts; let the health check pass by a middleware or a rule of the proxy instead.",
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-softwaresettings.html",
    tags: ["django", "properties"],
    sees: "resource",
    types: [environmentType],
    judge: (environment) => [
        ...unprovenSettings(environment, `no property ${names.join(" or ")} holds "*"`),
        ...names.flatMap((name) => {
            // What is not known yet is the name of something that is made in this run, and no `*`.
            const option = readOption(environment, propertiesNamespace, name);
            return option.state === "known" && option.values.some(hasWildcard)
                ? [
                      `${propertiesNamespace}/${name} holds "*", so Django answers under any name; wanted: the site's own names. ` +
                          `In this project: take ${name} out of app.variables, and domain fills it in. In any other program: ` +
                          "the names of the site, with commas between them.",
                  ]
                : [];
        }),
    ],
};

/** Whether a list of names holds `*`, as commas, spaces, JSON or Python may separate them. */
const hasWildcard = (value: string): boolean => value.split(/[\s,;[\]()"']+/).includes("*");
