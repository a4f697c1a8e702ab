import { Account } from "./account";
import { Fault, FaultInjector } from "./faults";
import { Place, ResourceType } from "./resource-type";
import { defaultId, typeOf } from "./types";
import { digits, globalArn } from "./resource-type";
import { plainProperties, Properties, secretTexts, textOf, unknown, withSecrets } from "./values";

export interface Made {
    readonly id: string;
    readonly outputs: Properties;
}

/** What the pretended AWS does with a resource: makes it, changes it, removes it, or refuses as AWS would. */
export class Cloud {
    private readonly faults: FaultInjector;

    constructor(
        private readonly account: Account,
        faults: readonly Fault[],
    ) {
        this.faults = new FaultInjector(faults);
    }

    /** What a preview may know: the inputs, and that everything else is not known yet. */
    planned(token: string, inputs: Properties, place: Place, urn: string): Properties {
        const computed = computedOutputs(typeOf(token), inputs, "", place, urn);
        const hidden = Object.keys(computed).filter((key) => !(key in inputs));
        return { ...Object.fromEntries(hidden.map((key) => [key, unknown])), ...inputs };
    }

    /** @throws Error with AWS's reason when it refuses */
    async create(token: string, inputs: Properties, place: Place, urn: string): Promise<Made> {
        await this.faults.before("create", token);
        const type = typeOf(token);
        const plain = plainProperties(inputs);
        const name = type.name === undefined ? undefined : textOf(plain, type.name.property);
        refuse(nameInUse(this.account, token, name) ?? type.refuseCreate?.(plain, this.account));
        const id = type.id?.(plain, place, urn) ?? defaultId(urn);
        this.account.put(token, type.key?.(plain) ?? id, {
            ...(name === undefined ? {} : { name }),
            ...type.facts?.(plain),
        });
        return { id, outputs: { ...computedOutputs(type, inputs, id, place, urn), ...inputs } };
    }

    /** @param before - outputs so far; what AWS made up once stays */
    async update(
        token: string,
        id: string,
        before: Properties,
        inputs: Properties,
        place: Place,
        urn: string,
    ): Promise<Properties> {
        await this.faults.before("update", token);
        const type = typeOf(token);
        const plain = plainProperties(inputs);
        refuse(type.refuseUpdate?.(plain, this.account));
        const key = type.key?.(plain) ?? id;
        this.account.put(token, key, { ...this.account.find(token, key), ...type.facts?.(plain) });
        return updatedOutputs(type, before, inputs, id, place, urn);
    }

    /** What an update would give, as far as a preview may know. */
    plannedUpdate(
        token: string,
        id: string,
        before: Properties,
        inputs: Properties,
        place: Place,
        urn: string,
    ): Properties {
        return updatedOutputs(typeOf(token), before, inputs, id, place, urn);
    }

    exists(token: string, id: string, inputs: Properties): boolean {
        const facts = this.account.find(token, typeOf(token).key?.(plainProperties(inputs)) ?? id);
        return facts !== undefined && facts.scheduledForDeletion !== true;
    }

    async remove(token: string, id: string, inputs: Properties): Promise<void> {
        await this.faults.before("delete", token);
        const type = typeOf(token);
        const key = type.key?.(plainProperties(inputs)) ?? id;
        const facts = this.account.find(token, key);
        if (facts === undefined) {
            return;
        }
        refuse(type.refuseDelete?.(id, facts, this.account));
        this.account.remove(token, [key]);
        type.deleted?.(id, facts, this.account);
    }
}

function refuse(reason: string | undefined): void {
    if (reason !== undefined) {
        throw new Error(reason);
    }
}

/** In the words of the service, as far as they are worth telling apart. */
function nameInUse(account: Account, token: string, name: string | undefined): string | undefined {
    const taken = name === undefined ? undefined : account.named(token, name);
    if (taken === undefined || name === undefined) {
        return undefined;
    }
    return taken.scheduledForDeletion === true
        ? `InvalidRequestException: You can't create this secret because a secret with this name is already scheduled for deletion (${name}).`
        : `AlreadyExists: ${token.split(":").pop() ?? token} ${name} already exists.`;
}

/** Everything AWS makes up, secret where a secret went into it. */
function computedOutputs(type: ResourceType, inputs: Properties, id: string, place: Place, urn: string): Properties {
    const plain = plainProperties(inputs);
    const outputs = type.outputs?.(plain, id, place) ?? { arn: globalArn(place, "sandbox", digits(urn, 17)) };
    const texts = secretTexts(inputs);
    return Object.fromEntries(Object.entries(outputs).map(([key, value]) => [key, withSecrets(value, texts)]));
}

/** An output that depends on the inputs follows them; one made at random or at creation stays. */
function updatedOutputs(
    type: ResourceType,
    before: Properties,
    inputs: Properties,
    id: string,
    place: Place,
    urn: string,
): Properties {
    const computed = computedOutputs(type, inputs, id, place, urn);
    const mirrored = Object.fromEntries(
        Object.entries(computed).filter(([key]) => key === "allSettings" || !(key in before)),
    );
    const kept = Object.fromEntries(
        Object.keys(computed).flatMap((key) => (key in before ? [[key, before[key]]] : [])),
    );
    return { ...kept, ...mirrored, ...inputs };
}
