import * as assert from "node:assert/strict";
import { djangoRules } from "../../../../ebextensions/lint/rules/django";
import { config, describeRules, foundIn } from "../table";

const head = "#!/bin/bash\nset -euo pipefail\n";
const venv = "source /var/app/venv/*/bin/activate";

describeRules("rules about manage.py and pip", djangoRules, {
    "system-python": {
        wrong: [
            "container_commands:\n  01_migrate:\n    command: python3 manage.py migrate --noinput <<<\n    leader_only: true\n",
            "container_commands:\n  01_collect:\n    command: |\n      set -e\n      cd backend\n      /usr/bin/python3 -W error manage.py collectstatic --noinput <<<\n",
            { ".platform/hooks/predeploy/10-check.sh": `${head}python backend/manage.py check <<<\n` },
        ],
        right: [
            `container_commands:\n  01_collect:\n    command: ${venv} && python3 manage.py collectstatic --noinput\n`,
            "container_commands:\n  01_collect:\n    command: source $PYTHONPATH/activate && python manage.py collectstatic --noinput\n",
            "container_commands:\n  01_collect:\n    command: /var/app/venv/*/bin/python manage.py collectstatic --noinput\n",
            `container_commands:\n  01_collect:\n    command: |\n      set -e\n      ${venv}\n      # python manage.py flush\n      python manage.py collectstatic --noinput\n`,
            "container_commands:\n  01_say:\n    command: echo run python manage.py shell by hand\n",
        ],
    },
    "manage-py-too-early": {
        wrong: [
            `commands:\n  01_check:\n    command: ${venv} && python manage.py check <<<\n`,
            { ".platform/hooks/prebuild/10-check.sh": `${head}${venv}\npython manage.py check <<<\n` },
        ],
        right: [{ ".platform/hooks/predeploy/10-check.sh": `${head}${venv}\npython manage.py check\n` }],
    },
    "manage-py-on-docker-host": {
        platform: "docker",
        wrong: [
            "container_commands:\n  01_migrate:\n    command: python manage.py migrate <<<\n    leader_only: true\n",
            { ".platform/hooks/postdeploy/10-migrate.sh": `${head}python3 /app/manage.py migrate <<<\n` },
        ],
        right: [
            {
                ".platform/hooks/postdeploy/10-clear.sh": `${head}docker compose exec -T web python manage.py clearsessions\n`,
            },
            {
                ".platform/hooks/postdeploy/10-clear.sh": `${head}docker exec "$(docker ps -q | head -n 1)" python manage.py clearsessions\n`,
            },
        ],
    },
    "pip-install": {
        wrong: [
            'container_commands:\n  01_install_requirements:\n    command: "/var/app/venv/*/bin/pip install -r requirements.txt" <<<\n    leader_only: false\n',
            {
                ".platform/hooks/predeploy/01_install.sh": `${head}${venv}\npython -m pip --quiet install urllib3==1.26.16 <<<\n`,
            },
            "commands:\n  01_pip:\n    command: sudo pip3 install awscli <<<\n",
        ],
        right: [`container_commands:\n  01_freeze:\n    command: ${venv} && pip freeze > /var/log/requirements.txt\n`],
    },
    "migrate-not-leader-only": {
        wrong: [
            `container_commands:\n  01_migrate:\n    command: ${venv} && python manage.py migrate --noinput <<<\n`,
            `container_commands:\n  01_migrate:\n    command: |\n      set -e\n      ${venv}\n      python ./manage.py migrate --noinput <<<\n    leader_only: false\n`,
        ],
        right: [
            `container_commands:\n  01_migrate:\n    command: ${venv} && python manage.py migrate --noinput\n    leader_only: true\n`,
            `container_commands:\n  01_check:\n    command: ${venv} && python manage.py makemigrations --check\n`,
        ],
    },
    "loaddata-not-leader-only": {
        wrong: [`container_commands:\n  01_load:\n    command: ${venv} && python manage.py loaddata countries <<<\n`],
        right: [
            `container_commands:\n  01_load:\n    command: ${venv} && python manage.py loaddata countries\n    leader_only: true\n`,
        ],
    },
    "migrate-in-running-container": {
        platform: "docker",
        wrong: [
            {
                ".platform/hooks/postdeploy/10-migrate.sh": `${head}docker exec "$(docker ps -q | head -n 1)" python manage.py migrate --noinput <<<\n`,
            },
            "container_commands:\n  01_migrate:\n    command: docker compose exec -T web python manage.py migrate <<<\n    leader_only: true\n",
        ],
        right: [
            {
                ".platform/hooks/postdeploy/10-show.sh": `${head}docker compose exec -T web python manage.py showmigrations\n`,
            },
        ],
    },
    "migrate-in-hook": {
        wrong: [
            {
                ".platform/hooks/postdeploy/01_django_migrate.sh": `${head}${venv}\npython manage.py migrate --noinput <<<\n`,
            },
            { ".platform/hooks/predeploy/02-migrate.sh": `${head}${venv} && python manage.py migrate <<<\n` },
        ],
        right: [{ ".platform/hooks/postdeploy/02-warm.sh": `${head}${venv}\npython manage.py warm_cache\n` }],
    },
    "makemigrations-on-instance": {
        wrong: [
            `container_commands:\n  01_make:\n    command: ${venv} && python manage.py makemigrations --noinput <<<\n    leader_only: true\n`,
        ],
        right: [
            `container_commands:\n  01_make:\n    command: ${venv} && python manage.py makemigrations --check\n    leader_only: true\n`,
        ],
    },
    "migrate-after-collectstatic": {
        wrong: [
            `container_commands:\n  01_collectstatic:\n    command: ${venv} && python manage.py collectstatic --noinput\n  02_migrate:\n    command: ${venv} && python manage.py migrate --noinput <<<\n    leader_only: true\n`,
            {
                ".ebextensions/01-static.config": `container_commands:\n  99_static:\n    command: ${venv} && python manage.py collectstatic --noinput\n`,
                ".ebextensions/02-database.config": `container_commands:\n  01_migrate:\n    command: ${venv} && python manage.py migrate --noinput <<<\n    leader_only: true\n`,
            },
        ],
        right: [
            `container_commands:\n  02_collectstatic:\n    command: ${venv} && python manage.py collectstatic --noinput\n  01_migrate:\n    command: ${venv} && python manage.py migrate --noinput\n    leader_only: true\n`,
        ],
    },
    "collectstatic-leader-only": {
        wrong: [
            `container_commands:\n  02_collectstatic:\n    command: ${venv} && python manage.py collectstatic --noinput <<<\n    leader_only: true\n`,
        ],
        right: [
            `container_commands:\n  02_collectstatic:\n    command: ${venv} && python manage.py collectstatic --noinput\n    leader_only: false\n`,
        ],
    },
    "leader-only-with-test": {
        wrong: [
            `container_commands:\n  03_admin: <<<\n    command: ${venv} && python manage.py createadmin\n    leader_only: true\n    test: '[ -n "$ADMIN" ]'\n`,
        ],
        right: [
            `container_commands:\n  03_admin:\n    command: ${venv} && python manage.py createadmin\n    leader_only: true\n  04_report:\n    command: ${venv} && python manage.py report\n    test: '[ -n "$REPORT" ]'\n`,
        ],
    },
    "current-before-deployment": {
        wrong: [
            "container_commands:\n  99_verify:\n    command: |\n      set -e\n      cd /var/app/current <<<\n      ls\n",
            { ".platform/hooks/predeploy/10-logs.sh": `${head}mkdir -p /var/app/current/logs <<<\n` },
        ],
        right: [
            { ".platform/hooks/postdeploy/10-list.sh": `${head}ls /var/app/current\n` },
            "container_commands:\n  10_list:\n    command: ls /var/app/staging\n",
        ],
    },
});

describe("manage.py on a Docker host", () => {
    it("is told once, since it does not matter on how many instances it fails", () => {
        const step = (name: string) => `  ${name}:\n    command: python manage.py ${name}\n`;
        assert.deepEqual(foundIn(`container_commands:\n${step("migrate")}${step("loaddata")}`, "docker"), [
            `manage-py-on-docker-host ${config}:3`,
            `manage-py-on-docker-host ${config}:5`,
        ]);
    });
});
