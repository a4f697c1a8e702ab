import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as http from "node:http";
import * as path from "node:path";
import { InstanceOnEngine } from "../../../rehearsal/docker/engine-host";
import { listen, portOf } from "../../../rehearsal/services/server-process";
import { needsInstance, SmallInstance } from "../../support/small-instance";
import { oneFolder } from "../../support/temporary-folder";

/** The engine is a program of its name that writes down how it is called; instance, network and ports are real. */
describe("an instance whose containers run on an engine", function () {
    this.timeout(60_000);
    const folder = oneFolder();
    const log = () => path.join(folder.path, "calls");
    const calls = () => fs.readFileSync(log(), "utf8").trim().split("\n");
    const searchPath = process.env["PATH"];
    let small: SmallInstance;
    before(async function () {
        needsInstance(this);
        small = await SmallInstance.start(folder.path);
        const bin = path.join(folder.path, "bin");
        fs.mkdirSync(bin);
        fs.writeFileSync(
            path.join(bin, "docker"),
            `#!/bin/sh\necho "$*" >>'${log()}'\ncase "$*" in *refused*) echo busy; exit 1 ;; *inspect*) echo 127.0.0.1 ;; *"ls "*) printf 'one\\none\\n' ;; esac\n`,
            { mode: 0o755 },
        );
        process.env["PATH"] = `${bin}:${searchPath ?? ""}`;
    });
    after(async () => {
        process.env["PATH"] = searchPath;
        await (small as SmallInstance | undefined)?.end();
    });
    beforeEach(() => {
        fs.writeFileSync(log(), "");
    });

    const services = { hosts: { db: "127.0.0.1" }, environment: {} };
    const removed = (project: string) => {
        const filter = `--filter label=com.docker.compose.project=${project}`;
        return [
            `container ls --quiet ${filter} --all`,
            "container rm --force --volumes one",
            `volume ls --quiet ${filter}`,
            "volume rm --force one",
            `network ls --quiet ${filter}`,
            "network rm one",
            `image ls --quiet ${filter} --all`,
            "image rm --force one",
            `network rm ${project}`,
        ];
    };
    const made = (project: string) => [
        `network create --internal ${project}`,
        `network inspect --format {{(index .IPAM.Config 0).Gateway}} ${project}`,
    ];

    async function answering(text: string): Promise<http.Server> {
        const server = http.createServer((_, response) => response.end(text));
        await listen(server);
        return server;
    }

    it("has a network of its own, and leaves nothing of its project", async () => {
        const reached: string[] = [];
        const host = await InstanceOnEngine.start("docker", "rehearsal-1", small.instance, (gateway) => {
            reached.push(gateway);
            return Promise.resolve(services);
        });
        assert.deepEqual(
            [reached, host.network, host.files],
            [["127.0.0.1"], "rehearsal-1", small.instance.options.folder],
        );
        assert.deepEqual(host.services, services);
        await host.stop();
        assert.deepEqual(calls().slice(0, 2), made("rehearsal-1"));
        // Both ends of a pipe write it down.
        assert.deepEqual(calls().slice(2).sort(), removed("rehearsal-1").sort());
    });

    it("leaves nothing either where the services cannot be reached", async () => {
        const fault = new Error("in use");
        const reach = () => Promise.reject(fault);
        await assert.rejects(InstanceOnEngine.start("docker", "rehearsal-2", small.instance, reach), fault);
        assert.deepEqual(calls().sort(), [...made("rehearsal-2"), ...removed("rehearsal-2")].sort());
    });

    it("says what the engine says when it makes no network", async () => {
        const start = InstanceOnEngine.start("docker", "refused", small.instance, () => Promise.resolve(services));
        await assert.rejects(start, /^Error: docker makes no network: busy$/);
    });

    it("leads ports of the instance to containers, until others take their place", async () => {
        const ask = (port: number) => small.sh(`curl --silent --noproxy '*' http://127.0.0.1:${port}/`);
        const servers = [await answering("one"), await answering("two")];
        const [one = 0, two = 0] = servers.map(portOf);
        const host = await InstanceOnEngine.start("docker", "rehearsal-3", small.instance, () =>
            Promise.resolve(services),
        );
        const leading = (published: number, port: number, address?: string) => ({
            address,
            published,
            container: { host: "127.0.0.1", port },
        });
        await host.publish([leading(80, one), leading(8080, two, "127.0.0.1")]);
        assert.deepEqual([await ask(80), await ask(8080)], ["one", "two"]);
        await host.publish([leading(80, two)]);
        assert.deepEqual([await ask(80), await ask(8080)], ["two", ""]);
        await assert.rejects(host.publish([leading(80, one), leading(80, two)]), /EADDRINUSE/);
        await host.stop();
        assert.equal(await ask(80), "");
        servers.forEach((each) => each.close());
    });
});
