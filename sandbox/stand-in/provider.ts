import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { unary } from "../unary";
import { Cloud } from "./cloud";
import { Change, changesOf, differences, propertyOf } from "./diff";
import { invoke } from "./invokes";
import { keepingHalfMade } from "./half-made";
import { nameOf, tokenOf } from "./perform";
import { Place, ResourceType } from "./resource-type";
import { typeOf } from "./types";
import { fromStruct, Properties, textOf, toStruct } from "./values";

/** The account that AWS uses in its documentation. */
const accountId = "123456789012";

/** One provider as the engine speaks to it. https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto */
export class Provider {
    private region = "us-east-1";

    constructor(
        private readonly cloud: Cloud,
        private readonly version: string,
    ) {}

    /** The gRPC service. Calls that are not here are answered "unimplemented", which the engine understands. */
    service(): UntypedServiceImplementation {
        return {
            handshake: unary(() => this.handshake()),
            getPluginInfo: unary(() => new PluginInfo().setVersion(this.version)),
            attach: unary(() => new Empty()),
            cancel: unary(() => new Empty()),
            checkConfig: unary((r: messages.CheckRequest) => new messages.CheckResponse().setInputs(r.getNews())),
            diffConfig: unary((r: messages.DiffRequest) => diffConfig(r)),
            configure: unary((r: messages.ConfigureRequest) => this.configure(r)),
            invoke: unary((r: messages.InvokeRequest) => this.invoke(r)),
            check: unary((r: messages.CheckRequest) => check(r)),
            diff: unary((r: messages.DiffRequest) => diff(r)),
            create: unary((r: messages.CreateRequest) => this.create(r)),
            update: unary((r: messages.UpdateRequest) => this.update(r)),
            read: unary((r: messages.ReadRequest) => this.read(r)),
            delete: unary((r: messages.DeleteRequest) => this.remove(r)),
        };
    }

    /** A resource or look-up may name another region than the provider's. */
    private place(inputs: Properties): Place {
        return { region: textOf(inputs, "region") || this.region, accountId };
    }

    /** Without references to resources: the engine then sends the id of a resource that is given as an input (`application: app`). */
    private handshake(): messages.ProviderHandshakeResponse {
        return new messages.ProviderHandshakeResponse().setAcceptSecrets(true).setSupportsAutonamingConfiguration(true);
    }

    private configure(request: messages.ConfigureRequest): messages.ConfigureResponse {
        this.region = textOf(fromStruct(request.getArgs()), "region") || this.region;
        return new messages.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true);
    }

    private invoke(request: messages.InvokeRequest): messages.InvokeResponse {
        const args = fromStruct(request.getArgs());
        return new messages.InvokeResponse().setReturn(toStruct(invoke(request.getTok(), args, this.place(args))));
    }

    private async create(request: messages.CreateRequest): Promise<messages.CreateResponse> {
        const [urn, inputs] = [request.getUrn(), fromStruct(request.getProperties())];
        if (request.getPreview()) {
            return new messages.CreateResponse().setProperties(
                toStruct(this.cloud.planned(tokenOf(urn), inputs, this.place(inputs))),
            );
        }
        const { id, outputs } = await keepingHalfMade(() =>
            this.cloud.create(tokenOf(urn), inputs, this.place(inputs), urn, request.getTimeout()),
        );
        return new messages.CreateResponse().setId(id).setProperties(toStruct(outputs));
    }

    private async update(request: messages.UpdateRequest): Promise<messages.UpdateResponse> {
        const urn = request.getUrn();
        const inputs = fromStruct(request.getNews());
        const olds = fromStruct(request.getOlds());
        const args = [tokenOf(urn), request.getId(), olds, inputs, this.place(inputs)] as const;
        const outputs = request.getPreview()
            ? this.cloud.plannedUpdate(...args)
            : await keepingHalfMade(() => this.cloud.update(...args, { urn, seconds: request.getTimeout() }));
        return new messages.UpdateResponse().setProperties(toStruct(outputs));
    }

    /** A resource that is gone has no id. */
    private read(request: messages.ReadRequest): messages.ReadResponse {
        const known = { inputs: fromStruct(request.getInputs()), outputs: fromStruct(request.getProperties()) };
        const found = this.cloud.read(tokenOf(request.getUrn()), request.getId(), known);
        return found === undefined
            ? new messages.ReadResponse()
            : new messages.ReadResponse()
                  .setId(request.getId())
                  .setProperties(toStruct(found.outputs))
                  .setInputs(toStruct(found.inputs));
    }

    private async remove(request: messages.DeleteRequest): Promise<Empty> {
        const urn = request.getUrn();
        const inputs = fromStruct(request.getOldInputs());
        await this.cloud.remove(tokenOf(urn), request.getId(), inputs, { urn, seconds: request.getTimeout() });
        return new Empty();
    }
}

