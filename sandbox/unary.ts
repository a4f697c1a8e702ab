import type { sendUnaryData, ServerUnaryCall } from "@grpc/grpc-js";
import { type Metadata, status } from "@grpc/grpc-js";

/** An error with more than its text for the engine. */
export class RpcError extends Error {
    constructor(
        message: string,
        readonly metadata: Metadata,
    ) {
        super(message);
    }
}

/** A gRPC method that answers one message with one. What is thrown becomes the text that the engine shows. */
export function unary<Request, Response>(answer: (request: Request) => Response | Promise<Response>) {
    return (call: ServerUnaryCall<Request, Response>, done: sendUnaryData<Response>): void => {
        Promise.resolve()
            .then(() => answer(call.request))
            .then(
                (response) => {
                    done(null, response);
                },
                (error: unknown) => {
                    const details = error instanceof Error ? error.message : String(error);
                    done({
                        code: status.UNKNOWN,
                        details,
                        ...(error instanceof RpcError ? { metadata: error.metadata } : {}),
                    });
                },
            );
    };
}
