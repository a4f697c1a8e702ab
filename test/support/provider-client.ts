import * as path from "node:path";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { startStandIn, StandIn } from "../../sandbox/stand-in/server";
import { parseFaults } from "../../sandbox/stand-in/faults";
import { fromStruct, Properties, toStruct } from "../../sandbox/stand-in/values";

/** Speaks to the stand-in as the engine does, over its socket. */
export class ProviderClient {
    private constructor(
        private readonly standIn: StandIn,
        private readonly client: ResourceProviderClient,
    ) {}

    static async start(
        folder: string,
        faults?: string,
        pack: "aws" | "random" | "command" | "tls" = "aws",
        maintained = false,
    ): Promise<ProviderClient> {
        const standIn = await startStandIn({
            accountFile: path.join(folder, "account.json"),
            faults: parseFaults(faults),
            maintained,
        });
        return new ProviderClient(
            standIn,
            new ResourceProviderClient(`127.0.0.1:${standIn.ports[pack]}`, credentials.createInsecure()),
        );
    }

    async close(): Promise<void> {
        this.client.close();
        await this.standIn.close();
    }

    async check(type: string, name: string, news: Properties, olds: Properties = {}): Promise<Properties> {
        const request = new messages.CheckRequest()
            .setUrn(urn(type, name))
            .setNews(toStruct(news))
            .setOlds(toStruct(olds))
            .setRandomseed(new Uint8Array(32).fill(7));
        return fromStruct(
            (await this.ask<messages.CheckResponse>((done) => this.client.check(request, done))).getInputs(),
        );
    }

    async create(
        type: string,
        name: string,
        inputs: Properties,
        preview = false,
    ): Promise<{ id: string; outputs: Properties }> {
        const request = new messages.CreateRequest()
            .setUrn(urn(type, name))
            .setProperties(toStruct(inputs))
            .setPreview(preview);
        const response = await this.ask<messages.CreateResponse>((done) => this.client.create(request, done));
        return { id: response.getId(), outputs: fromStruct(response.getProperties()) };
    }

    async update(
        type: string,
        name: string,
        id: string,
        olds: Properties,
        news: Properties,
        preview = false,
    ): Promise<Properties> {
        const request = new messages.UpdateRequest()
            .setUrn(urn(type, name))
            .setId(id)
            .setOlds(toStruct(olds))
            .setNews(toStruct(news))
            .setPreview(preview);
        return fromStruct(
            (await this.ask<messages.UpdateResponse>((done) => this.client.update(request, done))).getProperties(),
        );
    }

    /** @param state - outputs so far, where they are not the inputs */
    async diff(
        type: string,
        before: Properties,
        after: Properties,
        ignored: string[] = [],
        state: Properties = before,
    ): Promise<messages.DiffResponse.AsObject> {
        const request = new messages.DiffRequest()
            .setUrn(urn(type, "x"))
            .setOlds(toStruct(state))
            .setOldInputs(toStruct(before))
            .setNews(toStruct(after))
            .setIgnorechangesList(ignored);
        return (await this.ask<messages.DiffResponse>((done) => this.client.diff(request, done))).toObject();
    }

    async diffConfig(before: Properties, after: Properties): Promise<messages.DiffResponse.AsObject> {
        const request = new messages.DiffRequest().setOldInputs(toStruct(before)).setNews(toStruct(after));
        return (await this.ask<messages.DiffResponse>((done) => this.client.diffConfig(request, done))).toObject();
    }

    async configure(args: Properties): Promise<void> {
        await this.ask<messages.ConfigureResponse>((done) =>
            this.client.configure(new messages.ConfigureRequest().setArgs(toStruct(args)), done),
        );
    }

    async invoke(token: string, args: Properties): Promise<Properties> {
        const request = new messages.InvokeRequest().setTok(token).setArgs(toStruct(args));
        return fromStruct(
            (await this.ask<messages.InvokeResponse>((done) => this.client.invoke(request, done))).getReturn(),
        );
    }

    async exists(type: string, id: string, inputs: Properties = {}): Promise<boolean> {
        return (await this.read(type, id, inputs, inputs)).id !== "";
    }

    async read(
        type: string,
        id: string,
        inputs: Properties,
        outputs: Properties,
    ): Promise<{ id: string; inputs: Properties; outputs: Properties }> {
        const request = new messages.ReadRequest()
            .setUrn(urn(type, "x"))
            .setId(id)
            .setInputs(toStruct(inputs))
            .setProperties(toStruct(outputs));
        const response = await this.ask<messages.ReadResponse>((done) => this.client.read(request, done));
        return {
            id: response.getId(),
            inputs: fromStruct(response.getInputs()),
            outputs: fromStruct(response.getProperties()),
        };
    }

    async remove(type: string, id: string, inputs: Properties = {}): Promise<void> {
        const request = new messages.DeleteRequest().setUrn(urn(type, "x")).setId(id).setOldInputs(toStruct(inputs));
        await this.ask((done) => this.client.delete(request, done));
    }

    /** @throws Error with the text that the engine would show */
    private ask<T>(call: (done: (error: { details: string } | null, response: T) => void) => unknown): Promise<T> {
        return new Promise((resolve, reject) => {
            call((error, response) => {
                if (error === null) {
                    resolve(response);
                } else {
                    reject(new Error(error.details));
                }
            });
        });
    }
}

const urn = (type: string, name: string): string => `urn:pulumi:dev::project::component:x:Y$${type}::${name}`;
