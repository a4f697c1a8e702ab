import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { Init } from "../../../rehearsal/systemd/init";
import { systemctl } from "../../../rehearsal/systemd/systemctl";
import { needsJudges } from "../../support/judges";
import { temporaryFolder } from "../../support/temporary-folder";
import { FolderShell } from "./folder-shell";

const units = {
    "both.service":
        "[Service]\nExecStart=/bin/true\n[Install]\nWantedBy=multi-user.target other.target\nRequiredBy=needs.service\nAlias=second.service\nAlso=both.timer\n",
    "both.timer": "[Timer]\nOnCalendar=daily\n[Install]\nWantedBy=timers.target\n",
    "static.service": "[Service]\nExecStart=/bin/true\n",
    "plain.service": "[Service]\nExecStart=/bin/true\n[Install]\nWantedBy=multi-user.target\n",
};

/** Each command line is given to both, one after another. */
const commandLines: readonly (readonly string[])[] = [
    ["is-enabled", "both.service", "static.service", "plain.service"],
    ["enable", "both.service", "plain"],
    ["enable", "both.service"],
    ["is-enabled", "both.service", "both.timer", "second.service"],
    ["enable", "static.service"],
    ["enable", "gone.service"],
    ["is-enabled", "gone.service"],
    ["disable", "both.service"],
    ["is-enabled", "both.service"],
    ["mask", "plain.service"],
    ["mask", "new.service"],
    ["is-enabled", "new.service"],
    ["enable", "new.service"],
    ["unmask", "new.service"],
    ["is-enabled", "new.service"],
    ["disable", "plain.service"],
];

/** Links below a folder and where they lead. */
function links(folder: string): Record<string, string> {
    const all = fs.readdirSync(folder, { recursive: true, encoding: "utf8" });
    const found = all.filter((name) => fs.lstatSync(path.join(folder, name)).isSymbolicLink()).sort();
    return Object.fromEntries(found.map((name) => [name, fs.readlinkSync(path.join(folder, name))]));
}

describe("links of enabled units", () => {
    const folder = temporaryFolder();

    it("are those of systemd's own systemctl", async function () {
        needsJudges(this, "systemd");
        const ours = new FolderShell(path.join(folder.path, "ours"));
        const theirs = new FolderShell(path.join(folder.path, "theirs"));
        for (const [name, text] of Object.entries(units)) {
            ours.unit(name, text);
            theirs.unit(name, text);
        }
        const init = new Init({ shell: ours });
        for (const argv of commandLines) {
            const mine = await systemctl(init, argv);
            const other = spawnSync("systemctl", [`--root=${theirs.root}`, ...argv], { encoding: "utf8" });
            const name = argv.join(" ");
            assert.equal(mine.stdout, other.stdout, name);
            assert.equal(mine.code, other.status, `${name}: ${other.stderr}${mine.stderr}`);
            const linked = (shell: FolderShell) => {
                const found = Object.entries(links(shell.path("/etc/systemd/system")));
                return Object.fromEntries(found.map(([file, to]) => [file, to.replace(shell.root, "")]));
            };
            assert.deepEqual(linked(ours), linked(theirs), name);
            const made = other.stderr.split("\n").filter((line) => /^(Created|Removed)/.test(line));
            assert.deepEqual(
                mine.stderr
                    .split("\n")
                    .filter((line) => /^(Created|Removed)/.test(line))
                    .sort(),
                made.map((line) => line.replaceAll(theirs.root, "")).sort(),
                name,
            );
        }
    });
});
