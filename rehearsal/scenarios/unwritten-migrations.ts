import type { Finding, Use } from "../model";
import type { ReadBundle } from "../platform/target";
import type { SimulatedInstance } from "../world/simulated-instance";
import { appsOf } from "./django-app";

const command = "makemigrations --check --dry-run";

/**
 * Looks for changes of models without a migration, in the bundle's own applications.
 * https://docs.djangoproject.com/en/stable/ref/django-admin/#cmdoption-makemigrations-check
 */
export async function lookForUnwritten(
    instance: Pick<SimulatedInstance, "name" | "manage">,
    bundle: ReadBundle,
): Promise<{ readonly use: Use; readonly findings: readonly Finding[] }> {
    const apps = appsOf(bundle).map(({ label }) => label);
    const { code, output } = await instance.manage([...command.split(" "), ...apps]);
    const lines = output.trimEnd().split("\n");
    const request = `manage.py ${command}`;
    const name = `migrations of ${bundle.label}`;
    if (code === 0) {
        return { use: { name, request, verdict: "ok", found: lines.at(-1) ?? "" }, findings: [] };
    }
    if (!/^Migrations for '/m.test(output)) {
        const note = `Django could not say it: ${lines.at(-1) ?? ""}`;
        return { use: { name, request, verdict: "skipped", found: `exit code ${code}`, note }, findings: [] };
    }
    const [, file] = /^\s+(\S+\.py)$/m.exec(output) ?? [];
    return {
        use: {
            name,
            request,
            verdict: "failed",
            found: `exit code ${code}`,
            note: "A change of a model has no migration.",
        },
        findings: [
            {
                what: `${instance.name}: ${request} ended with exit code ${code}`,
                file,
                lastLines: lines.slice(-50),
                cause: "Models have changed, and no migration brings the change to the database.",
                advice: "Run manage.py makemigrations, look at what it writes, and commit it.",
                consequence:
                    "No step of the deployment fails; the code that reads what the database does not have answers 500.",
            },
        ],
    };
}
