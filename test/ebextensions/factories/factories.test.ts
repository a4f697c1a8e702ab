import * as assert from "node:assert/strict";
import { output, ownResources, resource } from "../../../ebextensions/factories/cloudformation";
import { command, containerCommand } from "../../../ebextensions/factories/commands";
import { configFile } from "../../../ebextensions/factories/config-file";
import { file, link } from "../../../ebextensions/factories/files";
import { ModelError } from "../../../ebextensions/factories/model-error";
import { hook, plainFile, procfile, proxyFile } from "../../../ebextensions/factories/scripts";
import { group, rpmPackage, service, source, user, yumPackage } from "../../../ebextensions/factories/system";

const content = "x\n";
const script = { reason: "a test", body: "true", onConfigurationChange: false };
const text = { reason: "a test", content };
const listener = "AWS::ElasticLoadBalancingV2::Listener";

/** What is asked for, and the whole message that refuses it. */
const refusals: readonly (readonly [string, () => unknown, string])[] = [
    [
        "a mode of four digits",
        () => file("/etc/x", { content, mode: "0644" }),
        'The mode of a file is six digits such as "000644", and links have `link`, not "0644".',
    ],
    [
        "the mode of a link",
        () => file("/etc/x", { content, mode: "120777" }),
        'The mode of a file is six digits such as "000644", and links have `link`, not "120777".',
    ],
    [
        "a digit above seven",
        () => file("/etc/x", { content, mode: "000684" }),
        'The mode of a file is six digits such as "000644", and links have `link`, not "000684".',
    ],
    [
        "a content beside a URL",
        () => file("/etc/x", { content, url: "https://example.com/x" } as unknown as Parameters<typeof file>[1]),
        '/etc/x has either a content or a URL, not ["content","url"].',
    ],
    [
        "neither content nor URL",
        () => file("/etc/x", {} as Parameters<typeof file>[1]),
        "/etc/x has either a content or a URL, not [].",
    ],
    [
        "a file within the application",
        () => file("/var/app/current/x", { content }),
        'A file lies outside /var/app, which each deployment lays anew, not "/var/app/current/x".',
    ],
    ["a relative path", () => file("etc/x", { content }), 'A file is an absolute path without "..", not "etc/x".'],
    ["a way up", () => link("/etc/../x", "/y"), 'A file is an absolute path without "..", not "/etc/../x".'],
    ["a link to nowhere", () => link("/etc/x", ""), 'A link has a target of one line, not "".'],
    [
        "text that is no base64",
        () => file("/etc/x", { content: "?", encoding: "base64" }),
        'A content with the encoding base64 is base64, not "?".',
    ],
    [
        "a NUL byte",
        () => file("/etc/x", { content: "a\0" }),
        'The content of a file is text without NUL bytes, not "a\\u0000".',
    ],
    [
        "a file over HTTP",
        () => file("/etc/x", { url: "http://example.com/x" }),
        'A file that is fetched has an https:// URL, not "http://example.com/x".',
    ],
    [
        "a command with a number of its own",
        () => command("02_x", "true"),
        'A command is named by lower-case words and underscores, and is numbered by its place, not "02_x".',
    ],
    ["an empty command", () => containerCommand("x", " "), 'x has a command, not " ".'],
    ["no words of a command", () => command("x", []), "x has a command, not []."],
    [
        "leader_only with test",
        () => containerCommand("x", "true", { leaderOnly: true, test: "true" }),
        'x runs on the leader only or by a test, not {"leaderOnly":true,"test":"true"}.',
    ],
    [
        "a variable with a hyphen",
        () => command("x", "true", { env: { "A-B": "" } }),
        'A variable has a name of letters, digits and _, not "A-B".',
    ],
    [
        "a working folder that is relative",
        () => command("x", "true", { cwd: "here" }),
        'The working folder of a command is an absolute path without "..", not "here".',
    ],
    [
        "a logical id that is misspelt",
        () => resource("AWSEBLaunchTemplate", "AWS::EC2::LaunchTemplate", {}),
        `A logical id of Elastic Beanstalk's is one of ${Object.keys(ownResources).join(", ")}, not "AWSEBLaunchTemplate".`,
    ],
    [
        "a logical id in other letters",
        () => resource("AwsEbV2LoadBalancer", "AWS::ElasticLoadBalancingV2::LoadBalancer", {}),
        `A logical id of Elastic Beanstalk's is one of ${Object.keys(ownResources).join(", ")}, not "AwsEbV2LoadBalancer".`,
    ],
    [
        "another type than Elastic Beanstalk's",
        () => resource("AWSEBV2LoadBalancer", listener, {}),
        `AWSEBV2LoadBalancer is of the type AWS::ElasticLoadBalancingV2::LoadBalancer, not "${listener}".`,
    ],
    [
        "a type that is none",
        () => resource("Mine", "Listener", {}),
        'A type has the form AWS::Service::Resource, not "Listener".',
    ],
    [
        "a logical id with a hyphen",
        () => resource("a-b", listener, {}),
        'A logical id has letters and digits, not "a-b".',
    ],
    ["an output with a hyphen", () => output("a-b", 1), 'An output has a name of letters and digits, not "a-b".'],
    [
        "a package with a space",
        () => yumPackage("a b"),
        'A package has a name of letters, digits and + . _ -, not "a b".',
    ],
    [
        "a version with a semicolon",
        () => yumPackage("git", ["1;"]),
        'A version has letters, digits and + . _ ~ : -, not "1;".',
    ],
    ["an rpm from a folder", () => rpmPackage("x", "/tmp/x.rpm"), 'An rpm has an https:// URL, not "/tmp/x.rpm".'],
    ["a group id below zero", () => group("web", -1), "A group id is a whole number, not -1."],
    ["a user with capitals", () => user("Web"), 'A user has a name of lower-case letters, digits, _ and -, not "Web".'],
    [
        "an archive that is none",
        () => source("/opt/x", "https://example.com/x.rar"),
        'An archive is a tar, tar.gz, tar.bz2 or zip, not "https://example.com/x.rar".',
    ],
    ["a service with a slash", () => service("a/b"), 'A service has a name of letters, digits and @ . _ -, not "a/b".'],
    [
        "a file name without a number",
        () => configFile("django", "", [yumPackage("git")]),
        'A file is named by two digits, a hyphen and lower-case words, not "django".',
    ],
    ["a file without parts", () => configFile("10-x", "", []), "10-x has at least one part, not []."],
    [
        "a part twice",
        () => configFile("10-x", "", [yumPackage("git"), yumPackage("git", ["2"])]),
        '10-x has each part once, not "package yum git".',
    ],
    [
        "a hook without a number",
        () => hook("prebuild", "check", script),
        'A file is named by two digits, a hyphen and lower-case words, not "check".',
    ],
    [
        "a file of the proxy with a path",
        () => proxyFile("nginx", "http", { ...text, name: "10-a/b" }),
        'A file of the proxy is named by two digits and lower-case words, not "10-a/b".',
    ],
    [
        "a process of two lines",
        () => procfile({ web: "a\nb: c" }, ""),
        'A line of a Procfile is a name, a colon and a command, not "web: a\\nb: c".',
    ],
    [
        "a process without a command",
        () => procfile({ web: "" }, ""),
        'A line of a Procfile is a name, a colon and a command, not "web: ".',
    ],
    [
        "a process with a dot",
        () => procfile({ "a.b": "c" }, ""),
        'A line of a Procfile is a name, a colon and a command, not "a.b: c".',
    ],
    ["a way out of the bundle", () => plainFile("../x", text), 'A file of the bundle has a relative path, not "../x".'],
];

describe("factories", () => {
    for (const [what, make, message] of refusals) {
        it(`refuse ${what}`, () => {
            assert.throws(make, (error) => error instanceof ModelError && error.message === message);
        });
    }

    it("take each of Elastic Beanstalk's own resources, and any name of one's own", () => {
        for (const [logicalId, type] of Object.entries(ownResources)) {
            assert.equal(resource(logicalId, type, {}).logicalId, logicalId);
        }
        assert.equal(resource("Bucket", "AWS::S3::Bucket", {}).kind, "resource");
    });
});
