import type { Resource } from "../rule";
import { peek } from "./peek";

export const certificateType = "aws:acm/certificate:Certificate";

/** Whether a certificate is asked of ACM's public authority: one that is imported, or of a private authority, is not. */
export function isRequested(props: Resource["props"]): boolean {
    const others = ["certificateBody", "privateKey", "privateKeyWo", "certificateAuthorityArn"];
    return others.every((property) => peek(props, property).kind === "absent");
}
