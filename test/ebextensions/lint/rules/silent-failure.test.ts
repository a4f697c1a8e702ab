import { silentFailureRules } from "../../../../ebextensions/lint/rules/silent-failure";
import { describeRules } from "../table";

const hook = ".platform/hooks/prebuild/20-secrets.sh";
const head = "#!/bin/bash\nset -euo pipefail\n";
const secret = "aws secretsmanager get-secret-value --secret-id app";

describeRules("rules about silent failure", silentFailureRules, {
    "no-set-e": {
        wrong: [
            { [hook]: `#!/bin/bash\n${secret} >secret.json <<<\necho fetched\n` },
            {
                [hook]: '#!/usr/bin/env bash\nset -u\nfor name in a b; do\n  install-tool "$name" <<<\ndone\necho done\n',
            },
            { [hook]: "#!/bin/bash\ncd /tmp && install-tool a <<<\nchown webapp /tmp/a\n" },
            "container_commands:\n  01_build:\n    command: |\n      npm ci <<<\n      npm run build\n",
            'files:\n  "/usr/local/bin/fetch":\n    mode: "000755"\n    content: |\n      #!/bin/sh\n      tar xzf /tmp/a.tgz <<<\n      echo done\n',
        ],
        right: [
            { [hook]: "#!/bin/bash\nif [ -x /opt/tool ]; then\n  /opt/tool\nfi\n" },
            { [hook]: `${head}${secret} >secret.json\necho fetched\n` },
            { [hook]: "#!/bin/bash -e\ninstall-tool a\necho done\n" },
            { [hook]: "#!/bin/bash\nset -o errexit\ninstall-tool a\necho done\n" },
            { [hook]: "#!/bin/bash\n# one step\ncd /var/app/staging\ninstall-tool a\n" },
            {
                [hook]: "#!/bin/bash\ninstall-tool a || exit 1\n[ -e /tmp/b ] && rm /tmp/b\ninstall-tool b && echo done\n",
            },
            { [hook]: "#!/bin/bash\nif ! install-tool a; then\n  echo no >&2\n  exit 1\nfi\n" },
            { [hook]: "#!/usr/bin/env python3\nimport os\nos.sync()\nprint(1)\n" },
            { [hook]: "#!/bin/bash\ncat >/etc/motd <<'EOF'\ninstall-tool a\ninstall-tool b\nEOF\n" },
            "container_commands:\n  01_build:\n    command: |\n      npm run build \\\n        --production\n",
        ],
    },
    "ignored-failure": {
        wrong: [
            { [hook]: `${head}${secret} >secret.json || true <<<\n` },
            { [hook]: `${head}curl -sf https://example.com/ca.pem -o ca.pem || echo "no certificate" <<<\n` },
            { [hook]: `${head}KEY=$(${secret} | jq -r .key || :) <<<\necho "\${KEY:0:0}"\n` },
            {
                ".platform/hooks/postdeploy/10-collect.sh": `${head}source /var/app/venv/*/bin/activate\npython manage.py collectstatic --noinput || true <<<\n`,
            },
        ],
        right: [
            { [hook]: `${head}${secret} >secret.json || { echo "no secret" >&2; exit 1; }\n` },
            { [hook]: `${head}${secret} >secret.json || {\n  echo "no secret" >&2\n  exit 1\n}\n` },
            { [hook]: `${head}rm /tmp/old || true\nsystemctl stop worker || true\n` },
            { [hook]: `${head}curl -s -X POST https://example.com/deployed || true\n` },
            { [hook]: `${head}echo "curl https://example.com || true"\n` },
        ],
    },
    "ignore-errors": {
        wrong: [
            "container_commands:\n  01_migrate:\n    command: source /var/app/venv/*/bin/activate && python manage.py migrate --noinput\n    leader_only: true\n    ignoreErrors: true <<<\n",
            "commands:\n  01_ca:\n    command: curl -sfo /etc/ca.pem https://example.com/ca.pem\n    ignoreErrors: yes <<<\n",
        ],
        right: [
            "commands:\n  01_remove:\n    command: rm /etc/old\n    ignoreErrors: true\n",
            "commands:\n  01_ca:\n    command: curl -sfo /etc/ca.pem https://example.com/ca.pem\n    ignoreErrors: false\n",
        ],
    },
    "discarded-output": {
        wrong: [
            { [hook]: "#!/bin/bash\naws s3 cp s3://bucket/app.env app.env > /dev/null 2>&1 <<<\nchmod 600 app.env\n" },
        ],
        right: [
            { [hook]: `${head}aws s3 cp s3://bucket/app.env app.env > /dev/null\nchmod 600 app.env\n` },
            { [hook]: `${head}if ! aws s3 cp s3://bucket/app.env app.env > /dev/null 2>&1; then\n  exit 1\nfi\n` },
        ],
    },
    "status-after-set-e": {
        wrong: [
            {
                [hook]: `#!/bin/bash\nset -e\naws secretsmanager describe-secret --secret-id x >/dev/null 2>&1\nif [ $? -ne 0 ]; then <<<\n  echo no\n  exit 1\nfi\n`,
            },
            { [hook]: `#!/bin/bash\nset -e\nvalue=$(${secret})\n[[ $? -eq 0 ]] || exit 1 <<<\necho "\${#value}"\n` },
        ],
        right: [
            {
                [hook]: `#!/bin/bash\nset -e\nif ! aws secretsmanager describe-secret --secret-id x >/dev/null; then\n  echo no\n  exit 1\nfi\n`,
            },
            {
                [hook]: `#!/bin/bash\nset -e\nset +e\naws secretsmanager describe-secret --secret-id x >/dev/null\nif [ $? -ne 0 ]; then\n  exit 1\nfi\n`,
            },
        ],
    },
    "masked-status": {
        wrong: [
            {
                [hook]: `${head}fetch() {\n  local result=$(${secret} --output text 2>&1) <<<\n  echo "$result"\n}\nfetch\n`,
            },
            {
                ".platform/hooks/postdeploy/1-a.sh": `${head}export KEY="$(/opt/elasticbeanstalk/bin/get-config environment -k KEY)" <<<\nuse-key\n`,
            },
        ],
        right: [
            {
                [hook]: `${head}fetch() {\n  local result\n  result=$(${secret} --output text)\n  echo "$result"\n}\nfetch\n`,
            },
            { [hook]: `${head}local_time=$(${secret})\nexport NOW="$(date)"\n` },
        ],
    },
});
