import type { sendUnaryData, ServerUnaryCall } from "@grpc/grpc-js";
import { status } from "@grpc/grpc-js";

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
                    done({ code: status.UNKNOWN, details: error instanceof Error ? error.message : String(error) });
                },
            );
    };
}
