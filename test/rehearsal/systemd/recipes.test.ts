import * as assert from "node:assert/strict";
import { applicationTargetUnit, nginxUnit, processUnit } from "../../../rehearsal/systemd/platform-units";
import { serviceSettings } from "../../../rehearsal/systemd/service-settings";
import { readUnit } from "../../../rehearsal/systemd/unit";
import { everyFile } from "../../support/every-file";
import { needsJudges, systemdVerify } from "../../support/judges";

/** Of a unit: what is not done, and why it would be refused. */
function judged(name: string, text: string): readonly (string | undefined)[] {
    const unit = readUnit({ name, path: undefined, text, dropIns: [], host: "localhost" });
    return [...unit.assumed, ...(unit.kind === "service" ? serviceSettings(unit).assumed : []), unit.refused];
}

const platformUnits = {
    "web.service": processUnit("web", 'exec gunicorn --bind :8000 "$X" 50%'),
    "eb-app.target": applicationTargetUnit,
    "nginx.service": nginxUnit(),
};

describe("units", () => {
    it("of every generated file are understood wholly", () => {
        const units = [...everyFile().values()].flat().filter(({ path }) => /\.(service|timer|target)$/.test(path));
        const kinds = new Set(units.map(({ path }) => path.replace(/.*\./, "")));
        assert.deepEqual([...kinds].sort(), ["service", "timer"]);
        for (const { path, content } of units) {
            assert.deepEqual(judged(path.replace(/.*\//, ""), content), [undefined], path);
        }
    });

    it("of the platform are understood wholly, and by systemd", function () {
        for (const [name, text] of Object.entries(platformUnits)) {
            assert.deepEqual(judged(name, text), [undefined], name);
        }
        needsJudges(this, "systemd");
        systemdVerify(platformUnits);
    });

    it("of a Procfile's process hand the command to a shell as it stands", () => {
        const text = platformUnits["web.service"];
        const settings = serviceSettings(
            readUnit({ name: "web.service", path: undefined, text, dropIns: [], host: "localhost" }),
        );
        assert.deepEqual(settings.exec.ExecStart[0]?.words.slice(0, 2), ["/bin/sh", "-c"]);
    });
});
