import type { Platform } from "../../../ebextensions/lint/application";

interface CorrectApplication {
    readonly name: string;
    readonly platform: Platform;
    readonly files: Readonly<Record<string, string>>;
}

const venv = "source /var/app/venv/*/bin/activate";

/** Writes variables to a file, so it runs on a change of configuration too. */
const writeSettings = `#!/bin/bash
set -euo pipefail
umask 077
/opt/elasticbeanstalk/bin/get-config environment | jq '{host: .HOST, debug: .DEBUG}' >/etc/app.json
`;

/** Files for Amazon Linux 2023 as a careful team writes them; nothing is to be found in any. */
export const correctApplications: readonly CorrectApplication[] = [
    {
        name: "Django with migrations, static files and system packages",
        platform: "python",
        files: {
            ".ebextensions/01-packages.config": "packages:\n  yum:\n    git: []\n    libpq-devel: []\n    gcc: []\n",
            ".ebextensions/02-django.config": `# The platform has installed the requirements.
container_commands:
  01_migrate:
    command: "${venv} && python manage.py migrate --noinput"
    leader_only: true
  02_createcachetable:
    command: "${venv} && python manage.py createcachetable"
    leader_only: true
  03_collectstatic:
    command: "${venv} && python manage.py collectstatic --noinput"
`,
            Procfile:
                "web: gunicorn --bind 127.0.0.1:8000 --workers 3 --threads 4 --access-logfile - --error-logfile - shop.wsgi:application\nworker: celery -A shop worker --loglevel INFO\n",
            ".platform/nginx/conf.d/uploads.conf": "client_max_body_size 20m;\n",
            ".platform/nginx/conf.d/elasticbeanstalk/02-health.conf": "location = /nginx-health { return 200; }\n",
        },
    },
    {
        name: "files, services and resources of CloudFormation",
        platform: "python",
        files: {
            ".ebextensions/10-files.config": `files:
  "/opt/elasticbeanstalk/tasks/taillogs.d/celery.conf":
    mode: "000644"
    owner: root
    group: root
    content: |
      /var/log/celery.log
  "/etc/systemd/system/clear-sessions.service":
    mode: "000644"
    owner: root
    group: root
    content: |
      [Service]
      Type=oneshot
      User=webapp
      WorkingDirectory=/var/app/current
      EnvironmentFile=/opt/elasticbeanstalk/deployment/env
      ExecStart=/bin/bash -c 'source /var/app/venv/*/bin/activate && python manage.py clearsessions'
  "/usr/local/bin/instance-name":
    mode: "000755"
    owner: root
    group: root
    content: |
      #!/bin/bash
      set -euo pipefail
      token=$(curl -sf -X PUT -H "X-aws-ec2-metadata-token-ttl-seconds: 60" http://169.254.169.254/latest/api/token)
      curl -sf -H "X-aws-ec2-metadata-token: $token" http://169.254.169.254/latest/meta-data/instance-id
sources:
  /opt/fonts: https://example.com/fonts.tar.gz
services:
  sysvinit:
    amazon-cloudwatch-agent:
      enabled: "true"
      ensureRunning: "true"
`,
            ".ebextensions/20-resources.json.config": `{
  "Resources": {
    "AWSEBAutoScalingGroup": {
      "Properties": {"MetricsCollection": [{"Granularity": "1Minute"}]}
    },
    "UploadsQueue": {"Type": "AWS::SQS::Queue"}
  },
  "Outputs": {
    "Queue": {"Value": {"Ref": "UploadsQueue"}}
  }
}
`,
            ".ebextensions/30-hop-limit.config": `Resources:
  AWSEBEC2LaunchTemplate:
    Type: AWS::EC2::LaunchTemplate
    Properties:
      LaunchTemplateData:
        MetadataOptions:
          HttpTokens: required
          HttpPutResponseHopLimit: 2
`,
        },
    },
    {
        name: "hooks in both folders, with helpers",
        platform: "python",
        files: {
            ".platform/hooks/prebuild/10-fonts.sh":
                '#!/bin/bash\nset -euo pipefail\nif ! command -v fc-list >/dev/null; then\n  dnf install -y fontconfig\nfi\ncurl --fail --silent --show-error --output /tmp/fonts.tgz https://example.com/fonts.tgz || {\n  echo "fonts: the download failed" >&2\n  exit 1\n}\ntar -xzf /tmp/fonts.tgz -C /usr/share/fonts\n',
            ".platform/hooks/predeploy/10-settings.sh": writeSettings,
            ".platform/confighooks/predeploy/10-settings.sh": writeSettings,
            ".platform/hooks/postdeploy/90-notify.sh":
                '#!/bin/bash\nset -uo pipefail\n. .platform/lib/notify.sh\nnotify "deployed" || echo "nobody was told" >&2\n',
            ".platform/lib/notify.sh": 'notify() { curl -fsS -X POST -d "$1" https://example.com/hook; }\n',
            ".platform/hooks/postdeploy/99-timer.sh":
                "#!/bin/bash -e\nsystemctl daemon-reload\nsystemctl enable --now clear-sessions.timer\n",
            ".ebextensions/README.md": "Nothing here.\n",
        },
    },
    {
        name: "containers by a compose file",
        platform: "docker",
        files: {
            "docker-compose.yml": "",
            ".platform/hooks/prebuild/01-login.sh":
                '#!/bin/bash\nset -euo pipefail\nsecret=$(aws secretsmanager get-secret-value --secret-id registry --query SecretString --output text)\nprintf "%s" "$secret" | docker login --username ci --password-stdin registry.example.com\n',
            ".platform/hooks/postdeploy/10-prune-images.sh":
                "#!/bin/bash\nset -euo pipefail\n# Images of earlier versions would fill the disk.\ndocker image prune --force\n",
            ".ebextensions/10-volume.config": `commands:
  01_folder:
    command: mkdir -p /var/data
  02_owner:
    command: chown 1000:1000 /var/data
    test: test "$(stat -c %u /var/data)" != 1000
`,
        },
    },
    {
        name: "a worker with periodic tasks",
        platform: "python",
        files: {
            "cron.yaml":
                'version: 1\ncron:\n  - name: "report"\n    url: "/tasks/report/"\n    schedule: "0 23 * * *"\n',
            ".ebextensions/10-cron.config":
                'packages:\n  yum:\n    cronie: []\nfiles:\n  "/etc/cron.d/clear":\n    mode: "000644"\n    owner: root\n    group: root\n    content: |\n      15 3 * * * webapp /usr/local/bin/clear\nservices:\n  sysvinit:\n    crond:\n      enabled: "true"\n      ensureRunning: "true"\n',
        },
    },
];
