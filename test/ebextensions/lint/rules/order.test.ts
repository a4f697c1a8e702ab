import { orderRules } from "../../../../ebextensions/lint/rules/order";
import { describeRules } from "../table";

describeRules("rules about order", orderRules, {
    "file-under-application": {
        wrong: ['files:\n  "/var/app/current/.env": <<<\n    mode: "000600"\n    content: ""\n'],
        right: ['files:\n  "/etc/app.conf":\n    mode: "000600"\n    content: ""\n'],
    },
    "command-order": {
        wrong: ["commands:\n  1_a:\n    command: a\n  2_b:\n    command: b\n  10_c: <<<\n    command: c\n"],
        right: [
            "commands:\n  01_a:\n    command: a\n  02_b:\n    command: b\n  10_c:\n    command: c\n  last:\n    command: d\n",
        ],
    },
});
