import * as assert from "node:assert/strict";
import { parse } from "yaml";
import { override } from "../../../rehearsal/docker/engine-override";
import { planContainers } from "../../../rehearsal/docker/plan-containers";
import { bundle, properties } from "./bundle";

describe("the second compose file", () => {
    const plan = planContainers(bundle(), properties("postgresql://database.internal/documents"));
    const folder = (place: string) => ({ place, path: `/r${place}`, shared: false });
    const configuration = "./django-beanstalk/nginx.conf";
    const logs = "/var/log/eb-docker/containers";
    const sources = new Map([
        [`${logs}/web`, folder(`${logs}/web`)],
        [`${logs}/reports`, folder(`${logs}/reports`)],
        [configuration, folder("/var/app/current/django-beanstalk/nginx.conf")],
        ["/var/log/nginx/healthd", { place: "/usr/x", path: "/usr/x", shared: true }],
    ]);
    const text = override(plan, {
        project: "rehearsal-1",
        network: "net-1",
        hosts: { db: "172.18.0.1" },
        environment: { AWS_ENDPOINT_URL: "http://172.18.0.1:5000", PRICE: "5 $" },
        sources,
    });
    const bind = (source: string, target: string, isReadOnly = false) => ({
        type: "bind",
        source,
        target,
        read_only: isReadOnly,
        bind: { create_host_path: true },
    });
    const every = {
        ports: [],
        extra_hosts: ["db:172.18.0.1"],
        environment: { AWS_ENDPOINT_URL: "http://172.18.0.1:5000", PRICE: "5 $$" },
    };

    it("publishes nothing, and mounts what is the instance's", () => {
        assert.deepEqual(parse(text, { logLevel: "silent" }), {
            services: {
                web: { ...every, image: "rehearsal-1-web", volumes: [bind(`/r${logs}/web`, "/var/log/app")] },
                reports: {
                    ...every,
                    image: "rehearsal-1-reports",
                    volumes: [bind(`/r${logs}/reports`, "/var/log/app")],
                },
                nginx: {
                    ...every,
                    volumes: [
                        bind("/r/var/app/current/django-beanstalk/nginx.conf", "/etc/nginx/conf.d/default.conf", true),
                        bind("/usr/x", "/var/log/nginx/healthd", true),
                    ],
                },
            },
            networks: { default: { name: "net-1", external: true } },
        });
    });

    it("replaces ports and the project's network instead of adding to them", () => {
        assert.equal(text.match(/^ {4}ports: !reset \[\]$/gm)?.length, 3);
        assert.match(text, /^ {2}default: !override \{/m);
    });
});
