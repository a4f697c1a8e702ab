import * as net from "node:net";
import type { Place } from "../instance/network";

/** Carries connections between this machine's loopback and the unix sockets by which instances are reached, and reach it. */
export class Gate {
    private constructor(
        private readonly server: net.Server,
        private readonly open: Set<net.Socket>,
    ) {}

    static start(from: Place, target: Place): Promise<Gate> {
        const open = new Set<net.Socket>();
        const server = net.createServer({ allowHalfOpen: true }, (near) => {
            const far = net.connect({ ...target, allowHalfOpen: true });
            near.pipe(far).pipe(near);
            near.on("error", () => far.destroy()).on("close", () => far.destroy());
            far.on("error", () => near.destroy()).on("close", () => near.destroy());
            open.add(near);
            near.on("close", () => open.delete(near));
        });
        return new Promise((resolve, reject) => {
            server.once("error", reject);
            server.listen(from, () => {
                resolve(new Gate(server, open));
            });
        });
    }

    /** Of this machine's loopback, where it listens there. */
    get port(): number | undefined {
        const address = this.server.address();
        return typeof address === "object" ? address?.port : undefined;
    }

    stop(): Promise<void> {
        return new Promise((resolve) => {
            this.server.close(() => {
                resolve();
            });
            for (const each of this.open) {
                each.destroy();
            }
        });
    }
}
