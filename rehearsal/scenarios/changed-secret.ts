import type { RehearsedSecret } from "../environment/resolve";
import type { Use } from "../model";
import type { SimulatedInstance } from "../world/simulated-instance";
import type { World } from "../world/world";
import { nothingToRehearse } from "./left";
import { expectation, RunScenario } from "./scenario";

/**
 * A secret gets another value. Instances keep the one they have until the environment is updated; one that comes later has the new one at once.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.secrets.env-vars.html
 */
export const changedSecret: RunScenario = async ({ world, use }) => {
    const { bundle } = world.options;
    const secret = changeable(world);
    if (secret === undefined) {
        return nothingToRehearse("The stack has no secret of its own in Secrets Manager.");
    }
    const instance = await world.addInstance();
    const before = await instance.deploy(world.order(bundle));
    if (!before.succeeded) {
        return { deployments: [before], uses: [] };
    }
    const old = valuesOf(secret, secret.stored);
    const next = changed(secret);
    world.options.timeline.hide([next, ...Object.values(valuesOf(secret, next))]);
    await world.services.aws.putSecret(secret.arn, next);
    const fetched = valuesOf(secret, await world.services.aws.secret(secret.arn));
    const variables = { ...world.variables, ...fetched };
    const later = await world.addInstance();
    const added = await later.deploy(world.order(bundle, { variables, leader: false }));
    const kept = await processHas(instance, old);
    const update = await instance.deploy(world.order(bundle, { kind: "configuration", variables, leader: false }));
    const uses = [
        arrival("the stored value changed", secret, !sameValues(old, fetched), "in Secrets Manager"),
        arrival("a running instance keeps the old value", secret, kept, onInstance(instance)),
        arrival(
            "an instance that is added has the new value at once",
            secret,
            await processHas(later, fetched),
            onInstance(later),
        ),
        arrival(
            "a configuration deployment brings the new value",
            secret,
            await processHas(instance, fetched),
            onInstance(instance),
        ),
    ];
    const served = update.serving === undefined ? [] : await use(instance);
    return { deployments: [before, added, update], uses: [...uses, ...served] };
};

const onInstance = ({ name }: SimulatedInstance): string => `in the environment of the processes on ${name}`;

const arrival = (name: string, { variables }: RehearsedSecret, holds: boolean, where: string): Use =>
    expectation(name, holds, `${Object.keys(variables).join(", ")} ${where}`, "Another value is there.");

/** One of the application's own: the database's passwords cannot be changed alone. */
const changeable = ({ options: { environment } }: World): RehearsedSecret | undefined =>
    environment.secrets.find(
        ({ service, variables }) =>
            service === "secretsmanager" && Object.keys(variables).length > 0 && !("DATABASE_URL" in variables),
    );

/** What is stored next: other characters of the same kind, in a document for each of its keys. */
function changed({ stored, variables }: RehearsedSecret): string {
    return Object.values(variables).reduce(
        (text, { value }) => text.replaceAll(value, [...value].reverse().join("")),
        stored,
    );
}

/** As Elastic Beanstalk takes the variables from what is stored: all of it, or one key of a document. */
function valuesOf({ variables, arn }: RehearsedSecret, stored: string): Record<string, string> {
    return Object.fromEntries(
        Object.entries(variables).map(([name, { reference }]) => {
            const key = reference === arn ? undefined : reference.slice(arn.length + 1);
            const document = key === undefined ? {} : (JSON.parse(stored) as Record<string, string>);
            return [name, key === undefined ? stored : (document[key] ?? "")];
        }),
    );
}

const sameValues = (one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean =>
    Object.entries(one).every(([name, value]) => other[name] === value);

/** Looks into the environments of the processes that run the application. Only their own user may do so, or one who owns all users. */
async function processHas({ instance }: SimulatedInstance, values: Readonly<Record<string, string>>): Promise<boolean> {
    const user = instance.manyUsers ? "webapp" : "root";
    const { stdout } = await instance.run(["sh", "-c", "cat /proc/[0-9]*/environ 2>/dev/null"], { user });
    const entries = stdout.split("\0");
    return Object.entries(values).every(([name, value]) => {
        const found = entries.filter((each) => each.startsWith(`${name}=`));
        return found.length > 0 && found.every((each) => each === `${name}=${value}`);
    });
}
