import { configFile } from "../factories/config-file";
import { containerCommand } from "../factories/commands";
import type { ConfigFile } from "../model";

/** `migrate` once per deployment, then `collectstatic` on every instance, both before the new version goes live. */
export const django = (): ConfigFile =>
    configFile("10-django", "migrates the database on one instance, then collects static files on each", [
        containerCommand("migrate", managePy("migrate --noinput"), { leaderOnly: true }),
        containerCommand("collectstatic", managePy("collectstatic --noinput")),
    ]);

/** The virtual environment's folder has a name of the platform's choosing; the system's own python3 is another version. */
const managePy = (command: string) => `source /var/app/venv/*/bin/activate && python manage.py ${command}`;
