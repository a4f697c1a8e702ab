import { ConfigFile } from "../model";

/** Adds the logs of our hooks to what `eb logs` and the console fetch. Elastic Beanstalk reads a list of paths from each of these folders. */
export function logs(): ConfigFile {
    const list = { mode: "000644", owner: "root", group: "root", content: "/var/log/django-beanstalk-*.log\n" };
    return {
        kind: "config",
        name: "30-logs",
        reason: "adds the hooks' own logs to the tail and bundle logs",
        files: {
            "/opt/elasticbeanstalk/tasks/bundlelogs.d/django-beanstalk.conf": list,
            "/opt/elasticbeanstalk/tasks/taillogs.d/django-beanstalk.conf": list,
        },
    };
}
