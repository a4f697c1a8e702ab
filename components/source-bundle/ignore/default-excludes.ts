/** Says how a rehearsal uses the application. It belongs into the repository, and not onto a server. */
export const rehearsalFile = "rehearsal.yaml";

/**
 * What never belongs in a bundle, whether or not an ignore file says so: repositories, caches, virtual environments (found by their `pyvenv.cfg`), and
 * what a machine writes while it runs. `app.package.include` is the way to take one of them all the same.
 */
export const defaultExcludes: readonly string[] = [
    ".git",
    ".hg/",
    ".svn/",
    ".elasticbeanstalk/",
    "__pycache__/",
    "*.pyc",
    "*.egg-info/",
    "node_modules/",
    ".env",
    "*.sqlite3",
    "*.sqlite3-journal",
    ".DS_Store",
    "__MACOSX/",
    "*.log",
    ".coverage",
    ".coverage.*",
    "htmlcov/",
    ".pytest_cache/",
    ".mypy_cache/",
    ".ruff_cache/",
    ".hypothesis/",
    ".tox/",
    ".nox/",
    `/${rehearsalFile}`,
];