/** A stack that moves to another region must not keep resources of the old one. */
function diffConfig(request: messages.DiffRequest): messages.DiffResponse {
    const changes = differences(fromStruct(request.getOldInputs()), fromStruct(request.getNews()));
    return diffResponse(changes, { replaces: ["region"] });
}

function diff(request: messages.DiffRequest): messages.DiffResponse {
    const type = typeOf(tokenOf(request.getUrn()));
    const known = { inputs: fromStruct(request.getOldInputs()), outputs: fromStruct(request.getOlds()) };
    const news = fromStruct(request.getNews());
    const replaces = [...(type.replaces ?? []), ...(type.replacesToo?.(news) ?? [])];
    return diffResponse(changesOf(type, known, news, request.getIgnorechangesList()), { ...type, replaces });
}

function diffResponse(
    changes: ReadonlyMap<string, Change>,
    { replaces: replacing = [], sets = {}, readAnew = [] }: ResourceType,
): messages.DiffResponse {
    const { Kind } = messages.PropertyDiff;
    const kinds = {
        add: [Kind.ADD, Kind.ADD_REPLACE],
        delete: [Kind.DELETE, Kind.DELETE_REPLACE],
        update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
    } as const;
    const { DIFF_SOME, DIFF_NONE } = messages.DiffResponse.DiffChanges;
    const response = new messages.DiffResponse()
        .setHasdetaileddiff(true)
        .setChanges(changes.size > 0 ? DIFF_SOME : DIFF_NONE);
    for (const [path, change] of changes) {
        const property = propertyOf(path);
        const kind = kinds[change][replacing.includes(property) ? 1 : 0];
        const fromInputs = !(property in sets) && !readAnew.includes(property);
        response.getDetaileddiffMap().set(path, new messages.PropertyDiff().setKind(kind).setInputdiff(fromInputs));
    }
    const properties = [...new Set([...changes.keys()].map(propertyOf))];
    return response
        .setDiffsList(properties)
        .setReplacesList(properties.filter((property) => replacing.includes(property)));
}

/** Fills in the provider's defaults and a physical name: the old one where there is one, so that it never changes by itself. */
function check(request: messages.CheckRequest): messages.CheckResponse {
    const { name, defaults } = typeOf(tokenOf(request.getUrn()));
    const inputs: Properties = { ...defaults, ...fromStruct(request.getNews()) };
    if (name !== undefined && inputs[name.property] === undefined) {
        inputs[name.property] = fromStruct(request.getOlds())[name.property] ?? proposedName(request, name.max);
    }
    return new messages.CheckResponse().setInputs(toStruct(inputs));
}

function proposedName(request: messages.CheckRequest, max: number): string {
    const suffix = `-${Buffer.from(request.getRandomseed_asU8()).toString("hex").slice(0, 7)}`;
    return (
        request.getAutonaming()?.getProposedName() ||
        `${nameOf(request.getUrn()).toLowerCase()}`.slice(0, max - suffix.length) + suffix
    );
}
