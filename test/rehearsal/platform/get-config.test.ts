import * as assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { writeAnswers } from "../../../rehearsal/platform/get-config";
import type { Deployment, Target } from "../../../rehearsal/platform/target";
import { repository } from "../../support/program";
import { option } from "../../support/small-instance";
import { temporaryFolder } from "../../support/temporary-folder";

const variables = { SECRET_KEY: "a \"b\" $c 'd' ü\ne", PORT: "8000", EMPTY: "" };
const options = [
    option("aws:elasticbeanstalk:container:python", "WSGIPath", "config.wsgi"),
    option("aws:elasticbeanstalk:command", "Timeout", "600"),
];

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/custom-platforms-scripts.html */
describe("get-config", () => {
    const folder = temporaryFolder();
    const answers = () => path.join(folder.path, "answers.json");
    beforeEach(async () => {
        const run = (_: readonly string[], { input = "" } = {}) => {
            // The first of the two that are written.
            if (!fs.existsSync(answers())) {
                fs.writeFileSync(answers(), input);
            }
            return Promise.resolve({ code: 0, output: "", stdout: "" });
        };
        await writeAnswers({ shell: { run } } as unknown as Target, { variables, options } as unknown as Deployment);
    });
    const program = path.join(repository, "rehearsal", "inside", "get-config.js");
    const ask = (...args: string[]) =>
        execFileSync(process.execPath, [program, answers(), ...args], { encoding: "utf8" });
    const refused = (...args: string[]) => {
        const { status, stdout, stderr } = spawnSync(process.execPath, [program, answers(), ...args], {
            encoding: "utf8",
        });
        return [status, stdout, stderr];
    };

    it("prints values as they are", () => {
        assert.equal(ask("environment", "-k", "SECRET_KEY"), `${variables.SECRET_KEY}\n`);
        assert.equal(ask("environment", "--key", "EMPTY"), "\n");
        assert.equal(ask("platformconfig", "-k", "AppUser"), "webapp\n");
        assert.equal(ask("platformconfig", "-k", "AppStagingDir"), "/var/app/staging/\n");
        assert.equal(ask("container", "-k", "log_group_name_prefix"), "/aws/elasticbeanstalk\n");
        const [python = ""] = options.map(({ namespace }) => namespace);
        assert.equal(ask("optionsettings", "-n", python, "-o", "WSGIPath"), "config.wsgi\n");
        assert.equal(ask("optionsettings", "--namespace", python, "--option-name", "WSGIPath"), "config.wsgi\n");
    });

    it("prints what has parts as JSON, or as YAML when asked", () => {
        assert.deepEqual(JSON.parse(ask("environment")), variables);
        assert.deepEqual(JSON.parse(ask("environment", "--output", "JSON")), variables);
        assert.deepEqual(parse(ask("environment", "--output", "YAML")), variables);
        assert.deepEqual(parse(ask("environment", "--output=yaml")), variables);
        assert.deepEqual(JSON.parse(ask("optionsettings", "-n", "aws:elasticbeanstalk:command")), { Timeout: "600" });
        assert.deepEqual(parse(ask("optionsettings", "--output", "YAML")), JSON.parse(ask("optionsettings")));
        assert.deepEqual(parse(ask("addons", "--output", "YAML")), {});
        assert.deepEqual(parse(ask("container", "--output", "YAML")), JSON.parse(ask("container")));
    });

    it("refuses what there is not", () => {
        assert.deepEqual(refused("environment", "-k", "ABSENT"), [1, "", "There is no key ABSENT in environment.\n"]);
        assert.deepEqual(refused("environment", "-k", "toString"), [
            1,
            "",
            "There is no key toString in environment.\n",
        ]);
        assert.deepEqual(refused("optionsettings", "-n", "aws:none"), [
            1,
            "",
            "There is no namespace aws:none in optionsettings.\n",
        ]);
        assert.deepEqual(refused("secrets"), [
            1,
            "",
            "Usage: get-config [ environment | optionsettings | container | addons | platformconfig ] [ options ]\n",
        ]);
        const [status, stdout, stderr] = refused("environment", "--wrong");
        assert.deepEqual([status, stdout, String(stderr).split("\n").length], [1, "", 2]);
    });
});
