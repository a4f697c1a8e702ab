import { containerFiles } from "../../ebextensions/minimal-package/application-files";
import { Problem } from "../problem";
import type { BundleEntry } from "./entry";

export type PlatformKind = "python" | "docker";

const composeFile = /^(docker-)?compose(\.[\w-]+)?\.ya?ml$/;
/** No other name is documented for the platform. */
const mainComposeFile = "docker-compose.yml";

/**
 * The application's entries that a platform can use. The Python platform has no use for compose files, and a `docker-compose.yml` in its bundle makes people
 * look for containers that are not there.
 */
export function forPlatform(
    platform: PlatformKind,
    entries: readonly BundleEntry[],
): { readonly entries: readonly BundleEntry[]; readonly notices: readonly string[] } {
    const compose = entries.filter(({ path }) => composeFile.test(path)).map(({ path }) => path);
    if (compose.length === 0) {
        return { entries, notices: [] };
    }
    if (platform === "python") {
        return {
            entries: entries.filter(({ path }) => !composeFile.test(path)),
            notices: [`Left out, since the Python platform runs no containers: ${compose.join(", ")}.`],
        };
    }
    const others = compose.filter((path) => path !== mainComposeFile);
    return { entries, notices: others.length === 0 ? [] : [otherComposeNotice(others)] };
}

function otherComposeNotice(files: readonly string[]): string {
    const merged = files.filter((path) => path.includes(".override."));
    const effect =
        merged.length === 0
            ? "The platform reads only docker-compose.yml; leave them out if they are for development."
            : `Docker Compose merges ${merged.join(", ")} into the main file by itself, on the instance too: leave it out.`;
    return `Besides the main compose file the bundle holds ${files.join(", ")}. ${effect}`;
}

/** What a platform needs of the application, and what would break it. */
export function platformProblems(platform: PlatformKind, entries: readonly BundleEntry[]): Problem[] {
    return platform === "docker" ? [...noContainer(entries), ...ownEnvironmentFile(entries)] : [];
}

/** For a Django project the container files are generated. */
function noContainer(entries: readonly BundleEntry[]): Problem[] {
    return entries.some(({ path }) => containerFiles.includes(path) || path === "manage.py")
        ? []
        : [
              {
                  where: "app.platform.kind",
                  got: "docker, for an application without a container file and without manage.py",
                  allowed:
                      "docker-compose.yml, Dockerfile or Dockerrun.aws.json at the application's root; or manage.py, for which they are generated",
                  remedy: "Point app.directory at the folder that holds one of them, or add one.",
              },
          ];
}

/**
 * Beside a compose file Elastic Beanstalk writes the environment properties into `.env`, but not over a file that is there.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/docker-compose-migration.html
 */
function ownEnvironmentFile(entries: readonly BundleEntry[]): Problem[] {
    const compose = entries.find(({ path }) => path === mainComposeFile);
    return compose === undefined || !entries.some(({ path }) => path === ".env")
        ? []
        : [
              {
                  where: ".env",
                  got: `a file beside ${compose.path}`,
                  allowed:
                      "no .env beside a compose file: Elastic Beanstalk would not write its own, and every environment property would be lost",
                  remedy: "Leave it out, also of app.package.include, and put its values into app.variables and secrets.",
              },
          ];
}

/** The Python platform installs from requirements.txt or Pipfile at the root and reads nothing else. */
export function requirementsNotice(platform: PlatformKind, entries: readonly BundleEntry[]): string[] {
    return platform === "docker" || entries.some(({ path }) => path === "requirements.txt" || path === "Pipfile")
        ? []
        : [
              "No requirements.txt or Pipfile at the application's root: the platform would install nothing, and the application would not start.",
          ];
}
