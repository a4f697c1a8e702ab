import * as fs from "node:fs";
import * as path from "node:path";
import type { Option } from "../../components/beanstalk-environment/options";
import { Instance } from "../../rehearsal/instance/instance";
import type { DeploymentEnd } from "../../rehearsal/model";
import { missingOn } from "../../rehearsal/needs";
import { environmentsInside } from "../../rehearsal/platform/environment-cache";
import { readBundle } from "../../rehearsal/platform/read-bundle";
import { virtualEnvironment } from "../../rehearsal/platform/target";
import { Timeline } from "../../rehearsal/report/timeline";
import { Init } from "../../rehearsal/systemd/init";
import { processLog } from "../../rehearsal/systemd/platform-units";
import { DeploymentOrder, SimulatedInstance } from "../../rehearsal/world/simulated-instance";
import { skipOrFail } from "./judges/needs-judges";
import { makeZip, ZipContent } from "./make-zip";

/** An instance without database and AWS. What its bundles install is a server that answers with what it sees: a deployment takes a second. */
export class SmallInstance {
    private number = 0;

    private constructor(
        readonly folder: string,
        readonly simulated: SimulatedInstance,
    ) {}

    static async start(folder: string): Promise<SmallInstance> {
        const environments = path.join(folder, "environments");
        fs.mkdirSync(environments);
        const root = path.join(folder, "i-1");
        const instance = await Instance.start("i-1", {
            folder: root,
            hostname: "ip-172-31-0-11",
            address: "172.31.0.11",
            hosts: { "database.rehearsal.internal": "127.0.0.2" },
            visible: [],
            readOnly: { [environmentsInside]: environments },
        });
        const inbound = {
            listen: { path: path.join(instance.shared, "http.sock") },
            connect: { host: "127.0.0.1", port: 80 },
        };
        await instance.connect([inbound], []);
        const init = new Init({ shell: instance, logFile: processLog });
        const simulated = new SimulatedInstance("i-1", instance, init, {
            python: { program: "/usr/bin/python3", version: "3.11.2", prefix: "/usr" },
            environments: { inside: environmentsInside, has: laid(environments), keep: () => Promise.resolve() },
            timeline: new Timeline(),
            docker: undefined,
        });
        await simulated.boot();
        return new SmallInstance(folder, simulated);
    }

    get instance(): Instance {
        return this.simulated.instance;
    }

    /** Deploys a bundle of these files; a text is a file of mode 0644. */
    async deploy(
        files: Readonly<Record<string, ZipContent>>,
        order: Partial<DeploymentOrder> = {},
    ): Promise<DeploymentEnd> {
        this.number += 1;
        const label = `v${this.number}`;
        const file = path.join(this.folder, `${label}.zip`);
        await makeZip(file, files);
        // More than five starts in ten seconds are too many for systemd; no real deployments come so fast.
        await this.sh("systemctl reset-failed");
        return this.simulated.deploy({
            kind: "application",
            bundle: await readBundle(file, label),
            variables: {},
            options: [],
            leader: true,
            health: { path: "/", codes: ["200"] },
            ...order,
        });
    }

    /** What a shell inside prints. */
    async sh(script: string): Promise<string> {
        return (await this.instance.run(["bash", "-c", script])).output;
    }

    end(): Promise<void> {
        return this.simulated.lose();
    }
}

/** Call it in a `before` hook of tests with an instance. */
export function needsInstance(context: Mocha.Context): void {
    const [problem] = missingOn({
        platform: process.platform,
        folders: [...(process.env["PATH"] ?? "").split(path.delimiter), "/usr/sbin", ...postgresFolders()],
        sysctls: "/proc/sys",
    });
    if (problem !== undefined) {
        skipOrFail(context, `${problem.where}: ${problem.got ?? ""} ${problem.remedy}`);
    }
}

function postgresFolders(): string[] {
    const versions = "/usr/lib/postgresql";
    return fs.existsSync(versions) ? fs.readdirSync(versions).map((each) => path.join(versions, each, "bin")) : [];
}

export const option = (namespace: string, name: string, value: string): Option<string> => ({
    namespace,
    name,
    value,
    resource: "",
});

/** Answers with its environment, arguments, folder and user, whatever is asked. */
const server = `#!/usr/bin/python3
import http.server, json, os, sys
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = json.dumps({"environment": dict(os.environ), "arguments": sys.argv[1:], "folder": os.getcwd(), "uid": os.getuid()}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
http.server.ThreadingHTTPServer(("127.0.0.1", 8000), Answer).serve_forever()
`;

/** Stands for what pip installs. */
const laid = (environments: string) => (key: string) => {
    const programs = path.join(environments, key, path.basename(virtualEnvironment), "bin");
    fs.mkdirSync(programs, { recursive: true });
    fs.writeFileSync(path.join(programs, "gunicorn"), server, { mode: 0o755 });
    return true;
};
