/** Kinds of stacks that a rule may treat differently. `strict` is only ever chosen in the configuration of the pack. */
export const stages = ["dev", "prod", "strict"] as const;
export type Stage = (typeof stages)[number];

/** What a finding does: stops the preview, is shown only, or is not looked for. */
export type Level = "mandatory" | "advisory" | "off";

/** The level of a rule in each kind of stack. */
export type Levels = Readonly<Record<Stage, Level>>;

/** A defect everywhere. */
export const everywhere: Levels = { dev: "mandatory", prod: "mandatory", strict: "mandatory" };

/** What costs money or effort that a dev stack may save. */
export const advisoryInDev: Levels = { dev: "advisory", prod: "mandatory", strict: "mandatory" };

/** What has no meaning in a dev stack, such as a second instance. */
export const notInDev: Levels = { dev: "off", prod: "mandatory", strict: "mandatory" };

/** Good practice that a team may decide against. */
export const advice: Levels = { dev: "advisory", prod: "advisory", strict: "mandatory" };

/** The same, where a dev stack need not be told. */
export const adviceNotInDev: Levels = { dev: "off", prod: "advisory", strict: "mandatory" };

/** What only a team that wants everything asks for. */
export const strictOnly: Levels = { dev: "off", prod: "off", strict: "mandatory" };
