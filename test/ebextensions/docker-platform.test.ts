import * as assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { parse } from "yaml";
import { planGeneratedFiles } from "../../components/generated-files";
import { minimalRaw, testSettings } from "../support/settings";
import { containerFiles, textOf } from "../support/container-files";
import { cfnLint, composeConfig, hadolint, needsJudges, pyYaml, shellcheck } from "../support/judges";

type Files = ReturnType<typeof containerFiles>;

const paths = (files: Files) => [...files.values()].map(({ path, executable }) => `${executable ? "x" : "-"} ${path}`);
const image = `registry.example.com/notes@sha256:${"0a".repeat(32)}`;
const pulled = { package: { mode: "minimal", code: { from: "image", image } } };
const everything = {
    systemPackages: ["libpango-1.0-0", "fonts-dejavu"],
    buildPackages: ["gcc"],
    volume: { kind: "host", folder: "/srv/data", target: "/data" },
    registry: {
        server: "registry.example.com",
        secretArn: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:login-AbCdEf",
    },
};
const variants: Readonly<Record<string, Files>> = {
    plain: containerFiles(),
    "with everything": containerFiles(everything),
    "on the host's network": containerFiles({ network: "host" }),
    "without a proxy": containerFiles({ proxy: "none", volume: { kind: "named", target: "/data" } }),
    "of an image": containerFiles({}, pulled),
};

describe("files of the Docker platform", () => {
    const common = [
        "x .platform/confighooks/prebuild/10-required-variables.sh",
        "x .platform/hooks/prebuild/10-required-variables.sh",
    ];

    it("are these, for an application without a container file", () => {
        assert.deepEqual(paths(containerFiles()), [
            "- .dockerignore",
            "- .ebextensions/15-container-folders.config",
            "- .ebextensions/21-metadata-hops.config",
            "- .ebextensions/30-logs.config",
            "x .platform/confighooks/postdeploy/90-health.sh",
            "x .platform/confighooks/prebuild/10-required-variables.sh",
            "x .platform/hooks/postdeploy/90-health.sh",
            "x .platform/hooks/prebuild/10-required-variables.sh",
            "- Dockerfile",
            "- django-beanstalk/entrypoint.json",
            "- django-beanstalk/entrypoint.py",
            "- django-beanstalk/nginx.conf",
            "- docker-compose.yml",
        ]);
    });

    it("leave out what the application brings itself", () => {
        const own = ["- .ebextensions/21-metadata-hops.config", "- .ebextensions/30-logs.config", ...common];
        for (const file of ["docker-compose.yml", "Dockerfile", "Dockerrun.aws.json"]) {
            assert.deepEqual(paths(containerFiles({}, {}, ["manage.py", file])), own);
        }
        assert.ok(!containerFiles({}, {}, ["manage.py", ".dockerignore"]).has(".dockerignore"));
        assert.ok(!containerFiles({ hopLimit: 1 }).has(".ebextensions/21-metadata-hops.config"));
    });

    it("never hold a .env, in whose presence Elastic Beanstalk writes none", () => {
        for (const files of Object.values(variants)) {
            assert.ok(!files.has(".env"));
        }
    });

    it("run an image that is pulled without building anything, also beside a Dockerfile", () => {
        for (const ownPaths of [[], ["Dockerfile"]]) {
            assert.deepEqual(paths(containerFiles({}, pulled, ownPaths)), [
                "- .ebextensions/15-container-folders.config",
                "- .ebextensions/21-metadata-hops.config",
                "- .ebextensions/30-logs.config",
                "x .platform/confighooks/postdeploy/90-health.sh",
                "x .platform/confighooks/prebuild/10-required-variables.sh",
                "x .platform/hooks/postdeploy/90-health.sh",
                "x .platform/hooks/prebuild/10-required-variables.sh",
                "- django-beanstalk/nginx.conf",
                "- docker-compose.yml",
            ]);
        }
        assert.ok(!containerFiles({}, pulled, ["docker-compose.yml"]).has("docker-compose.yml"));
    });

    it("say in YAML 1.1 what they say in YAML 1.2", function () {
        needsJudges(this, "PyYAML");
        const texts = Object.values(variants).flatMap((files) =>
            [...files.values()].filter(({ path }) => /\.(config|yml)$/.test(path)).map(({ content }) => content),
        );
        assert.deepEqual(
            pyYaml(texts),
            texts.map((text) => parse(text) as unknown),
        );
    });

    it("hold scripts without a finding of shellcheck", function () {
        needsJudges(this, "shellcheck");
        const ecr = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/python:3.13";
        const all = [everything, { baseImage: ecr }, { ...everything, proxyImage: ecr }].map((each) =>
            containerFiles(each),
        );
        for (const { path, content } of all.flatMap((files) => [...files.values()])) {
            if (path.startsWith(".platform/hooks/")) {
                shellcheck(content);
            }
        }
    });

    it("hold a change of the launch template that CloudFormation takes", function () {
        needsJudges(this, "cfn-lint");
        cfnLint(parse(textOf(containerFiles({ hopLimit: 3 }), ".ebextensions/21-metadata-hops.config")) as object);
    });
});

