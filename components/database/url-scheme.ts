import type { Problem } from "../problem";
import type { KnownPackage } from "../python-dependencies/known-packages";
import type { Settings } from "../settings";
import { compareReleases } from "../solution-stack";
import { listed } from "../words";

type UrlScheme = Extract<Settings["database"], { kind: "postgres" }>["urlScheme"];

interface Refusal {
    /** As its project writes it. */
    readonly reader: string;
    readonly scheme: UrlScheme;
    /** Completes the sentence "… which the reader". */
    readonly effect: string;
    /** The first release of which it is true. */
    readonly from?: string;
    /** The first release of which it is no longer true. */
    readonly until?: string;
}

/**
 * Which scheme of DATABASE_URL a package cannot read. Seen by running dj-database-url 0.5.0 and 3.1.2, django-environ 0.4.5 and 0.14.0, and SQLAlchemy 1.3.24,
 * 1.4.54, 2.0.58 and 2.1.9; each of them reads postgresql.
 *
 * https://docs.sqlalchemy.org/en/20/dialects/postgresql.html
 */
const refusals: readonly Refusal[] = [
    { reader: "dj-database-url", scheme: "postgresql+psycopg", effect: "refuses as unknown" },
    {
        reader: "django-environ",
        scheme: "postgresql+psycopg",
        effect: "takes for the name of an engine, which Django cannot load",
    },
    { reader: "SQLAlchemy", scheme: "postgres", effect: "refuses since 1.4", from: "1.4" },
    { reader: "SQLAlchemy", scheme: "postgresql+psycopg", effect: "does not know before 2.0", until: "2.0" },
];

const schemes: readonly UrlScheme[] = ["postgresql", "postgres", "postgresql+psycopg"];

/**
 * Refuses a scheme that the application's own requirements cannot read: it would only show when the first instance starts Django.
 *
 * @param packages - what the application gets, as far as that is known
 */
export function urlSchemeProblems(database: Settings["database"], packages: readonly KnownPackage[]): Problem[] {
    if (database.kind !== "postgres") {
        return [];
    }
    const against = (scheme: UrlScheme) => refusals.filter((each) => each.scheme === scheme && applies(each, packages));
    const found = against(database.urlScheme);
    if (found.length === 0) {
        return [];
    }
    const effects = found.map(({ reader, effect }) => `${called(reader, packages)} ${effect}`);
    return [
        {
            where: "database.urlScheme",
            got: `${database.urlScheme}, which ${listed(effects)}`,
            allowed: listed(
                schemes.filter((scheme) => against(scheme).length === 0),
                "or",
            ),
            remedy: "Set database.urlScheme to postgresql, the default. Django takes the psycopg that is installed, whatever the scheme says; SQLAlchemy alone reads a driver from it.",
        },
    ];
}

/** SQLAlchemy takes the driver from the scheme, and its own favourite from plain postgresql: psycopg2 before 2.1, psycopg 3 from there on. */
export function urlSchemeNotices(database: Settings["database"], packages: readonly KnownPackage[]): string[] {
    const version = packages.find(({ name }) => name === "sqlalchemy")?.version;
    if (database.kind !== "postgres" || version === undefined || urlSchemeProblems(database, packages).length > 0) {
        return [];
    }
    const isPsycopg3 = database.urlScheme === "postgresql+psycopg" || !isBefore(version, "2.1");
    const [driver, requirement] = isPsycopg3 ? ["psycopg", "psycopg[binary]"] : ["psycopg2", "psycopg2-binary"];
    const other = isPsycopg3 ? "postgresql+psycopg2" : "postgresql+psycopg";
    // Before 2.0 SQLAlchemy does not know psycopg 3 at all.
    const choice = isBefore(version, "2.0")
        ? ""
        : `, or have the application say which driver: make_url(…).set(drivername="${other}")`;
    return packages.some(({ name }) => name === driver || name === `${driver}-binary`)
        ? []
        : [
              `SQLAlchemy ${version} opens ${database.urlScheme}:// with ${driver}, which the requirements do not have. ` +
                  `If it reads DATABASE_URL, add ${requirement}${choice}.`,
          ];
}

const keyOf = (reader: string): string => reader.toLowerCase();

function applies({ reader, from, until }: Refusal, packages: readonly KnownPackage[]): boolean {
    const found = packages.find(({ name }) => name === keyOf(reader));
    const isOld = (release: string) => found?.version !== undefined && isBefore(found.version, release);
    return found !== undefined && !(from !== undefined && isOld(from)) && (until === undefined || isOld(until));
}

/** By major and minor alone; a package whose version is not known counts as current. */
const isBefore = (version: string, release: string): boolean =>
    compareReleases(/^\d+\.\d+/.exec(version)?.[0] ?? version, release) < 0;

const called = (reader: string, packages: readonly KnownPackage[]): string => {
    const version = packages.find(({ name }) => name === keyOf(reader))?.version;
    return version === undefined ? reader : `${reader} ${version}`;
};
