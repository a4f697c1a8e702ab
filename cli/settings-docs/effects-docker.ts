import type { Effect, Effects } from "./effect";

const generated: Effect = { does: ["newVersion"], note: "Where the application brings no container file." };
const built: Effect = {
    does: ["newVersion"],
    note: "Where the application brings no container file. The instances build the image anew.",
};

export const dockerEffects: Effects = {
    "app.platform.port": generated,
    "app.platform.pythonVersion": built,
    "app.platform.baseImage": { ...built, note: `${built.note ?? ""} The instance role's rights follow.` },
    "app.platform.systemPackages": built,
    "app.platform.buildPackages": built,
    "app.platform.proxy": generated,
    "app.platform.proxyImage": { ...generated, note: `${generated.note ?? ""} The instance role's rights follow.` },
    "app.platform.network": generated,
    "app.platform.hopLimit": {
        does: ["newVersion", "newInstances"],
        note: "The bundle's change of the launch template reaches instances that start after it.",
    },
    "app.platform.volume.kind": generated,
    "app.platform.volume.target": generated,
    "app.platform.volume.folder": generated,
    "app.platform.volume.owner": generated,
    "app.platform.registry.server": { does: ["newVersion"] },
    "app.platform.registry.secretArn": { does: ["newVersion"], note: "The instance role's rights follow." },
    "app.platform.databaseWaitSeconds": generated,
    "app.platform.migrationWaitSeconds": generated,
};
