import * as path from "node:path/posix";
import type { DockerInstruction, Dockerfile } from "../../dockerfile-model";
import { plainFile } from "../../factories/scripts";
import type { PlainFile } from "../../model";
import { shellWord } from "../../shell";
import { gunicornCommand } from "../procfile";
import { entrypointCommand } from "./entrypoint";
import { appFolder, appUser, type BuiltImage, type ContainerPlan, logFolder, stateFolder } from "./plan";
import { written } from "../../written";

const environment = "/opt/venv";
/** Written out, since the renderer takes a dollar sign literally. */
const searchPath = `${environment}/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`;
const user = "app";

/**
 * Two stages: compilers and caches stay in the first. Requirements have a layer of their own, which is built again only when they change. The application
 * belongs to root and runs as another user, so that a fault in it cannot change its code.
 */
export function dockerfile(image: BuiltImage, plan: Pick<ContainerPlan, "port" | "network" | "volume">): Dockerfile {
    return {
        kind: "dockerfile",
        path: "Dockerfile",
        reason: "builds the application's image on the instance",
        instructions: [...buildStage(image), ...finalStage(image, plan)],
    };
}

const buildStage = ({
    baseImage,
    buildPackages,
    systemPackages,
    requirementFiles,
}: BuiltImage): DockerInstruction[] => [
    { do: "from", image: baseImage, as: "build" },
    { do: "env", name: "PIP_DISABLE_PIP_VERSION_CHECK", value: "1" },
    ...packages([...buildPackages, ...systemPackages]),
    { do: "run", commands: [`python -m venv ${environment}`] },
    { do: "env", name: "PATH", value: searchPath },
    { do: "workdir", folder: "/requirements" },
    ...requirements(requirementFiles),
    { do: "run", commands: ["pip install --no-cache-dir --requirement requirements.txt"] },
    { do: "workdir", folder: appFolder },
    { do: "copy", sources: ["."], target: "./" },
    { do: "comment", text: "Elastic Beanstalk writes the secrets there; an ignore file may have let it in." },
    { do: "run", commands: ["rm -f .env"] },
];

/** A copy of several files forgets their folders, and pip looks for an included file beside the one that includes it. */
function requirements(files: readonly string[]): DockerInstruction[] {
    const folders = [...new Set(files.map((file) => path.dirname(file)))].sort();
    return files.length === 0
        ? [{ do: "copy", sources: ["."], target: "./" }]
        : folders.map((folder) => ({
              do: "copy",
              sources: files.filter((file) => path.dirname(file) === folder).sort(),
              target: folder === "." ? "./" : `${folder}/`,
          }));
}

function finalStage(
    { baseImage, systemPackages, staticRoot, gunicorn }: BuiltImage,
    { port, network, volume }: Pick<ContainerPlan, "port" | "network" | "volume">,
): DockerInstruction[] {
    const writable = [
        `${appFolder}/${staticRoot}`,
        logFolder,
        stateFolder,
        ...(volume === undefined ? [] : [volume.target]),
    ];
    // On the host's own network the port would be open to whoever reaches the instance.
    const address = network === "host" ? "127.0.0.1" : "0.0.0.0";
    // The entry point sets WEB_CONCURRENCY by the cores.
    const workers = gunicorn.workers === "cores" ? undefined : String(gunicorn.workers);
    return [
        { do: "from", image: baseImage },
        ...packages(systemPackages),
        {
            do: "run",
            commands: [
                `groupadd --gid ${appUser} ${user}`,
                `useradd --uid ${appUser} --gid ${user} --create-home --shell /usr/sbin/nologin ${user}`,
            ],
        },
        { do: "env", name: "PATH", value: searchPath },
        { do: "comment", text: "What is printed is in the log at once, also when the process is killed." },
        { do: "env", name: "PYTHONUNBUFFERED", value: "1" },
        { do: "env", name: "PYTHONDONTWRITEBYTECODE", value: "1" },
        { do: "copy", stage: "build", sources: [environment], target: environment },
        { do: "copy", stage: "build", sources: [appFolder], target: appFolder },
        { do: "workdir", folder: appFolder },
        { do: "run", commands: [`install -d -o ${user} -g ${user} ${writable.map(shellWord).join(" ")}`] },
        { do: "user", name: `${appUser}:${appUser}` },
        { do: "expose", port },
        { do: "entrypoint", argv: entrypointCommand },
        { do: "cmd", argv: ["web", ...gunicornCommand(gunicorn, `${address}:${port}`, workers).split(" ")] },
    ];
}

/** Every list of packages is read anew and none of it stays in the layer. */
function packages(names: readonly string[]): DockerInstruction[] {
    return names.length === 0
        ? []
        : [
              // Debian drops a package's older versions from its archive, so that a pinned one fails the next build.
              { do: "comment", text: "hadolint ignore=DL3008" },
              {
                  do: "run",
                  commands: [
                      "apt-get update",
                      `apt-get install --yes --no-install-recommends ${[...new Set(names)].sort().map(shellWord).join(" ")}`,
                      "rm -rf /var/lib/apt/lists/*",
                  ],
              },
          ];
}

/** What no image needs, and what none may hold: Elastic Beanstalk writes the environment's properties, secrets included, to .env before it builds. */
export const dockerignore = (): PlainFile =>
    plainFile(".dockerignore", {
        reason: "keeps secrets and files of the host out of the image",
        content: `${written}
.env
.ebextensions
.platform
.dockerignore
Dockerfile
docker-compose.yml
.git
.venv
**/__pycache__
**/*.pyc
`,
    });
