import * as path from "node:path";
import { settingsOfFile } from "../../cli/raw-settings";
import { planGeneratedFiles, planVersionFiles } from "../../components/generated-files";
import type { Settings } from "../../components/settings";
import type { GeneratedFile } from "../../ebextensions/model";
import { stackFile } from "../../sandbox/stack-files";
import { everySetting } from "./every-setting";
import { repository } from "./program";
import { minimalRaw, testSettings } from "./settings";

const domain = { name: "www.example.com", zone: "example.com" };

const registry = {
    server: "registry.example.com",
    secretArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:registry-AbCdEf",
};

/** What brings files that the settings of the environment do not. */
const others: Readonly<Record<string, Parameters<typeof testSettings>[0]>> = {
    "processes, jobs and logs": {
        domain,
        app: {
            ...minimalRaw.app,
            asgi: "config.asgi:application",
            web: { workers: "cores" },
            version: { header: "X-App-Version", contextProcessor: true },
            processes: {
                tasks: { kind: "celeryWorker", app: "config", queues: ["mail", "slow"] },
                beat: { kind: "celeryBeat", app: "config", scheduler: "redbeat.RedBeatScheduler" },
                other: { kind: "command", command: 'exec python manage.py run "$HOME"' },
            },
            jobs: { clearsessions: { command: "clearsessions", schedule: "*-*-* 03:00:00 UTC" } },
            logs: ["/var/log/app/django.log"],
        },
        environment: {
            stage: "dev",
            instances: { swapMb: 512, packages: { gcc: "latest" } },
            loadBalancer: { kind: "dedicated", idleTimeoutSeconds: 300 },
        },
    },
    "images of a private registry": {
        app: {
            ...minimalRaw.app,
            platform: { kind: "docker", registry, volume: { kind: "named", target: "/data" } },
            package: {
                mode: "minimal",
                code: { from: "image", image: `registry.example.com/a@sha256:${"a".repeat(64)}` },
            },
        },
    },
};

const filesOf = (settings: Settings): readonly GeneratedFile[] => [
    ...planGeneratedFiles(settings, new Set()),
    ...planVersionFiles(settings, "v1"),
];

/** Every file that is generated for the examples' stacks, and for stacks that together ask for all of them; by stack. */
export function everyFile(): ReadonlyMap<string, readonly GeneratedFile[]> {
    const examples = ["dev", "prod", "documents"].map((stack): [string, Settings] => [
        `${path.basename(stackFile(repository, stack))}`,
        settingsOfFile(stackFile(repository, stack), stack, repository),
    ]);
    const made = Object.entries(others).map(([name, raw]): [string, Settings] => [name, testSettings(raw)]);
    return new Map([...examples, ...everySetting, ...made].map(([name, settings]) => [name, filesOf(settings)]));
}
