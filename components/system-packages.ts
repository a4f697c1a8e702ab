/** Why a package does not install, and what does. */
export interface WrongPackage {
    readonly why: string;
    readonly remedy: string;
}

const noRepository = "Amazon Linux 2023 has neither EPEL nor amazon-linux-extras";
const geographic = {
    why: "its repositories have no GDAL, GEOS or PROJ",
    remedy: "Take Python packages whose wheels bring them along, or the Docker platform with an image that has them.",
};

/**
 * Names that tutorials for other systems have, and that end a deployment on Amazon Linux 2023 ("Yum does not have postgresql-devel available for
 * installation") or install something else than was meant. Only such as were looked up:
 * - the packages there are: https://docs.aws.amazon.com/linux/al2023/release-notes/all-packages.html
 * - postgresql-devel: https://github.com/amazonlinux/amazon-linux-2023/issues/351
 * - mariadb-devel and those of GDAL: https://github.com/cran4linux/cran2copr/issues/39
 * - curl: https://docs.aws.amazon.com/linux/al2023/ug/compare-with-al2.html (curl-minimal)
 * - awslogs: https://docs.aws.amazon.com/linux/al2023/ug/deprecated-al2.html
 *
 * @param python - version of the Python platform, none on Docker
 */
export function wrongPackages(python: string | undefined): Readonly<Record<string, WrongPackage>> {
    return {
        "amazon-linux-extras": { why: noRepository, remedy: "Remove it; most of its packages are plain packages now." },
        "epel-release": { why: noRepository, remedy: "Remove it." },
        awslogs: {
            why: "the agent is gone",
            remedy: "Remove it, and name further files in app.logs: the platform's own agent streams them.",
        },
        curl: {
            why: "curl-minimal is installed, which conflicts with it",
            remedy: "Remove it: the program curl is there.",
        },
        gdal: geographic,
        "gdal-devel": geographic,
        "geos-devel": geographic,
        "proj-devel": geographic,
        "mariadb-devel": instead("mariadb-connector-c-devel"),
        "mysql-devel": instead("mariadb-connector-c-devel"),
        redis: instead("redis6"),
        ffmpeg: notThere,
        wkhtmltopdf: notThere,
        "postgresql-devel": instead("libpq-devel"),
        ...(python === undefined ? {} : headers(python)),
    };
}

const notThere: WrongPackage = {
    why: "it is in none of its repositories",
    remedy: "Take a Python package whose wheel brings it along, or the Docker platform with an image that has it.",
};

const instead = (name: string): WrongPackage => ({
    why: "there it has another name",
    remedy: `Write ${name} instead.`,
});

/** The system's own Python is 3.9 for good. https://docs.aws.amazon.com/linux/al2023/ug/python.html */
function headers(python: string): Record<string, WrongPackage> {
    const name = `python${python}-devel`;
    const wrong = {
        why: `it is of the system's own Python, and the platform runs ${python}`,
        remedy: `Write ${name} instead.`,
    };
    return { "python-devel": wrong, "python3-devel": wrong };
}
