import { Account } from "./account";
import { Fault, FaultInjector } from "./faults";
import { orImported } from "./imported";
import { noRequest, Performer } from "./perform";
import { digits, globalArn, Place, Resource, ResourceType } from "./resource-type";
import { defaultId, typeOf } from "./types";
import type { SshHost } from "./ssh-host";
import {
    isSecret,
    plain,
    plainProperties,
    Properties,
    secret,
    secretTexts,
    textOf,
    unknown,
    withSecrets,
} from "./values";

export interface Made {
    readonly id: string;
    readonly outputs: Properties;
}

/** AWS has done what it was asked, and nobody heard it say so. */
export class AnswerLost extends Error {
    /** @param made - what a provider knows of the resource nevertheless; undefined for one that is deleted */
    constructor(
        message: string,
        readonly made?: Made,
    ) {
        super(message);
    }
}

/** What the pretended AWS does with a resource: makes it, changes it, removes it, or refuses as AWS would. */
export class Cloud {
    private readonly faults: FaultInjector;
    private readonly performer: Performer;

    constructor(
        private readonly account: Account,
        faults: readonly Fault[],
        host?: SshHost,
    ) {
        this.faults = new FaultInjector(faults);
        this.performer = new Performer(host);
    }

    /** Names of resources for which nothing was done, since no host stands for the instances. */
    get skipped(): readonly string[] {
        return this.performer.skipped;
    }

    /** What a preview may know: the inputs, and that everything else is not known yet. */
    planned(token: string, inputs: Properties, place: Place): Properties {
        const computed = computedOutputs(typeOf(token), inputs, "", place);
        return {
            ...Object.fromEntries(Object.entries(computed).map(([key, value]) => [key, hidden(value)])),
            ...inputs,
        };
    }

    /** @throws Error with AWS's reason when it refuses */
    async create(token: string, inputs: Properties, place: Place, urn: string, seconds = 0): Promise<Made> {
        const heard = await this.faults.before("create", token);
        const type = typeOf(token);
        const plain = plainProperties(inputs);
        refuse(nameInUse(this.account, token, plain) ?? type.refuseCreate?.(plain, this.account));
        const id = this.newId(token, plain, place, urn);
        const done = await this.performer.perform(token, { operation: "create", inputs, before: {}, urn, seconds });
        if (isInAccount(token)) {
            const name = uniqueName(type, plain);
            const named = name === undefined ? {} : { name };
            this.account.put(token, type.key?.(plain) ?? id, { ...named, ...type.facts?.(plain) });
            type.created?.(plain, this.account);
        }
        const held = type.held?.(inputs, this.account) ?? inputs;
        return answered(
            { id, outputs: { ...computedOutputs(type, held, id, place), ...held, ...done } },
            await heard(),
        );
    }

    /** @param before - outputs so far; what AWS made up once stays */
    async update(
        token: string,
        id: string,
        before: Properties,
        inputs: Properties,
        place: Place,
        request = noRequest,
    ): Promise<Properties> {
        const heard = await this.faults.before("update", token);
        const type = typeOf(token);
        const [plain, was] = [plainProperties(inputs), plainProperties(before)];
        refuse(type.refuseUpdate?.(plain, this.account, was));
        if (isInAccount(token)) {
            const key = type.key?.(plain) ?? id;
            const known = this.account.find(token, key);
            this.account.put(token, key, { ...known, ...type.facts?.(plain, known, was) });
        }
        const done = await this.performer.perform(token, { operation: "update", inputs, before, ...request });
        const held = type.held?.(inputs, this.account, before) ?? inputs;
        const outputs = { ...updatedOutputs(token, before, held, id, place, (value) => value), ...done };
        return answered({ id, outputs }, await heard()).outputs;
    }

    /** What an update would give, as far as a preview may know. */
    plannedUpdate(token: string, id: string, before: Properties, inputs: Properties, place: Place): Properties {
        return updatedOutputs(token, before, inputs, id, place, hidden);
    }

    /**
     * What AWS would answer now. Of the inputs a refresh changes those that the resource has otherwise.
     *
     * @returns undefined when the resource is gone
     */
    read(token: string, id: string, state: Resource): Resource | undefined {
        const type = typeOf(token);
        const key = type.key?.(plainProperties(state.inputs)) ?? id;
        const facts = isInAccount(token) ? this.account.find(token, key) : {};
        if (facts === undefined || facts.scheduledForDeletion === true) {
            return undefined;
        }
        const { inputs, outputs } = orImported(state, type, facts);
        const held = type.held?.(outputs, this.account) ?? outputs;
        const isOther = (key: string) => held[key] !== (type.readAnew?.includes(key) === true ? inputs : outputs)[key];
        const changed = Object.keys(inputs).filter(isOther);
        return { inputs: { ...inputs, ...Object.fromEntries(changed.map((key) => [key, held[key]])) }, outputs: held };
    }

