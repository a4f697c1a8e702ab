import { amazonLinuxRules } from "../../../../ebextensions/lint/rules/amazon-linux";
import { describeRules } from "../table";

const hook = ".platform/hooks/prebuild/10-setup.sh";
const head = "#!/bin/bash\nset -euo pipefail\n";

describeRules("rules about Amazon Linux 2023", amazonLinuxRules, {
    "al1-hook-path": {
        wrong: [
            'files:\n  "/opt/elasticbeanstalk/hooks/appdeploy/post/99_celery.sh": <<<\n    mode: "000755"\n    content: |\n      #!/bin/bash\n      set -e\n      systemctl restart celery\n',
            "commands:\n  01_folder:\n    command: mkdir -p /opt/elasticbeanstalk/hooks/configdeploy/post <<<\n",
        ],
        right: [
            { ".platform/hooks/postdeploy/99-celery.sh": `${head}systemctl restart celery\n` },
            {
                [hook]: `${head}# once in /opt/elasticbeanstalk/hooks/appdeploy/post\n/opt/elasticbeanstalk/bin/get-config environment >/dev/null\n`,
            },
        ],
    },
    "al1-python-path": {
        wrong: [
            "container_commands:\n  01_migrate:\n    command: source /opt/python/run/venv/bin/activate && python manage.py migrate --noinput <<<\n    leader_only: true\n",
            'files:\n  "/usr/local/bin/env.sh":\n    mode: "000755"\n    content: |\n      #!/bin/bash\n      set -e\n      # the variables\n      . /opt/python/current/env <<<\n',
        ],
        right: [
            "container_commands:\n  01_migrate:\n    command: source /var/app/venv/*/bin/activate && python manage.py migrate --noinput\n    leader_only: true\n",
            "commands:\n  01_tool:\n    command: /opt/python-tools/bin/run\n",
        ],
    },
    "al1-service-manager": {
        wrong: [
            { ".platform/hooks/postdeploy/10-worker.sh": `${head}supervisorctl restart worker <<<\n` },
            "commands:\n  01_on:\n    command: chkconfig memcached on <<<\n",
            "commands:\n  01_on:\n    command: /etc/init.d/memcached restart <<<\n",
        ],
        right: [
            { ".platform/hooks/postdeploy/10-worker.sh": `${head}systemctl restart worker\n` },
            { Procfile: "web: gunicorn app.wsgi\nworker: supervisord -n -c supervisord.conf\n" },
        ],
    },
    "al1-user": {
        wrong: [
            'files:\n  /etc/systemd/system/a.service:\n    mode: "000644"\n    content: |\n      [Service]\n      User=wsgi <<<\n',
            "container_commands:\n  01_logs:\n    command: chown -R wsgi:wsgi /var/log/app <<<\n",
            { ".platform/hooks/postdeploy/10-a.sh": `${head}sudo -u wsgi touch /tmp/a <<<\n` },
        ],
        right: ["container_commands:\n  01_logs:\n    command: chown -R webapp:webapp /srv/wsgi/logs\n"],
    },
    "mod-wsgi": {
        wrong: [
            "container_commands:\n  03_pass:\n    command: 'echo \"WSGIPassAuthorization On\" >> ../wsgi.conf' <<<\n",
        ],
        right: ["container_commands:\n  03_pass:\n    command: echo done\n"],
    },
    "django-admin-py": {
        wrong: [
            "container_commands:\n  01_collect:\n    command: source /var/app/venv/*/bin/activate && django-admin.py collectstatic --noinput <<<\n",
        ],
        right: [
            "container_commands:\n  01_collect:\n    command: source /var/app/venv/*/bin/activate && django-admin collectstatic --noinput\n",
        ],
    },
    syncdb: {
        wrong: [
            "container_commands:\n  01_sync:\n    command: source /var/app/venv/*/bin/activate && python manage.py syncdb --noinput <<<\n    leader_only: true\n",
        ],
        right: [
            "container_commands:\n  01_sync:\n    command: source /var/app/venv/*/bin/activate && python manage.py syncdb_report\n",
        ],
    },
    "amazon-linux-extras": {
        wrong: ["commands:\n  01_postgres:\n    command: sudo amazon-linux-extras enable postgresql10 <<<\n"],
        right: ["packages:\n  yum:\n    postgresql16: []\n"],
    },
    epel: {
        wrong: [
            "commands:\n  01_epel:\n    command: yum install -y https://dl.fedoraproject.org/pub/epel/epel-release-latest-7.noarch.rpm <<<\n",
            "commands:\n  01_gdal:\n    command: yum install -y --enablerepo=epel gdal <<<\n",
        ],
        right: ["commands:\n  01_git:\n    command: dnf install -y git\n"],
    },
    "awslogs-agent": {
        wrong: [
            'files:\n  "/etc/awslogs/config/app.conf": <<<\n    mode: "000600"\n    content: |\n      [app]\n      file = /var/log/app.log\n',
            "commands:\n  01_restart:\n    command: service awslogs restart <<<\n",
        ],
        right: [
            'files:\n  "/opt/elasticbeanstalk/tasks/taillogs.d/app.conf":\n    mode: "000644"\n    content: |\n      /var/log/app.log\n',
            "commands:\n  01_agent:\n    command: systemctl restart amazon-cloudwatch-agent\n",
        ],
    },
    "pkg-repo": {
        wrong: [{ [hook]: `${head}/usr/bin/env pkg-repo unlock <<<\ndnf install -y git\n` }],
        right: [{ [hook]: `${head}dnf install -y git\n` }],
    },
    imdsv1: {
        wrong: [
            {
                ".platform/hooks/postdeploy/10-id.sh": `${head}id=$(curl -s http://169.254.169.254/latest/meta-data/instance-id) <<<\necho "$id"\n`,
            },
            "commands:\n  01_id:\n    command: wget -q -O /etc/instance-id http://169.254.169.254/latest/meta-data/instance-id <<<\n",
        ],
        right: [
            {
                ".platform/hooks/postdeploy/10-id.sh": `${head}token=$(curl -sf -X PUT -H "X-aws-ec2-metadata-token-ttl-seconds: 60" http://169.254.169.254/latest/api/token)\ncurl -sf -H "X-aws-ec2-metadata-token: $token" http://169.254.169.254/latest/meta-data/instance-id\n`,
            },
            { ".platform/hooks/postdeploy/10-id.sh": `${head}ec2-metadata --instance-id\n` },
        ],
    },
    "cron-without-cronie": {
        wrong: [
            'files:\n  "/etc/cron.d/clear-sessions": <<<\n    mode: "000644"\n    content: |\n      0 4 * * * root /usr/local/bin/clear-sessions\n',
            "container_commands:\n  10_cron:\n    command: cat .ebextensions/crontab > /etc/cron.d/app <<<\n",
        ],
        right: [
            'packages:\n  yum:\n    cronie: []\nfiles:\n  "/etc/cron.d/clear-sessions":\n    mode: "000644"\n    content: |\n      0 4 * * * root /usr/local/bin/clear-sessions\n',
            "commands:\n  01_remove:\n    command: rm -f /etc/cron.d/*\n",
            "commands:\n  01_remove:\n    command: test ! -e /etc/cron.d/old || rm /etc/cron.d/old\n",
            'files:\n  "/etc/systemd/system/clear-sessions.timer":\n    mode: "000644"\n    content: |\n      [Timer]\n      OnCalendar=daily\n',
        ],
    },
});
