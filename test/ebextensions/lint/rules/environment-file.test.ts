import { environmentFileRules } from "../../../../ebextensions/lint/rules/environment-file";
import { describeRules } from "../table";

const head = "#!/bin/bash\nset -euo pipefail\n";

describeRules("rules about variables and container files", environmentFileRules, {
    "env-file-shipped": {
        platform: "docker",
        wrong: [{ ".env": " <<<\n", "docker-compose.yml": "" }],
        right: [{ "docker-compose.yml": "" }, { ".env": "", Dockerfile: "" }],
    },
    "env-file-written": {
        platform: "docker",
        wrong: [
            "container_commands:\n  01_env:\n    command: /opt/elasticbeanstalk/bin/get-config environment | jq -r 'to_entries[]|\"\\(.key)=\\(.value)\"' > .env <<<\n",
            { ".platform/hooks/postdeploy/a.sh": `${head}cp app.env /var/app/current/.env <<<\n` },
        ],
        right: [{ ".platform/hooks/postdeploy/a.sh": `${head}docker compose --env-file .env ps\n` }],
    },
    "platform-env-file": {
        wrong: [
            "container_commands:\n  01_env:\n    command: |\n      set -e\n      export $(cat /opt/elasticbeanstalk/deployment/env | xargs) <<<\n      env-check\n",
            {
                ".platform/hooks/postdeploy/a.sh": `${head}source /opt/elasticbeanstalk/deployment/env <<<\nenv-check\n`,
            },
            { ".platform/hooks/postdeploy/a.sh": `${head}echo "A=1" >> /opt/elasticbeanstalk/deployment/env <<<\n` },
        ],
        right: [
            'files:\n  "/etc/systemd/system/worker.service":\n    mode: "000644"\n    content: |\n      [Service]\n      EnvironmentFile=/opt/elasticbeanstalk/deployment/env\n',
        ],
    },
    "dockerrun-v2": {
        platform: "docker",
        wrong: [{ "Dockerrun.aws.json": '{\n  "AWSEBDockerrunVersion": 2, <<<\n  "containerDefinitions": []\n}\n' }],
        right: [
            {
                "Dockerrun.aws.json":
                    '{"AWSEBDockerrunVersion": "1", "Image": {"Name": "a"}, "Ports": [{"ContainerPort": 80}]}',
            },
            { "Dockerrun.aws.json": '{"AWSEBDockerrunVersion": "3"}', "docker-compose.yml": "" },
        ],
    },
});
