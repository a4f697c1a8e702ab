import { waitVariable } from "../components/beanstalk-environment/propagation";
import { retryVariable } from "../components/worker/retry";
import { SandboxLayout } from "./layout";

/** Names that would lead a run out of the sandbox, or change what it shows. */
const leavesBehind = [/^AWS_/, /^PULUMI_/];

/** Environment of the engine in a sandbox: own home, own backend, no credentials, no downloads, and stand-ins for every provider. */
export function sandboxEnvironment(
    layout: SandboxLayout,
    ports: Readonly<Record<string, number>>,
    outer: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
    const kept = Object.entries(outer).filter(([name]) => !leavesBehind.some((pattern) => pattern.test(name)));
    return {
        // Nothing has to spread here; another value can be tried.
        [waitVariable]: "0",
        [retryVariable]: "0",
        ...Object.fromEntries(kept),
        PULUMI_HOME: layout.home,
        PULUMI_BACKEND_URL: `file://${layout.state}`,
        PULUMI_CONFIG_PASSPHRASE: "sandbox",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        // Only with these has `preview` the option --event-log, from which the summary is made.
        PULUMI_DEBUG_COMMANDS: "true",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        // Types are checked by `npm run lint`; here they would only cost seconds.
        PULUMI_NODEJS_TRANSPILE_ONLY: "true",
        PULUMI_DEBUG_PROVIDERS: Object.entries(ports)
            .map(([name, port]) => `${name}:${port}`)
            .join(","),
    };
}
