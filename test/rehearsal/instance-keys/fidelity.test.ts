import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import fc from "fast-check";
import { readConfigFiles } from "../../../rehearsal/instance-keys/read-config-files";
import { runInstanceKeys } from "../../../rehearsal/instance-keys/run-instance-keys";
import { yaml11 } from "../../../ebextensions/yaml11";
import { folderShell, needsFolderShell } from "../../support/folder-shell";
import { cfnInit } from "../../support/judges/cfn-init";
import { needsJudges } from "../../support/judges";
import { stepRecorder } from "../../support/step-recorder";
import { temporaryFolder } from "../../support/temporary-folder";
import { agreed, differences } from "./fidelity-cases";

/** What an instance is like afterwards. */
interface After {
    readonly succeeded: boolean;
    /** Files, folders and links, each in a line. */
    readonly tree: readonly string[];
    readonly groups: readonly string[];
    readonly users: readonly string[];
    /** Verbs and services, without questions. */
    readonly systemctl: readonly string[];
}

describe("instance keys beside cfn-init of heat-cfntools", function () {
    const folder = temporaryFolder();
    let runs = 0;

    before(function () {
        needsFolderShell(this);
        needsJudges(this, "cfn-init", "systemd");
    });

    async function ours(files: readonly string[]): Promise<After> {
        const root = path.join(folder.path, `ours-${++runs}`);
        const shell = folderShell(prepared(root), { programs: { systemctl } });
        const texts = files.map((text, i) => ({ path: `.ebextensions/${i}.config`, text }));
        const { succeeded } = await runInstanceKeys(readConfigFiles(texts), { shell, recorder: stepRecorder() });
        return { succeeded, ...look(root) };
    }

    async function theirs(files: readonly string[]): Promise<After> {
        const root = path.join(folder.path, `theirs-${++runs}`);
        const { code } = await cfnInit(prepared(root), files, systemctl);
        return { succeeded: code === 0, ...look(root) };
    }

    for (const [name, ...files] of agreed) {
        it(`leave the same instance: ${name}`, async () => {
            assert.deepEqual(await ours(files), await theirs(files));
        });
    }

    for (const { name, config, documented, left } of differences) {
        it(`differ where it leaves the documentation: ${name} (${documented})`, async () => {
            const [mine, other] = [await ours([config]), await theirs([config])];
            assert.deepEqual([left(mine), left(other)], [true, false]);
        });
    }

    it("leave the same instance for any files, groups and commands", async () => {
        await fc.assert(
            fc.asyncProperty(configs, async (all) => {
                const files = all.map(yaml11);
                assert.deepEqual(await ours(files), await theirs(files));
            }),
            { numRuns: 5 },
        );
    }).timeout(120_000);
});

/** Services are told apart by their names: `down-…` do not run yet. */
const systemctl = 'echo "$1 ${2%.service}" >>/var/calls; case "$1 $2" in "status down"*) exit 3 ;; esac';

function prepared(root: string): string {
    const old = path.join(root, "srv/old");
    fs.mkdirSync(path.dirname(old), { recursive: true });
    fs.writeFileSync(old, "old\n", { mode: 0o600 });
    // As on Amazon Linux: a user gets a group of the same name.
    fs.mkdirSync(path.join(root, "etc"));
    fs.writeFileSync(path.join(root, "etc/login.defs"), "USERGROUPS_ENAB yes\n");
    return root;
}

function look(root: string): Omit<After, "succeeded"> {
    const lines = (name: string) => {
        const file = path.join(root, name);
        return fs.existsSync(file) ? fs.readFileSync(file, "utf8").trimEnd().split("\n") : [];
    };
    return {
        tree: ["etc", "home", "opt", "srv", "var/app"].flatMap((each) => linesOf(root, each)),
        groups: lines("etc/group")
            .map((line) => group(line, lines("etc/passwd")))
            .sort(),
        users: lines("etc/passwd").map(user).sort(),
        systemctl: lines("var/calls").filter((line) => !line.startsWith("status")),
    };
}