    async remove(token: string, id: string, inputs: Properties, request = noRequest): Promise<void> {
        const heard = await this.faults.before("delete", token);
        const type = typeOf(token);
        await this.performer.perform(token, { operation: "delete", inputs, before: inputs, ...request });
        const key = type.key?.(plainProperties(inputs)) ?? id;
        const facts = this.account.find(token, key);
        if (facts !== undefined) {
            refuse(type.refuseDelete?.(id, facts, this.account));
            this.account.remove(token, [key]);
            type.deleted?.(id, facts, this.account);
        }
        const lost = await heard();
        if (lost !== undefined) {
            throw new AnswerLost(lost);
        }
    }

    /** AWS gives no id twice: a replacement is made before the resource it replaces is deleted, under the same URN. */
    private newId(token: string, inputs: Properties, place: Place, urn: string): string {
        const idFrom = (seed: string) => typeOf(token).id?.(inputs, place, seed) ?? defaultId(seed);
        let id = idFrom(urn);
        for (let nth = 2; this.account.find(token, id) !== undefined; nth++) {
            const other = idFrom(`${urn}#${nth}`);
            if (other === id) {
                // The id is a name that the inputs give, so this puts the same thing again.
                return id;
            }
            id = other;
        }
        return id;
    }
}

/** @throws AnswerLost when the answer is */
function answered(made: Made, lost: string | undefined): Made {
    if (lost !== undefined) {
        throw new AnswerLost(lost, made);
    }
    return made;
}

/** Random values and commands exist in the state only, so there is nothing that could be in use or gone. */
const isInAccount = (token: string): boolean => token.startsWith("aws:");

/** What a preview shows instead of a value that only AWS can make up. */
const hidden = (value: unknown): unknown => (isSecret(value) ? secret(unknown) : unknown);

function refuse(reason: string | undefined): void {
    if (reason !== undefined) {
        throw new Error(reason);
    }
}

/** The physical name, together with that in which it is unique. */
function uniqueName({ name }: ResourceType, inputs: Properties): string | undefined {
    if (name === undefined) {
        return undefined;
    }
    const where = name.within === undefined ? [] : [textOf(inputs, name.within)];
    return [...where, textOf(inputs, name.property)].join("/");
}

function nameInUse(account: Account, token: string, inputs: Properties): string | undefined {
    const type = typeOf(token);
    const unique = uniqueName(type, inputs);
    const taken = unique === undefined ? undefined : account.named(token, unique);
    if (type.name === undefined || taken === undefined) {
        return undefined;
    }
    const name = textOf(inputs, type.name.property);
    if (taken.scheduledForDeletion === true) {
        return `InvalidRequestException: You can't create this secret because a secret with this name is already scheduled for deletion (${name}).`;
    }
    return type.name.inUse?.(name) ?? `AlreadyExists: ${token.split(":").pop() ?? token} ${name} already exists.`;
}

/** Everything AWS makes up, secret where a secret went into it. */
function computedOutputs(
    type: ResourceType,
    inputs: Properties,
    id: string,
    place: Place,
    before?: Properties,
): Properties {
    const outputs = type.outputs?.(plainProperties(inputs), id, place, before) ?? {
        arn: globalArn(place, "sandbox", digits(id, 17)),
    };
    const texts = secretTexts(inputs);
    return Object.fromEntries(Object.entries(outputs).map(([key, value]) => [key, withSecrets(value, texts)]));
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(plain(a)) === JSON.stringify(plain(b));

/**
 * Outputs follow the inputs they come from. What was made up once stays: everything that is not AWS's, and the hashes of a type that no one has described.
 *
 * @param changed - what becomes of an output that the update changes
 */
function updatedOutputs(
    token: string,
    before: Properties,
    inputs: Properties,
    id: string,
    place: Place,
    changed: (value: unknown) => unknown,
): Properties {
    const type = typeOf(token);
    const follows = isInAccount(token) && type.outputs !== undefined;
    const computed = Object.entries(computedOutputs(type, inputs, id, place, plainProperties(before)));
    const outputs = computed.map(([key, value]): [string, unknown] => {
        if (!(key in before) || (follows && !isSame(before[key], value))) {
            return [key, changed(value)];
        }
        return [key, isSecret(value) ? secret(plain(before[key])) : before[key]];
    });
    return { ...Object.fromEntries(outputs), ...inputs };
}
