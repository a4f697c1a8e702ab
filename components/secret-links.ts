import type * as pulumi from "@pulumi/pulumi";
import type { SecretAccess } from "./beanstalk-environment/secret-access";

type Text = pulumi.Input<string>;

/** What a part of the stack keeps secret. */
export interface SecretHolder {
    /** What `environmentsecrets` takes, by variable. */
    readonly references: Readonly<Record<string, Text>>;
    readonly access: readonly SecretAccess<Text>[];
    readonly versionIds: readonly pulumi.Output<string>[];
}

/** What the environment needs to know of all of them. A later holder wins; the settings refuse a name that is taken. */
export const secretLinks = (holders: readonly SecretHolder[]) => ({
    secrets: Object.assign({}, ...holders.map(({ references }) => references)) as Readonly<Record<string, Text>>,
    secretVersionIds: holders.flatMap(({ versionIds }) => versionIds),
    secretAccess: holders.flatMap(({ access }) => access),
});
