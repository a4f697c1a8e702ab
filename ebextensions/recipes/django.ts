import { ConfigFile } from "../model";

/** `migrate` once per deployment, then `collectstatic` on every instance, both before the new version goes live. */
export function django(): ConfigFile {
    return {
        kind: "config",
        name: "10-django",
        reason: "migrates the database on one instance, then collects static files on each",
        containerCommands: [
            { name: "migrate", command: managePy("migrate --noinput"), leaderOnly: true },
            { name: "collectstatic", command: managePy("collectstatic --noinput"), leaderOnly: false },
        ],
    };
}

/** The virtual environment's folder has a name of the platform's choosing; the system's own python3 is another version. */
const managePy = (command: string) => `source /var/app/venv/*/bin/activate && python manage.py ${command}`;
