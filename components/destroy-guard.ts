import * as pulumi from "@pulumi/pulumi";

/**
 * A resource that stands after all the others and is protected. The engine deletes in reverse order, so `pulumi destroy` meets it first and stops
 * before anything is gone. `protect` on the environment and the data alone would stop it halfway: what does not depend on them is deleted by then.
 * Lift it with `environment: {protect: false}` and `pulumi up`.
 */
export class DestroyGuard extends pulumi.ComponentResource {
    constructor(name: string, guarded: readonly pulumi.Resource[]) {
        super("django-beanstalk:stack:DestroyGuard", name, {}, { dependsOn: [...guarded] });
        new pulumi.Stash(
            `${name}-set-environment-protect-false-first`,
            { input: "protected" },
            { parent: this, protect: true, dependsOn: [...guarded] },
        );
        this.registerOutputs({});
    }
}

/** Puts the guard in place where the settings ask for protection. */
export function protectFromDestroy(
    name: string,
    protect: boolean,
    resources: readonly (pulumi.Resource | undefined)[],
): void {
    if (protect) {
        new DestroyGuard(
            name,
            resources.flatMap((resource) => (resource === undefined ? [] : [resource])),
        );
    }
}
