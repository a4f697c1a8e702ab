import type { ReadBundle } from "../platform/target";

/** A Django application of the bundle, as far as its files tell. */
export interface DjangoApp {
    /** By which migrations name it; a label of its own is in apps.py. https://docs.djangoproject.com/en/stable/ref/applications/#django.apps.AppConfig.label */
    readonly label: string;
    /** Such as `notes/migrations`. */
    readonly migrations: string;
    /** The migration that no other one follows, such as `0007_archive`. */
    readonly leaf: string;
}

const migrationFile = /^(.*)\/migrations\/(?!__)(\w+)\.py$/;

/** The applications with migrations, in the order of their paths. */
export function appsOf({ texts }: ReadBundle): DjangoApp[] {
    const folders = new Set([...texts.keys()].flatMap((path) => migrationFile.exec(path)?.[1] ?? []));
    return [...folders].sort().flatMap((folder) => {
        const label = labelOf(texts, folder);
        const migrations = `${folder}/migrations`;
        const leaf = leafOf(texts, migrations, label);
        return leaf === undefined ? [] : [{ label, migrations, leaf }];
    });
}

function labelOf(texts: ReadBundle["texts"], folder: string): string {
    const [, own] = /^\s+label\s*=\s*["'](\w+)["']/m.exec(texts.get(`${folder}/apps.py`) ?? "") ?? [];
    return own ?? folder.slice(folder.lastIndexOf("/") + 1);
}

/** Migrations are named by pairs, `("notes", "0001_initial")`, in `dependencies` and in `replaces`. */
function leafOf(texts: ReadBundle["texts"], folder: string, label: string): string | undefined {
    const own = [...texts].filter(([path, text]) => path.startsWith(`${folder}/`) && text.includes("Migration("));
    const names = own.map(([path]) => path.slice(folder.length + 1, -".py".length));
    const followed = new Set(
        own.flatMap(([, text]) =>
            [...text.matchAll(/\(\s*["'](\w+)["']\s*,\s*["'](\w+)["']\s*,?\s*\)/g)].flatMap(([, app, name = ""]) =>
                app === label ? [name] : [],
            ),
        ),
    );
    return names.sort().findLast((name) => !followed.has(name));
}

/** A migration after the last one of an application, as a file of the bundle. */
export function migrationAfter({ label, migrations, leaf }: DjangoApp, name: string, operation: string) {
    const path = `${migrations}/9999_${name}.py`;
    const text = `from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("${label}", "${leaf}")]
    operations = [${operation}]
`;
    return { path, text };
}
