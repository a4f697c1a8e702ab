import * as assert from "node:assert/strict";
import type { ReadBundle } from "../../../rehearsal/platform/target";
import { appsOf, migrationAfter } from "../../../rehearsal/scenarios/django-app";
import { renamedTable } from "../../../rehearsal/scenarios/renamed-table";

const bundle = (files: Readonly<Record<string, string>>): ReadBundle => ({
    file: "/bundle.zip",
    label: "v1",
    changes: new Map(),
    texts: new Map(Object.entries(files)),
    sizes: new Map(),
});

const migration = (...dependencies: string[]) =>
    `class Migration(migrations.Migration):\n    dependencies = [${dependencies.join(", ")}]\n    operations = [migrations.CreateModel(name="Note", fields=[]), migrations.CreateModel(\n        name='Tag')]\n`;

const files = {
    "manage.py": "",
    "src/notes/migrations/__init__.py": "",
    "src/notes/migrations/0001_initial.py": migration('("auth", "0012_user")'),
    "src/notes/migrations/0002_body.py": migration("('notes', '0001_initial')"),
    "src/notes/migrations/0003_tag.py": migration('(\n        "notes",\n        "0002_body",\n    )'),
    "src/notes/migrations/helpers.py": "def noop(): pass\n",
    "shop/apps.py": 'class ShopConfig(AppConfig):\n    label = "store"\n',
    "shop/migrations/0001_initial.py": migration(),
    "shop/migrations/0002_price.py": migration('("store", "0001_initial")'),
    "empty/migrations/__init__.py": "",
};

describe("Django applications of a bundle", () => {
    it("are told by their migrations, with their label and the last migration", () => {
        assert.deepEqual(appsOf(bundle(files)), [
            { label: "store", migrations: "shop/migrations", leaf: "0002_price" },
            { label: "notes", migrations: "src/notes/migrations", leaf: "0003_tag" },
        ]);
    });

    it("get a migration after the last one", () => {
        const app = { label: "notes", migrations: "notes/migrations", leaf: "0003_tag" };
        assert.deepEqual(migrationAfter(app, "more", 'migrations.RunSQL("SELECT 1")'), {
            path: "notes/migrations/9999_more.py",
            text: `from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("notes", "0003_tag")]
    operations = [migrations.RunSQL("SELECT 1")]
`,
        });
    });

    it("have a model whose table can be renamed by lines at a file's end", () => {
        const models = `class Base(models.Model):
    class Meta:
        abstract = True


class Note(Base):
    tags = models.ManyToManyField("Tag")


class Tag(Base):
    pass
`;
        assert.deepEqual(renamedTable(bundle({ ...files, "src/notes/models/tags.py": models })), {
            model: "notes.Tag",
            migration: "src/notes/migrations/9999_rehearsal_renamed.py",
            changes: {
                "src/notes/migrations/9999_rehearsal_renamed.py": migrationAfter(
                    { label: "notes", migrations: "src/notes/migrations", leaf: "0003_tag" },
                    "rehearsal_renamed",
                    'migrations.AlterModelTable("Tag", "rehearsal_renamed")',
                ).text,
                "src/notes/models/tags.py": `${models}

Tag._meta.db_table = "rehearsal_renamed"
Tag._meta.original_attrs["db_table"] = "rehearsal_renamed"
`,
            },
        });
    });

    it("have none without migrations, or where each model has tables besides its own", () => {
        assert.equal(renamedTable(bundle({ "notes/models.py": "class Note(models.Model):\n    pass\n" })), undefined);
        const models = 'class Note(models.Model):\n    tags = models.ManyToManyField("x")\n';
        assert.equal(renamedTable(bundle({ ...files, "shop/models.py": models })), undefined);
        assert.equal(
            renamedTable(bundle({ ...files, "shop/models.py": "class Note(AbstractUser):\n    pass\n" })),
            undefined,
        );
    });
});
