import * as fs from "node:fs";
import { parseArgs } from "node:util";
import { platformBranch } from "../components/beanstalk-environment/platform";
import { text } from "../components/parsed-values";
import { ProblemError } from "../components/problem";
import type { Settings } from "../components/settings";
import { firstLine } from "../components/words";
import { stackFile } from "../sandbox/stack-files";
import { runCommand } from "./command-line";
import { knownStack } from "./known-stack";
import { Ask, askAws, sandboxOffers } from "./platforms/ask";
import { currentOf, platformsOf } from "./platforms/offers";
import { Report, reportJson, reportText } from "./platforms/report";
import { withRelease } from "./platforms/write-pin";
import { configOf, settingsOfConfig } from "./raw-settings";
import { repository } from "./repository";

const help = `npm run --silent platforms -- [--pin] [--stack NAME] [--json] [--sandbox]

Lists the releases of the Python and Docker platforms that AWS offers the account for new environments, and says what to pin.
It asks through the AWS CLI (aws), in the region and with the profile of the stack file.

  --pin         writes the current release of the stack's branch into its stack file, as app.platform.release
  --stack NAME  stack whose settings hold; default: dev
  --json        one object: stack, region, source, branch, release, current, pinnedNow, platforms
  --sandbox     asks the sandbox instead of AWS
  --help        this text

Exit code: 0; 1 for a problem in the settings or with AWS; 2 for a wrong option.`;

interface Options {
    readonly pin: boolean;
    readonly stack: string;
    readonly json: boolean;
    readonly sandbox: boolean;
}

/** @param root - folder of the stack files */
export const main = (args: readonly string[], root: string = repository, ask: Ask = askAws()): Promise<number> =>
    runCommand(args, { help, read: readOptions, run: (options) => platforms(options, root, ask) });

/** @returns undefined when the help is asked for */
function readOptions(args: readonly string[]): Options | undefined {
    const flag = { type: "boolean", default: false } as const;
    const { values } = parseArgs({
        args: [...args],
        options: { help: flag, pin: flag, stack: { type: "string", default: "dev" }, json: flag, sandbox: flag },
    });
    return values.help ? undefined : values;
}

async function platforms(options: Options, root: string, ask: Ask): Promise<number> {
    const stack = knownStack(options.stack, root);
    const file = stackFile(root, stack);
    const config = configOf(file);
    const settings = settingsOfConfig(config, stack, root);
    const pin = { branch: platformBranch(settings), release: settings.app.platform.release };
    if (!options.sandbox && process.stderr.isTTY) {
        console.error(`Asking AWS in ${settings.region} …`);
    }
    const offers = options.sandbox
        ? sandboxOffers(pin)
        : await ask({ region: settings.region, profile: text(config["aws:profile"]) });
    const before: Report = {
        stack,
        region: settings.region,
        source: options.sandbox ? "sandbox" : "aws",
        pin,
        platforms: platformsOf(offers, pin),
    };
    const release = options.pin ? pinCurrent(file, settings, before) : undefined;
    const report = release === undefined ? before : { ...before, ...repinned(before, release) };
    console.log(options.json ? reportJson(report, release !== undefined) : reportText(report));
    return 0;
}

const repinned = ({ pin, platforms }: Report, release: string): Pick<Report, "pin" | "platforms"> => ({
    pin: { ...pin, release },
    platforms: platforms.map((platform) => ({
        ...platform,
        pinned: platform.branch === pin.branch && platform.release === release,
    })),
});

/** @returns the release that was written, or undefined when the file has it already */
function pinCurrent(file: string, settings: Settings, { stack, region, pin, platforms }: Report): string | undefined {
    const current = currentOf(platforms, pin.branch);
    if (current === undefined) {
        const got = `${pin.branch}, of which nothing is offered in ${region}`;
        const remedy = "Choose a branch that npm run --silent platforms lists.";
        throw new ProblemError(`Pulumi.${stack}.yaml`, [{ where: "app.platform", got, remedy }]);
    }
    const before = fs.readFileSync(file, "utf8");
    const after = withRelease(before, settings.app.platform.kind, current);
    if (typeof after !== "string") {
        throw new ProblemError(`Pulumi.${stack}.yaml`, [after]);
    }
    if (after === before) {
        console.error(`Pulumi.${stack}.yaml has ${current} already.`);
        return undefined;
    }
    write(file, after);
    console.error(
        `Pulumi.${stack}.yaml: app.platform.release is "${current}" now. It counts when an environment is created; one that runs is moved by managed updates.`,
    );
    return current;
}

function write(file: string, content: string): void {
    try {
        fs.writeFileSync(file, content);
    } catch (error) {
        const remedy = "Give yourself the right to write it.";
        throw new ProblemError("The stack file", [{ where: file, got: firstLine(error), remedy }]);
    }
}
