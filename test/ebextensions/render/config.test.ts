import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { output, resource } from "../../../ebextensions/factories/cloudformation";
import { command, containerCommand } from "../../../ebextensions/factories/commands";
import { configFile } from "../../../ebextensions/factories/config-file";
import { file, link } from "../../../ebextensions/factories/files";
import { plainFile } from "../../../ebextensions/factories/scripts";
import { group, rpmPackage, service, source, user, yumPackage } from "../../../ebextensions/factories/system";
import type { ConfigPart } from "../../../ebextensions/model";
import { configDocument } from "../../../ebextensions/render/config";
import { renderFiles } from "../../../ebextensions/render/render";
import { needsJudges, pyYaml } from "../../support/judges";

const render = (parts: readonly ConfigPart[]) =>
    renderFiles([configFile("10-test", "a test", parts)])[0]?.content ?? assert.fail();

describe("a file of .ebextensions", () => {
    it("holds every key in the order in which Elastic Beanstalk works through them, whatever the order given", () => {
        const parts = [
            output("Queue", { Ref: "Queue" }, { description: "the queue", exportName: "queue" }),
            resource("Queue", "AWS::SQS::Queue", { VisibilityTimeout: 60 }),
            containerCommand("first", "python manage.py migrate", { leaderOnly: true }),
            containerCommand("second", ["echo", "it is"], { test: "test -e x", cwd: "/tmp", ignoreErrors: true }),
            service("crond", { files: ["/etc/cron.d/x"] }),
            command("prepare", "set -e\nmkdir -p /opt/x\n", { env: { LANG: "C.UTF-8" }, test: "test ! -d /opt/x" }),
            link("/etc/b", "/etc/a"),
            file("/etc/a", { content: "on\n", mode: "000600" }),
            file("/opt/c", { url: "https://example.com/c" }),
            source("/opt/x", "https://example.com/x.tar.gz"),
            user("jobs", { uid: 1500, groups: ["jobs"], homeDir: "/opt/x" }),
            group("jobs", 1500),
            yumPackage("git"),
            yumPackage("libpq", ["15.0"]),
            rpmPackage("tool", "https://example.com/tool.rpm"),
        ];
        assert.equal(
            render(parts),
            `packages:
  rpm:
    tool: https://example.com/tool.rpm
  yum:
    git: []
    libpq:
      - "15.0"
groups:
  jobs:
    gid: "1500"
users:
  jobs:
    uid: "1500"
    groups:
      - jobs
    homeDir: /opt/x
sources:
  /opt/x: https://example.com/x.tar.gz
files:
  /etc/b:
    mode: "120777"
    content: /etc/a
  /etc/a:
    mode: "000600"
    owner: root
    group: root
    content: |
      on
  /opt/c:
    mode: "000644"
    owner: root
    group: root
    source: https://example.com/c
commands:
  01_prepare:
    command: |
      set -e
      mkdir -p /opt/x
    env:
      LANG: C.UTF-8
    test: test ! -d /opt/x
services:
  sysvinit:
    crond:
      enabled: true
      ensureRunning: true
      files:
        - /etc/cron.d/x
container_commands:
  01_first:
    command: python manage.py migrate
    leader_only: true
  02_second:
    command:
      - echo
      - it is
    cwd: /tmp
    ignoreErrors: true
    test: test -e x
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 60
Outputs:
  Queue:
    Description: the queue
    Value:
      Ref: Queue
    Export:
      Name: queue
`,
        );
    });

    it("numbers commands so that the alphabet keeps the order given", () => {
        const parts = Array.from({ length: 12 }, (_, i) => containerCommand(`step_${"lkjihgfedcba"[i] ?? ""}`, "x"));
        const keys = Object.keys(configDocument(parts)["container_commands"] as object);
        assert.deepEqual(keys, [...keys].sort());
        assert.equal(keys[11], "12_step_a");
    });

    it("is at most 64 KB, and no two recipes write one file", () => {
        assert.throws(() => render([containerCommand("x", "y".repeat(70_000))]), {
            message: ".ebextensions/10-test.config is larger than 65536 bytes.",
        });
        const plain = plainFile("a/b", { reason: "", content: "" });
        assert.throws(() => renderFiles([plain, plain]), { message: "Two recipes write a/b." });
    });

    it("reads back by PyYAML as the parts that were meant, whatever they hold", function () {
        needsJudges(this, "PyYAML");
        const samples = fc.sample(arbitraryParts, { numRuns: 300, seed: 7 });
        const read = pyYaml(samples.map(render)) as Document[];
        samples.forEach((parts, i) => {
            assert.deepEqual(partsOf(read[i] ?? {}), sorted(parts));
        });
    });
});

/** Texts that YAML 1.1 reads as something else, or that end a line where none was meant. */
const awkward = [
    "on",
    "no",
    "0755",
    "Tue:09:00",
    "1_000",
    "~",
    "a: b",
    "# x",
    "'",
    "m\nl\n",
    "ü\u2028x",
    "=",
    "<<",
    "1e3",
    "12:30",
    "0o17",
    "2026-11-21",
    "\ttab",
    " - ",
    "%x",
    "@",
    "`{}`",
    "é\u0085",
];
const anyText = fc
    .oneof(fc.string(), fc.string({ unit: "binary" }), fc.constantFrom(...awkward))
    .filter((text) => !text.includes("\0"));
