import * as assert from "node:assert/strict";
import { checkDependencies, DependencyPlan } from "../../../components/python-dependencies/check-dependencies";
import { temporaryFolder } from "../../support/temporary-folder";
import { application, ended, machine, pylock } from "./support";

const needed = [
    { where: "app.asgi", anyOf: ["uvicorn-worker"] },
    { where: "app.asgi", anyOf: ["websockets", "wsproto"], otherwise: "No WebSockets." },
];

describe("packages that processes need", () => {
    const folder = temporaryFolder();

    /** What is said of an application whose requirements resolve to the given packages, or to nothing without a resolver. */
    async function said(requirements: string, resolved?: readonly string[], changes: Partial<DependencyPlan> = {}) {
        const packages = (resolved ?? []).map((name) => ({ name, version: "1.0" }));
        const tools = machine(
            resolved === undefined
                ? {}
                : { uv: () => ended(0, pylock(...packages)), "find python": () => ended(0, "/usr/bin/python3\n") },
        );
        const plan = application(folder.path, { "requirements.txt": requirements }, { needed, ...changes });
        const { problems, notices } = await checkDependencies(plan, tools);
        return { problems, notices: notices.filter((each) => each.includes("does not name")) };
    }

    it("are no matter where they come along with other packages", async () => {
        const found = await said("Uvicorn_Worker\n", ["uvicorn-worker", "uvicorn", "gunicorn", "wsproto"]);
        assert.deepEqual(found, { problems: [], notices: [] });
    });

    it("are a problem where they are certain to be missing, or a notice where their lack is no failure", async () => {
        assert.deepEqual(await said("uvicorn\n", ["uvicorn"]), {
            problems: [
                {
                    where: "app.asgi",
                    got: "requirements without uvicorn-worker",
                    allowed: "a process whose program is installed on the instance",
                    remedy: "Add uvicorn-worker to requirements.txt.",
                },
            ],
            notices: ["requirements.txt does not name websockets or wsproto: No WebSockets."],
        });
    });

    it("are a notice where nothing could be resolved", async () => {
        assert.deepEqual(await said("wsproto\n"), {
            problems: [],
            notices: [
                "requirements.txt does not name uvicorn-worker: app.asgi needs it, unless another package brings it.",
            ],
        });
    });

    it("are looked for again when they change", async () => {
        assert.equal((await said("six\n", ["six"], { needed: [] })).problems.length, 0);
        assert.equal((await said("six\n", ["six"])).problems.length, 1);
    });
});
