import { Effect, Effects } from "./effect";

const ofInstances: Effect = {
    does: ["newVersion"],
    note: "On the Docker platform where the application brings no container file.",
};

export const proxyEffects: Effects = {
    "app.proxy.maxBodyMb": ofInstances,
    "app.proxy.maxHeaderKb": ofInstances,
    "app.proxy.securityHeaders.contentTypeOptions": ofInstances,
    "app.proxy.securityHeaders.referrerPolicy": ofInstances,
    "app.proxy.securityHeaders.frameOptions": ofInstances,
    "app.proxy.securityHeaders.contentSecurityPolicy": ofInstances,
    "app.proxy.securityHeaders.hstsSeconds": {
        does: ["newVersion"],
        note: "On the Docker platform where the application brings no container file. Browsers that saw it keep to HTTPS for so long, also after it is taken away.",
    },
    "app.proxy.securityHeaders.hstsIncludeSubdomains": {
        does: ["newVersion"],
        note: "As hstsSeconds; names below the site's without HTTPS are out of reach for browsers that saw it.",
    },
    "app.proxy.securityHeaders.hstsPreload": {
        does: ["newVersion"],
        note: "As hstsSeconds; a site on the browsers' list stays there until a removal has reached every browser.",
    },
};
