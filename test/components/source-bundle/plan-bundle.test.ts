import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { ProblemError } from "../../../components/problem";
import { Bundle, buildBundle } from "../../../components/source-bundle/build-bundle";
import { planBundle } from "../../../components/source-bundle/plan-bundle";
import { standaloneSteps } from "../../../components/standalone";
import { needsJudges, pyYaml } from "../../support/judges";
import { minimalRaw, testSettings } from "../../support/settings";
import { temporaryFolder } from "../../support/temporary-folder";

const repository = path.resolve(__dirname, "..", "..", "..");
const unchecked = { check: "off" };

/** Where a bundle is refused. */
async function placesOf(bundle: Promise<Bundle>): Promise<string[]> {
    const error: unknown = await bundle.catch((reason: unknown) => reason);
    assert.ok(error instanceof ProblemError, String(error));
    return error.problems.map(({ where }) => where);
}

describe("planBundle", () => {
    const folder = temporaryFolder();

    /** The example, or another application, with what a test says about it. */
    const settings = (app: Readonly<Record<string, unknown>>, more: Readonly<Record<string, unknown>> = {}) =>
        testSettings({ app: { ...minimalRaw.app, python: unchecked, ...app }, ...more }, { root: repository });
    const build = (
        app: Readonly<Record<string, unknown>>,
        options: Parameters<typeof planBundle>[2] = {},
    ): Promise<Bundle> => buildBundle(planBundle(settings(app), folder.path, options));
    const read = ({ file }: Bundle, entry: string): string =>
        execFileSync("unzip", ["-p", file, entry], { encoding: "utf8" });
    const paths = ({ contents }: Bundle): string[] => contents().map((entry) => entry.path);

    it("says in the bundle which version it is, and where the settings ask", async () => {
        const version = { prefix: "v129-env-var-fix", header: "X-App-Version", contextProcessor: true };
        const bundle = await build({ version });
        const label = `v129-env-var-fix-${bundle.fingerprint.slice(0, 12)}`;
        assert.equal(bundle.label, label);
        const told = JSON.parse(read(bundle, "django-beanstalk.json")) as Record<string, string>;
        assert.deepEqual([told["label"], told["fingerprint"]], [label, bundle.fingerprint]);
        assert.match(told["commit"] ?? "", /^[0-9a-f]{40}(\+changes)?$/);
        assert.equal(
            read(bundle, ".platform/nginx/conf.d/20-version-header.conf").split("\n")[1],
            `add_header X-App-Version "${label}" always;`,
        );
        const script =
            "import sys; sys.dont_write_bytecode = True; import django_beanstalk_version as v; print(v.context(None)['app_version'])";
        fs.writeFileSync(
            path.join(folder.path, "django_beanstalk_version.py"),
            read(bundle, "django_beanstalk_version.py"),
        );
        assert.equal(execFileSync("python3", ["-c", script], { cwd: folder.path, encoding: "utf8" }).trim(), label);
        const plain = await build({});
        assert.equal(plain.label, plain.fingerprint.slice(0, 12));
        assert.deepEqual(
            paths(bundle).filter((each) => !paths(plain).includes(each)),
            [".platform/nginx/conf.d/20-version-header.conf", "django_beanstalk_version.py"],
        );
    });

    it("packs application files alone when asked", async () => {
        const bundle = await build({}, { generated: false });
        assert.deepEqual(bundle.generated, []);
        assert.ok(paths(bundle).includes("manage.py") && !paths(bundle).includes("Procfile"));
    });

    it("adds the option settings for an upload by hand, as PyYAML reads them, and says what remains to be done", async function () {
        needsJudges(this, "PyYAML");
        const domain = { name: "www.example.com", zone: "example.com" };
        const stack = settings({}, { domain, secrets: { SECRET_KEY: { kind: "generated" } } });
        const bundle = await buildBundle(planBundle(stack, folder.path, { standalone: true }));
        const [document] = pyYaml([read(bundle, ".ebextensions/00-options.config")]);
        const { option_settings } = document as {
            option_settings: Record<"namespace" | "option_name" | "value", string>[];
        };
        const options = Object.fromEntries(
            option_settings.map((each) => [`${each.namespace}/${each.option_name}`, each.value]),
        );
        assert.equal(options["aws:elasticbeanstalk:environment/LoadBalancerType"], "application");
        assert.equal(
            options["aws:elasticbeanstalk:application:environment/DJANGO_SETTINGS_MODULE"],
            "config.settings.production",
        );
        assert.deepEqual(
            Object.entries(options).filter(
                ([name, value]) => typeof value !== "string" || name.startsWith("aws:ec2:vpc"),
            ),
            [],
        );
        assert.equal(
            options["aws:elasticbeanstalk:application:environment/ALLOWED_HOSTS"],
            ".us-east-1.elasticbeanstalk.com,.us-east-1.elb.amazonaws.com,www.example.com",
        );
        assert.ok(!paths(bundle).includes(".ebextensions/20-https-redirect.config"));
        assert.ok(!read(bundle, ".platform/hooks/prebuild/10-required-variables.sh").includes("RDS_"));
        assert.deepEqual(standaloneSteps(stack, "x.zip"), [
            "Open Elastic Beanstalk in the AWS console, region us-east-1, and choose Create environment: Web server environment.",
            "Platform: 64bit Amazon Linux 2023 v4.13.7 running Python 3.13. Application code: Upload your code, and give it x.zip.",
            "Presets: High availability; the load balancer's type is Application. The console's own choices win over the bundle's options, so leave what they cover unchanged.",
            "Service access: the service role and the EC2 instance profile; the profile must be able to read the secrets below.",
            "Environment properties, from Secrets Manager or SSM: SECRET_KEY. Without them the first hook stops the deployment.",
            "Database and media bucket are not made by an upload: set what your application reads of AWS_S3_REGION_NAME, AWS_STORAGE_BUCKET_NAME, DATABASE_URL, RDS_DB_NAME, RDS_HOSTNAME, RDS_PASSWORD, RDS_PORT, RDS_USERNAME.",
            "After it is up: a certificate for www.example.com on a listener at port 443, a redirect to it, and an alias record in Route 53. The bundle holds no redirect, since it would lead nowhere before.",
        ]);
    });

    it("gives notice of modules that the bundle does not hold, and of a Procfile of the application's own", async () => {
        const root = path.join(folder.path, "shop");
        fs.mkdirSync(path.join(root, "shop"), { recursive: true });
        for (const file of ["manage.py", "requirements.txt", "shop/settings.py"]) {
            fs.writeFileSync(path.join(root, file), "");
        }
        fs.writeFileSync(path.join(root, "Procfile"), "web: gunicorn shop.wsgi\n");
        const bundle = await build({ directory: root, wsgi: "shop.wsgl:application", settingsModule: "shop.settings" });
        assert.deepEqual(bundle.notices, [
            "app.wsgi names shop.wsgl, but the bundle has no shop/wsgl.py: the application will not start unless a package brings it.",
            "The application's own Procfile is used; app.wsgi, app.asgi and app.web have no effect on it.",
        ]);
    });

    it("tells what is wrong with the application's own files: errors as problems, warnings as notices", async () => {
        const root = path.join(folder.path, "linted");
        fs.mkdirSync(path.join(root, ".ebextensions"), { recursive: true });
        fs.writeFileSync(path.join(root, "manage.py"), "");
        fs.writeFileSync(path.join(root, "requirements.txt"), "");
        const config = "commands:\n  1_unlock:\n    command: pkg-repo unlock\n  10_pip:\n    command: pip install x\n";
        fs.writeFileSync(path.join(root, ".ebextensions", "01.config"), config);
        const error: unknown = await build({ directory: root }).catch((reason: unknown) => reason);
        assert.ok(error instanceof ProblemError, String(error));
        assert.deepEqual(
            error.problems.map(({ where }) => where),
            [".ebextensions/01.config:3"],
        );
        const allow = {
            "pkg-repo": "our own program of that name",
            "pip-install": "a tool of the instance",
            epel: "x",
        };
        const { notices } = await build({ directory: root, checks: { allow } });
        assert.deepEqual(notices.slice(0, 2), [
            "command-order: Commands run in alphabetical order: 10_y comes before 2_x. .ebextensions/01.config:4 commands.10_pip: Numbers of the same length: 02_x, 10_y.",
            "app.checks.allow.epel is not used: there is no such finding. Remove it.",
        ]);
    });

    it("refuses an application of which the platform would install nothing", async () => {
        const root = path.join(folder.path, "bare");
        fs.mkdirSync(root);
        fs.writeFileSync(path.join(root, "manage.py"), "");
        const error: unknown = await build({ directory: root, python: { check: "auto" } }).catch(
            (reason: unknown) => reason,
        );
        assert.ok(error instanceof ProblemError, String(error));
        assert.deepEqual(
            error.problems.map(({ where, got }) => [where, got]),
            [["requirements.txt", "neither requirements.txt nor Pipfile, and no lock file to make one from"]],
        );
    });

    it("builds an image from all that the requirements include, and refuses what the build could not have", async () => {
        const root = path.join(folder.path, "included");
        fs.mkdirSync(path.join(root, "requirements"), { recursive: true });
        const write = (name: string, text: string) => {
            fs.writeFileSync(path.join(root, name), text);
        };
        write("manage.py", "");
        write("requirements.txt", "-r requirements/base.txt\n");
        write("requirements/base.txt", "Django==5.2.8\n");
        const app = { directory: root, platform: { kind: "docker" } };
        assert.match(read(await build(app), "Dockerfile"), /^COPY \["requirements\/base\.txt", "requirements\/"\]$/m);
        write("requirements/base.txt", "./libs/payments\n");
        assert.deepEqual(await placesOf(build(app)), ["requirements/base.txt:1"]);
    });

    it("refuses certificates of clients before containers of the application's own", async () => {
        const loadBalancer = { kind: "dedicated", mutualTls: { mode: "passthrough" } };
        const stack = settings(
            { directory: "test/fixtures/docker-notes", platform: { kind: "docker" } },
            {
                domain: { name: "www.example.com", zone: "example.com" },
                environment: { stage: "dev", loadBalancer },
            },
        );
        assert.deepEqual(await placesOf(buildBundle(planBundle(stack, folder.path))), [
            "environment.loadBalancer.mutualTls",
        ]);
    });

    describe("in minimal mode", () => {
        const docker = { directory: "test/fixtures/docker-notes", platform: { kind: "docker" } };
        const commit = "0123456789abcdef0123456789abcdef01234567";
        const origins = {
            git: { from: "git", repository: "https://example.com/team/notes.git", commit },
            s3: { from: "s3", bucket: "code-of-notes", key: "notes.zip", sha256: "ab".repeat(32) },
            image: { from: "image", image: `registry.example.com/notes@sha256:${"ab".repeat(32)}` },
        };

        for (const [name, code] of Object.entries(origins).filter(([origin]) => origin !== "image")) {
            it(`leaves the code to the instance and stays under 20 KB (${name})`, async () => {
                const bundle = await build({ ...docker, package: { mode: "minimal", code } });
                assert.ok(bundle.bytes <= 20_000, `${bundle.bytes} bytes`);
                assert.ok(paths(bundle).includes(".platform/hooks/prebuild/20-fetch-code.sh"));
                assert.ok(paths(bundle).includes("docker-compose.yml") && paths(bundle).includes("Dockerfile"));
                assert.deepEqual(
                    paths(bundle).filter((each) => each.endsWith(".py")),
                    [],
                );
            });
        }

        it("makes the compose file of an image, where nothing else is needed", async () => {
            const root = path.join(folder.path, "image");
            fs.mkdirSync(root);
            fs.writeFileSync(path.join(root, "README.md"), "");
            const app = { ...docker, directory: root, package: { mode: "minimal", code: origins.image } };
            const bundle = await build(app);
            assert.ok(paths(bundle).includes("docker-compose.yml"));
            assert.ok(read(bundle, "docker-compose.yml").includes(origins.image.image));
        });

        it("packs the whole application in source mode", async () => {
            const bundle = await build(docker);
            assert.ok(paths(bundle).includes("manage.py"));
            assert.ok(!paths(bundle).some((each) => each.includes("fetch-code") || each === "Procfile"));
        });
    });
});