describe("the Dockerfile", () => {
    it("has no finding of hadolint", function () {
        needsJudges(this, "hadolint");
        for (const files of Object.values(variants)) {
            const text = files.get("Dockerfile")?.content;
            if (text !== undefined) {
                hadolint(text);
            }
        }
    });

    const text = textOf(containerFiles(everything), "Dockerfile");

    it("installs requirements before it copies the application, which changes more often", () => {
        assert.ok(text.indexOf("pip install") < text.indexOf('COPY [".", "./"]'));
    });

    it("has each requirements file where the one that includes it looks, and the application where nobody knows them", () => {
        const copies = (ownPaths: readonly string[], files?: readonly string[]) => {
            const generated = planGeneratedFiles(
                testSettings({ app: { ...minimalRaw.app, platform: { kind: "docker" } } }),
                new Set(ownPaths),
                { requirements: files },
            );
            const [, build = ""] = (generated.find(({ path }) => path === "Dockerfile")?.content ?? "").split(
                /^FROM /m,
            );
            return build.slice(0, build.indexOf("RUN pip install")).match(/^COPY .*$/gm);
        };
        const included = ["requirements.txt", "requirements/prod.txt", "constraints.txt", "requirements/base.txt"];
        assert.deepEqual(copies(["requirements.txt"], included), [
            'COPY ["constraints.txt", "requirements.txt", "./"]',
            'COPY ["requirements/base.txt", "requirements/prod.txt", "requirements/"]',
        ]);
        assert.deepEqual(copies(["requirements.txt"]), ['COPY ["requirements.txt", "./"]']);
        assert.deepEqual(copies([]), ['COPY [".", "./"]']);
    });

    it("drops a .env that an ignore file let in, in the stage that is thrown away", () => {
        const [, build = "", final = ""] = text.split(/^FROM /m);
        assert.ok(build.indexOf('COPY [".", "./"]') < build.indexOf("RUN rm -f .env"));
        assert.ok(!final.includes('COPY ["."'));
        assert.match(textOf(containerFiles(), ".dockerignore"), /^\.env$/m);
    });

    it("runs as a user who cannot change the code, and keeps compilers out of the image", () => {
        const [, build = "", final = ""] = text.split(/^FROM /m);
        assert.match(final, /\nUSER 10001:10001\n/);
        assert.doesNotMatch(final, /--chown/);
        assert.match(build, /gcc/);
        assert.doesNotMatch(final, /gcc/);
        assert.match(
            final,
            /RUN install -d -o app -g app \/app\/staticfiles \/var\/log\/app \/var\/lib\/django-beanstalk \/data\n/,
        );
    });

    it("takes the wanted branch of Python, or another image", () => {
        const from = (platform: object) =>
            /^FROM (\S+)/m.exec(textOf(containerFiles({ ...platform }), "Dockerfile"))?.[1];
        assert.equal(from({ pythonVersion: "3.12" }), "public.ecr.aws/docker/library/python:3.12-slim-trixie");
        assert.equal(from({ baseImage: "example.com/python:1" }), "example.com/python:1");
    });

    it("starts Gunicorn where the proxy reaches it, and nobody else does", () => {
        const command = (platform: object) =>
            /^CMD (.*)$/m.exec(textOf(containerFiles({ ...platform }), "Dockerfile"))?.[1];
        const words = (address: string) =>
            `["web", "gunicorn", "--bind", "${address}", "--workers", "2", "--threads", "4", "--timeout", "50", "--worker-tmp-dir", "/dev/shm", "--limit-request-field_size", "16384", "--limit-request-line", "8190", "--access-logfile", "-", "--error-logfile", "-", "--capture-output", "config.wsgi:application"]`;
        assert.equal(command({}), words("0.0.0.0:8000"));
        assert.equal(command({ port: 9000 }), words("0.0.0.0:9000"));
        assert.equal(command({ network: "host" }), words("127.0.0.1:8000"));
    });
});

