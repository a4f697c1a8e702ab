import * as assert from "node:assert/strict";
import { hookRules } from "../../../../ebextensions/lint/rules/hooks";
import { describeRules, findingsIn } from "../table";

const head = "#!/bin/bash\nset -euo pipefail\n";

describeRules("rules about hooks", hookRules, {
    "hook-location": {
        wrong: [
            { ".platform/hooks/deploy/10-a.sh": "#!/bin/bash <<<\n" },
            { ".platform/hooks/10-a.sh": "#!/bin/bash <<<\n" },
            { ".platform/hook/predeploy/10-a.sh": "#!/bin/bash <<<\n" },
            { ".platform/predeploy/10-a.sh": "#!/bin/bash <<<\n" },
            { ".platform/hooks/predeploy/more/10-a.sh": "#!/bin/bash <<<\n" },
        ],
        right: [
            {
                ".platform/hooks/predeploy/10-a.sh": "#!/bin/bash\n",
                ".platform/confighooks/predeploy/10-a.sh": "#!/bin/bash\n",
            },
            { ".platform/hooks/README.md": "What they do.\n", ".platform/scripts/a.sh": "#!/bin/bash\n" },
            {
                ".platform/hooks/predeploy/10-a.sh": `${head}. .platform/hooks/lib/words.sh\n`,
                ".platform/hooks/lib/words.sh": "say() { echo; }\n",
            },
        ],
    },
    "hook-without-shebang": {
        wrong: [
            { ".platform/hooks/predeploy/10-a.sh": "echo hello <<<\n" },
            { ".platform/confighooks/predeploy/10-a.sh": "# a comment first <<<\n#!/bin/bash\necho hello\n" },
            { ".platform/hooks/predeploy/10-a.sh": "\ufeff#!/bin/bash <<<\n" },
        ],
        right: [
            { ".platform/hooks/predeploy/10-a": "#!/usr/bin/env python3\nprint(1)\n" },
            { ".platform/hooks/predeploy/10-binary": "\u007fELF\u0000\u0001" },
            { ".platform/hooks/predeploy/.gitkeep": "" },
        ],
    },
    "carriage-return": {
        wrong: [
            { ".platform/hooks/predeploy/10-a.sh": "#!/bin/bash <<<\necho\r\n" },
            { Procfile: "web: gunicorn app.wsgi <<<\nworker: celery -A app worker\r\n" },
        ],
        right: [{ ".platform/hooks/predeploy/10-a.sh": "#!/bin/bash\necho\n" }],
    },
    "hook-not-in-confighooks": {
        wrong: [
            {
                ".platform/hooks/postdeploy/10-env.sh": `${head}sed "s/^/export /" /opt/elasticbeanstalk/deployment/env >/etc/app.env <<<\n`,
            },
            {
                ".platform/hooks/postdeploy/10-env.sh": `${head}/opt/elasticbeanstalk/bin/get-config environment | jq . > /etc/app.json <<<\n`,
            },
            { ".platform/hooks/predeploy/10-env.sh": `${head}echo "export A=$A" >> /etc/profile.d/app.sh <<<\n` },
        ],
        right: [
            {
                ".platform/hooks/postdeploy/10-env.sh": `${head}/opt/elasticbeanstalk/bin/get-config environment | jq . > /etc/app.json\n`,
                ".platform/confighooks/postdeploy/10-env.sh": `${head}/opt/elasticbeanstalk/bin/get-config environment | jq . > /etc/app.json\n`,
            },
            {
                ".platform/hooks/postdeploy/10-env.sh": `${head}/opt/elasticbeanstalk/bin/get-config environment 2>/dev/null | jq length\n`,
            },
        ],
    },
    "chmod-hooks": {
        wrong: ["commands:\n  01_rights:\n    command: chmod +x .platform/hooks/predeploy/*.sh <<<\n"],
        right: ["commands:\n  01_rights:\n    command: chmod 600 /etc/app.json\n"],
    },
    "command-leader-variable": {
        wrong: [
            {
                ".platform/hooks/postdeploy/10-a.sh": `${head}if [ "$EB_IS_COMMAND_LEADER" = true ]; then <<<\n  echo leader\nfi\n`,
            },
        ],
        right: ["container_commands:\n  01_a:\n    command: echo leader\n    leader_only: true\n"],
    },
});

describe("hook-location", () => {
    it("names the folder that was meant", () => {
        const instead = (path: string) => findingsIn({ [path]: "#!/bin/bash\n" }).map((each) => each.instead);
        assert.deepEqual(instead(".platform/hooks/post_deploy/10-a.sh"), [".platform/hooks/postdeploy/10-a.sh"]);
        assert.deepEqual(instead(".platform/confighooks/pre-deploy/a.sh"), [".platform/confighooks/predeploy/a.sh"]);
        assert.deepEqual(instead(".platform/predeploy/a.sh"), [".platform/hooks/predeploy/a.sh"]);
        assert.deepEqual(instead(".platform/hooks/a.sh"), [".platform/hooks/predeploy/NN-name.sh, for example."]);
    });
});
