import { packageRules } from "../../../../ebextensions/lint/rules/packages";
import { describeRules } from "../table";

describeRules("rules about system packages", packageRules, {
    "packages-of-python": {
        wrong: ["packages:\n  python: <<<\n    requests: []\n"],
        right: ["packages:\n  yum:\n    git: []\n  rpm:\n    tool: https://example.com/tool.rpm\n"],
    },
    "missing-package": {
        wrong: [
            "packages:\n  yum:\n    git: []\n    postgresql-devel: [] <<<\n    postgresql93-devel: [] <<<\n    awslogs: [] <<<\n",
            "commands:\n  01_build:\n    command: sudo yum install -y gcc python3-devel mysql-devel <<<\n",
        ],
        right: [
            "packages:\n  yum:\n    libpq-devel: []\n    gcc: []\n    libjpeg-turbo-devel: []\n    mariadb-connector-c-devel: []\n    python3.13-devel: []\n",
            "commands:\n  01_build:\n    command: echo yum install postgresql-devel is of Amazon Linux 2\n",
        ],
    },
});
