import { listed } from "../words";
import { normalName } from "./names";
import { isSourceOnly, ResolvedPackage } from "./resolution";

/**
 * System packages of Amazon Linux 2023 that well-known Python packages need when they are compiled, besides gcc and Python's headers. Only names that
 * were looked up:
 * - libpq-devel: https://github.com/amazonlinux/amazon-linux-2023/issues/351
 * - mariadb-connector-c-devel: https://github.com/amazonlinux/amazon-linux-2023/issues/829; mysqlclient asks pkg-config for it, see
 *   https://github.com/PyMySQL/mysqlclient/issues/629
 * - Pillow needs zlib and libjpeg: https://pillow.readthedocs.io/en/stable/installation/building-from-source.html
 * - lxml needs libxml2 and libxslt: https://lxml.de/installation.html#requirements
 */
const needed: Readonly<Record<string, readonly string[]>> = {
    psycopg2: ["libpq-devel"],
    "psycopg-c": ["libpq-devel"],
    mysqlclient: ["mariadb-connector-c-devel", "pkgconf"],
    mariadb: ["mariadb-connector-c-devel"],
    pillow: ["libjpeg-turbo-devel", "zlib-devel"],
    lxml: ["libxml2-devel", "libxslt-devel"],
    uwsgi: [],
};

/** One notice for each package that the instance has to build. */
export function compileNotices(packages: readonly ResolvedPackage[], pythonVersion: string): string[] {
    return packages.filter(isSourceOnly).map(({ name, version = "" }) => {
        const known = needed[normalName(name)];
        const compiler = ["gcc", `python${pythonVersion}-devel`];
        const needs =
            known === undefined
                ? `Which system packages it needs is not known here: none for pure Python, at least ${listed(compiler)} for C.`
                : `It needs ${listed([...compiler, ...known])} there; environment.instances.packages installs them.`;
        const wheels = replacement[normalName(name)];
        const instead = wheels === undefined ? "" : ` ${wheels} has wheels and needs none of them.`;
        return `${name} ${version} has no wheel for the instance and will be compiled on the instance. ${needs}${instead}`;
    });
}

/** https://www.psycopg.org/docs/install.html#quick-install and https://www.psycopg.org/psycopg3/docs/basic/install.html */
const replacement: Readonly<Record<string, string>> = { psycopg2: "psycopg2-binary", "psycopg-c": "psycopg[binary]" };
