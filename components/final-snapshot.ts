import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

/**
 * AWS refuses a snapshot under a name that exists, so the name has a part that is new with each server: it is made and deleted with the server's component. It needs no
 * keeper, because nothing in the settings replaces a server; the settings that would are refused. By hand (`pulumi up --replace`) a cache alone can be replaced, since its old
 * one goes first: name this one, too. A database's new server would come first, and AWS refuses its name.
 * It may come and go in a protected stack.
 */
export function finalSnapshot(
    name: string,
    settings: { readonly finalSnapshot: boolean },
    opts: pulumi.CustomResourceOptions,
): { readonly finalSnapshotIdentifier?: pulumi.Output<string> } {
    if (!settings.finalSnapshot) {
        return {};
    }
    const suffix = new random.RandomId(`${name}-final-snapshot`, { byteLength: 4 }, { ...opts, protect: false });
    return { finalSnapshotIdentifier: pulumi.interpolate`${name}-final-${suffix.hex}` };
}
