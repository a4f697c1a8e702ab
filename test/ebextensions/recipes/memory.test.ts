import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import { memory } from "../../../ebextensions/recipes/memory";
import { temporaryFolder } from "../../support/temporary-folder";
import { Host } from "./host";

const control = "opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl";

describe("how much memory is used", () => {
    const folder = temporaryFolder();
    const files = memory({ namespace: "DjangoBeanstalk", environmentName: "notes-dev" });

    it("is sent by CloudWatch's agent, as one series of the environment", () => {
        const host = new Host(folder.path, files);
        host.write(control, `#!/bin/bash\necho "$*" >>'${host.path("calls")}'\n`);
        fs.chmodSync(host.path(control), 0o755);
        for (const kind of ["hooks", "confighooks"]) {
            assert.deepEqual(host.hook(`${kind}/postdeploy/82-memory`), { status: 0, out: "" });
        }
        assert.deepEqual(
            host.calls(),
            ["", ""].map(() => "-a append-config -m ec2 -s -c file:/opt/django-beanstalk/cloudwatch-memory.json"),
        );
        const { metrics } = JSON.parse(host.read("opt/django-beanstalk/cloudwatch-memory.json")) as {
            readonly metrics: object;
        };
        assert.deepEqual(metrics, {
            namespace: "DjangoBeanstalk",
            aggregation_dimensions: [["EnvironmentName"]],
            metrics_collected: {
                mem: {
                    measurement: ["mem_used_percent"],
                    metrics_collection_interval: 60,
                    append_dimensions: { EnvironmentName: "notes-dev" },
                    drop_original_metrics: ["mem_used_percent"],
                },
            },
        });
    });

    it("is missed without an agent, which ends no deployment and is said", () => {
        const { status, out } = new Host(folder.path, files).hook("hooks/postdeploy/82-memory");
        assert.equal(status, 0);
        assert.equal(out, "There is no CloudWatch agent on this instance: nobody hears how much memory is used.\n");
    });

    it("is no file where nobody asks", () => {
        assert.deepEqual(memory(undefined), []);
    });
});
