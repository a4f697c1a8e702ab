import type { Explained } from "./model";

/** A Dockerfile as a list of instructions. https://docs.docker.com/reference/dockerfile/ */
export interface Dockerfile extends Explained {
    readonly kind: "dockerfile";
    /** Path in the bundle. */
    readonly path: string;
    readonly instructions: readonly DockerInstruction[];
}

export type DockerInstruction =
    | { readonly do: "comment"; readonly text: string }
    | { readonly do: "from"; readonly image: string; readonly as?: string }
    | { readonly do: "workdir"; readonly folder: string }
    | { readonly do: "env"; readonly name: string; readonly value: string }
    /** Commands of which each runs only when the one before has succeeded, in one layer. */
    | { readonly do: "run"; readonly commands: readonly string[] }
    | {
          readonly do: "copy";
          readonly sources: readonly string[];
          readonly target: string;
          readonly owner?: string;
          readonly stage?: string;
      }
    | { readonly do: "user"; readonly name: string }
    | { readonly do: "expose"; readonly port: number }
    | { readonly do: "entrypoint"; readonly argv: readonly string[] }
    | { readonly do: "cmd"; readonly argv: readonly string[] };