describe("docker-compose.yml", () => {
    const environment = { ".env": "EB_LOG_BASE_DIR=/var/log/eb-docker/containers\nSECRET_KEY=a$$b\n" };
    const projectOf = (files: Files) => composeConfig(textOf(files, "docker-compose.yml"), environment);

    it("is what Docker Compose takes", function () {
        needsJudges(this, "compose");
        for (const files of Object.values(variants)) {
            const { services } = projectOf(files);
            assert.equal(Object.values(services).filter(({ ports }) => ports !== undefined).length <= 1, true);
        }
    });

    it("hands the environment's properties to the application alone", function () {
        needsJudges(this, "compose");
        const { web, nginx } = projectOf(containerFiles()).services;
        assert.deepEqual(web?.["environment"], { EB_LOG_BASE_DIR: "/var/log/eb-docker/containers", SECRET_KEY: "a$b" });
        assert.equal(nginx?.["environment"], undefined);
    });

    const document = (files: Files) =>
        parse(textOf(files, "docker-compose.yml")) as {
            services: Record<string, Record<string, unknown>>;
            volumes?: object;
        };

    it("publishes port 80 once: of the proxy, or of the application where there is none", () => {
        const published = (files: Files) =>
            Object.entries(document(files).services).map(([name, { ports }]) => [name, ports]);
        assert.deepEqual(published(containerFiles()), [
            ["web", undefined],
            ["nginx", ["80:80"]],
        ]);
        assert.deepEqual(published(containerFiles({ proxy: "none" })), [["web", ["80:8000"]]]);
        assert.deepEqual(published(containerFiles({ network: "host" })), [
            ["web", undefined],
            ["nginx", undefined],
        ]);
        assert.deepEqual(published(containerFiles({ port: 80, proxy: "none" }, pulled)), [["web", ["80:80"]]]);
    });

    const logging = { driver: "json-file", options: { "max-size": "10m", "max-file": "3" } };
    const fingerprint = (files: Files) =>
        createHash("sha256").update(textOf(files, "django-beanstalk/nginx.conf")).digest("hex").slice(0, 12);

    it("starts the application like this", () => {
        const files = containerFiles({ volume: { kind: "named", target: "/data" } });
        assert.deepEqual(document(files), {
            services: {
                web: {
                    build: { context: ".", dockerfile: "Dockerfile" },
                    env_file: [".env"],
                    volumes: [
                        { type: "bind", source: "${EB_LOG_BASE_DIR}/web", target: "/var/log/app" },
                        { type: "volume", source: "data", target: "/data" },
                        { type: "volume", source: "static", target: "/app/staticfiles" },
                    ],
                    healthcheck: {
                        test: ["CMD", "python", "/app/django-beanstalk/entrypoint.py", "health"],
                        interval: "30s",
                        timeout: "10s",
                        retries: 3,
                        start_period: "360s",
                    },
                    stop_grace_period: "35s",
                    logging,
                    restart: "unless-stopped",
                },
                nginx: {
                    image: "public.ecr.aws/docker/library/nginx:1.30-alpine",
                    ports: ["80:80"],
                    volumes: [
                        {
                            type: "bind",
                            source: "./django-beanstalk/nginx.conf",
                            target: "/etc/nginx/conf.d/default.conf",
                            read_only: true,
                        },
                        { type: "bind", source: "/var/log/nginx/healthd", target: "/var/log/nginx/healthd" },
                        { type: "volume", source: "static", target: "/srv/static-files/static", read_only: true },
                    ],
                    labels: { "django-beanstalk.configuration": fingerprint(files) },
                    depends_on: { web: { condition: "service_started" } },
                    logging,
                    restart: "unless-stopped",
                },
            },
            volumes: { data: {}, static: {} },
        });
    });

    it("makes the proxy anew when its configuration changes, whose mount would keep the old file, and only then", () => {
        const label = (files: Files) => document(files).services["nginx"]?.["labels"];
        const changed = containerFiles({}, { proxy: { maxBodyMb: 25 } });
        assert.deepEqual(label(changed), { "django-beanstalk.configuration": fingerprint(changed) });
        assert.notDeepEqual(label(changed), label(containerFiles()));
        assert.deepEqual(label(containerFiles({ systemPackages: ["gcc"] })), label(containerFiles()));
    });

    it("lets whatever runs the application read the certificates of RDS, where DATABASE_URL names them", () => {
        const processes = { reports: { kind: "command", command: "python manage.py process_documents" } };
        const database = (verifyCertificate: boolean) => ({ database: { kind: "postgres", verifyCertificate } });
        const mount = {
            type: "bind",
            source: "/opt/django-beanstalk/rds-certificates.pem",
            target: "/opt/django-beanstalk/rds-certificates.pem",
            read_only: true,
        };
        const readers = (app: object, verify: boolean) => {
            const files = containerFiles({}, { processes, ...app }, ["manage.py"], database(verify));
            assert.equal(files.has(".platform/hooks/prebuild/12-root-certificates.sh"), verify);
            const { services } = document(files);
            return Object.keys(services).filter((name) => {
                const mounts = (services[name]?.["volumes"] ?? []) as { target: string }[];
                const found = mounts.filter(({ target }) => target === mount.target);
                assert.deepEqual(found, found.length === 0 ? [] : [mount]);
                return found.length > 0;
            });
        };
        assert.deepEqual(readers({}, true), ["web", "reports"]);
        assert.deepEqual(readers(pulled, true), ["web", "reports"]);
        assert.deepEqual(readers({}, false), []);
    });

    it("runs further processes from the same image, which wait for the web process and end their tasks", () => {
        const processes = {
            reports: { kind: "command", command: "python manage.py process_documents --loop $HOME" },
            tasks: { kind: "celeryWorker", app: "config", stopSeconds: 120 },
        };
        const { services } = document(containerFiles({}, { processes }));
        const { web, nginx, reports, tasks } = services;
        assert.deepEqual(Object.keys(services), ["web", "reports", "tasks", "nginx"]);
        assert.ok(web !== undefined && nginx !== undefined);
        assert.deepEqual(reports, {
            build: { context: ".", dockerfile: "Dockerfile" },
            init: true,
            command: ["service", "bash", "-c", "python manage.py process_documents --loop $$HOME"],
            env_file: [".env"],
            volumes: [{ type: "bind", source: "${EB_LOG_BASE_DIR}/reports", target: "/var/log/app" }],
            stop_grace_period: "35s",
            logging,
            restart: "unless-stopped",
        });
        assert.deepEqual(
            [tasks?.["command"], tasks?.["stop_grace_period"]],
            [["service", "bash", "-c", "celery --app config worker --loglevel INFO --hostname tasks@"], "125s"],
        );
    });

    it("runs an image that is pulled as it is", () => {
        assert.deepEqual(document(containerFiles({ proxy: "none" }, pulled)), {
            services: {
                web: {
                    image,
                    env_file: [".env"],
                    ports: ["80:8000"],
                    stop_grace_period: "35s",
                    logging,
                    restart: "unless-stopped",
                },
            },
        });
    });
});
