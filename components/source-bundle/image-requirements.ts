import { bringsContainers } from "../../ebextensions/docker-platform";
import { planContainers } from "../plan-containers";
import type { Problem } from "../problem";
import { readRequirements, type Requirements } from "../python-dependencies/inputs";
import { declaredPackages, type KnownPackage } from "../python-dependencies/known-packages";
import type { PlacedLine } from "../python-dependencies/requirements-tree";
import type { Settings } from "../settings";

/** What the build of an image installs. */
export interface ImageRequirements {
    readonly packages: readonly KnownPackage[];
    /** requirements.txt and all that it includes; none where the code arrives later. */
    readonly requirementFiles: readonly string[];
    readonly problems: readonly Problem[];
}

/** What requirements name, and what a generated Dockerfile could not install of it. */
export function imageRequirements(settings: Settings, ownPaths: ReadonlySet<string>): ImageRequirements {
    const requirements = readRequirements({ directory: settings.appDirectory, ownPaths });
    if (requirements === undefined) {
        return { packages: [], requirementFiles: [], problems: [] };
    }
    const packages = declaredPackages(requirements);
    // What was derived from a lock file is not in the bundle.
    if (requirements.derived !== undefined) {
        return { packages, requirementFiles: [], problems: [] };
    }
    const { from } = planContainers(settings).containers;
    const isGenerated = from.kind === "built" && !bringsContainers(ownPaths, from);
    return {
        packages,
        requirementFiles: [...requirements.texts.keys()],
        problems: isGenerated ? [...includeProblems(requirements), ...requirements.lines.flatMap(localPath)] : [],
    };
}

const place = ({ file, line }: PlacedLine): string => `${file}:${line}`;

/** Of the problems of the files themselves; lines that are no includes are judged here. */
function includeProblems({ lines, problems }: Requirements): Problem[] {
    const others = new Set(lines.map(place));
    return problems.filter(({ where }) => !others.has(where));
}

/** Requirements are installed before the application is there, in a layer that stays when the application changes. */
function localPath(line: PlacedLine): Problem[] {
    const written = localPlace(line);
    return written === undefined
        ? []
        : [
              {
                  where: place(line),
                  got: `${written}, a path of the application`,
                  allowed:
                      "packages of an index, or URLs: a generated image installs requirements before it has the application",
                  remedy: "Name a package or a URL, or write a Dockerfile of your own.",
              },
          ];
}

function localPlace(line: PlacedLine): string | undefined {
    switch (line.kind) {
        case "path":
            return line.path;
        case "named":
            return /^file:/i.test(line.url ?? "") ? line.url : undefined;
        case "option":
            return line.name === "--find-links" && !/^https?:/i.test(line.value) ? line.value : undefined;
        case "url":
        case "include":
            return undefined;
    }
}
