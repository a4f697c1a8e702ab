import type { Effect, Effects } from "./effect";

const pythonOnly: Effect = { does: ["newVersion"], note: "Python platform only." };
const procfile: Effect = {
    does: ["newVersion"],
    note: "On the Python platform, where the application brings no `Procfile`.",
};

/** How the application is started and deployed on the Python platform. */
export const deployEffects: Effects = {
    "app.asgi": procfile,
    "app.web.maxRequests": procfile,
    "app.processes.*": procfile,
    "app.processes.*.kind": procfile,
    "app.processes.*.app": procfile,
    "app.processes.*.concurrency": procfile,
    "app.processes.*.queues": procfile,
    "app.processes.*.stopSeconds": {
        does: ["newVersion"],
        note: "The deployment that brings it stops the worker by the old value, which systemd has read.",
    },
    "app.processes.*.scheduler": procfile,
    "app.processes.*.onEveryInstance": { does: ["nothing"], note: "It only says that the preview may go on." },
    "app.processes.*.command": procfile,
    "app.deploy.check": pythonOnly,
    "app.deploy.migrate": pythonOnly,
    "app.deploy.collectstatic": pythonOnly,
    "app.deploy.probeSeconds": pythonOnly,
};
