import type * as pulumi from "@pulumi/pulumi";
import type { SecretAccess } from "./beanstalk-environment/secret-access";

type Text = pulumi.Input<string>;

/** What a part of the stack keeps secret. */
export interface SecretHolder {
    /** What `environmentsecrets` takes, by variable. */
    readonly references: Readonly<Record<string, Text>>;
    readonly access: readonly SecretAccess<Text>[];
    readonly versionIds: readonly pulumi.Output<string>[];
    /** The same by variable, of a holder that keeps its values in several places; without it there is one for all. */
    readonly places?: Readonly<Record<string, Omit<SecretPlace, "reference">>>;
}

/** Where one variable's value is. */
export interface SecretPlace {
    readonly reference: Text;
    readonly access: SecretAccess<Text>;
    /** Of a secret that the stack makes. */
    readonly versionId: pulumi.Output<string> | undefined;
}

/** What the environment needs to know of all of them. A later holder wins; the settings refuse a name that is taken. */
export const secretLinks = (holders: readonly SecretHolder[]) => ({
    secrets: Object.assign({}, ...holders.map(({ references }) => references)) as Readonly<Record<string, Text>>,
    secretVersionIds: holders.flatMap(({ versionIds }) => versionIds),
    secretAccess: holders.flatMap(({ access }) => access),
});

/** What a worker needs to know, which gets some of them only. */
export const secretPlaces = (holders: readonly SecretHolder[]): Readonly<Record<string, SecretPlace>> =>
    Object.fromEntries(
        holders.flatMap(({ references, places = {}, access: [access], versionIds: [versionId] }) =>
            Object.entries(references).flatMap(([name, reference]): [string, SecretPlace][] => {
                const place = places[name] ?? (access === undefined ? undefined : { access, versionId });
                return place === undefined ? [] : [[name, { reference, ...place }]];
            }),
        ),
    );
