import type { ServerWritableStream } from "@grpc/grpc-js";
import { Server, ServerCredentials, status, UntypedServiceImplementation } from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { unary } from "../unary";
import { LanguageHost } from "./host";

// The engine starts this file as `pulumi-language-nodejs <engine address>` and reads a port from its first line.

function service(host: LanguageHost): UntypedServiceImplementation {
    return {
        handshake: unary(host.handshake.bind(host)),
        getPluginInfo: unary(host.getPluginInfo.bind(host)),
        getRequiredPackages: unary(host.getRequiredPackages.bind(host)),
        getRequiredPlugins: unary(host.getRequiredPlugins.bind(host)),
        getProgramDependencies: unary(host.getProgramDependencies.bind(host)),
        about: unary(host.about.bind(host)),
        run: unary(host.run.bind(host)),
        runPlugin: streaming(host.runPlugin.bind(host)),
        installDependencies: streaming(host.installDependencies.bind(host)),
        cancel: unary(async () => {
            await host.stop();
            return new Empty();
        }),
    };
}

/** What is thrown before a stream starts becomes its error; the server by itself would only say "Unknown error". */
function streaming<Request, Response>(answer: (call: ServerWritableStream<Request, Response>) => void) {
    return (call: ServerWritableStream<Request, Response>): void => {
        try {
            answer(call);
        } catch (error) {
            const details = error instanceof Error ? error.message : String(error);
            call.emit("error", { code: status.UNKNOWN, details });
        }
    };
}

function main(): void {
    const engine =
        process.argv
            .slice(2)
            .filter((argument) => !argument.startsWith("-"))
            .pop() ?? "";
    const host = new LanguageHost(engine);
    const stop = () => {
        void host.stop().then(() => process.exit(0));
    };
    const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
    server.addService(LanguageRuntimeService, service(host));
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
        if (error !== null) {
            throw error;
        }
        process.stdout.write(`${port}\n`);
    });
    // The engine holds our standard input open while it lives.
    process.stdin.on("end", stop).resume();
    process.on("SIGINT", stop).on("SIGTERM", stop).on("SIGHUP", stop);
}

main();
