import type { Work } from "./resource-type";
import type { SshHost } from "./ssh-host";
import { typeOf } from "./types";
import { plainProperties, Properties, secretTexts, withSecrets } from "./values";

/** `urn:pulumi:stack::project::parent$type::name` */
export const tokenOf = (urn: string): string => urn.split("::")[2]?.split("$").pop() ?? "";
export const nameOf = (urn: string): string => urn.split("::").slice(3).join("::");

/** What the engine says of an operation besides what it is about. */
export interface EngineRequest {
    readonly urn: string;
    /** The time that the program gives the resource; 0 for none. */
    readonly seconds: number;
}

export const noRequest: EngineRequest = { urn: "", seconds: 0 };

/** Does for real what resources do outside the pretended account, where a host stands for its instances. */
export class Performer {
    /** Names of resources for which nothing was done for want of one. */
    readonly skipped: string[] = [];

    constructor(private readonly host: SshHost | undefined) {}

    /** @returns outputs, secret where a secret went into them */
    async perform(token: string, { urn, ...work }: Omit<Work, "host"> & EngineRequest): Promise<Properties> {
        const { inputs, before } = work;
        const plain = { inputs: plainProperties(inputs), before: plainProperties(before) };
        const done = (await typeOf(token).perform?.({ ...work, ...plain, host: this.host })) ?? {};
        if (done === "skipped") {
            this.skipped.push(nameOf(urn));
            return {};
        }
        const texts = secretTexts(inputs);
        return Object.fromEntries(Object.entries(done).map(([key, value]) => [key, withSecrets(value, texts)]));
    }
}
