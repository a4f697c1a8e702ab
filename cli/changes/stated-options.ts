import { optionKey } from "../../components/option-catalogue/option-problems";
import type { OptionContext } from "../../components/option-catalogue/types";
import { Table, tables, text } from "../../components/parsed-values";
import { Value, valueOf } from "./step";

/** An option in a state of the environment. */
export interface StatedOption {
    readonly namespace: string;
    readonly name: string;
    readonly resource: string;
    readonly value: Value;
}

/** Options by what makes them one option. */
export type Options = ReadonlyMap<string, StatedOption>;

/** The options in the inputs of an environment; the last one of a key counts. */
export const optionsIn = (inputs: Table): Options =>
    new Map(
        tables(inputs["settings"]).map(({ namespace, name, resource, value }): [string, StatedOption] => {
            const parts = { namespace: text(namespace) ?? "", name: text(name) ?? "", resource: text(resource) ?? "" };
            return [optionKey(parts), { ...parts, value: valueOf(value) ?? { kind: "known", text: "" } }];
        }),
    );

/** The value of an option, as far as it is known. */
export function optionText(options: Options, namespace: string, name: string): string | undefined {
    const value = options.get(optionKey({ namespace, name }))?.value;
    return value?.kind === "known" ? value.text : undefined;
}

export const environmentNamespace = "aws:elasticbeanstalk:environment";

export const isSingleInstance = (options: Options): boolean =>
    optionText(options, environmentNamespace, "EnvironmentType") === "SingleInstance";

/** What decides on the cost of a change, read from an environment's own inputs. */
export function contextOf(inputs: Table): OptionContext {
    const options = optionsIn(inputs);
    const isShared = optionText(options, environmentNamespace, "LoadBalancerIsShared") === "true";
    const isNetwork = optionText(options, environmentNamespace, "LoadBalancerType") === "network";
    const loadBalancer = isShared ? "application-shared" : isNetwork ? "network" : "application";
    return {
        tier: inputs["tier"] === "Worker" ? "worker" : "web",
        platform: text(inputs["solutionStackName"])?.includes("Docker") === true ? "docker" : "python",
        loadBalancer: isSingleInstance(options) ? "none" : loadBalancer,
    };
}
