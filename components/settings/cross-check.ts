import { patience } from "../beanstalk-environment/patience";
import { secretsMarker } from "../beanstalk-environment/secrets-marker";
import { filledInVariables } from "../beanstalk-environment/variables";
import type { Settings } from "../settings";
import { Problem } from "../problem";
import { accessCheck } from "./access-check";
import { cacheCheck } from "./cache-check";
import { checksCheck } from "./checks-check";
import { contractCheck } from "./contract-check";
import { databaseCheck } from "./database-check";
import { deployCheck } from "./deploy-check";
import { domainCheck } from "./domain-check";
import { environmentCheck } from "./environment-check";
import { instanceCheck } from "./instance-check";
import { monitoringCheck } from "./monitoring-check";
import { mediaCheck } from "./media-check";
import { networkCheck } from "./network-check";
import { optionsCheck } from "./options-check";
import { packageCheck } from "./package-check";
import { environmentName } from "./patterns";
import { proxyCheck } from "./proxy-check";
import { reservedTags } from "./reserved-tags";
import { secretsCheck } from "./secrets-check";
import { workerCheck } from "./worker-check";

/** What no single setting shows: combinations that AWS refuses or that cannot work. */
export function crossCheck(settings: Settings): Problem[] {
    const environment = environmentCheck(settings);
    return [
        ...names(settings),
        ...applicationName(settings),
        ...environment,
        ...packageCheck(settings),
        ...proxyCheck(settings),
        ...deployCheck(settings),
        ...instanceCheck(settings),
        ...checksCheck(settings),
        ...timeouts(settings),
        ...networkCheck(settings),
        ...accessCheck(settings),
        ...databaseCheck(settings),
        ...cacheCheck(settings),
        ...mediaCheck(settings),
        ...domainCheck(settings),
        ...monitoringCheck(settings),
        ...variables(settings),
        ...reservedTags(settings),
        ...contractCheck(settings),
        ...secretsCheck(settings),
        ...workerCheck(settings),
        ...optionsCheck(settings, environment.length === 0),
    ];
}

function names({ environmentName: name, environment }: Settings): Problem[] {
    if (environmentName.pattern.test(name)) {
        return [];
    }
    return [
        {
            where: environment.name === undefined ? "app.name" : "environment.name",
            got: `${JSON.stringify(name)} as the environment's name (${name.length} characters)`,
            allowed: environmentName.allowed,
            remedy: "Set environment.name to a shorter name.",
        },
    ];
}

/** Physical names derive from it: IAM leaves 64 characters for a role's, S3 and RDS take lower case only, RDS no double hyphen. */
function applicationName({ applicationName: name }: Settings): Problem[] {
    if (/^[a-z](?!.*--)[a-z0-9-]{0,28}[a-z0-9]$/.test(name)) {
        return [];
    }
    return [
        {
            where: "app.name",
            got: `${JSON.stringify(name)} together with the stack's name (${name.length} characters)`,
            allowed: "2 to 30 lower-case letters, digits and single hyphens",
            remedy: "Shorten app.name, or give the stack a name of lower-case letters and digits.",
        },
    ];
}

/** Whoever waits less than Gunicorn works answers 502 or 504 to a user, or gives a message to another instance. */
function timeouts(settings: Settings): Problem[] {
    const { timeoutSeconds } = settings.app.web;
    const { seconds, from } = patience(settings);
    return timeoutSeconds < seconds
        ? []
        : [
              {
                  where: "app.web.timeoutSeconds",
                  got: String(timeoutSeconds),
                  allowed: `less than ${from}`,
                  remedy: `Lower the time-out to ${seconds - 1} or less, or raise the other.`,
              },
          ];
}

function variables(settings: Settings): Problem[] {
    const { app, secrets } = settings;
    const filledIn = new Set<string>([...filledInVariables(settings), secretsMarker]);
    return Object.keys(app.variables).flatMap((name) => {
        const where = `app.variables.${name}`;
        if (name in secrets) {
            return [
                {
                    where,
                    got: "a name that secrets has too",
                    allowed: "each name once",
                    remedy: `Remove ${name} from app.variables; a secret belongs in secrets.`,
                },
            ];
        }
        if (filledIn.has(name)) {
            const remedy = "Remove it, or choose kind: none for the database, the media bucket or the cache.";
            return [
                {
                    where,
                    got: "a name that the database, the media bucket or the cache fills in",
                    allowed: "any other name",
                    remedy,
                },
            ];
        }
        return [];
    });
}
