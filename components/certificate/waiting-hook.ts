import * as pulumi from "@pulumi/pulumi";
import { CertificatePlan, ValidationRecord, waitingMessage } from "./plan-certificate";

/** Says what an update is about to wait for. The engine calls it where a validation is made, and never in a preview. */
export const waitingHook = (
    name: string,
    plan: CertificatePlan,
    records: pulumi.Output<readonly ValidationRecord[]>,
    component: pulumi.Resource,
): pulumi.ResourceHook =>
    new pulumi.ResourceHook(`${name}-waiting`, async () => {
        // Known by now: the validation comes after the certificate.
        const known = await new Promise<readonly ValidationRecord[]>((resolve) => records.apply(resolve));
        await pulumi.log.info(waitingMessage(plan, known), component);
    });
