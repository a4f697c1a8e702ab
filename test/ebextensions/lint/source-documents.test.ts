import * as assert from "node:assert/strict";
import type { Platform } from "../../../ebextensions/lint/application";
import { lintApplication } from "../../../ebextensions/lint/lint-application";
import { planGeneratedFiles } from "../../../components/generated-files";
import { testSettings } from "../../support/settings";
import { Files, foundIn } from "./table";

const generated = new Map(planGeneratedFiles(testSettings(), new Set()).map(({ path, content }) => [path, content]));

/**
 * Each failure in the shape in which its document has it, and what the check says; docs/failures.md lists them.
 *
 * @param never - what would show that the generated files have it too
 */
function reported(name: string, platform: Platform, files: Files, expected: readonly string[], never?: RegExp): void {
    describe(name, () => {
        it("is reported by the check", () => {
            assert.deepEqual(foundIn(files, platform), expected);
        });

        if (never !== undefined) {
            it("is not in what is generated", () => {
                assert.deepEqual(lintApplication(generated, "python"), []);
                assert.ok(![...generated.values()].some((text) => never.test(text)));
            });
        }
    });
}

const plan = "Plan: Fix Elastic Beanstalk Deployment";
const errors = "Elastic Beanstalk Deployment Error Resolution";
const docker = "Docker-based Deployment via AWS CLI";
const pythonConfig = ".ebextensions/02-python.config";
const secretsConfig = ".ebextensions/04-secrets.config";

reported(
    `${plan}, item 4: WSGIPath beside a Procfile`,
    "python",
    {
        Procfile: "web: gunicorn plane.wsgi:application --bind 127.0.0.1:8000\n",
        [pythonConfig]:
            'option_settings:\n  aws:elasticbeanstalk:container:python:\n    WSGIPath: "plane.wsgi:application"\n    NumProcesses: 3\n    NumThreads: 20\n',
    },
    [3, 4, 5].map((line) => `wsgi-path-beside-procfile ${pythonConfig}:${line}`),
    /WSGIPath/,
);

reported(
    `${plan}, item 5: a secrets script that fails silently`,
    "python",
    {
        [secretsConfig]: `files:
  "/usr/local/bin/load-secrets.sh":
    mode: "000755"
    owner: root
    group: root
    content: |
      #!/bin/bash
      SECRET=$(aws secretsmanager get-secret-value --secret-id "$DB_SECRET_ARN" --query SecretString --output text)
      DB_USER=$(echo "$SECRET" | jq -r .username)
      echo "export DB_USER=$DB_USER" >> /opt/elasticbeanstalk/deployment/env
      aws s3 cp s3://bucket/ca.pem /etc/ca.pem > /dev/null 2>&1
      chmod 600 /etc/ca.pem
container_commands:
  01_secrets:
    command: /usr/local/bin/load-secrets.sh || true
  02_certificate:
    command: curl -so /etc/other.pem https://example.com/other.pem || true
  03_migrate:
    command: source /var/app/venv/*/bin/activate && python manage.py migrate --noinput
    leader_only: true
    ignoreErrors: true
`,
    },
    [
        `platform-env-file ${secretsConfig}:10`,
        `discarded-output ${secretsConfig}:11`,
        `no-set-e ${secretsConfig}:11`,
        `ignored-failure ${secretsConfig}:17`,
        `ignore-errors ${secretsConfig}:21`,
    ],
    /\|\| true|ignoreErrors/,
);

reported(
    `${plan}, item 6: requirements installed a second time`,
    "python",
    `container_commands:
  01_install_requirements:
    command: "/var/app/venv/*/bin/pip install -r requirements.txt"
    leader_only: false
`,
    ["pip-install .ebextensions/10-app.config:3"],
    /\bpip\b/,
);

reported(
    `${plan}, item 8: Gunicorn's logs in a file`,
    "python",
    {
        Procfile:
            "web: gunicorn plane.wsgi:application --bind 127.0.0.1:8000 --workers 3 --access-logfile /var/app/current/logs/gunicorn.log --error-logfile /var/app/current/logs/gunicorn.log\n",
    },
    ["procfile-log-file Procfile:1"],
    /logfile (?!-)/,
);

reported(
    `${plan}, step 1.2: a status that local hides`,
    "python",
    {
        ".platform/hooks/prebuild/10-secrets.sh": `#!/bin/bash
set -e
fetch_secret() {
  local result=$(aws secretsmanager get-secret-value --secret-id "$1" --query SecretString --output text 2>&1)
  if [ $? -ne 0 ]; then
    echo "ERROR: $1"
    return 1
  fi
  echo "$result"
}
fetch_secret "$DB_SECRET_ARN"
`,
    },
    ["masked-status .platform/hooks/prebuild/10-secrets.sh:4"],
);

reported(
    `${plan}, step 1.3: collectstatic on the leader alone`,
    "python",
    {
        [pythonConfig]: `container_commands:
  01_migrate:
    command: "/var/app/venv/*/bin/python manage.py migrate --noinput"
    leader_only: true
  02_collectstatic:
    command: "/var/app/venv/*/bin/python manage.py collectstatic --noinput"
    leader_only: true
`,
    },
    [`collectstatic-leader-only ${pythonConfig}:6`],
);

reported(
    `${plan}, step 1.4: $PYTHONPATH in an option value`,
    "python",
    {
        [pythonConfig]: `option_settings:
  aws:elasticbeanstalk:application:environment:
    DJANGO_SETTINGS_MODULE: "plane.settings.production"
    PYTHONPATH: "/var/app/current:$PYTHONPATH"
`,
    },
    [`owned-option ${pythonConfig}:3`, `owned-option ${pythonConfig}:4`, `variable-in-option ${pythonConfig}:4`],
);

