import * as assert from "node:assert/strict";
import { ProblemError } from "../../../components/problem";
import { hostVariable, parseHost } from "../../../sandbox/stand-in/ssh-host";
import { ProviderClient } from "../../support/provider-client";
import { temporaryFolder } from "../../support/temporary-folder";

describe(hostVariable, () => {
    it("names a machine", () => {
        const host = { host: "127.0.0.1", port: 2222, user: "me", root: "/tmp/opt", dialSeconds: 3 };
        assert.deepEqual(parseHost(JSON.stringify(host)), host);
        assert.equal(parseHost(undefined), undefined);
        assert.equal(parseHost(""), undefined);
    });

    for (const [text, where] of [
        ["127.0.0.1:22", ["the value"]],
        ["[]", ["the object"]],
        ["{}", ["host", "port", "user"]],
        ['{"host": "h", "port": 0, "user": "-x"}', ["port", "user"]],
        ['{"host": "h", "port": 22, "user": "me", "root": "opt"}', ["root"]],
        ['{"host": "h", "port": 22, "user": "me", "password": "hunter2"}', ["the object"]],
    ] as const) {
        it(`refuses ${text}`, () => {
            assert.throws(
                () => parseHost(text),
                (error) => {
                    assert.ok(error instanceof ProblemError);
                    assert.deepEqual(
                        error.problems.map((problem) => problem.where),
                        where,
                    );
                    assert.ok(!error.message.includes("hunter2"));
                    return true;
                },
            );
        });
    }
});

describe("commands of the stand-in without a host", () => {
    const folder = temporaryFolder();
    let command: ProviderClient;
    beforeEach(async () => {
        command = await ProviderClient.start(folder.path, undefined, "command");
    });
    afterEach(() => command.close());

    it("are written down, and made anew for another trigger alone", async () => {
        const type = "command:remote:Command";
        const first = await command.create(type, "c", { create: "true", triggers: ["a"], connection: {} });
        assert.deepEqual([first.outputs["stdout"], first.outputs["stderr"]], ["", ""]);
        const second = await command.create(type, "c", { create: "true", triggers: ["a"], connection: {} });
        assert.notEqual(first.id, second.id);
        const diff = async (news: object) =>
            (
                await command.diff(
                    type,
                    { create: "true", triggers: ["a"] },
                    { create: "true", triggers: ["a"], ...news },
                )
            ).replacesList;
        assert.deepEqual(await diff({ triggers: ["b"] }), ["triggers"]);
        assert.deepEqual(await diff({ create: "false" }), []);
    });
});
