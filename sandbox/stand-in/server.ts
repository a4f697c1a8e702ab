import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Account } from "./account";
import { Cloud } from "./cloud";
import { Fault } from "./faults";
import { passWindow } from "./maintenance";
import { Provider } from "./provider";
import type { SshHost } from "./ssh-host";

export { parseFaults } from "./faults";
export { maintenanceVariable, parseMaintenance } from "./maintenance";
export { hostVariable, parseHost } from "./ssh-host";

export interface StandInOptions {
    /** JSON file with what the pretended account holds; made when it is missing. */
    readonly accountFile: string;
    readonly faults?: readonly Fault[];
    /** Maintenance windows have passed since the last run. */
    readonly maintained?: boolean;
    /** The machine that stands for instances. Without one, what is to be done over SSH is not done. */
    readonly host?: SshHost | undefined;
}

/** Providers that stand in for the real ones, served in this process. */
export interface StandIn {
    /** Port on the loopback, by package. */
    readonly ports: Readonly<Record<Package, number>>;
    /** Names of resources for which nothing was done, since no host stands for the instances. */
    readonly skipped: readonly string[];
    close(): Promise<void>;
}

/** Packages whose providers are stood in for, and the versions they claim. */
const packages = { aws: "7.48.0", random: "4.21.2", command: "1.2.1", tls: "5.6.1" } as const;
type Package = keyof typeof packages;

/** Starts the stand-ins. Each listens on a port of its own that is free, so two runs never meet. */
export async function startStandIn(options: StandInOptions): Promise<StandIn> {
    const account = new Account(options.accountFile);
    if (options.maintained === true) {
        passWindow(account);
    }
    const cloud = new Cloud(account, options.faults ?? [], options.host);
    const started = await Promise.all(
        Object.entries(packages).map(async ([name, version]) => ({
            name,
            ...(await serve(new Provider(cloud, version))),
        })),
    );
    return {
        ports: Object.fromEntries(started.map(({ name, port }) => [name, port])) as Record<Package, number>,
        skipped: cloud.skipped,
        close: async () => {
            await Promise.all(started.map(({ server }) => shutDown(server)));
        },
    };
}

function serve(provider: Provider): Promise<{ port: number; server: Server }> {
    const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
    server.addService(ResourceProviderService, provider.service());
    return new Promise((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
            if (error === null) {
                resolve({ port, server });
            } else {
                reject(error);
            }
        });
    });
}

/** The engine is gone by then, but its connection may still be closing. */
function shutDown(server: Server): Promise<void> {
    return new Promise((resolve) => {
        server.tryShutdown(() => {
            resolve();
        });
        server.forceShutdown();
    });
}
