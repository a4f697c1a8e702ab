import type { ReadBundle } from "../platform/target";
import { appsOf, DjangoApp, migrationAfter } from "./django-app";

/** A change that the version before cannot live with: a model's table gets another name. */
export interface RenamedTable {
    /** Such as `notes.Note`. */
    readonly model: string;
    /** Path of the migration in the bundle. */
    readonly migration: string;
    /** Text by path in the bundle. */
    readonly changes: Readonly<Record<string, string>>;
}

const name = "rehearsal_renamed";

/** For the first model of the bundle whose table can be renamed by adding lines at the end of a file; undefined where there is none. */
export function renamedTable(bundle: ReadBundle): RenamedTable | undefined {
    for (const app of appsOf(bundle)) {
        const found = plainModel(bundle, app);
        if (found !== undefined) {
            const { model, path, text } = found;
            const operation = `migrations.AlterModelTable("${model}", "${name}")`;
            const migration = migrationAfter(app, name, operation);
            const changes = { [migration.path]: migration.text, [path]: `${text.trimEnd()}\n\n\n${renaming(model)}` };
            return { model: `${app.label}.${model}`, migration: migration.path, changes };
        }
    }
    return undefined;
}

/** Django reads the first where it asks the database, and the second where it looks for changes. */
const renaming = (model: string): string => `${model}._meta.db_table = "${name}"
${model}._meta.original_attrs["db_table"] = "${name}"
`;

/** One that migrations have made, with a class of its own; many-to-many fields and those of users have tables besides, whose names follow. */
function plainModel({ texts }: ReadBundle, { migrations }: DjangoApp) {
    const folder = migrations.slice(0, -"/migrations".length);
    const made = new Set(
        [...texts]
            .filter(([path]) => path.startsWith(`${migrations}/`))
            .flatMap(([, text]) => [...text.matchAll(/CreateModel\(\s*name=["'](\w+)["']/g)].map(([, model]) => model)),
    );
    const files = [...texts].filter(
        ([path]) => path === `${folder}/models.py` || (path.startsWith(`${folder}/models/`) && path.endsWith(".py")),
    );
    for (const [path, text] of files) {
        const classes = text.split(/^(?=class )/m).map((body) => ({ model: /^class (\w+)/.exec(body)?.[1], body }));
        const [found] = classes.filter(
            ({ model, body }) =>
                made.has(model) && !/ManyToMany|managed = False|abstract = True|User\b.*\):/.test(body),
        );
        if (found?.model !== undefined) {
            return { model: found.model, path, text };
        }
    }
    return undefined;
}
