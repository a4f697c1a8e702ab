import { z } from "zod";
import { pythonBranches } from "../platform-branches";
import { common } from "./defaults";
import { platformPin } from "./package-schema";
import { Form, jsonSecretArn } from "./patterns";
import { seconds, text } from "./schema-parts";

/** https://github.com/distribution/reference/blob/main/reference.go; one without a tag or a digest would mean another image tomorrow. */
const pinnedImage: Form = {
    pattern:
        /^([A-Za-z0-9.-]+(:\d+)?\/)?[a-z0-9]+([._/-]+[a-z0-9]+)*(:(?!latest$)[\w][\w.-]{0,127}(@sha256:[0-9a-f]{64})?|@sha256:[0-9a-f]{64})$/,
    allowed: "an image with a tag that is not latest, or with a digest: registry/name:tag or registry/name@sha256:…",
};

/** https://www.debian.org/doc/debian-policy/ch-controlfields.html#source, with a version where one is wanted. */
const debianPackage: Form = {
    pattern: /^[a-z0-9][a-z0-9+.-]+(=[A-Za-z0-9.+:~-]+)?$/,
    allowed: "the name of a Debian package",
};

const registryServer: Form = {
    pattern: /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/,
    allowed: "the host of a registry, without https:// and without a path",
};

const absoluteFolder: Form = {
    pattern: /^(?!.*(^|\/)\.{1,2}(\/|$))(\/[A-Za-z0-9._@+-]+)+$/,
    allowed: "an absolute path of letters, digits and . _ @ + -, without . and ..",
};

const volume = z.discriminatedUnion("kind", [
    z.strictObject({
        kind: z.literal("named").describe("A volume that Docker keeps, on the instance's disk"),
        target: text(absoluteFolder).describe("Folder in the containers"),
    }),
    z.strictObject({
        kind: z.literal("host").describe("A folder of the instance, made with the right owner"),
        folder: text(absoluteFolder).describe("Folder on the instance, outside /var/app"),
        target: text(absoluteFolder).describe("Folder in the containers"),
        owner: z
            .int()
            .min(0)
            .max(65534)
            .default(common.containerUser)
            .describe("Number of the user that writes there; that of generated images without it"),
    }),
]);

const registry = z.strictObject({
    server: text(registryServer).describe("Host of the registry; Docker Hub's is docker.io"),
    secretArn: text(jsonSecretArn).describe(
        "Secret in Secrets Manager, JSON with username and password, which instances read to log Docker in",
    ),
});

export const dockerPlatform = z.strictObject({
    kind: z
        .literal("docker")
        .describe(
            "The Docker platform on Amazon Linux 2023; container files are generated where the application brings none",
        ),
    ...platformPin,
    port: z
        .int()
        .min(1)
        .max(65535)
        .default(common.containerPort)
        .describe("Port on which the container answers, where its compose file is generated"),
    pythonVersion: z
        .enum(pythonBranches)
        .default(common.pythonBranch)
        .describe("Python of a generated image, quoted (YAML reads 3.10 as 3.1)"),
    baseImage: text(pinnedImage)
        .optional()
        .describe(
            "Image on which a generated one builds, in place of Docker's own of Python on Debian; apt and Python must be in it",
        ),
    systemPackages: z.array(text(debianPackage)).default([]).describe("Debian packages in a generated image"),
    buildPackages: z
        .array(text(debianPackage))
        .default([])
        .describe("Debian packages for the installation of requirements alone: compilers, headers"),
    proxy: z
        .enum(["nginx", "none"])
        .default("nginx")
        .describe(
            "nginx in a container in front of the application's: it writes what enhanced health counts, serves static files and gives health checks an allowed host. Without it the application's own port is published",
        ),
    proxyImage: text(pinnedImage).default(common.proxyImage).describe("Image of that nginx"),
    network: z
        .enum(["bridge", "host"])
        .default("bridge")
        .describe(
            "Network of generated containers: Docker's own, or the instance's, which needs no hopLimit but lets containers reach whatever listens on the instance",
        ),
    hopLimit: z
        .int()
        .min(1)
        .max(64)
        .default(common.hopLimit)
        .describe(
            "Network hops to the instance's metadata, by a change of Elastic Beanstalk's launch template: with EC2's own 1, containers on a bridge have no role. 1 leaves the template alone",
        ),
    volume: volume
        .optional()
        .describe(
            "A folder that outlives the containers, and ends with the instance: no place for what must not be lost",
        ),
    registry: registry.optional().describe("Login at a private registry; ECR needs none, the instance's role is it"),
    databaseWaitSeconds: seconds(1, 3600)
        .default(common.databaseWaitSeconds)
        .describe("How long a generated entry point waits for the database to answer"),
    migrationWaitSeconds: seconds(1, 36000)
        .default(common.migrationWaitSeconds)
        .describe("How long it waits for the migration of another instance, and other processes for the web process's"),
});
