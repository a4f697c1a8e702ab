import * as assert from "node:assert/strict";
import { doneBy, parsePart, partOf, rounds } from "../../bench/fault-rounds";

const bucket = "aws:s3/bucket:Bucket";
const password = "random:index/randomPassword:RandomPassword";
const component = "django-beanstalk:worker:Worker";

describe("what the sweep of faults goes through", () => {
    it("takes creates, updates, and both halves of replacements from what a run did, but of what the stand-ins make", () => {
        const step = (op: string, type: string, old: object | null = {}) => ({
            resourcePreEvent: { metadata: { op, type, old, new: {} } },
        });
        const events = [
            { sequence: 0, preludeEvent: { config: {} } },
            step("create", bucket, null),
            step("create", component, null),
            step("same", bucket),
            step("update", bucket),
            step("create-replacement", password),
            step("replace", password),
            step("delete-replaced", password),
            step("delete-replaced", bucket, { retainOnDelete: true }),
            step("delete", bucket),
            step("delete", component),
            step("delete", bucket, { retainOnDelete: true }),
            { resOutputsEvent: { metadata: { op: "create", type: bucket } } },
        ];
        assert.deepEqual(
            doneBy(events.map((event) => `${JSON.stringify(event)}\n`).join("")).map(
                ({ operation, type }) => `${operation} ${type}`,
            ),
            [`create ${bucket}`, `update ${bucket}`, `create ${password}`, `delete ${password}`, `delete ${bucket}`],
        );
    });

    it("counts each kind by itself and lets a stage pass quietly once all of it has gone wrong", () => {
        const create = { operation: "create", type: bucket } as const;
        const remove = { operation: "delete", type: bucket } as const;
        const update = { operation: "update", type: bucket } as const;
        const done = { made: [create, create], changed: [create, update, create], destroyed: [remove] };
        const found = rounds(done, ["fail", "timeout"]).map((round) =>
            Object.entries(round).map(
                ([stage, { operation, nth, effect }]) => `${stage} ${operation} ${nth} ${effect}`,
            ),
        );
        const each = (effect: string) => [
            [`made create 1 ${effect}`, `changed create 1 ${effect}`, `destroyed delete 1 ${effect}`],
            [`made create 2 ${effect}`, `changed update 1 ${effect}`],
            [`changed create 2 ${effect}`],
        ];
        assert.deepEqual(found, [...each("fail"), ...each("timeout")]);
    });

    it("has each life in exactly one part", () => {
        const all = Array.from({ length: 29 }, (_, i) => i);
        for (const of of [1, 2, 8, 29, 40]) {
            const parts = Array.from({ length: of }, (_, i) => partOf(all, { part: i + 1, of }));
            assert.deepEqual(parts.flat(), all);
        }
    });

    it("reads a part, and refuses what is none", () => {
        assert.deepEqual(parsePart([]), { part: 1, of: 1 });
        assert.deepEqual(parsePart(["2/8"]), { part: 2, of: 8 });
        for (const args of [["0/8"], ["9/8"], ["1/0"], ["1"], ["first"], ["1/8", "2/8"], ["-1/8"]]) {
            assert.throws(() => parsePart(args), {
                message: [
                    "The command line has a problem:\n",
                    "  PART",
                    `    got      ${args.join(" ")}`,
                    "    allowed  one of so many parts, such as 1/8, or nothing for all of them",
                    "    do       Write for example: npm run bench -- faults 1/8",
                ].join("\n"),
            });
        }
    });
});
