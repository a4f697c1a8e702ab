import * as assert from "node:assert/strict";
import { offeredStacks } from "../../components/lookups";
import { record } from "../support/record";

const token = "aws:elasticbeanstalk/getSolutionStack:getSolutionStack";
const name = "64bit Amazon Linux 2023 v4.13.7 running Docker";

async function ask(answer: (inputs: Record<string, unknown>) => Record<string, unknown>) {
    const asked: unknown[] = [];
    const call = (inputs: Record<string, unknown>) => {
        asked.push(inputs);
        return answer(inputs);
    };
    const { result } = await record({ preview: true, calls: { [token]: call } }, async () => {
        const stacks = offeredStacks({});
        return { current: await stacks.current("Docker"), has: await stacks.has(name) };
    });
    return { ...result, asked };
}

/** As the engine hands on what a provider says. */
const fault = (details: string): Error => Object.assign(new Error(details), { details });

describe("the look-up of platforms", () => {
    it("asks for the branch's newest, and for one name, by anchored expressions", async () => {
        assert.deepEqual(await ask(() => ({ name })), {
            current: name,
            has: true,
            asked: [
                {
                    nameRegex: "^64bit Amazon Linux 2023 v[0-9]+\\.[0-9]+\\.[0-9]+ running Docker$",
                    mostRecent: true,
                },
                { nameRegex: "^64bit Amazon Linux 2023 v4\\.13\\.7 running Docker$", mostRecent: true },
            ],
        });
    });

    it("takes the provider's word for an empty list, and no other error", async () => {
        const nothing = await ask(() => {
            throw fault("Your query returned no results. Please change your search criteria and try again.");
        });
        assert.deepEqual([nothing.current, nothing.has], [undefined, false]);
        await assert.rejects(
            ask(() => {
                throw fault("AccessDenied");
            }),
            /AccessDenied/,
        );
    });
});
