import type { Effects } from "./effect";

/** Roles change while instances run, which see it within seconds. */
export const accessEffects: Effects = {
    "environment.access.accountId": {
        does: ["inPlace"],
        note: "It is a part of names in the instance role's policy. A wrong one takes rights away; `aws:allowedAccountIds` makes the engine refuse another account.",
    },
    "environment.access.permissionsBoundary": { does: ["inPlace"] },
    "environment.access.managedPolicyArns": { does: ["inPlace"] },
    "environment.access.parameterPrefixes": {
        does: ["inPlace"],
        note: "Parameters under a path that is taken away stay; the application gets AccessDenied.",
    },
    "environment.access.sessionManager": {
        does: ["inPlace"],
        note: "An instance that runs notices when its agent asks again, or is restarted.",
    },
    "environment.access.checkSecrets": { does: ["nothing"] },
};
