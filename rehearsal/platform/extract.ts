import * as fs from "node:fs";
import { step } from "./command-step";
import { Part, staging } from "./target";

const downloaded = "/opt/elasticbeanstalk/deployment/app_source_bundle";

/** The bundle arrives on the instance. Before it is unpacked the keys of `.ebextensions` are worked off. */
export const download: Part = (target, deployment) =>
    step(target, deployment, { phase: "extract", name: "download the source bundle" }, () =>
        target.shell.run(["sh", "-c", 'cat >"$0"', downloaded], { input: fs.readFileSync(deployment.bundle.file) }),
    );

/** A fresh staging folder each time. That the application's files belong to webapp from here on is assumed; those of a running application do. */
export const extract: Part = (target, deployment) =>
    step(target, deployment, { phase: "extract", name: `unpack into ${staging}` }, async () => {
        const unpacked = await target.shell.run(["sh", "-c", unpack, downloaded, staging]);
        for (const [file, text] of deployment.bundle.changes) {
            await target.shell.run(["sh", "-c", overwrite, `${staging}/${file}`], { input: text });
        }
        return unpacked.code === 0 ? target.shell.run(["chown", "-R", "webapp:webapp", staging]) : unpacked;
    });

const unpack = 'rm -rf "$1" && mkdir -p "$1" && unzip -q -o -d "$1" "$0"';
const overwrite = 'mkdir -p "$(dirname "$0")" && cat >"$0"';
