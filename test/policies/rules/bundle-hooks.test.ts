import { bundleHooks } from "../../../policies/rules/bundle-hooks";
import { Described, secret, unknown } from "../../support/policy-runner";
import { bundle, environment, Files, TemporaryFolder } from "../sample-stack";
import { itJudges, Scenario } from "../scenarios";

const hook = ".platform/hooks/predeploy/10-own.sh";
const twin = ".platform/confighooks/predeploy/10-own.sh";
const script = (text: string, mode = 0o755) => ({ content: text, mode });
const bash = (text: string, mode?: number) => script(`#!/bin/bash\n${text}\n`, mode);

const noShebang = (file: string) =>
    `${file} in the bundle does not begin with #!, so that the instance cannot start it and the deployment ends. In this project: begin the file with ` +
    "#!/bin/bash. In any other program: the same.";
const notExecutable = (is: string) =>
    `${hook} in the bundle is not executable, and the platform ${is} Amazon Linux 2023, which would mend it. In this project: choose a platform of Amazon ` +
    "Linux 2023, app.platform; the bundle gives hooks mode 0755. In any other program: archive it with mode 0755.";
const crlf =
    `${hook} in the bundle has CRLF line ends, and the platform is not said to be Amazon Linux 2023, which would mend it. In this project: choose a ` +
    "platform of Amazon Linux 2023, app.platform; the bundle is packed with LF. In any other program: archive it with LF line ends.";
const missing = (what: string) =>
    `${hook} in the bundle ${what}, and no file of .platform/confighooks does, so that it is missing after a change of configuration. In this project: put ` +
    "the same file into .platform/confighooks/predeploy. In any other program: the same.";
const writes = "writes environment properties into a file";
const getsVariables = "/opt/elasticbeanstalk/bin/get-config environment | jq -r . > .env";
const login = 'aws ecr get-login-password | docker login --username AWS --password-stdin "$registry"';

describe("bundle-hooks", () => {
    const folder = new TemporaryFolder();
    after(() => folder.remove());

    const stackOf =
        (files: Files, props: Described["props"] = {}) =>
        async () => [environment({}, { props }), ...bundle(await folder.zip("bundle.zip", files))];
    const on = (platform: unknown) => ({ solutionStackName: platform });
    const al2023 = on("64bit Amazon Linux 2023 v4.13.7 running Python 3.13");
    const al2 = on("64bit Amazon Linux 2 v3.3.12 running Python 3.8");
    const dos = script("#!/bin/bash\r\ntrue\r\n");

    const right: [string, Files, Described["props"]?][] = [
        ["no hooks", { "manage.py": "" }],
        ["an executable script", { [hook]: bash("true") }],
        ["a binary", { [hook]: script("\x7fELF\0") }],
        ["a large binary", { [hook]: script("x".repeat(1024 * 1024 + 1)) }],
        ["a link", { [hook]: { target: "../../common.sh" } }],
        ["Amazon Linux 2023 mends mode and line ends", { [hook]: { ...dos, mode: 0o644 } }, al2023],
        [
            "a platform's ARN says it too",
            { [hook]: bash("", 0o644) },
            { platformArn: "Python 3.13 running on 64bit Amazon Linux 2023/4.13.7" },
        ],
        ["Windows runs no hooks", { [hook]: "" }, on("64bit Windows Server 2022 v2.11.0 running IIS 10.0")],
        [
            "what is not run",
            { ".platform/hooks/README.md": "", ".platform/hooks/predeploy/.keep": "", ".platform/lib/a.sh": "" },
        ],
        ["the same file among confighooks", { [hook]: bash(getsVariables), [twin]: bash(getsVariables) }],
        [
            "a link among confighooks",
            { [hook]: bash(getsVariables), [twin]: { target: "../../hooks/predeploy/10-own.sh" } },
        ],
        [
            "a confighook that calls the hook",
            { [hook]: bash(login), ".platform/confighooks/prebuild/01.sh": bash(`bash ${hook}`) },
        ],
        [
            "a confighook of another name that does it",
            { [hook]: bash(login), ".platform/confighooks/prebuild/01.sh": bash(login) },
        ],
        ["a comment", { [hook]: bash(`# ${getsVariables}`) }],
        ["a variable that is only read", { [hook]: bash("x=$(get-config environment -k X 2>/dev/null)") }],
    ];
    const wrong: [string, Files, Described["props"], readonly string[]][] = [
        ["no shebang", { [hook]: script("true") }, al2023, [noShebang(hook)]],
        ["a comment before the shebang", { [twin]: script("# own\n#!/bin/bash") }, {}, [noShebang(twin)]],
        ["an empty file", { [hook]: script("") }, {}, [noShebang(hook)]],
        ["not executable on Amazon Linux 2", { [hook]: bash("", 0o644) }, al2, [notExecutable("is not")]],
        [
            "not executable on a platform that is absent",
            { [hook]: bash("", 0o644) },
            {},
            [notExecutable("is not said to be")],
        ],
        [
            "not executable on an unknown platform",
            { [hook]: bash("", 0o644) },
            on(unknown),
            [notExecutable("is not said to be")],
        ],
        [
            "not executable on a secret platform",
            { [hook]: bash("", 0o644) },
            on(secret("hunter2")),
            [notExecutable("is not")],
        ],
        ["CRLF", { [hook]: dos }, {}, [crlf]],
        ["variables written by the hook alone", { [hook]: bash(getsVariables) }, {}, [missing(writes)]],
        [
            "a login by the hook alone",
            { [hook]: bash(login), [".platform/confighooks/predeploy/1"]: bash("") },
            {},
            [missing("logs in at a registry")],
        ],
    ];
    const reads = ["object.source.path"];
    itJudges(bundleHooks, [
        ...right.map(([title, files, props]): Scenario => ({
            title: `right: ${title}`,
            stack: stackOf(files, props),
            reads: title.startsWith("Windows") ? ["env.solutionStackName"] : reads,
        })),
        ...wrong.map(([title, files, props, finds]): Scenario => ({
            title: `wrong: ${title}`,
            stack: stackOf(files, props),
            finds,
        })),
        {
            title: "in a dev stack too",
            stage: "dev",
            stack: stackOf({ [hook]: script("true") }),
            finds: [noShebang(hook)],
        },
        {
            title: "a bundle that cannot be read is bundle-secrets' finding",
            stack: () => [environment(), ...bundle("/nowhere")],
            reads,
        },
        { title: "a bundle of something else", stack: () => [environment()], reads: ["env.version"] },
    ]);
});
