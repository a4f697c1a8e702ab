import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { ProblemError } from "../../../components/problem";
import type { Settings } from "../../../components/settings";
import { buildBundle } from "../../../components/source-bundle/build-bundle";
import { plainBundle, planBundle } from "../../../components/source-bundle/plan-bundle";
import type { DeploymentPolicy } from "../../../rehearsal/diagnosis/consequence";
import { findingsOf } from "../../../rehearsal/diagnosis/findings";
import { resolveEnvironment } from "../../../rehearsal/environment/resolve";
import type { DeploymentEnd, Finding } from "../../../rehearsal/model";
import { assertNeeds } from "../../../rehearsal/needs";
import { findPython } from "../../../rehearsal/platform/find-python";
import { readBundle } from "../../../rehearsal/platform/read-bundle";
import type { ReadBundle } from "../../../rehearsal/platform/target";
import { Timeline } from "../../../rehearsal/report/timeline";
import { ask, bodyText, NoAnswer } from "../../../rehearsal/usage/http-client";
import type { SimulatedInstance } from "../../../rehearsal/world/simulated-instance";
import { World } from "../../../rehearsal/world/world";
import { skipOrFail } from "../../support/judges/needs-judges";
import { testSettings } from "../../support/settings";
import { handWritten, project } from "./project";

/** Text by path; undefined takes a file away. */
export type Files = Readonly<Record<string, string | undefined>>;
type Changes = Readonly<Record<string, unknown>>;

/** The name of the site; no document has it. */
export const siteName = "board.example.com";

/** What the load balancer takes for healthy where nobody says otherwise. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html#command-options-general-environmentprocess */
const standard = { path: "/", codes: ["200"] };

/** Deploys applications as the documents had them, and the same ones with our files, to instances of one world. */
export class Replay {
    private constructor(
        private readonly folder: string,
        readonly world: World,
    ) {}

    static async open(): Promise<Replay> {
        const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "django-beanstalk-replay-")));
        const settings = settingsIn(folder);
        const environment = resolveEnvironment(settings);
        const bundle: ReadBundle = { file: "", label: "", texts: new Map(), sizes: new Map(), changes: new Map() };
        const python = findPython("3.13");
        const world = await World.open({
            settings,
            environment,
            bundle,
            python,
            engine: { none: "no document has containers" },
            timeline: new Timeline(),
            say: () => undefined,
        });
        return new Replay(folder, world);
    }

    async close(): Promise<void> {
        await this.world.close();
        fs.rmSync(this.folder, { recursive: true, force: true });
    }

    /** The instance of most tests of a file: each deploys its versions over what the last one left. */
    async instance(): Promise<SimulatedInstance> {
        return this.world.instances[0] ?? this.world.addInstance();
    }

    /** The bundle as a document has it: by hand, nothing generated. */
    async theirs(changes: Files = {}): Promise<ReadBundle> {
        const directory = this.lay({ ...project(), ...handWritten, ...changes });
        return read(plainBundle(directory, this.folder, {}));
    }

    /** What a plain zip command makes of a folder, which nobody looks at. */
    async zipped(files: Files, label: string): Promise<ReadBundle> {
        const directory = this.lay(files);
        const file = path.join(this.folder, `${label}.zip`);
        const { program } = this.world.options.python;
        execFileSync(program, ["-m", "zipfile", "-c", file, ...fs.readdirSync(directory)], { cwd: directory });
        return readBundle(file, label);
    }

    /** The same application with our files. */
    async ours(changes: Files = {}, settings: Changes = {}): Promise<ReadBundle> {
        this.lay({ ...project(), ...changes });
        return read(planBundle(settingsIn(this.folder, settings), this.folder));
    }

    /**
     * Into an environment of theirs: with the properties that are named, a database, every host allowed, and a health check that is as AWS makes it.
     * What of these a document has otherwise is given.
     */
    deployTheirs(instance: SimulatedInstance, bundle: ReadBundle, others: Order = {}): Promise<DeploymentEnd> {
        const variables = { DATABASE_URL: this.databaseUrl, ALLOWED_HOSTS: "*", ...others.variables };
        return instance.deploy(this.world.order(bundle, { options: [], health: standard, ...others, variables }));
    }

    deployOurs(instance: SimulatedInstance, bundle: ReadBundle, others: Order = {}): Promise<DeploymentEnd> {
        return instance.deploy(this.world.order(bundle, others));
    }

    get databaseUrl(): string {
        const { username, password, host, port, name } = this.database;
        return `postgresql://${username}:${password}@${host}:${port}/${name}?sslmode=require`;
    }

    get database() {
        return this.world.options.environment.database ?? assert.fail("the world has no database");
    }

    async sql(statement: string): Promise<string[]> {
        return this.world.services.database?.query(statement) ?? assert.fail("the world has no database");
    }

    /** Whether the application writes a text within a while; what it printed reaches the log a moment later. */
    async logs({ instance }: SimulatedInstance, text: string): Promise<boolean> {
        return (await instance.run(["timeout", "20", "bash", "-c", lineInLog, text])).code === 0;
    }

    /** As at the first deployment. */
    async emptyDatabase(): Promise<void> {
        await this.sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    }

    /** What the diagnosis says of a deployment that failed. */
    findings(end: DeploymentEnd, previous?: string, policy: DeploymentPolicy = "AllAtOnce"): Finding[] {
        const context = {
            bundleFile: (file: string) => this.world.bundleOf(end.version)?.texts.get(file),
            secrets: [],
            python: this.world.options.python.version,
        };
        return findingsOf(end, context, { policy, instances: this.world.instances.length, previous });
    }

    private lay(files: Files): string {
        const directory = path.join(this.folder, applicationFolder);
        fs.rmSync(directory, { recursive: true, force: true });
        for (const [name, text] of Object.entries(files)) {
            if (text !== undefined) {
                const file = path.join(directory, name);
                fs.mkdirSync(path.dirname(file), { recursive: true });
                fs.writeFileSync(file, text);
            }
        }
        return directory;
    }
}

