import * as assert from "node:assert/strict";
import { planWorkerBundle, planWorkers } from "../../../components/worker/plan-worker";
import { testSettings } from "../../support/settings";

type Raw = Readonly<Record<string, unknown>>;

const services = { consumer: { command: "python3 consume.py" } };

function plan(worker: Raw, more: Raw = {}) {
    const settings = testSettings({ worker: { consumer: { services, ...worker } }, ...more });
    const [made] = planWorkers(settings);
    assert.ok(made !== undefined);
    return { plan: made, bundle: planWorkerBundle(made, settings, "/repository") };
}

describe("the plan of a worker", () => {
    it("is made in the order of names", () => {
        const settings = testSettings({ worker: { b: { services }, a: { services } } });
        assert.deepEqual(
            planWorkers(settings).map(({ name }) => name),
            ["a", "b"],
        );
    });

    it("brings the certificates that the stack's own DATABASE_URL names, and only then", () => {
        const holds = (worker: Raw, more: Raw = {}) =>
            plan(worker, more).bundle.files.some(({ content }) => content.includes("global-bundle.pem"));
        assert.equal(holds({ secrets: ["DATABASE_URL"] }), true);
        assert.equal(holds({}), false);
        const urlSecretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:notes/database-url-AbCdEf";
        assert.equal(holds({ secrets: ["DATABASE_URL"] }, { database: { kind: "external", urlSecretArn } }), false);
    });

    it("listens for an interruption only where one may come", () => {
        const listens = (instances: Raw) =>
            plan({ instances }).bundle.files.some(({ path }) => path === ".worker/interruption");
        assert.equal(listens({ kind: "spot" }), true);
        assert.equal(listens({ kind: "on-demand" }), false);
        assert.equal(listens({ kind: "group", size: 2, onDemandBase: 1 }), true);
        assert.equal(listens({ kind: "group", size: 2, onDemandBase: 2 }), false);
        assert.equal(listens({ kind: "group", size: 2, onDemandPercentage: 100 }), false);
    });

    it("asks for packages of Amazon Linux only where that is the image", () => {
        const ownImage = (worker: Raw) => plan(worker).plan.userData(undefined).ownImage;
        assert.equal(ownImage({}), false);
        assert.equal(ownImage({ image: { id: "ami-0123456789abcdef0", user: "admin" } }), true);
    });

    it("takes the application's folder, or another below the stack file's", () => {
        assert.equal(plan({}).bundle.directory, "/repository/examples/notes");
        assert.equal(plan({ directory: "worker" }).bundle.directory, "/repository/worker");
    });

    it("leaves out an optional secret that has no value, and says which have to be there", () => {
        const secrets = {
            TOKEN: { kind: "stack", optional: true },
            KEY: { kind: "generated" },
            OIDC: { kind: "parameter", name: "/notes/oidc", optional: true },
        };
        assert.deepEqual(plan({ secrets: ["TOKEN", "KEY", "OIDC"] }, { secrets }).plan.secrets, [
            { name: "KEY", required: true },
            { name: "OIDC", required: false },
        ]);
        const none = plan({ secrets: ["TOKEN"] }, { secrets }).plan;
        assert.deepEqual([none.secrets, none.secretsParameter], [[], undefined]);
    });
});
