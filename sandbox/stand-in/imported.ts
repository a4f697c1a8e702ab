import type { Facts } from "./account";
import type { Resource, ResourceType } from "./resource-type";

/** What a read starts from: the state's own, or for `pulumi import`, which has nothing of the resource but its id, what the account knows of it. */
export function orImported(state: Resource, { imported }: ResourceType, facts: Facts): Resource {
    if (imported === undefined || Object.keys(state.outputs).length > 0) {
        return state;
    }
    const found = imported(facts);
    return { inputs: found, outputs: found };
}
