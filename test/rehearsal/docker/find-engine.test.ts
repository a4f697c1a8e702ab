import * as assert from "node:assert/strict";
import { chooseEngine } from "../../../rehearsal/docker/find-engine";
import { planContainers } from "../../../rehearsal/docker/plan-containers";
import type { Shell } from "../../../rehearsal/model";
import { bundle, properties } from "./bundle";

/** What an engine's client answers, by its words; all else fails. */
type Answers = Readonly<Record<string, string>>;

const compose = (engine: string) => `${engine} compose version`;
const docker: Answers = {
    "docker info --format {{.ServerVersion}}": "28.2.2\n",
    [compose("docker")]: "",
    "docker network create --internal net-1": "4f1d\n",
    "docker network inspect --format {{(index .IPAM.Config 0).Gateway}} net-1": "127.0.0.1\n",
    "docker network rm net-1": "",
};
const podman: Answers = {
    "podman info --format {{.Version.Version}}": "5.4.0\n",
    [compose("podman")]: "",
    "podman network create --internal net-1": "net-1\n",
    "podman network inspect --format {{(index .Subnets 0).Gateway}} net-1": "127.0.0.1\n",
    "podman network rm net-1": "",
};
/** https://www.rfc-editor.org/rfc/rfc5737: nobody's address. */
const elsewhere: Answers = {
    "docker network inspect --format {{(index .IPAM.Config 0).Gateway}} net-1": "203.0.113.1\n",
};

function answering(answers: Answers) {
    const calls: string[] = [];
    const shell: Shell = {
        run(command) {
            const call = command.join(" ");
            calls.push(call);
            const stdout = answers[call];
            return Promise.resolve({
                code: stdout === undefined ? 1 : 0,
                stdout: stdout ?? "",
                output: stdout ?? "no\n",
            });
        },
    };
    return { shell, calls };
}

describe("the container engine of this machine", () => {
    const plan = planContainers(bundle(), properties("postgresql://database.internal/documents"));
    const chosen = (answers: Answers, wanted?: "docker" | "podman" | "none") =>
        chooseEngine(answering(answers).shell, plan, "net-1", wanted);
    const unreached =
        "containers of docker would not reach the database: this machine has no address on its networks, as with an engine in a virtual machine or without root";

    it("is the first one that answers, has Compose, and has a network of this machine's", async () => {
        const { shell, calls } = answering(docker);
        assert.deepEqual(await chooseEngine(shell, plan, "net-1", undefined), { engine: "docker", version: "28.2.2" });
        assert.deepEqual(calls, Object.keys(docker));
        assert.deepEqual(await chosen({ ...docker, ...podman }), { engine: "docker", version: "28.2.2" });
        assert.deepEqual(await chosen({ ...docker, ...podman }, "podman"), { engine: "podman", version: "5.4.0" });
        assert.deepEqual(await chosen({ ...docker, ...elsewhere, ...podman }), { engine: "podman", version: "5.4.0" });
    });

    const without = (answers: Answers, call: string): Answers =>
        Object.fromEntries(Object.entries(answers).filter(([each]) => each !== call));
    const none: readonly [string, Answers, "docker" | "none" | undefined, string][] = [
        ["nothing answers", {}, undefined, "no engine with Compose answers here (docker, podman)"],
        ["the wanted one does not answer", podman, "docker", "no engine with Compose answers here (docker)"],
        [
            "it lacks Compose",
            without(docker, compose("docker")),
            undefined,
            "no engine with Compose answers here (docker, podman)",
        ],
        ["none is wanted", docker, "none", "none is wanted (--engine none)"],
        ["its network is elsewhere", { ...docker, ...elsewhere }, undefined, unreached],
        [
            "it makes no network",
            without(docker, "docker network create --internal net-1"),
            undefined,
            "docker makes no network: no",
        ],
    ];
    for (const [when, answers, wanted, why] of none) {
        it(`is not used when ${when}`, async () => {
            assert.deepEqual(await chosen(answers, wanted), { none: why });
        });
    }

    it("is not used for containers on the network of the host, and not even asked", async () => {
        const onHost = { ...plan, services: plan.services.map((each) => ({ ...each, onHost: true })) };
        const { shell, calls } = answering(docker);
        assert.deepEqual(await chooseEngine(shell, onHost, "net-1", undefined), {
            none: "the network of the host, which web, reports and nginx asks for, would be this machine's",
        });
        assert.deepEqual(calls, []);
    });
});
