import * as assert from "node:assert/strict";
import { inspect } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { forUser } from "../../components/for-user";
import { ProblemError } from "../../components/problem";

describe("what the program throws", () => {
    const thrown = (error: Error): Promise<unknown> => forUser(() => Promise.reject(error)).catch((it: unknown) => it);

    it("is an error without a trace for whoever runs it, where settings are wrong", async () => {
        const problem = new ProblemError("Pulumi.dev.yaml", [{ where: "app.name", got: "nothing", remedy: "Set it." }]);
        const error = await thrown(problem);
        assert.ok(pulumi.RunError.isInstance(error));
        assert.equal(error.message, problem.message);
    });

    it("can be formatted in colour, whatever frames of the SDK it has", async () => {
        const broken = new TypeError("x is undefined");
        broken.stack = [
            "TypeError: x is undefined",
            "    at createServer (/app/components/database/server.ts:1:1)",
            "    at async Stack.initialize (/app/node_modules/@pulumi/runtime/stack.ts:78:28)",
            "    at async Stack.initializeAndRegisterOutputs (/app/node_modules/@pulumi/resource.ts:1598:22)",
        ].join("\n");
        const error = await thrown(broken);
        assert.equal(error, broken);
        assert.match(inspect(error, { colors: true }), /x is undefined\n {4}at createServer \(.*server\.ts:1:1\)/);
    });
});
