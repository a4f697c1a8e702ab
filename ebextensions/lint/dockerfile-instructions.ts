import { Line, statements } from "./shell-lines";

export interface Instruction extends Line {
    /** In capitals. */
    readonly name: string;
}

/** https://docs.docker.com/reference/dockerfile/: a word and its arguments, continued after a backslash. */
export const instructionsOf = (text: string): Instruction[] =>
    statements(text).map(({ text: whole, line }) => {
        const [, name = "", rest = ""] = /^(\w+)\s*([^]*)$/.exec(whole) ?? [];
        return { name: name.toUpperCase(), text: rest, line };
    });
