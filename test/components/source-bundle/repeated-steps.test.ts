import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { repeatedSteps } from "../../../components/source-bundle/repeated-steps";
import { minimalRaw, testSettings } from "../../support/settings";
import { temporaryFolder } from "../../support/temporary-folder";

describe("steps of a deployment that are taken twice", () => {
    const folder = temporaryFolder();
    const file = ".ebextensions/01_django.config";

    function notices(deploy: object): string[] {
        fs.mkdirSync(path.join(folder.path, ".ebextensions"), { recursive: true });
        fs.writeFileSync(
            path.join(folder.path, file),
            `container_commands:
  01_migrate:
    command: source /var/app/venv/*/bin/activate && python manage.py migrate --noinput
    leader_only: true
  02_collectstatic:
    command: source /var/app/venv/*/bin/activate && python manage.py collectstatic --noinput
`,
        );
        const settings = testSettings({ app: { ...minimalRaw.app, directory: folder.path, deploy } });
        return repeatedSteps(settings, new Set([file, "manage.py"]));
    }

    it("are told, with the setting that leaves ours out", () => {
        assert.deepEqual(notices({}), [
            `container_commands.01_migrate in ${file} runs migrate, which is generated too: both run. Remove it there, or set app.deploy.migrate: false.`,
            `container_commands.02_collectstatic in ${file} runs collectstatic, which is generated too: both run. Remove it there, or set app.deploy.collectstatic: off.`,
        ]);
    });

    it("are none where the settings leave them to the application", () => {
        assert.deepEqual(notices({ migrate: false, collectstatic: "off" }), []);
    });
});