const ofAccounts = /^etc\/(passwd|group|shadow|gshadow|subuid|subgid|\.pwd\.lock)-?$/;

function linesOf(root: string, place: string): string[] {
    const file = path.join(root, place);
    const { mode } = fs.lstatSync(file);
    const rights = (mode & 0o7777).toString(8);
    if (ofAccounts.test(place)) {
        return [];
    }
    if (fs.lstatSync(file).isSymbolicLink()) {
        return [`/${place} -> ${fs.readlinkSync(file)}`];
    }
    if (!fs.lstatSync(file).isDirectory()) {
        return [`/${place} ${rights} ${JSON.stringify(fs.readFileSync(file, "utf8"))}`];
    }
    const names = fs.readdirSync(file).sort();
    return [`/${place}/ ${rights}`, ...names.flatMap((each) => linesOf(root, `${place}/${each}`))];
}

/** Ids that were not asked for are the system's choice: those of the tests are above 2,000, and no choice is. */
const idOf = (id: string): string => (Number(id) === 0 || Number(id) >= 2000 ? id : "any");

/** The id of a user's own group is the system's choice too. */
function group(line: string, users: readonly string[]): string {
    const [name = "", , id = "", members = ""] = line.split(":");
    const isOwn = name !== "root" && users.some((each) => each.startsWith(`${name}:`));
    return `${name} ${isOwn ? "any" : idOf(id)} ${members}`;
}

function user(line: string): string {
    const [name = "", , id = "", , , home = "", shell = ""] = line.split(":");
    return `${name} ${idOf(id)} ${home} ${shell}`;
}

const name = fc.stringMatching(/^[a-z]{1,3}$/);
const text = fc.string({ unit: "grapheme", maxLength: 12 }).filter((each) => !/[\r\0]/.test(each));

const file = fc.record(
    {
        content: text,
        mode: fc.constantFrom("000644", "000755", "000400", "000600"),
        owner: fc.constant("root"),
        group: fc.constant("root"),
    },
    { requiredKeys: ["content", "mode"] },
);

const command = fc
    .record({ says: fc.stringMatching(/^[a-z]{1,4}$/), code: fc.constantFrom(0, 0, 0, 1), rest: fc.boolean() })
    .chain(({ says, code, rest }) =>
        fc.record(
            {
                command: fc.constantFrom<string | string[]>(`echo ${says} >>/srv/order; exit ${code}`, [
                    "sh",
                    "-c",
                    `echo "${says} $0" >>/srv/order; exit ${code}`,
                    "a b",
                ]),
                test: fc.constantFrom("true", "test -e /opt/a", "exit 2"),
                ignoreErrors: fc.constantFrom<boolean | string>(true, false, "true"),
                env: fc.constant({ PATH: "/usr/bin:/bin", NAME: says }),
                cwd: fc.constantFrom("/opt", "/"),
            },
            { requiredKeys: rest ? ["command"] : ["command", "test", "ignoreErrors"] },
        ),
    );

const config = fc.record(
    {
        groups: fc.dictionary(
            name,
            fc.oneof(
                fc.constant({}),
                fc.constant(null).map(() => ({})),
            ),
            { maxKeys: 2 },
        ),
        files: fc.dictionary(
            name.map((each) => `/opt/${each}/${each}`),
            file,
            { maxKeys: 4 },
        ),
        commands: fc.dictionary(fc.stringMatching(/^[a-z0-9]{1,3}$/), command, { maxKeys: 3 }),
    },
    { requiredKeys: ["files", "commands"] },
);

/** Two files never write the same one: what was there is kept as `.bak`, by one of the two only. */
const configs = fc.array(config, { minLength: 1, maxLength: 2 }).map((all) =>
    all.map(({ files, ...rest }, i) => ({
        ...rest,
        files: Object.fromEntries(Object.entries(files).map(([place, each]) => [`${place}${i}`, each])),
    })),
);
