import { releaseName, workerFiles, workerRoot } from "../../components/worker/paths";
import { listed } from "../../components/words";
import type { Facts, Service, Unit } from "./facts";
import { stageUnits } from "./probe";

/** `wrong` needs somebody, `waits` ends by itself or with the next release, `note` is worth knowing. */
export type CheckState = "ok" | "waits" | "wrong" | "note";

export interface Check {
    readonly name: string;
    readonly state: CheckState;
    readonly seen: string;
    readonly advice?: string;
    /** Lines that show it. */
    readonly lines?: readonly string[];
}

export type Verdict = "runs" | "waits" | "wrong";

/** What the facts mean, in the order in which a worker comes up. */
export function diagnose(facts: Facts): readonly Check[] {
    const checks = [
        stageOne(facts),
        ...waiting(facts),
        release(facts),
        ...services(facts),
        ...disk(facts),
        ...interruption(facts),
    ];
    return checks.filter((check) => check !== undefined);
}

export const verdictOf = (checks: readonly Check[]): Verdict =>
    checks.some(({ state }) => state === "wrong")
        ? "wrong"
        : checks.some(({ state }) => state === "waits")
          ? "waits"
          : "runs";

const output = "/var/log/cloud-init-output.log";

function stageOne({ cloudInit = "no cloud-init", cloudInitOutput, files }: Facts): Check {
    const name = "Stage one";
    const isMade = files.includes(workerFiles.script) && files.includes(workerFiles.incoming);
    const lines = cloudInitOutput === "" ? {} : { lines: cloudInitOutput.split("\n") };
    if (cloudInit === "error" || cloudInit.startsWith("degraded")) {
        const what = isMade ? "but what waits for bundles is there" : "and what waits for bundles is not there";
        const advice = `Read ${output}. Most often a package of the worker does not exist, and none of them is installed then, the CloudWatch agent included: correct worker.<name>.packages, which replaces the instance.`;
        return {
            name,
            state: isMade ? "note" : "wrong",
            seen: `cloud-init ended with an error, ${what}`,
            advice,
            ...lines,
        };
    }
    if (isMade) {
        return {
            name,
            state: "ok",
            seen:
                cloudInit === "no cloud-init" ? "is done (this machine has no cloud-init)" : `cloud-init: ${cloudInit}`,
        };
    }
    if (["running", "not run", "not started"].includes(cloudInit)) {
        return {
            name,
            state: "waits",
            seen: `cloud-init: ${cloudInit}. It installs packages and prepares the folders`,
            advice: "Ask again in a minute.",
        };
    }
    const advice = `Is this the worker's instance? Its user data makes ${workerRoot}/${workerFiles.script}; ${output} tells what came of it.`;
    return {
        name,
        state: "wrong",
        seen: `cloud-init: ${cloudInit}, but ${workerRoot}/${workerFiles.script} is not there`,
        advice,
        ...lines,
    };
}

const unitOf = ({ units = [] }: Facts, id: string): Unit | undefined =>
    units.find((unit) => unit.id === id && unit.isLoaded);

/** That a bundle which comes is seen. */
function waiting(facts: Facts): Check[] {
    const name = "Waiting";
    if (facts.units === undefined || !facts.files.includes(workerFiles.script)) {
        return [];
    }
    const lookers = [stageUnits.path, ...(facts.files.includes(workerFiles.fetch) ? [stageUnits.timer] : [])];
    const asleep = lookers.filter((id) => unitOf(facts, id)?.active !== "active");
    if (asleep.length > 0) {
        const advice = `sudo systemctl enable --now ${asleep.join(" ")}; then sudo systemctl status ${asleep.join(" ")} tells why, if it does not stay.`;
        return [
            {
                name,
                state: "wrong",
                seen: `${listed(asleep)} ${asleep.length === 1 ? "does" : "do"} not run, so no new release is seen`,
                advice,
            },
        ];
    }
    const fetch = unitOf(facts, stageUnits.fetch);
    if (fetch !== undefined && fetch.result !== "success") {
        const advice =
            "The log below tells what the AWS CLI or curl said: most often the role may not read it, or the address is wrong. It tries again each minute.";
        return [
            { name, state: "wrong", seen: `${stageUnits.fetch} could not fetch the release (${fetch.result})`, advice },
        ];
    }
    return [{ name, state: "ok", seen: `${listed(lookers)} ${lookers.length === 1 ? "looks" : "look"} for a bundle` }];
}

