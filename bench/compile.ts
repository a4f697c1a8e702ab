import type { OptionLinks } from "../components/beanstalk-environment/option-links";
import { planOptions } from "../components/beanstalk-environment/plan-options";
import { fixedVariables } from "../components/beanstalk-environment/variables";
import { parseSettings, Settings } from "../components/settings";
import { optionsCheck } from "../components/settings/options-check";
import { median } from "./measure";

const repeats = 500;
const properties = 40;
/** Milliseconds for one environment, options and checks. */
const target = 5;

/** What a stack of some size sets: most options, and many environment properties. */
const raw = {
    app: {
        name: "notes",
        directory: "examples/notes",
        wsgi: "config.wsgi:application",
        settingsModule: "config.settings.production",
        variables: Object.fromEntries(Array.from({ length: properties }, (_, i) => [`FEATURE_${i}`, `value-${i}`])),
    },
    environment: { stage: "prod", deployment: { policy: "RollingWithAdditionalBatch" } },
    domain: { name: "notes.example.com", zone: "example.com" },
};

const links = (settings: Settings): OptionLinks<string> => ({
    vpcId: "vpc-0a1b",
    instanceSubnetIds: "subnet-0a,subnet-0b",
    loadBalancerSubnetIds: "subnet-1a,subnet-1b",
    publicInstances: true,
    instanceSecurityGroupId: "sg-0a",
    loadBalancerSecurityGroupId: "sg-0b",
    instanceProfileName: "notes-instance",
    serviceRoleArn: "arn:aws:iam::123456789012:role/notes-service",
    clientTrustStoreArn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:truststore/notes/0123456789abcdef",
    certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/0a1b-2c3d",
    accessLogsBucket: "notes-access-logs-0a1b2c3",
    variables: fixedVariables(settings),
    secrets: { SECRET_KEY: "arn:aws:secretsmanager:us-east-1:123456789012:secret:notes-key-AbCdEf" },
});

const parse = (): Settings => parseSettings(raw, { stack: "bench", region: "us-east-1", root: "/repository" });

/** Options and everything that is checked of them. */
const compiled = (settings: Settings) => ({
    options: planOptions(settings, links(settings)),
    problems: optionsCheck(settings, true),
});

/** One environment from settings to checked options, and beside it the settings from what a stack file holds. */
export function compile(): Promise<void> {
    const settings = parse();
    const { options, problems } = compiled(settings);
    if (problems.length > 0) {
        throw new Error(`The benchmark's own settings have problems: ${JSON.stringify(problems)}`);
    }
    const times = { compile: timesOf(() => compiled(settings)), settings: timesOf(parse) };
    console.log(`Medians of ${repeats} runs, Node ${process.versions.node}, ${options.length} options`);
    print("options and their checks", times.compile);
    print("settings, checked", times.settings);
    const value = median(times.compile);
    console.log(
        `  target: at most ${target} ms for options and checks   ${value <= target ? "holds" : "DOES NOT HOLD"}`,
    );
    return Promise.resolve();
}

function timesOf(step: () => unknown): number[] {
    return Array.from({ length: repeats }, () => {
        const started = performance.now();
        step();
        return performance.now() - started;
    });
}

function print(what: string, times: readonly number[]): void {
    const slowest = Math.max(...times);
    console.log(`  ${what.padEnd(28)} ${median(times).toFixed(2)} ms   (the slowest of all ${slowest.toFixed(1)} ms)`);
}
