import type { Effect, Effects } from "./effect";

const generated: Effect = {
    does: ["newVersion"],
    note: "On the Docker platform where the application brings no container file.",
};
const procfile: Effect = {
    does: ["newVersion"],
    note: "Where the application brings no `Procfile`, on the Docker platform no container file.",
};

/** How the application is started and deployed. */
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
    "app.deploy.check": generated,
    "app.deploy.migrate": generated,
    "app.deploy.collectstatic": generated,
    "app.deploy.probeSeconds": generated,
};
