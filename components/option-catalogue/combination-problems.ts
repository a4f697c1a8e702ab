import type { Problem } from "../problem";
import { listItems } from "./canonical";
import { findOption } from "./catalogue";
import type { OptionContext, OptionValue } from "./types";

/** Looks a value up by namespace and name. */
type ValueOf = (namespace: string, name: string) => string | undefined;

/**
 * What is wrong with options together. Unlike `optionProblems` it needs every option of an environment, those of settings included, each of which is
 * right by itself.
 */
export function combinationProblems(options: readonly OptionValue[], context: OptionContext): Problem[] {
    const values = new Map(options.map(({ namespace, name, value }) => [`${namespace} ${name}`, value]));
    const valueOf: ValueOf = (namespace, name) => values.get(`${namespace} ${name}`);
    return [
        ...options.flatMap((option) => missingCompanions(option, valueOf)),
        ...batchProblems(valueOf),
        ...volumeProblems(valueOf),
        ...sshProblems(valueOf),
        ...options.flatMap((option) => ruleProblems(option, valueOf, context)),
    ];
}

const problem = (namespace: string, name: string, got: string, allowed: string, remedy: string): Problem => ({
    where: `options.${namespace}.${name}`,
    got,
    allowed,
    remedy,
});

function missingCompanions({ namespace, name, value }: OptionValue, valueOf: ValueOf): Problem[] {
    const requires = value === "false" ? [] : (findOption(namespace, name)?.requires ?? []);
    return requires
        .filter((other) => {
            const given = valueOf(other.namespace, other.name);
            return given === undefined || (other.value !== undefined && given !== other.value);
        })
        .map((other) => {
            const wanted = `${other.namespace} / ${other.name}${other.value === undefined ? "" : ` = ${other.value}`}`;
            return problem(namespace, name, "the option alone", `together with ${wanted}`, "Set both or neither.");
        });
}

function batchProblems(valueOf: ValueOf): Problem[] {
    const command = "aws:elasticbeanstalk:command";
    const size = valueOf(command, "BatchSize");
    const fixed = valueOf(command, "BatchSizeType") === "Fixed";
    const max = fixed ? valueOf("aws:autoscaling:asg", "MaxSize") : "100";
    return size !== undefined && max !== undefined && Number(size) > Number(max)
        ? [problem(command, "BatchSize", size, `at most ${max}${fixed ? " (MaxSize)" : " percent"}`, "Lower it.")]
        : [];
}

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html (root volume) */
function volumeProblems(valueOf: ValueOf): Problem[] {
    const group = "aws:autoscaling:launchconfiguration";
    const [type, iops, size] = ["RootVolumeType", "RootVolumeIOPS", "RootVolumeSize"].map((name) =>
        valueOf(group, name),
    );
    const problems: Problem[] = [];
    if (type === "gp3" && iops !== undefined && (Number(iops) < 3000 || Number(iops) > 16000)) {
        problems.push(problem(group, "RootVolumeIOPS", iops, "3000 to 16000 with gp3", "Correct it."));
    }
    if (iops !== undefined && size !== undefined && Number(iops) > 500 * Number(size)) {
        problems.push(
            problem(group, "RootVolumeIOPS", iops, `at most 500 for each GiB (${500 * Number(size)})`, "Lower it."),
        );
    }
    if (valueOf(group, "RootVolumeThroughput") !== undefined && type !== "gp3") {
        problems.push(
            problem(group, "RootVolumeThroughput", type ?? "no type", "RootVolumeType gp3", "Set the type to gp3."),
        );
    }
    if (type === "io1" && size === undefined) {
        problems.push(problem(group, "RootVolumeSize", "nothing", "a size with io1", "Set it."));
    }
    return problems;
}

/** AWS opens port 22 to the world unless it is told otherwise. */
function sshProblems(valueOf: ValueOf): Problem[] {
    const group = "aws:autoscaling:launchconfiguration";
    const source = valueOf(group, "SSHSourceRestriction");
    const open = source === undefined || /\/0\s*$/.test(source);
    return valueOf(group, "EC2KeyName") !== undefined && open
        ? [
              problem(
                  group,
                  "SSHSourceRestriction",
                  source ?? "nothing, which opens SSH to every address",
                  "with EC2KeyName, a source of your own, such as tcp,22,22,10.0.0.0/8",
                  "Set it, or remove EC2KeyName and use Session Manager.",
              ),
          ]
        : [];
}

/** A shared load balancer takes one place for the environment's own name. */
function ruleProblems({ namespace, name, value }: OptionValue, valueOf: ValueOf, context: OptionContext): Problem[] {
    if (!namespace.startsWith("aws:elbv2:listenerrule:") || (name !== "HostHeaders" && name !== "PathPatterns")) {
        return [];
    }
    const both = name === "PathPatterns" ? valueOf(namespace, "HostHeaders") : undefined;
    const count = listItems(value).length + listItems(both ?? "").length;
    const max = context.loadBalancer === "application-shared" ? 4 : 5;
    return count <= max
        ? []
        : [
              problem(
                  namespace,
                  name,
                  `${count} host headers and path patterns`,
                  `at most ${max} together`,
                  "Make two rules of it.",
              ),
          ];
}
