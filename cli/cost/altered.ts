import { optionKey } from "../../components/option-catalogue/option-problems";
import { tables, text } from "../../components/parsed-values";
import type { Planned } from "./charge";

/** Values of options by namespace and name; undefined takes an option away. */
export type NewOptions = Readonly<Record<string, Readonly<Record<string, string | undefined>>>>;

const environmentType = "aws:elasticbeanstalk:Environment";

export const isEnvironment = ({ type }: Planned): boolean => type === environmentType;

/** The same graph with other options of one environment. */
export function withOptions(
    graph: readonly Planned[],
    environment: Planned,
    options: NewOptions,
    resource = "",
): Planned[] {
    const given = Object.entries(options).flatMap(([namespace, byName]) =>
        Object.entries(byName).map(([name, value]) => ({ namespace, name, resource, value })),
    );
    const replaced = new Set(given.map(optionKey));
    const kept = tables(environment.inputs["settings"]).filter(
        ({ namespace, name, resource: own }) =>
            !replaced.has(
                optionKey({ namespace: text(namespace) ?? "", name: text(name) ?? "", resource: text(own) ?? "" }),
            ),
    );
    const settings = [...kept, ...given.filter(({ value }) => value !== undefined)];
    return withInputs(graph, environment, { settings });
}

export const withInputs = (graph: readonly Planned[], resource: Planned, inputs: Planned["inputs"]): Planned[] =>
    graph.map((each) => (each.urn === resource.urn ? { ...each, inputs: { ...each.inputs, ...inputs } } : each));

export const without = (graph: readonly Planned[], gone: readonly Planned[]): Planned[] =>
    graph.filter(({ urn }) => !gone.some((each) => each.urn === urn));

/** The same graph with every environment at its largest size all the time. */
export const atLargestSize = (graph: readonly Planned[]): readonly Planned[] =>
    graph.filter(isEnvironment).reduce<readonly Planned[]>((sum, environment) => {
        const settings = tables(environment.inputs["settings"]);
        const largest = settings.find(
            ({ namespace, name }) => namespace === "aws:autoscaling:asg" && name === "MaxSize",
        );
        const fixed = settings.filter(
            ({ namespace, name }) =>
                namespace !== "aws:autoscaling:scheduledaction" &&
                !(namespace === "aws:autoscaling:asg" && name === "MinSize"),
        );
        const min = {
            namespace: "aws:autoscaling:asg",
            name: "MinSize",
            resource: "",
            value: text(largest?.["value"]) ?? "4",
        };
        return withInputs(sum, environment, { settings: [...fixed, min] });
    }, graph);
