import * as pulumi from "@pulumi/pulumi";
import { ProblemError } from "./problem";

/** Runs the program and hands its problems to the engine in the one form that it prints without a stack trace. */
export async function forUser<T>(program: () => Promise<T>): Promise<T> {
    try {
        return await program();
    } catch (error) {
        throw withoutFramesOfSdk(error instanceof ProblemError ? new pulumi.RunError(error.message) : error);
    }
}

/**
 * The SDK has every error formatted in colour, also one that it prints without its trace. Its source maps name files such as `node_modules/@pulumi/resource.ts`,
 * right below a scope, over which `util.inspect` of Node 20 never ends: it fills gigabytes and half a minute before it fails.
 * https://github.com/nodejs/node/blob/v20.x/lib/internal/util/inspect.js, markNodeModules
 */
function withoutFramesOfSdk(error: unknown): unknown {
    if (error instanceof Error && error.stack !== undefined) {
        error.stack = error.stack
            .split("\n")
            .filter((line) => !/^ {4}at .*node_modules[\\/]@pulumi[\\/]/.test(line))
            .join("\n");
    }
    return error;
}
