import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { systemdUnit, unitCommand, unitText } from "../../ebextensions/systemd";
import { needsJudges, systemdVerify } from "../support/judges";

const service = (description: string, argv: readonly string[]) =>
    systemdUnit({
        Unit: { Description: unitText(description), After: ["network.target", "time-sync.target"] },
        Service: { Type: "oneshot", ExecStart: unitCommand(argv) },
    });

describe("systemdUnit", () => {
    it("writes sections and repeated entries in the order given, specifiers and variables taken literally", () => {
        assert.equal(
            service("100 % of it", ["/bin/echo", 'say "$HOME"', "50%\\"]),
            `# Written by django-beanstalk. Changes made here are lost with the next deployment.
[Unit]
Description=100 %% of it
After=network.target
After=time-sync.target

[Service]
Type=oneshot
ExecStart="/bin/echo" "say \\"$$HOME\\"" "50%%\\\\"
`,
        );
    });

    it("refuses what would begin another entry", () => {
        const message = 'An entry of a unit is one line, not "a\\nUser=root".';
        assert.throws(() => unitText("a\nUser=root"), { message });
        assert.throws(() => unitCommand(["a\nUser=root"]), { message });
        assert.throws(() => systemdUnit({ Unit: { Description: "a\nUser=root" } }), { message });
    });

    it("is without a finding of systemd's own, whatever the words", function () {
        needsJudges(this, "systemd");
        const word = fc.string({ unit: "grapheme" }).filter((text) => !/[\n\r\0]/.test(text));
        const samples = fc.sample(fc.tuple(word, fc.array(word, { maxLength: 5 })), { numRuns: 60, seed: 7 });
        systemdVerify(
            Object.fromEntries(
                samples.map(([description, words], i) => [
                    `sample-${i}.service`,
                    service(description, ["/bin/echo", ...words]).replace(
                        'ExecStart="/bin/echo"',
                        "ExecStart=/bin/echo",
                    ),
                ]),
            ),
        );
    });
});
