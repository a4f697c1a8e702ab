import { advisoryInDev } from "../levels";
import { environmentType } from "../read/environment";
import { propertiesNamespace, readProperties } from "../read/environment-properties";
import { unprovenSettings } from "../read/options";
import type { Rule } from "../rule";

const names = ["DEBUG", "DJANGO_DEBUG"] as const;

/** What programs that read a switch from the environment take for on. */
const on = /^(true|t|1|on|yes|y|enabled?)$/i;

export const djangoDebugOff: Rule = {
    name: "django-debug-off",
    displayName: "Django without DEBUG",
    description:
        "No environment property turns DEBUG on, which shows settings and source code to whoever meets an error.",
    levels: advisoryInDev,
    severity: "high",
    remediationSteps: "Take DEBUG and DJANGO_DEBUG out of the environment properties: Django's own default is off.",
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-softwaresettings.html",
    tags: ["django", "properties"],
    sees: "resource",
    types: [environmentType],
    judge: (environment) => [
        ...unprovenSettings(environment, `no property ${names.join(" or ")} turns DEBUG on`),
        ...names.flatMap((name) => {
            const values = readProperties(environment)
                .filter((it) => it.name === name)
                .map(({ value }) => value());
            const found = values.some((value) => value !== undefined && on.test(value.trim()))
                ? "is on"
                : values.includes(undefined)
                  ? "is not known in this preview, so that it is off cannot be proven"
                  : undefined;
            return found === undefined
                ? []
                : [
                      `${propertiesNamespace}/${name} ${found}; wanted: "false", or not set. With DEBUG Django answers an error ` +
                          "with its settings and source code, and keeps every SQL query in memory. In this project: take " +
                          `${name} out of app.variables. In any other program: out of the environment's settings.`,
                  ];
        }),
    ],
};
