import { setTimeout } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { explainFailure, retryAfter, retryVariable, sinceFirstCall, StageTwoPlace } from "./retry";

/**
 * Tries again what a broken connection stopped, and explains what it does not. While nobody answers, the provider dials again by itself, more slowly each time up
 * to every five seconds, until the time-out of the resource ends it; what breaks after that it gives up at once. The hook is for all steps of one worker, which
 * have one time together in which something is tried again.
 *
 * https://github.com/pulumi/pulumi-command/blob/v1.2.1/provider/pkg/provider/remote/connection.go
 */
export const retryHook = (name: string, place: StageTwoPlace): pulumi.ErrorHook =>
    failing(
        name,
        place,
        sinceFirstCall(() => performance.now()),
    );

/** @param failingFor - milliseconds since the worker's first failure */
const failing = (name: string, place: StageTwoPlace, failingFor: () => number): pulumi.ErrorHook =>
    new pulumi.ErrorHook(`${name}-retry`, async ({ errors, name: resource }) => {
        const { limitMinutes } = place;
        const given = process.env[retryVariable];
        const wait = retryAfter(errors, { milliseconds: failingFor(), limitMinutes, given });
        if (wait === undefined) {
            const explanation = explainFailure(errors[0] ?? "", place);
            if (explanation !== undefined) {
                await pulumi.log.error(explanation);
            }
            return false;
        }
        await pulumi.log.info(`The connection for ${resource} broke; attempt ${errors.length + 1} follows.`);
        await setTimeout(wait);
        return true;
    });
