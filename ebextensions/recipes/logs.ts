import { configFile } from "../factories/config-file";
import { file } from "../factories/files";
import type { ConfigFile } from "../model";

/** Adds the logs of our hooks to what `eb logs` and the console fetch. Elastic Beanstalk reads a list of paths from each of these folders. */
export function logs(): ConfigFile {
    const content = "/var/log/django-beanstalk-*.log\n";
    return configFile("30-logs", "adds the hooks' own logs to the tail and bundle logs", [
        file("/opt/elasticbeanstalk/tasks/bundlelogs.d/django-beanstalk.conf", { content }),
        file("/opt/elasticbeanstalk/tasks/taillogs.d/django-beanstalk.conf", { content }),
    ]);
}
