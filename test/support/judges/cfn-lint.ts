import { beanstalkTemplate } from "./beanstalk-template";
import { refuse, runJudge, withFiles } from "./run-judge";

type Section = Readonly<Record<string, unknown>>;

/** What `.ebextensions` may add to the environment's template. */
export interface TemplateParts {
    readonly Resources?: Section;
    readonly Outputs?: Section;
}

/**
 * cfn-lint of `Resources` and `Outputs`, merged into a template with Elastic Beanstalk's own resources as the service does it:
 * what overrides one of them need not be complete, and may refer to the others.
 *
 * @param ignored rules, each with a reason where it is named
 */
export function cfnLint(parts: TemplateParts, ignored: readonly string[] = []): void {
    const template = JSON.stringify(merged(beanstalkTemplate, parts), undefined, 2);
    withFiles({ "template.json": template }, (folder) => {
        const options = ignored.flatMap((rule) => ["--ignore-checks", rule]);
        // Without regions it would judge what each of them offers.
        const args = ["--regions", "eu-central-1", "--format", "parseable", ...options, "--", "template.json"];
        const { status, stdout, stderr } = runJudge("cfn-lint", args, { cwd: folder });
        if (status !== 0) {
            refuse("cfn-lint", stdout + stderr);
        }
    });
}

function merged(base: unknown, over: unknown): unknown {
    return isSection(base) && isSection(over)
        ? Object.fromEntries(
              [...new Set([...Object.keys(base), ...Object.keys(over)])].map((key) => [
                  key,
                  key in over ? merged(base[key], over[key]) : base[key],
              ]),
          )
        : over;
}

const isSection = (value: unknown): value is Section =>
    typeof value === "object" && value !== null && !Array.isArray(value);
