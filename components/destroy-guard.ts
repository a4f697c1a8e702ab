import * as pulumi from "@pulumi/pulumi";

/**
 * A resource that stands after all the others. The engine deletes in reverse order, so where it is protected `pulumi destroy` meets it first and stops
 * before anything is gone. `protect` on the environment and the data alone would stop it halfway: what they do not depend on is deleted by then.
 *
 * It is there without protection too, because a protected resource cannot be taken out in the update that lifts its protection. Its name is what the
 * engine shows: lift it with `environment: {protect: false}` and `pulumi up`.
 */
export class DestroyGuard extends pulumi.ComponentResource {
    constructor(name: string, protect: boolean, guarded: readonly (pulumi.Resource | undefined)[]) {
        super("django-beanstalk:stack:DestroyGuard", name, {});
        const dependsOn = guarded.flatMap((resource) => (resource === undefined ? [] : [resource]));
        new pulumi.Stash(
            `${name}-lifted-by-environment-protect-false`,
            { input: "guard" },
            { parent: this, protect, dependsOn },
        );
        this.registerOutputs({});
    }
}
