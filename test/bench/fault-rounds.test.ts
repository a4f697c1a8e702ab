import * as assert from "node:assert/strict";
import { doneByDestroy, doneByUpdate, parsePart, partOf, rounds } from "../../bench/fault-rounds";

const bucket = "aws:s3/bucket:Bucket";
const password = "random:index/randomPassword:RandomPassword";
const component = "django-beanstalk:worker:Worker";

describe("what the sweep of faults goes through", () => {
    it("takes creates, updates, and both halves of replacements from a preview, but of what the stand-ins make", () => {
        const preview = JSON.stringify({
            steps: [
                { op: "create", newState: { type: bucket } },
                { op: "create", newState: { type: component } },
                { op: "same", oldState: { type: bucket }, newState: { type: bucket } },
                { op: "update", oldState: { type: bucket }, newState: { type: bucket } },
                { op: "replace", oldState: { type: password }, newState: { type: password } },
                { op: "replace", oldState: { type: bucket, retainOnDelete: true }, newState: { type: bucket } },
                { op: "delete", oldState: { type: bucket } },
            ],
        });
        assert.deepEqual(
            doneByUpdate(preview).map(({ operation, type }) => `${operation} ${type}`),
            [
                `create ${bucket}`,
                `update ${bucket}`,
                `create ${password}`,
                `delete ${password}`,
                `create ${bucket}`,
                `delete ${bucket}`,
            ],
        );
    });

    it("takes what a destroy deletes from the state, but not what it leaves", () => {
        const resources = [{ type: bucket }, { type: component }, { type: password, retainOnDelete: true }];
        assert.deepEqual(doneByDestroy(JSON.stringify({ deployment: { resources } })), [
            { operation: "delete", type: bucket },
        ]);
        assert.deepEqual(doneByDestroy(JSON.stringify({ deployment: {} })), []);
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
