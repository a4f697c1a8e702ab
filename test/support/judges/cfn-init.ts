import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import type { Outcome } from "../../../rehearsal/model";
import { folderShell } from "../folder-shell";
import { programOf } from "./needs-judges";

/**
 * Carries out `.config` files in a folder by cfn-init of heat-cfntools, OpenStack's implementation of the program that Elastic Beanstalk runs on an
 * instance: each file as a configuration of its own, as Elastic Beanstalk hands them over.
 *
 * @param systemctl body of a script that stands for systemctl, which cfn-init calls by its full path
 * @returns how it ended, with its log
 */
export async function cfnInit(folder: string, files: readonly string[], systemctl: string): Promise<Outcome> {
    const configs = Object.fromEntries(
        files.map((text, i) => [`prebuild_${i}`, asJson(parse(text, { version: "1.1" }))]),
    );
    const metadata = { "AWS::CloudFormation::Init": { configSets: { default: Object.keys(configs) }, ...configs } };
    const program = programOf("cfn-init");
    const shell = folderShell(folder, {
        programs: { systemctl },
        seen: { ...pythonOf(program), "/usr/bin/systemctl": path.join(folder, "run/bin/systemctl") },
    });
    lay(folder, "var/lib/heat-cfntools/cfn-init-data", JSON.stringify(metadata));
    // It imports boto for the service that hands out metadata, which is not asked here; that package works up to Python 3.11 only.
    lay(folder, "run/modules/boto/__init__.py", "cloudformation = None\n");
    const outcome = await shell.run([program], { env: { PYTHONPATH: "/run/modules", PYTHONDONTWRITEBYTECODE: "1" } });
    const log = path.join(folder, "var/log/cfn-init.log");
    return { ...outcome, output: `${outcome.output}${fs.existsSync(log) ? fs.readFileSync(log, "utf8") : ""}` };
}

/** CloudFormation gives back every number and boolean of metadata as a text. */
function asJson(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(asJson);
    }
    if (typeof value === "object" && value !== null) {
        return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, asJson(each)]));
    }
    return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
}

let folders: Readonly<Record<string, string>> | undefined;

/** A virtual environment and the Python that it leads to lie where an instance has folders of its own. */
function pythonOf(program: string): Readonly<Record<string, string>> {
    const environment = path.dirname(path.dirname(program));
    const ask = ["-c", "import sys; print(sys.base_prefix, end='')"];
    const base = () => execFileSync(path.join(environment, "bin/python"), ask, { encoding: "utf8" });
    folders ??= Object.fromEntries([environment, base()].filter(isHidden).map((each) => [each, each]));
    return folders;
}

const isHidden = (folder: string): boolean => !folder.startsWith("/usr");

function lay(folder: string, name: string, text: string): void {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
}
