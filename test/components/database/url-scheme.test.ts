import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { databaseUrl } from "../../../components/database/plan-database";
import { urlSchemeNotices, urlSchemeProblems } from "../../../components/database/url-scheme";
import { ProblemError } from "../../../components/problem";
import type { KnownPackage } from "../../../components/python-dependencies/known-packages";
import { buildBundle } from "../../../components/source-bundle/build-bundle";
import { planBundle } from "../../../components/source-bundle/plan-bundle";
import { minimalRaw, testSettings } from "../../support/settings";
import { temporaryFolder } from "../../support/temporary-folder";

const database = (urlScheme: string) => testSettings({ database: { kind: "postgres", urlScheme } }).database;

/** `name==version`, or a name alone. */
const packages = (...lines: readonly string[]): KnownPackage[] =>
    lines.map((line) => {
        const [name = "", version] = line.split("==");
        return { name, ...(version === undefined ? {} : { version }) };
    });

const remedy =
    "Set database.urlScheme to postgresql, the default. Django takes the psycopg that is installed, whatever the scheme says; SQLAlchemy alone reads a driver from it.";

describe("urlSchemeProblems", () => {
    const rows: readonly (readonly [string, readonly string[], string?, string?])[] = [
        ["postgresql", ["dj-database-url==3.1.2", "django-environ==0.14.0", "sqlalchemy==2.1.9"]],
        ["postgresql", ["dj-database-url==0.5.0", "django-environ==0.4.5", "sqlalchemy==1.3.24"]],
        ["postgres", ["dj-database-url==3.1.2", "django-environ==0.14.0"]],
        ["postgres", ["sqlalchemy==1.3.24"]],
        ["postgres", ["sqlalchemy==1.4.54"], "SQLAlchemy 1.4.54 refuses since 1.4", "postgresql"],
        ["postgres", ["sqlalchemy"], "SQLAlchemy refuses since 1.4", "postgresql or postgresql+psycopg"],
        ["postgresql+psycopg", []],
        ["postgresql+psycopg", ["django==5.2.19", "psycopg==3.3.9"]],
        ["postgresql+psycopg", ["sqlalchemy==2.0.58"]],
        ["postgresql+psycopg", ["sqlalchemy==2.1.0rc1"]],
        ["postgresql+psycopg", ["sqlalchemy==1.4.54"], "SQLAlchemy 1.4.54 does not know before 2.0", "postgresql"],
        [
            "postgresql+psycopg",
            ["dj-database-url==3.1.2"],
            "dj-database-url 3.1.2 refuses as unknown",
            "postgresql or postgres",
        ],
        [
            "postgresql+psycopg",
            ["dj-database-url", "django-environ==0.14.0", "sqlalchemy==2.1.9"],
            "dj-database-url refuses as unknown and django-environ 0.14.0 takes for the name of an engine, which Django cannot load",
            "postgresql",
        ],
    ];
    for (const [scheme, lines, effects, allowed] of rows) {
        it(`${effects === undefined ? "takes" : "refuses"} ${scheme} with ${lines.join(", ") || "nothing"}`, () => {
            assert.deepEqual(
                urlSchemeProblems(database(scheme), packages(...lines)),
                effects === undefined
                    ? []
                    : [{ where: "database.urlScheme", got: `${scheme}, which ${effects}`, allowed, remedy }],
            );
        });
    }

    it("asks only of a URL that the stack writes", () => {
        const urlSecretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf";
        for (const other of [{ kind: "none" }, { kind: "external", urlSecretArn }]) {
            const settings = testSettings({ database: other }).database;
            assert.deepEqual(urlSchemeProblems(settings, packages("dj-database-url")), []);
            assert.deepEqual(urlSchemeNotices(settings, packages("sqlalchemy==2.0.58")), []);
        }
    });
});

