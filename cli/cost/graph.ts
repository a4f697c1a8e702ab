import { ProblemError } from "../../components/problem";
import { Table, table, tables, text } from "../../components/parsed-values";
import type { Planned } from "./charge";

export interface Graph {
    readonly resources: readonly Planned[];
    /** Of the configuration, or of the provider; undefined where neither says. */
    readonly region: string | undefined;
}

const deleting = new Set(["delete", "delete-replaced", "discard", "discard-replaced", "read", "read-discard"]);

/** What there will be after a preview, of the events that the engine writes, one a line. */
export function graphOfPreview(output: string): Graph {
    const lines = output.split("\n").filter((line) => line.startsWith("{") && line.endsWith("}"));
    const events = lines.map((line) => table(JSON.parse(line)));
    const config = events.map(({ preludeEvent }) => table(table(preludeEvent)["config"])["aws:region"]);
    const planned = events.flatMap(({ resourcePreEvent }) => {
        const metadata = table(table(resourcePreEvent)["metadata"]);
        const state = table(metadata["new"]);
        const stays = metadata["logical"] === true && !deleting.has(text(metadata["op"]) ?? "");
        return stays ? [{ ...state, urn: metadata["urn"], type: metadata["type"] }] : [];
    });
    return graphOf(
        planned,
        config.map(text).find((region) => region !== undefined),
    );
}

/**
 * What there is by an exported stack.
 *
 * @throws ProblemError for a text that is none
 */
export function graphOfState(file: string, content: string): Graph {
    const document = parsed(content);
    const deployment = table(document)["deployment"];
    const resources = table(deployment)["resources"];
    if (!Array.isArray(resources)) {
        throw new ProblemError("The exported stack", [
            {
                where: file,
                got: document === undefined ? "no JSON" : "no deployment with resources",
                allowed: "an exported stack",
                remedy: "Write one with: pulumi stack export --file state.json",
            },
        ]);
    }
    const states = tables(resources);
    const provider = states.find(({ type }) => type === "pulumi:providers:aws");
    return graphOf(
        states.filter((state) => state["delete"] !== true && state["external"] !== true),
        text(table(provider?.["inputs"])["region"]),
    );
}

function parsed(content: string): unknown {
    try {
        return JSON.parse(content);
    } catch {
        // The parser's own words hold a piece of the file, which may be a secret.
        return undefined;
    }
}

const graphOf = (states: readonly Table[], region: string | undefined): Graph => ({
    resources: states.flatMap(plannedOf),
    region,
});

/** Components are no resources of a cloud, and providers and the stack are the engine's own. */
function plannedOf({ urn, type, custom, inputs }: Table): Planned[] {
    if (
        typeof urn !== "string" ||
        typeof type !== "string" ||
        custom !== true ||
        type.startsWith("pulumi:providers:")
    ) {
        return [];
    }
    const token = type.replace(/^([^:]+:[^:/]+)(\/[^:]+)?:/, "$1:");
    return [{ urn, type: token, name: urn.split("::").pop() ?? urn, inputs: table(inputs) }];
}
