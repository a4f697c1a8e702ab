import * as assert from "node:assert/strict";
import { lintReport } from "../../../ebextensions/lint/report";
import { findingsIn } from "./table";

const text = `option_settings:
  aws:elasticbeanstalk:application:environment:
    DEBUG: 0
    LANG: en
commands:
  01_unlock:
    command: pkg-repo unlock
`;

describe("lintReport", () => {
    it("makes problems of errors, and one notice of all warnings of a rule", () => {
        assert.deepEqual(lintReport(findingsIn(text), {}), {
            problems: [
                {
                    where: ".ebextensions/10-app.config:7",
                    got: "pkg-repo in commands.01_unlock (pkg-repo). The tool is not on Amazon Linux 2023: the command is not found.",
                    remedy: "Use packages: yum:, or dnf in a hook; there is nothing to unlock. If it is meant: app.checks.allow.pkg-repo, with the reason.",
                },
            ],
            notices: [
                "owned-option: What the stack sets through the API wins over .ebextensions. Where it sets this option, the line is dead text; where it does not, the stack file does not tell the whole truth. " +
                    ".ebextensions/10-app.config:3 the variable DEBUG: Use app.variables. .ebextensions/10-app.config:4 the variable LANG: Use app.variables.",
            ],
        });
    });

    it("leaves out what is allowed, and tells allowances that nothing needs", () => {
        const allowed = {
            "pkg-repo": "a tool of our own",
            "owned-option": "read by another team",
            syncdb: "x",
        };
        assert.deepEqual(lintReport(findingsIn(text), allowed), {
            problems: [],
            notices: ["app.checks.allow.syncdb is not used: there is no such finding. Remove it."],
        });
    });
});
