import { secretsMarker } from "../beanstalk-environment/secrets-marker";
import { filledInVariables, fixedVariables } from "../beanstalk-environment/variables";
import type { Problem } from "../problem";
import type { Settings } from "../settings";
import { emptyElsewhere, givenElsewhere } from "./secret-values";
import { urlWithPassword } from "./shown";

/** What reaches the application under which name: secret values as secrets, everything else as plain properties, and each name once. */
export function contractCheck(settings: Settings): Problem[] {
    return [
        ...stackSecrets(settings),
        ...secretNames(settings),
        ...optionalNames(settings),
        ...accessKeys(settings),
        ...plainSecrets(settings),
    ];
}

const setSecret = (name: string, stack: string): string =>
    `pulumi config set --stack ${stack} --secret --path 'django-beanstalk:secrets.${name}.value'`;

function stackSecrets({ secrets, stack }: Settings): Problem[] {
    return Object.entries(secrets).flatMap(([name, secret]) =>
        secret.kind !== "stack" || secret.optional || secret.value === givenElsewhere
            ? []
            : [
                  {
                      where: `secrets.${name}.value`,
                      got: secret.value === emptyElsewhere ? "an empty value" : "nothing",
                      allowed: "a secret of this stack",
                      remedy: `Run: ${setSecret(name, stack)}; or set optional: true, if the application does without it.`,
                  },
              ],
    );
}

/** Names that the graph gives a value, whatever the stack file says under `app.variables`. */
const ownNames = (settings: Settings): ReadonlySet<string> =>
    new Set([
        ...filledInVariables(settings),
        ...Object.keys(fixedVariables({ ...settings, app: { ...settings.app, variables: {} } })),
        secretsMarker,
    ]);

/** A secret under the name of a variable that the graph sets would be set twice, or take its place. */
function secretNames(settings: Settings): Problem[] {
    const taken = ownNames(settings);
    return Object.keys(settings.secrets)
        .filter((name) => taken.has(name))
        .map((name) => ({
            where: `secrets.${name}`,
            got: "a name that the deployment sets itself",
            allowed: "any other name",
            remedy: `Remove ${name} from secrets.`,
        }));
}

/** Only what may be missing has a place there; of a secret it is said where the secret is. */
function optionalNames(settings: Settings): Problem[] {
    const taken = ownNames(settings);
    return settings.app.optionalVariables.flatMap((name, i) => {
        const secret = settings.secrets[name];
        if (secret === undefined && !taken.has(name)) {
            return [];
        }
        const more = secret === undefined || secret.kind === "generated" ? "" : `, and set secrets.${name}.optional`;
        return [
            {
                where: `app.optionalVariables[${i}]`,
                got: `${name}, ${secret === undefined ? "which the deployment always sets" : "a secret"}`,
                allowed: "names under app.variables, or set by other means",
                remedy: `Remove ${name} from app.optionalVariables${more}.`,
            },
        ];
    });
}

/** What boto3 looks for before it asks for the role of the instance: https://boto3.amazonaws.com/v1/documentation/api/latest/guide/credentials.html */
const keysOfAws: ReadonlySet<string> = new Set(["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"]);

/** They never expire, anyone who may describe the environment reads them, and with them the application no longer has the rights of the role. */
const accessKeys = (settings: Settings): Problem[] =>
    plainNames(settings)
        .filter((name) => keysOfAws.has(name))
        .map((name) => ({
            where: `app.variables.${name}`,
            got: "an access key of AWS",
            allowed: "no keys: boto3 and django-storages take the role of the instance, which may use the media bucket",
            remedy: `Remove ${name} and delete the key in IAM. Further rights: environment.access.managedPolicyArns. Keys of a store elsewhere belong in secrets, under other names.`,
        }));

/** Names that never stand for something else; those of public keys and tokens are not among them. */
const secretName = /(^|_)(PASSWORD|SECRET|SECRET_KEY|ENCRYPTION_KEY|PRIVATE_KEY)$/;
const noSecret = /^(true|false|\d{1,4})$/i;

function plainSecrets(settings: Settings): Problem[] {
    const { app, stack } = settings;
    return plainNames(settings).flatMap((name) => {
        const value = app.variables[name] ?? "";
        const isUrl = urlWithPassword.test(value);
        if (keysOfAws.has(name) || (!isUrl && (!secretName.test(name) || noSecret.test(value)))) {
            return [];
        }
        return [
            {
                where: `app.variables.${name}`,
                got: isUrl ? "a URL with a password in it (not shown)" : "a secret, by its name",
                allowed: "values that anyone who may describe the environment can read",
                remedy: `Write secrets: {${name}: {kind: stack}} instead, change the value where it may have been seen, and run: ${setSecret(name, stack)}`,
            },
        ];
    });
}

/** Names of `app.variables`, less those that are a problem for another reason. */
function plainNames(settings: Settings): string[] {
    const taken = new Set(filledInVariables(settings));
    return Object.keys(settings.app.variables).filter((name) => !(name in settings.secrets) && !taken.has(name));
}
