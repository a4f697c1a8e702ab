import { secretRules } from "../../../../ebextensions/lint/rules/secrets";
import { describeRules } from "../table";

const head = "#!/bin/bash\nset -euo pipefail\n";
const web = (more: string) => ({
    "docker-compose.yml": `services:\n  web:\n    build: .\n    env_file: .env\n    ports: ["80:8000"]\n${more}`,
});
const dockerfile = (text: string) => ({ Dockerfile: `FROM python:3.13-slim-trixie\n${text}EXPOSE 8000\n` });
const written = (path: string, ...lines: string[]) =>
    `files:\n  ${path}:\n    mode: "000644"\n    content: |\n${lines.map((line) => `      ${line}\n`).join("")}`;

describeRules("rules about secrets", secretRules, {
    "secret-in-compose": {
        platform: "docker",
        wrong: [
            web("    environment:\n      SECRET_KEY: abc <<<\n      EMAIL_HOST_PASSWORD: 'a b' <<<\n"),
            web("    environment:\n      - DJANGO_SECRET_KEY=abc <<<\n      - LOG_LEVEL=info\n"),
            web("    environment:\n      CELERY_BROKER: redis://:abc@cache:6379/0 <<<\n"),
            web("    environment:\n      - DATABASE_URL=postgres://u:abc@db:5432/app <<<\n"),
            {
                "docker-compose.yml":
                    'services:\n  web:\n    build:\n      context: .\n      args:\n        PIP_TOKEN: abc <<<\n    env_file: .env\n    ports: ["80:8000"]\n',
            },
        ],
        right: [
            web(
                "    environment:\n      SECRET_KEY: ${SECRET_KEY}\n      DATABASE_URL: sqlite:////data/db.sqlite3\n      CACHE_URL: redis://cache:6379\n      BROKER: amqp://app:${RABBIT_PASSWORD}@queue\n",
            ),
            web("    environment:\n      - SECRET_KEY\n      - PASSWORD_RESET_TIMEOUT=600\n      - USE_TOKEN=true\n"),
            web("    environment:\n      DB_PASSWORD_FILE: /run/secrets/db\n      DB_PASSWORD: /run/secrets/db\n"),
        ],
    },
    "secret-in-dockerfile": {
        platform: "docker",
        wrong: [
            dockerfile('ENV LOG_LEVEL=info SECRET_KEY="a b" <<<\n'),
            dockerfile("ENV SECRET_KEY abc <<<\n"),
            dockerfile("ARG PIP_TOKEN=abc <<<\n"),
            dockerfile("ENV PIP_INDEX_URL=https://ci:abc@pypi.example.com/simple <<<\n"),
        ],
        right: [
            dockerfile("ARG PIP_TOKEN\nENV PYTHONUNBUFFERED 1\nENV SECRET_KEY=$SECRET_KEY\n"),
            dockerfile("ENV SECRET_KEY=dummy-for-collectstatic\n"),
            dockerfile("RUN SECRET_KEY=x python manage.py collectstatic --noinput\n"),
        ],
    },
    "credentials-in-url": {
        wrong: [
            "commands:\n  01_clone:\n    command: git clone https://ci:abc@example.com/team/lib.git /opt/lib <<<\n",
            {
                ".platform/hooks/prebuild/10-lib.sh": `${head}git clone https://ghp_0123456789@github.com/team/lib.git /opt/lib <<<\n`,
            },
            written("/etc/pip.conf", "[global]", "index-url = https://ci:abc@pypi.example.com/simple <<<"),
        ],
        right: [
            {
                ".platform/hooks/prebuild/10-lib.sh": `${head}git clone "https://ci:$TOKEN@example.com/team/lib.git" /opt/lib\n`,
            },
            {
                ".platform/hooks/prebuild/10-lib.sh": `${head}# https://ci:abc@example.com\ngit clone https://git@example.com:8443/a@b.git /opt/lib\n`,
            },
        ],
    },
    "secret-in-script": {
        wrong: [
            { ".platform/hooks/predeploy/10-a.sh": `${head}export SECRET_KEY=abc <<<\n` },
            'commands:\n  01_key:\n    command: echo "export DJANGO_SECRET_KEY=abc" >> /home/ec2-user/.bashrc <<<\n',
            "commands:\n  01_key:\n    command: echo SECRET_KEY=abc | sudo tee -a /etc/environment <<<\n",
            "commands:\n  01_key:\n    command: |\n      set -e\n      cat >> /etc/environment <<EOF\n      LANG=en\n      API_KEY=abc <<<\n      EOF\n",
            "commands:\n  01_key:\n    command: /usr/local/bin/report\n    env:\n      API_KEY: abc <<<\n",
            written("/etc/profile.d/app.sh", "export LANG=en", "export SECRET_KEY='abc' <<<"),
            written(
                "/etc/systemd/system/report.service",
                "[Service]",
                'Environment="LANG=en" "SECRET_KEY=abc" <<<',
                "Environment=DB_PASSWORD=abc <<<",
            ),
        ],
        right: [
            {
                ".platform/hooks/predeploy/10-a.sh": `${head}TOKEN=$(curl -sf https://example.com/token)\nexport TOKEN\nexport API_KEY="\${KEY}" SECRET=\n`,
            },
            "commands:\n  01_key:\n    command: /usr/local/bin/report --password-file=/run/key\n    env:\n      SECRET: prod/notes/key\n",
            written(
                "/etc/systemd/system/report.service",
                "[Service]",
                "EnvironmentFile=/etc/report",
                "Environment=LANG=en",
            ),
            written("/etc/app.ini", "token = abc"),
        ],
    },
});