function release(facts: Facts): Check {
    const name = "Release";
    const { release: state, current } = facts;
    const before = current === undefined ? "Nothing ran before." : `${current.split("/").pop() ?? current} runs on.`;
    if (state === undefined) {
        return { name, state: "waits", ...noBundle(facts) };
    }
    const short = releaseName(state.sha256);
    switch (state.word) {
        case "ready":
            return { name, state: "ok", seen: `${short} is installed` };
        case "failed":
            return {
                name,
                state: "wrong",
                seen: `${short} was not installed: ${state.reason} (${before})`,
                advice: `The log below has the lines before it. Correct the cause and deploy again. ${againAdvice(facts)}`,
            };
        case "waiting":
        case "installing": {
            const service = unitOf(facts, stageUnits.wait);
            const hasEnded = service !== undefined && !["active", "activating"].includes(service.active);
            return hasEnded && !facts.files.includes(workerFiles.checksum)
                ? {
                      name,
                      state: "wrong",
                      seen: `${short} was being installed, and that ended without a result (${service.result})`,
                      advice: endedAdvice,
                  }
                : {
                      name,
                      state: "waits",
                      seen: `${short} is being installed. ${before}`,
                      advice: "Ask again in a minute; the log below grows.",
                  };
        }
    }
}

/** An instance that fetches leaves a release alone that failed beside one that runs, so that it is not stopped again and again. */
const againAdvice = ({ files }: Facts): string =>
    files.includes(workerFiles.fetch)
        ? `If nothing of the bundle was wrong, sudo rm ${workerRoot}/${workerFiles.state} lets this instance try the same one again.`
        : "If nothing of the bundle was wrong, pulumi up tries the same one again.";

const endedAdvice = `sudo systemctl status ${stageUnits.wait} and sudo journalctl -u ${stageUnits.wait} tell more. A full disk or a reboot in the middle does that; deploy again.`;

function noBundle({ files, incoming }: Facts): Pick<Check, "seen" | "advice"> {
    if (incoming.length > 0) {
        return {
            seen: `${incoming.length} ${incoming.length === 1 ? "file is" : "files are"} on the way, and no bundle is complete`,
            advice: "An upload runs, or broke off: the next pulumi up sends it again.",
        };
    }
    return files.includes(workerFiles.fetch)
        ? {
              seen: "no bundle came yet",
              advice: "It is fetched within a minute of the SSM parameter's change; pulumi up makes the parameter.",
          }
        : { seen: "no bundle came yet", advice: "pulumi up sends it. By hand: docs/worker.md, Debugging." };
}

const services = ({ services: all, release: state }: Facts): Check[] =>
    all.length === 0 && state?.word === "ready"
        ? [
              {
                  name: "Services",
                  state: "wrong",
                  seen: "none is known",
                  advice: `sudo systemctl list-units 'worker-*' shows them; ${workerRoot}/current/.worker/install starts them.`,
              },
          ]
        : all.map(service);

function service({ name, isRunning, state, restarts, log }: Service): Check {
    const lines = log === "" ? {} : { lines: log.split("\n") };
    if (!isRunning) {
        const advice = `The end of ${workerRoot}/${workerFiles.logs}/${name}.log stands below; sudo systemctl status worker-${name}.service tells its exit code.`;
        return { name, state: "wrong", seen: state, advice, ...lines };
    }
    return restarts === 0
        ? { name, state: "ok", seen: state }
        : {
              name,
              state: "note",
              seen: `${state}, started again ${restarts} ${restarts === 1 ? "time" : "times"} since its release`,
              advice: "It ended by itself. Its log tells why.",
              ...lines,
          };
}

/** Percent from which it is told of. */
const nearlyFull = 90;

function disk({ diskPercent = 0 }: Facts): Check[] {
    const advice =
        "Raise worker.<name>.volumeGiB, deploy and reboot the instance: the volume grows at once, its file system at the next boot.";
    return diskPercent < nearlyFull
        ? []
        : [{ name: "Disk", state: diskPercent >= 100 ? "wrong" : "note", seen: `${diskPercent} % full`, advice }];
}

function interruption(facts: Facts): Check[] {
    const notice = facts.log.findLast((line) => line.includes(" interruption: the instance gets "));
    const unit = unitOf(facts, stageUnits.interruption);
    const name = "Interruption";
    // After a stop and a start the notice is still in the log, and the services run again.
    if (notice !== undefined && !facts.services.some(({ isRunning }) => isRunning)) {
        const advice =
            "A group starts another by itself. A lone instance that is terminated needs the next pulumi up --refresh; one that is stopped is started by AWS.";
        return [
            {
                name,
                state: "wrong",
                seen: "AWS takes the spot instance back, and its services are stopped",
                advice,
                lines: [notice],
            },
        ];
    }
    return unit === undefined || unit.active === "active"
        ? []
        : [
              {
                  name,
                  state: "wrong",
                  seen: `${stageUnits.interruption} does not run (${unit.active}), so a notice is not seen`,
                  advice: `sudo systemctl restart ${stageUnits.interruption}`,
              },
          ];
}
