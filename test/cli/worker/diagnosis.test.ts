import * as assert from "node:assert/strict";
import { diagnose, verdictOf } from "../../../cli/worker/diagnosis";
import type { Answer } from "../../../cli/worker/probe";
import { answersOf, diskOf, factsOf, joined, none, sha, units } from "./instance";

const short = sha.slice(0, 12);

interface Case {
    readonly title: string;
    readonly says?: Readonly<Record<string, string | Answer>>;
    readonly verdict: "runs" | "waits" | "wrong";
    /** The checks that are not ok, in words and with their advice, exactly. */
    readonly finds: readonly string[];
}

const found = (facts: ReturnType<typeof factsOf>): string[] =>
    diagnose(facts)
        .filter(({ state }) => state !== "ok")
        .map(({ name, state, seen, advice = "" }) => `${state} ${name}: ${seen} -> ${advice}`);

const noRelease = { state: none("cat: /opt/deployment-state: No such file or directory"), current: none("") };
const deploying = (wait: string, state: string, files = "wait-deployment\nincoming") => ({
    state,
    files,
    units: joined(units.path, wait, units.noFetch, units.listener, units.service("consumer")),
});
const fetching = (fetch: string, other: Readonly<Record<string, string | Answer>> = {}) => ({
    files: "wait-deployment\nfetch-deployment\nincoming",
    units: joined(units.path, units.wait, units.timer, fetch, units.listener, units.service("consumer")),
    ...other,
});
const withService = (...blocks: string[]) => ({
    units: joined(units.path, units.wait, units.noFetch, units.noListener, ...blocks),
});

