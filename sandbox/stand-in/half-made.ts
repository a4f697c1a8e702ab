import { Metadata, status } from "@grpc/grpc-js";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { RpcError } from "../unary";
import { AnswerLost } from "./cloud";
import { toStruct } from "./values";

/**
 * Has the engine keep a resource of which the provider knows that it was begun, as the real providers do: the next update goes on with it.
 * https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto, ErrorResourceInitFailed
 */
export async function keepingHalfMade<T>(work: () => Promise<T>): Promise<T> {
    try {
        return await work();
    } catch (error) {
        throw error instanceof AnswerLost && error.made !== undefined ? halfMade(error, error.made) : error;
    }
}

function halfMade({ message }: Error, { id, outputs }: NonNullable<AnswerLost["made"]>): RpcError {
    const detail = new ErrorResourceInitFailed();
    detail.setId(id);
    detail.setProperties(toStruct(outputs));
    detail.setReasonsList([message]);
    const packed = new Any();
    packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const answer = new Status();
    answer.setCode(status.UNKNOWN);
    answer.setMessage(message);
    answer.addDetails(packed);
    const metadata = new Metadata();
    // Where gRPC keeps the details of an error.
    metadata.add("grpc-status-details-bin", Buffer.from(answer.serializeBinary()));
    return new RpcError(message, metadata);
}