const lineInLog = `exec 3< <(exec tail -n +1 -f /var/log/web.stdout.log)
grep --quiet --max-count=1 --fixed-strings -- "$0" <&3
found=$?
kill $!
exit $found`;

type Order = Partial<Parameters<World["order"]>[1]>;

const applicationFolder = "board";

function settingsIn(root: string, { app = {}, ...changes }: Changes = {}): Settings {
    const own = {
        name: "board",
        directory: applicationFolder,
        wsgi: "config.wsgi:application",
        settingsModule: "config.settings",
        healthPath: "/health/",
        deploy: { probeSeconds: 5 },
        python: { check: "off" },
    };
    return testSettings(
        {
            app: { ...own, ...(app as Changes) },
            domain: { name: siteName, zone: "example.com" },
            database: { kind: "postgres", verifyCertificate: false },
            media: { kind: "none" },
            ...changes,
        },
        { root },
    );
}

async function read(plan: Parameters<typeof buildBundle>[0]): Promise<ReadBundle> {
    const { file, label } = await buildBundle(plan);
    return readBundle(file, label);
}

/** What an instance answers to a visitor of the site, by way of the load balancer: `200 no rows`. */
export async function answer(instance: SimulatedInstance, requested: string, host = siteName): Promise<string> {
    const headers = { Host: host, "X-Forwarded-Proto": "https" };
    try {
        const given = await ask({ socketPath: instance.webSocket }, { path: requested, headers });
        return given.status === 200 ? `200 ${bodyText(given)}` : String(given.status);
    } catch (error) {
        if (error instanceof NoAnswer) {
            return "no answer";
        }
        throw error;
    }
}

/** The step that ended a deployment, as `phase: name`; undefined where none did. */
export function failedStep({ steps }: DeploymentEnd): string | undefined {
    const failed = steps.find(({ verdict }) => verdict === "failed");
    return failed === undefined ? undefined : `${failed.phase}: ${failed.name}`;
}

/** What a step wrote. */
export function outputOf({ steps }: DeploymentEnd, name: string): string {
    const found = steps.find((each) => each.name === name);
    assert.ok(found, `no step ${name} among ${steps.map((each) => each.name).join(", ")}`);
    return found.output;
}

/** A deployment that went through. */
export function assertSucceeded(end: DeploymentEnd): void {
    const told = end.steps
        .filter(({ verdict }) => verdict === "failed")
        .map(({ name, output }) => `${name}\n${output}`);
    assert.ok(end.succeeded, told.join("\n"));
}

/** Call it before tests that deploy: what the machine lacks is a visible skip, in CI a failure. */
export function needsInstances(context: Mocha.Context): void {
    try {
        assertNeeds();
    } catch (error) {
        if (!(error instanceof ProblemError)) {
            throw error;
        }
        skipOrFail(context, error.message);
    }
}