const cases: readonly Case[] = [
    { title: "all is well", verdict: "runs", finds: [] },
    {
        title: "an on-demand instance listens for no notice",
        says: withService(units.service("consumer")),
        verdict: "runs",
        finds: [],
    },
    { title: "one that fetches its bundles", says: fetching(units.fetch), verdict: "runs", finds: [] },
    {
        title: "the first boot still runs",
        says: { ...noRelease, "cloud-init": "status: running", files: "", units: "", logs: "" },
        verdict: "waits",
        finds: [
            "waits Stage one: cloud-init: running. It installs packages and prepares the folders -> Ask again in a minute.",
            "waits Release: no bundle came yet -> pulumi up sends it. By hand: docs/worker.md, Debugging.",
        ],
    },
    {
        title: "the first boot failed before its end",
        says: { ...noRelease, "cloud-init": none("status: error"), files: "", units: "", logs: "" },
        verdict: "wrong",
        finds: [
            "wrong Stage one: cloud-init ended with an error, and what waits for bundles is not there -> Read /var/log/cloud-init-output.log. Most often " +
                "a package of the worker does not exist, and none of them is installed then, the CloudWatch agent included: correct worker.<name>.packages, which replaces the instance.",
            "waits Release: no bundle came yet -> pulumi up sends it. By hand: docs/worker.md, Debugging.",
        ],
    },
    {
        title: "a package is missing, and the rest works",
        says: { "cloud-init": none("status: error") },
        verdict: "runs",
        finds: [
            "note Stage one: cloud-init ended with an error, but what waits for bundles is there -> Read /var/log/cloud-init-output.log. Most often " +
                "a package of the worker does not exist, and none of them is installed then, the CloudWatch agent included: correct worker.<name>.packages, which replaces the instance.",
        ],
    },
    {
        title: "another instance than a worker's",
        says: { ...noRelease, files: "", units: "", logs: "" },
        verdict: "wrong",
        finds: [
            "wrong Stage one: cloud-init: done, but /opt/wait-deployment is not there -> Is this the worker's instance? Its user data makes " +
                "/opt/wait-deployment; /var/log/cloud-init-output.log tells what came of it.",
            "waits Release: no bundle came yet -> pulumi up sends it. By hand: docs/worker.md, Debugging.",
        ],
    },
    {
        title: "nothing looks for bundles",
        says: { units: joined(units.pathOff, units.wait, units.noFetch, units.listener, units.service("consumer")) },
        verdict: "wrong",
        finds: [
            "wrong Waiting: wait-deployment.path does not run, so no new release is seen -> sudo systemctl enable --now wait-deployment.path; then " +
                "sudo systemctl status wait-deployment.path tells why, if it does not stay.",
        ],
    },
    {
        title: "a bundle cannot be fetched",
        says: fetching(units.fetchFailed, noRelease),
        verdict: "wrong",
        finds: [
            "wrong Waiting: fetch-deployment.service could not fetch the release (exit-code) -> The log below tells what the AWS CLI or curl said: " +
                "most often the role may not read it, or the address is wrong. It tries again each minute.",
            "waits Release: no bundle came yet -> It is fetched within a minute of the SSM parameter's change; pulumi up makes the parameter.",
        ],
    },
    {
        title: "an upload broke off",
        says: { ...noRelease, incoming: `${short}.bundle`, logs: "" },
        verdict: "waits",
        finds: [
            "waits Release: 1 file is on the way, and no bundle is complete -> An upload runs, or broke off: the next pulumi up sends it again.",
        ],
    },
    {
        title: "a release is being installed",
        says: deploying(units.waitRuns, `installing ${sha}`),
        verdict: "waits",
        finds: [
            `waits Release: ${short} is being installed. ${short} runs on. -> Ask again in a minute; the log below grows.`,
        ],
    },
    {
        title: "its bundle waits to be taken",
        says: deploying(units.wait, `waiting ${sha}`, "wait-deployment\nincoming\ndeployment-bundle.tar.gz.sha256"),
        verdict: "waits",
        finds: [
            `waits Release: ${short} is being installed. ${short} runs on. -> Ask again in a minute; the log below grows.`,
        ],
    },
    {
        title: "the installation ended in the middle",
        says: deploying(units.waitFailed, `installing ${sha}`),
        verdict: "wrong",
        finds: [
            `wrong Release: ${short} was being installed, and that ended without a result (exit-code) -> sudo systemctl status ` +
                "wait-deployment.service and sudo journalctl -u wait-deployment.service tell more. A full disk or a reboot in the middle does that; deploy again.",
        ],
    },
    {
        title: "a release failed beside an older one",
        says: {
            ...deploying(units.waitFailed, `failed ${sha} setup ended with 1: pip install -r requirements.txt`),
            current: "/opt/releases/ffffffffffff",
        },
        verdict: "wrong",
        finds: [
            `wrong Release: ${short} was not installed: setup ended with 1: pip install -r requirements.txt (ffffffffffff runs on.) -> The log below ` +
                "has the lines before it. Correct the cause and deploy again. If nothing of the bundle was wrong, pulumi up tries the same one again.",
        ],
    },
    {
        title: "a release that an instance fetched failed",
        says: fetching(units.fetch, { state: `failed ${sha} a secret cannot be read`, current: none("") }),
        verdict: "wrong",
        finds: [
            `wrong Release: ${short} was not installed: a secret cannot be read (Nothing ran before.) -> The log below has the lines before it. Correct the ` +
                "cause and deploy again. If nothing of the bundle was wrong, sudo rm /opt/deployment-state lets this instance try the same one again.",
        ],
    },
    {
        title: "a service ends again and again",
        says: withService(units.service("consumer", "activating", "auto-restart", 7)),
        verdict: "wrong",
        finds: [
            "wrong consumer: activating (auto-restart) -> The end of /opt/log/consumer.log stands below; sudo systemctl status worker-consumer.service " +
                "tells its exit code.",
        ],
    },
    {
        title: "a service ended once",
        says: withService(units.service("consumer", "active", "running", 1)),
        verdict: "runs",
        finds: [
            "note consumer: active (running), started again 1 time since its release -> It ended by itself. Its log tells why.",
        ],
    },
    {
        title: "no service is known",
        says: withService(),
        verdict: "wrong",
        finds: [
            "wrong Services: none is known -> sudo systemctl list-units 'worker-*' shows them; /opt/current/.worker/install starts them.",
        ],
    },
    {
        title: "the disk is full",
        says: { disk: diskOf(100) },
        verdict: "wrong",
        finds: [
            "wrong Disk: 100 % full -> Raise worker.<name>.volumeGiB, deploy and reboot the instance: the volume grows at once, its file system at the next boot.",
        ],
    },
    {
        title: "the disk is nearly full",
        says: { disk: diskOf(90) },
        verdict: "runs",
        finds: [
            "note Disk: 90 % full -> Raise worker.<name>.volumeGiB, deploy and reboot the instance: the volume grows at once, its file system at the next boot.",
        ],
    },
    {
        title: "AWS takes the instance back",
        says: {
            units: joined(units.path, units.wait, units.noFetch, units.service("consumer", "inactive", "dead")),
            logs: "",
            log: 'x\n2026-11-22T08:10:00Z interruption: the instance gets {"action":"terminate"}; its services are stopped\ny',
        },
        verdict: "wrong",
        finds: [
            "wrong consumer: inactive (dead) -> The end of /opt/log/consumer.log stands below; sudo systemctl status worker-consumer.service tells its exit code.",
            "wrong Interruption: AWS takes the spot instance back, and its services are stopped -> A group starts another by itself. A lone instance that is " +
                "terminated needs the next pulumi up --refresh; one that is stopped is started by AWS.",
        ],
    },
    {
        title: "an interruption that is over",
        says: {
            log: '2026-11-21T08:10:00Z interruption: the instance gets {"action":"stop"}; its services are stopped',
        },
        verdict: "runs",
        finds: [],
    },
    {
        title: "nothing listens for a notice",
        says: { units: joined(units.path, units.wait, units.noFetch, units.listenerOff, units.service("consumer")) },
        verdict: "wrong",
        finds: [
            "wrong Interruption: spot-interruption.service does not run (failed), so a notice is not seen -> sudo systemctl restart spot-interruption.service",
        ],
    },
    {
        title: "a machine without systemd, a service of two ended",
        says: {
            units: none("", 3),
            supervised: "consumer\nmailer\n\nmailer",
            "cloud-init": none("cloud-init: not found", 127),
        },
        verdict: "wrong",
        finds: [
            "wrong mailer: not running, or ended and started again -> The end of /opt/log/mailer.log stands below; sudo systemctl status worker-mailer.service " +
                "tells its exit code.",
        ],
    },
];

describe("what status says of an instance", () => {
    for (const { title, says, verdict, finds } of cases) {
        it(title, () => {
            const facts = factsOf(says);
            assert.deepEqual(found(facts), finds);
            assert.equal(verdictOf(diagnose(facts)), verdict);
        });
    }

    it("shows the last lines of what is wrong", () => {
        const wrong = diagnose(factsOf(withService(units.service("consumer", "failed", "failed")))).find(
            ({ name }) => name === "consumer",
        );
        assert.deepEqual(wrong?.lines, ["one", "two"]);
    });

    it("says something of an instance that answers nothing that is understood", () => {
        for (const text of ["", "?", "a=b\n\nc", "status:", "ready", "\n\n\n", "Id=", "%%% 3% "]) {
            const answers = new Map([...answersOf().keys()].map((name) => [name, text]));
            assert.ok(diagnose(factsOf(Object.fromEntries(answers))).length > 0);
        }
    });
});