describe("urlSchemeNotices", () => {
    const notice = (scheme: string, ...lines: readonly string[]) =>
        urlSchemeNotices(database(scheme), packages(...lines));

    it("tell the driver that SQLAlchemy would look for", () => {
        assert.deepEqual(notice("postgresql", "sqlalchemy==2.0.58", "psycopg==3.3.9"), [
            'SQLAlchemy 2.0.58 opens postgresql:// with psycopg2, which the requirements do not have. If it reads DATABASE_URL, add psycopg2-binary, or have the application say which driver: make_url(…).set(drivername="postgresql+psycopg").',
        ]);
        assert.deepEqual(notice("postgresql", "sqlalchemy==1.4.54", "psycopg==3.3.9"), [
            "SQLAlchemy 1.4.54 opens postgresql:// with psycopg2, which the requirements do not have. If it reads DATABASE_URL, add psycopg2-binary.",
        ]);
        for (const [scheme, version] of [
            ["postgresql", "2.1.9"],
            ["postgresql+psycopg", "2.0.58"],
        ] as const) {
            assert.deepEqual(notice(scheme, `sqlalchemy==${version}`, "psycopg2-binary"), [
                `SQLAlchemy ${version} opens ${scheme}:// with psycopg, which the requirements do not have. If it reads DATABASE_URL, add psycopg[binary], or have the application say which driver: make_url(…).set(drivername="postgresql+psycopg2").`,
            ]);
        }
    });

    it("are none where the driver is there, the version is not known, or the scheme is refused", () => {
        assert.deepEqual(
            [
                notice("postgresql", "sqlalchemy==2.0.58", "psycopg2"),
                notice("postgresql", "sqlalchemy==2.0.58", "psycopg2-binary"),
                notice("postgresql", "sqlalchemy==2.1.9", "psycopg"),
                notice("postgresql", "sqlalchemy"),
                notice("postgresql", "dj-database-url==3.1.2"),
                notice("postgres", "sqlalchemy==2.0.58"),
            ],
            [[], [], [], [], [], []],
        );
    });
});

describe("Plan: fix EB, item 1: DATABASE_URL format", () => {
    const folder = temporaryFolder();

    /** Problems of the bundle of an application with these requirements. */
    async function problems(urlScheme: string, requirements: string, platform: object): Promise<readonly string[]> {
        const directory = path.join(folder.path, "shop");
        fs.mkdirSync(directory, { recursive: true });
        for (const [name, text] of Object.entries({
            "manage.py": "",
            Dockerfile: "FROM scratch\nEXPOSE 8000\n",
            "requirements.txt": requirements,
        })) {
            fs.writeFileSync(path.join(directory, name), text);
        }
        const settings = testSettings({
            app: { ...minimalRaw.app, directory, platform, python: { check: "off" } },
            database: { kind: "postgres", urlScheme },
        });
        try {
            await buildBundle(planBundle(settings, folder.path));
        } catch (error) {
            assert.ok(error instanceof ProblemError, String(error));
            return error.problems.map(({ where, got }) => `${where}: ${String(got)}`);
        }
        return [];
    }

    for (const kind of ["python", "docker"]) {
        it(`refuses the document's own fix where Django reads the URL, and no other form (${kind})`, async () => {
            const requirements = "Django==5.2.19\ndj_database.url==3.1.2\npsycopg[binary]==3.3.9\n";
            assert.deepEqual(await problems("postgresql+psycopg", requirements, { kind }), [
                "database.urlScheme: postgresql+psycopg, which dj-database-url 3.1.2 refuses as unknown",
            ]);
            assert.deepEqual(await problems("postgres", requirements, { kind }), []);
            assert.deepEqual(await problems("postgresql", requirements, { kind }), []);
        });
    }

    it("is judged as dj-database-url itself judges it", function () {
        const python = pythonWithReader();
        if (python === undefined) {
            this.skip();
        }
        const script =
            "import json, sys, dj_database_url as d\nfor u in json.load(sys.stdin):\n  try: print(json.dumps(d.parse(u)['PASSWORD']))\n  except Exception: print('refused')";
        const schemes = ["postgresql", "postgres", "postgresql+psycopg"];
        const password = "p@ss/w:rd#%+ é";
        const urls = schemes.map((scheme) =>
            databaseUrl({ scheme, username: "app", password, host: "db.test", port: 5432, name: "app" }),
        );
        const { stdout } = spawnSync(python, ["-c", script], { input: JSON.stringify(urls), encoding: "utf8" });
        assert.deepEqual(
            stdout.trim().split("\n"),
            schemes.map((scheme) =>
                urlSchemeProblems(database(scheme), packages("dj-database-url")).length > 0
                    ? "refused"
                    : JSON.stringify(password).replace("é", "\\u00e9"),
            ),
        );
    });
});

/** A Python that has dj-database-url: the environment of the example's own tests, once they have run here. */
function pythonWithReader(): string | undefined {
    const cache = path.join(process.env["XDG_CACHE_HOME"] ?? path.join(os.homedir(), ".cache"), "django-beanstalk");
    const environments = fs.existsSync(cache) ? fs.readdirSync(cache).filter((name) => name.startsWith("venv-")) : [];
    return ["python3", ...environments.map((name) => path.join(cache, name, "bin", "python"))].find(
        (each) => spawnSync(each, ["-c", "import dj_database_url"], { stdio: "ignore" }).status === 0,
    );
}
