import { ProblemError } from "../components/problem";
import { firstLine } from "../components/words";
import type { KeptInstance } from "./options";
import { Gate } from "./world/gate";
import type { SimulatedInstance } from "./world/simulated-instance";
import type { World } from "./world/world";

const host = "127.0.0.1";

/**
 * Asked before a rehearsal, whose report would be lost afterwards.
 *
 * @throws ProblemError where the port of this machine cannot be had
 */
export async function assertPort(port: number): Promise<void> {
    try {
        const gate = await Gate.start({ host, port }, { host, port });
        await gate.stop();
    } catch (error) {
        throw new ProblemError("The command line", [
            {
                where: "--port",
                got: `${port}: ${firstLine(error)}`,
                allowed: "a port of this machine that nobody listens on, and that you may open",
                remedy: "Name another one, or leave --port out: a free one is taken then.",
            },
        ]);
    }
}

/** Leaves an instance running, reachable from this machine's browser. */
export async function keepInstance(
    world: World,
    simulated: SimulatedInstance,
    port: number | undefined,
): Promise<KeptInstance> {
    const { instance, webSocket } = simulated;
    const serves = await simulated.answers();
    const manage = await simulated.manageProgram();
    const gate = await Gate.start({ host, port: port ?? 0 }, { path: webSocket });
    return {
        url: `http://${host}:${gate.port ?? 0}/`,
        serves,
        enter: instance.enterCommand("bash", "--login"),
        manage: manage === undefined ? undefined : instance.enterCommand(manage),
        stop: async () => {
            await gate.stop();
            await world.close();
        },
    };
}
