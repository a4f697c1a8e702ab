import { codeOriginProblems } from "../../ebextensions/minimal-package/origin-problems";
import { hasBothArchitectures } from "../architecture";
import type { Problem } from "../problem";
import type { Settings } from "../settings";
import { dockerCheck } from "./docker-check";

/** What platform, package mode and instance types do not allow each other. */
export function packageCheck(settings: Settings): Problem[] {
    const { platform } = settings.app;
    return [
        ...(platform.kind === "python" ? pythonOnly(settings) : dockerOnly(settings)),
        ...dockerCheck(settings),
        ...codeProblems(settings),
        ...architectures(settings),
    ];
}

function pythonOnly({ app }: Settings): Problem[] {
    return app.package.mode === "source"
        ? []
        : [
              {
                  where: "app.package.mode",
                  got: "minimal, on the Python platform",
                  allowed:
                      "source on the Python platform: it installs the requirements before any hook could fetch them",
                  remedy: "Use package: {mode: source}, or platform: {kind: docker}.",
              },
          ];
}

/** Each of these is done on the host of the Python platform; on Docker it would be read by nobody. */
function dockerOnly({ app: { version, python } }: Settings): Problem[] {
    const unused: [string, string, boolean][] = [
        ["app.version.header", "a header, on the Docker platform", version.header !== undefined],
        ["app.version.contextProcessor", "true, on the Docker platform", version.contextProcessor],
        ["app.python.lock", "a lock, on the Docker platform", python.lock !== false],
        ["app.python.vendorWheels", "true, on the Docker platform", python.vendorWheels],
        ["app.python.indexUrl", "an index, on the Docker platform", python.indexUrl !== undefined],
    ];
    return unused
        .filter(([, , given]) => given)
        .map(([where, got]) => ({
            where,
            got,
            allowed: "only on the Python platform",
            remedy: "Remove it; do the same in the image's build.",
        }));
}

const codeProblems = ({ app: { package: packaging } }: Settings): Problem[] =>
    packaging.mode === "minimal" ? codeOriginProblems(packaging.code) : [];

/** An environment has one machine image, of one processor. */
function architectures({ environment: { instanceTypes } }: Settings): Problem[] {
    return hasBothArchitectures(instanceTypes)
        ? [
              {
                  where: "environment.instanceTypes",
                  got: instanceTypes.join(", "),
                  allowed: "types of one processor: with Graviton (t4g, m7g, …), or without",
                  remedy: "Remove those of the other kind.",
              },
          ]
        : [];
}
