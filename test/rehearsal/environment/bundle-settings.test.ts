import * as assert from "node:assert/strict";
import { withBundleSettings } from "../../../rehearsal/environment/bundle-settings";
import { option } from "../../support/small-instance";

const properties = "aws:elasticbeanstalk:application:environment";
const python = "aws:elasticbeanstalk:container:python";

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options.html#configuration-options-precedence */
describe("option settings of a bundle", () => {
    const texts = new Map([
        [
            ".ebextensions/01.config",
            `option_settings:\n  ${properties}:\n    A: bundle\n    B: first\n  ${python}:\n    WSGIPath: bundle.wsgi\n`,
        ],
        [
            ".ebextensions/02.config",
            `option_settings:\n  - namespace: ${properties}\n    option_name: B\n    value: second\n  - option_name: C\n    value: 3\n`,
        ],
        [".ebextensions/03.config", "option_settings:\n  aws:x:\n    A: [\n"],
        [".ebextensions/04.txt", `option_settings:\n  ${properties}:\n    D: no\n`],
    ]);
    const own = [option(properties, "A", "environment"), option(python, "NumThreads", "4")];

    it("count where the environment has none, the later file's before the earlier one's", () => {
        const { options, variables } = withBundleSettings(
            { texts },
            { options: own, variables: { A: "environment", SECRET: "s" } },
        );
        assert.deepEqual(variables, { A: "environment", B: "second", C: "3", SECRET: "s" });
        assert.deepEqual(options, [
            ...own,
            option(properties, "B", "second"),
            option(python, "WSGIPath", "bundle.wsgi"),
            option(properties, "C", "3"),
        ]);
    });

    it("change nothing where there are none", () => {
        const settings = { options: own, variables: { A: "environment" } };
        assert.deepEqual(withBundleSettings({ texts: new Map() }, settings), settings);
    });
});
