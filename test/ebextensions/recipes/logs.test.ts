import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { parse } from "yaml";
import { logs, LogsPlan } from "../../../ebextensions/recipes/logs";
import { renderFiles } from "../../../ebextensions/render/render";
import { temporaryFolder } from "../../support/temporary-folder";
import { Host } from "./host";

const plan: LogsPlan = {
    application: ["/var/log/notes/app.log"],
    user: "webapp",
    stream: { environmentName: "notes-dev", retentionDays: 7 },
};
const none: LogsPlan = { application: [], user: "webapp", stream: undefined };

/** Contents of the files that an instance gets, by path. */
function files(of: LogsPlan): Record<string, string> {
    const config = renderFiles(logs(of, [])).find(({ path }) => path === ".ebextensions/30-logs.config")?.content ?? "";
    const { files } = parse(config) as { files: Record<string, { content: string }> };
    return Object.fromEntries(Object.entries(files).map(([path, { content }]) => [path, content]));
}

describe("logs", () => {
    const folder = temporaryFolder();

    it("come with those that are fetched, and rotated ones go to the bucket", () => {
        const lists = "/opt/elasticbeanstalk/tasks";
        const found = files(plan);
        assert.equal(
            found[`${lists}/taillogs.d/django-beanstalk.conf`],
            "/var/log/django-beanstalk-*.log\n/var/log/notes/app.log\n",
        );
        assert.equal(
            found[`${lists}/bundlelogs.d/django-beanstalk.conf`],
            found[`${lists}/taillogs.d/django-beanstalk.conf`],
        );
        assert.equal(
            found[`${lists}/publishlogs.d/django-beanstalk.conf`],
            "/var/log/django-beanstalk-*.log-*.gz\n/var/log/notes/app.log-*.gz\n",
        );
    });

    it("rotate as the publishing list expects", function () {
        if (spawnSync("logrotate", ["--version"]).error !== undefined) {
            console.log("      skipped: no logrotate here (apt install logrotate)");
            this.skip();
        }
        const user = spawnSync("id", ["-un"], { encoding: "utf8" }).stdout.trim();
        const group = spawnSync("id", ["-gn"], { encoding: "utf8" }).stdout.trim();
        const host = new Host(folder.path, []);
        const rotation = (files(plan)["/etc/logrotate.d/django-beanstalk"] ?? "")
            .replaceAll("/var/log/", `${folder.path}/var/log/`)
            .replace("su webapp webapp", `su ${user} ${group}`);
        host.write("etc/logrotate", rotation);
        fs.chmodSync(host.path("var/log"), 0o755);
        const written = ["django-beanstalk-10-x.log", "notes/app.log"];
        written.forEach((file) => {
            host.write(`var/log/${file}`, "x".repeat(11_000_000));
        });
        host.write("var/log/django-beanstalk-small.log", "x");
        const { status, stderr } = spawnSync("logrotate", ["-s", host.path("state"), host.path("etc/logrotate")], {
            encoding: "utf8",
        });
        assert.equal(status, 0, stderr);
        const found = fs.readdirSync(host.path("var/log"), { recursive: true }).map(String).sort();
        assert.deepEqual(
            found.map((file) => file.replace(/-\d{8}-\d+\.gz$/, "-*.gz")),
            [
                "django-beanstalk-10-x.log",
                "django-beanstalk-10-x.log-*.gz",
                "django-beanstalk-small.log",
                "notes",
                "notes/app.log",
                "notes/app.log-*.gz",
            ],
        );
        assert.deepEqual(
            written.map((file) => host.read(`var/log/${file}`)),
            ["", ""],
        );
    });

    it("of the application find their folder, and are the application's when a command of root began them", () => {
        const host = new Host(folder.path, logs(plan, [])).tool("install", 'mkdir -p "${@: -1}"').tool("chown");
        assert.equal(host.hook("hooks/prebuild/15-application-logs").status, 0);
        assert.deepEqual(host.calls(), ["install -d -o webapp -g webapp -m 755 /var/log/notes"]);
        host.write("var/log/notes/app.log", "migrate wrote this as root");
        for (const kind of ["hooks", "confighooks"]) {
            assert.equal(host.hook(`${kind}/predeploy/15-application-logs`).status, 0);
            assert.deepEqual(host.calls(), ["chown --no-dereference webapp:webapp /var/log/notes/app.log"]);
        }
    });

    describe("that stream to CloudWatch", () => {
        const agent = "opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl";
        const host = (exitCode: number) => {
            const instance = new Host(folder.path, logs(plan, ["nightly"]));
            instance.write(agent, `#!/bin/bash\necho "agent $*" >>'${folder.path}/calls'\nexit ${exitCode}\n`);
            fs.chmodSync(instance.path(agent), 0o755);
            return instance;
        };

        it("are added to the agent's configuration after each deployment, under names that the role may write", () => {
            const instance = host(0);
            assert.deepEqual(instance.hook("hooks/postdeploy/80-stream-logs"), { status: 0, out: "" });
            assert.deepEqual(instance.calls(), [
                "agent -a append-config -m ec2 -s -c file:/opt/django-beanstalk/cloudwatch-logs.json",
            ]);
            const entry = (file: string) => ({
                file_path: file,
                log_group_name: `/aws/elasticbeanstalk/notes-dev${file}`,
                log_stream_name: "{instance_id}",
                retention_in_days: 7,
            });
            const text = instance.read("opt/django-beanstalk/cloudwatch-logs.json").replaceAll(folder.path, "");
            assert.deepEqual(JSON.parse(text), {
                logs: {
                    logs_collected: {
                        files: {
                            collect_list: [
                                entry("/var/log/django-beanstalk-job-nightly.log"),
                                entry("/var/log/notes/app.log"),
                            ],
                        },
                    },
                },
            });
        });

        it("stop no deployment when the agent is missing or refuses", () => {
            const refusing = host(1).hook("confighooks/postdeploy/80-stream-logs");
            assert.equal(refusing.status, 0);
            assert.match(refusing.out, /^The CloudWatch agent did not take .* not streamed\.\n$/);
            fs.rmSync(host(0).path(agent));
            const missing = new Host(folder.path, logs(plan, [])).hook("hooks/postdeploy/80-stream-logs");
            assert.equal(missing.status, 0);
            assert.match(missing.out, /^There is no CloudWatch agent on this instance: .* not streamed\.\n$/);
        });
    });

    it("need no hook where nothing is the application's and nothing streams", () => {
        assert.deepEqual(
            renderFiles(logs(none, ["nightly"])).map(({ path }) => path),
            [".ebextensions/30-logs.config"],
        );
        assert.deepEqual(
            renderFiles(logs({ ...none, stream: plan.stream }, [])).map(({ path }) => path),
            [".ebextensions/30-logs.config"],
        );
        const docker = renderFiles(logs({ ...plan, user: undefined }, []));
        assert.ok(!docker.some(({ path }) => path.includes("application-logs")));
        assert.ok(!docker.some(({ content }) => content.includes("webapp")));
    });
});
