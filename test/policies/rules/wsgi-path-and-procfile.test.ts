import { wsgiPathAndProcfile } from "../../../policies/rules/wsgi-path-and-procfile";
import { secret, unknown } from "../../support/policy-runner";
import { bundle, environment, Files, TemporaryFolder } from "../sample-stack";
import { itJudges } from "../scenarios";

const option = "aws:elasticbeanstalk:container:python/WSGIPath";
const found = (where: string) =>
    `${where} is set beside the bundle's Procfile, which overrides it; wanted: one of the two. In this project: leave WSGIPath out, app.wsgi goes into the ` +
    "Procfile. In any other program: take WSGIPath out, or the Procfile.";

describe("wsgi-path-and-procfile", () => {
    const folder = new TemporaryFolder();
    after(() => folder.remove());

    const stackOf = (value: unknown, files: Files) => async () => [
        environment({ [option]: value }),
        ...bundle(await folder.zip("bundle.zip", { "manage.py": "", ...files })),
    ];
    const procfile = { Procfile: "web: gunicorn notes.wsgi\n" };
    const config = (text: string) => ({ ".ebextensions/python.config": text });
    const reads = ["object.source.path"];

    itJudges(wsgiPathAndProcfile, [
        { title: "a Procfile alone is right", stack: stackOf(undefined, procfile), reads: [...reads, "env.settings"] },
        { title: "WSGIPath alone is right", stack: stackOf("notes.wsgi:application", {}), reads },
        { title: "both are wrong", stack: stackOf("notes.wsgi:application", procfile), finds: [found(option)] },
        { title: "in a dev stack too", stage: "dev", stack: stackOf("a.wsgi:a", procfile), finds: [found(option)] },
        { title: "set twice is one finding", stack: stackOf(["a", "b"], procfile), finds: [found(option)] },
        { title: "what it is set to may be unknown", stack: stackOf(unknown, procfile), finds: [found(option)] },
        { title: "or secret", stack: stackOf(secret("hunter2"), procfile), finds: [found(option)] },
        {
            title: "other processes leave the web process alone",
            stack: stackOf("a", { Procfile: "mail: ./mail" }),
            reads,
        },
        { title: "a Procfile elsewhere is none", stack: stackOf("a", { "app/Procfile": "web: a" }), reads },
        {
            title: "set by the bundle itself",
            stack: stackOf(undefined, {
                ...procfile,
                ...config("option_settings:\n  aws:elasticbeanstalk:container:python:\n    WSGIPath: a.wsgi:a\n"),
            }),
            finds: [found("WSGIPath in the bundle's .ebextensions/python.config")],
        },
        {
            title: "a comment sets nothing",
            stack: stackOf(undefined, { ...procfile, ...config("# WSGIPath: a\n") }),
            reads,
        },
        { title: "a bundle of something else", stack: () => [environment({ [option]: "a" })], reads: ["env.version"] },
    ]);
});
