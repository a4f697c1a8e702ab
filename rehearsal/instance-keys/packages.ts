import { wrongPackages } from "../../components/system-packages";
import { replacementOf } from "../../ebextensions/lint/rules/packages";
import type { StepEnd } from "../model";
import type { InstanceConfig, PackageEntry } from "./model";
import { bare, log, refused, Site, Task } from "./task";

/**
 * "Packages are processed in the following order: rpm, yum, and then rubygems and python."
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/customize-containers-ec2.html#linux-packages
 */
const managers = ["rpm", "yum", "rubygems", "python"];

/** A manager that there is not stops all, before anything is installed; assumed. */
const rank = ({ manager }: PackageEntry): number => managers.indexOf(manager);

export function packageTasks(entries: readonly PackageEntry[], { changes }: Site): Task[] {
    return [...entries]
        .sort((a, b) => rank(a) - rank(b))
        .map((entry) => ({
            start: {
                phase: "packages",
                name: `${entry.manager} ${[entry.name, ...entry.versions.map(bare)].join(" ")}`,
                file: entry.file,
                line: entry.line,
                log: log.others,
            },
            work: () => {
                changes.add(`package ${entry.manager} ${entry.name}`);
                return Promise.resolve(installed(entry));
            },
        }));
}

const fromLinux = "Not installed: the packages of Amazon Linux are not those of this machine.";

function installed({ manager, name }: PackageEntry): StepEnd {
    switch (manager) {
        case "yum":
            return yum(name);
        case "rpm":
            return { verdict: "assumed", note: "Not installed: an rpm is made for Amazon Linux." };
        case "rubygems":
            return { verdict: "assumed", note: "Not installed: Ruby is not a part of the rehearsal." };
        case "python":
            // "Elastic Beanstalk uses Python 2.7" for it, which Amazon Linux 2023 does not have.
            return refused("packages: python: is installed with Python 2.7, which Amazon Linux 2023 does not have.");
        default:
            return refused(`${manager} is no package manager of Amazon Linux 2023: rpm, yum, rubygems.`);
    }
}

/** The words of cfn-init for a name that the repositories do not have. */
function yum(name: string): StepEnd {
    if (name === "curl") {
        return refused("package curl conflicts with curl-minimal, which is installed");
    }
    return Object.hasOwn(wrongPackages(undefined), name) || replacementOf(name) !== undefined
        ? refused(`Yum does not have ${name} available for installation`)
        : { verdict: "assumed", note: fromLinux };
}

/** Names of all packages that the files ask for. */
export const packagesOf = ({ files }: InstanceConfig): string[] =>
    files.flatMap(({ packages }) => packages.map(({ name }) => name));