const validate = ".ebextensions/00-validate.config";

reported(
    `${plan}, step 2.1: a validation hook where nothing runs it`,
    "python",
    {
        [validate]: `files:
  "/opt/elasticbeanstalk/hooks/appdeploy/pre/00_validate.sh":
    mode: "000755"
    owner: root
    group: root
    content: |
      #!/bin/bash
      set -e
      if [ -f /opt/elasticbeanstalk/deployment/env ]; then
        source /opt/elasticbeanstalk/deployment/env
      fi
      aws secretsmanager describe-secret --secret-id "$DB_SECRET_ARN" > /dev/null 2>&1
      if [ $? -ne 0 ]; then
        echo "ERROR: no access to DB_SECRET_ARN"
        exit 1
      fi
`,
    },
    [`al1-hook-path ${validate}:2`, `platform-env-file ${validate}:10`, `status-after-set-e ${validate}:13`],
    /appdeploy/,
);

const verify = ".ebextensions/99-verify.config";

reported(
    `${plan}, step 2.2: a verification that looks at the previous version`,
    "python",
    {
        [verify]: `container_commands:
  99_verify_health:
    command: |
      sleep 5
      cd /var/app/current
      source /var/app/venv/*/bin/activate
      python manage.py check --deploy 2>&1 || {
        echo "ERROR: Django check failed"
        exit 1
      }
      echo "Django check passed"
    leader_only: true
`,
    },
    [`current-before-deployment ${verify}:5`],
);

const dockerEnv = ".ebextensions/04_docker_env.config";

reported(
    `${docker}, fix of v128: a .env file that .ebextensions write`,
    "docker",
    {
        "docker-compose.yml": "",
        [dockerEnv]: `container_commands:
  01_env_file:
    command: |
      set -e
      /opt/elasticbeanstalk/bin/get-config environment | jq -r 'to_entries | .[] | "\\(.key)=\\(.value)"' > /var/app/staging/.env
`,
    },
    [`env-file-written ${dockerEnv}:5`],
);

reported(
    `${docker}, v123: a predeploy hook that copies the platform's file of variables`,
    "docker",
    {
        "docker-compose.yml": "",
        ".platform/hooks/predeploy/01_env.sh":
            "#!/bin/bash\nset -e\ncat /opt/elasticbeanstalk/deployment/env > /var/app/current/.env\n",
    },
    [
        "current-before-deployment .platform/hooks/predeploy/01_env.sh:3",
        "env-file-written .platform/hooks/predeploy/01_env.sh:3",
        "hook-not-in-confighooks .platform/hooks/predeploy/01_env.sh:3",
        "platform-env-file .platform/hooks/predeploy/01_env.sh:3",
    ],
);

reported(
    `${docker}, environment variables: .env among the files of the zip`,
    "docker",
    { "docker-compose.yml": "", ".env": "" },
    ["env-file-shipped .env:1"],
);

reported(
    `${docker}, environment variables: static access keys and plain secrets`,
    "docker",
    `option_settings:
  aws:elasticbeanstalk:application:environment:
    AWS_ACCESS_KEY_ID: an-id
    AWS_SECRET_ACCESS_KEY: a-key
    RDS_PASSWORD: a-password
    SECRET_KEY: a-secret
`,
    [3, 4, 5, 6].map((line) => `secret-in-option .ebextensions/10-app.config:${line}`),
);

reported(
    `${docker}, what happens during deployment: migrations on the host`,
    "docker",
    "container_commands:\n  01_migrate:\n    command: python manage.py migrate --noinput\n    leader_only: true\n",
    ["manage-py-on-docker-host .ebextensions/10-app.config:3"],
);

reported(
    `${errors}, primary issue: versions that a hook forces`,
    "python",
    {
        ".platform/hooks/prebuild/01_install_dependencies.sh":
            "#!/bin/bash\nset -e\npip install --force-reinstall urllib3==1.26.16 boto3==1.26.164\n",
    },
    ["pip-install .platform/hooks/prebuild/01_install_dependencies.sh:3"],
);

reported(
    `${errors}, secondary issues: hooks that do not handle errors`,
    "python",
    {
        ".platform/hooks/predeploy/01_django_setup.sh":
            "#!/bin/bash\nsource /var/app/venv/*/bin/activate\npython manage.py collectstatic --noinput || true\npython manage.py createcachetable\necho done\n",
    },
    [
        "ignored-failure .platform/hooks/predeploy/01_django_setup.sh:3",
        "no-set-e .platform/hooks/predeploy/01_django_setup.sh:4",
    ],
);

reported(
    `${errors}, secondary issues: commands in the wrong order`,
    "python",
    `container_commands:
  1_collectstatic:
    command: source /var/app/venv/*/bin/activate && python manage.py collectstatic --noinput
  2_migrate:
    command: source /var/app/venv/*/bin/activate && python manage.py migrate --noinput
    leader_only: true
  10_warm:
    command: source /var/app/venv/*/bin/activate && python manage.py warm_cache
`,
    ["migrate-after-collectstatic .ebextensions/10-app.config:5", "command-order .ebextensions/10-app.config:7"],
);

reported(
    `${errors}, modified hooks: migrate on every instance`,
    "python",
    {
        ".platform/hooks/postdeploy/01_django_migrate.sh":
            "#!/bin/bash\nset -euo pipefail\nsource /var/app/venv/*/bin/activate\npython manage.py migrate --noinput\n",
    },
    ["migrate-in-hook .platform/hooks/postdeploy/01_django_migrate.sh:4"],
);