const commandText = anyText.filter((text) => text.trim() !== "");
const word = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/);
const absolute = word.map((name) => `/etc/${name}`);
const mode = fc.stringMatching(/^000[0-7]{3}$/);
const environment = fc.option(fc.dictionary(fc.stringMatching(/^[A-Z_]{1,6}$/), anyText, { noNullPrototype: true }), {
    nil: undefined,
});

/** A part of every kind that this file's inverse tells apart. */
const arbitraryPart: fc.Arbitrary<ConfigPart> = fc.oneof(
    fc
        .tuple(word, fc.array(fc.constantFrom("1", "1.10", "2:3~4")))
        .map(([name, versions]) => yumPackage(name, versions)),
    word.map((name) => rpmPackage(name, "https://example.com/x.rpm")),
    fc.tuple(word, fc.option(fc.nat(), { nil: undefined })).map(([name, gid]) => group(name, gid)),
    fc.tuple(word, fc.array(word, { maxLength: 2 })).map(([name, groups]) => user(name, { groups })),
    absolute.map((folder) => source(folder, "https://example.com/x.zip")),
    fc.tuple(absolute, mode, anyText).map(([path, digits, content]) => file(path, { content, mode: digits })),
    fc.tuple(absolute, fc.base64String()).map(([path, content]) => file(path, { content, encoding: "base64" })),
    absolute.map((path) => link(path, "/opt/target")),
    fc
        .tuple(word, commandText, environment)
        .map(([name, text, env]) => command(name, text, env === undefined ? {} : { env })),
    fc
        .tuple(word, fc.array(commandText, { minLength: 1, maxLength: 3 }), fc.boolean())
        .map(([name, argv, leaderOnly]) => containerCommand(name, argv, { leaderOnly })),
    fc.tuple(word, commandText).map(([name, test]) => containerCommand(name, "true", { test })),
    fc.tuple(word, fc.boolean()).map(([name, enabled]) => service(name, { enabled })),
    fc
        .tuple(word, anyText)
        .map(([name, text]) => resource(name.replaceAll("_", ""), "AWS::SQS::Queue", { QueueName: text })),
    fc.tuple(word, anyText).map(([name, value]) => output(name.replaceAll("_", ""), value)),
);

const arbitraryParts = fc.uniqueArray(arbitraryPart, { minLength: 1, maxLength: 8, selector: nameOf });

function nameOf(part: ConfigPart): string {
    const name =
        "name" in part ? part.name : "path" in part ? part.path : "folder" in part ? part.folder : part.logicalId;
    return `${part.kind} ${part.kind === "package" ? part.manager : ""} ${name}`;
}

type Entry = Record<string, unknown>;
type Document = Record<string, Record<string, Entry>>;

const sorted = (parts: readonly ConfigPart[]) => {
    // Commands keep their order, and everything else has none.
    const isCommand = ({ kind }: ConfigPart) => kind === "command" || kind === "container-command";
    const others = parts.filter((part) => !isCommand(part)).sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
    return [
        ...others,
        ...parts.filter(({ kind }) => kind === "command"),
        ...parts.filter(({ kind }) => kind === "container-command"),
    ];
};

/** The inverse of `configDocument`, written for this test alone: from what PyYAML read to the factories' parts. */
function partsOf(document: Document): ConfigPart[] {
    const of = (key: string) => Object.entries(document[key] ?? {});
    const packages = of("packages").flatMap(([manager, entries]) =>
        Object.entries(entries).map(([name, what]) =>
            manager === "rpm" ? rpmPackage(name, what as string) : yumPackage(name, what as string[]),
        ),
    );
    return sorted([
        ...packages,
        ...of("groups").map(([name, { gid }]) => group(name, gid === undefined ? undefined : Number(gid))),
        ...of("users").map(([name, { groups }]) => user(name, { groups: (groups ?? []) as string[] })),
        ...of("sources").map(([folder, url]) => source(folder, url as unknown as string)),
        ...of("files").map(([path, { mode: digits, content, encoding }]) =>
            digits === "120777"
                ? link(path, content as string)
                : file(path, {
                      content: content as string,
                      mode: digits as string,
                      encoding: (encoding ?? "plain") as "plain" | "base64",
                  }),
        ),
        ...of("commands").map(([name, { command: what, env }]) =>
            command(name.slice(3), what as string, env === undefined ? {} : { env: env as Record<string, string> }),
        ),
        ...Object.entries(document["services"]?.["sysvinit"] ?? {}).map(([name, entry]) =>
            service(name, { enabled: (entry as Entry)["enabled"] as boolean }),
        ),
        ...of("container_commands").map(([name, { command: what, leader_only: leaderOnly = false, test }]) =>
            containerCommand(name.slice(3), what as string | string[], {
                leaderOnly: leaderOnly as boolean,
                ...(test === undefined ? {} : { test: test as string }),
            }),
        ),
        ...of("Resources").map(([id, { Type, Properties }]) => resource(id, Type as string, Properties as Entry)),
        ...of("Outputs").map(([name, { Value }]) => output(name, Value)),
    ]);
}
