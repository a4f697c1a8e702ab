import { gzipSync } from "node:zlib";
import { userDataSize } from "../../../policies/rules/user-data-size";
import { Described, secret, unknown } from "../../support/policy-runner";
import { itJudges } from "../scenarios";

const found = (property: string, bytes: string) =>
    `${property} has ${bytes} bytes; wanted: at most 16,384, before base64. In this project: fewer worker.<name>.packages. In ` +
    "any other program: compress it, or fetch the rest from S3.";
const script = (bytes: number) => "#!/bin/sh\n".padEnd(bytes, "#");
const base64 = (text: string | Buffer) => Buffer.from(text).toString("base64");

function instance(props: Record<string, unknown>, type = "instance:Instance"): Described {
    return { type: `aws:ec2/${type}`, name: "instance", props };
}

const fleet = (...launchSpecifications: unknown[]) =>
    instance({ launchSpecifications }, "spotFleetRequest:SpotFleetRequest");
const template = (userData: unknown) => instance({ userData }, "launchTemplate:LaunchTemplate");

describe("user-data-size", () => {
    itJudges(userDataSize, [
        {
            title: "absent is right",
            stack: () => [instance({ userData: undefined, userDataBase64: undefined })],
            reads: ["instance.userData", "instance.userDataBase64"],
        },
        {
            title: "16,384 bytes are right",
            stack: () => [instance({ userData: script(16_384) })],
            reads: ["instance.userData"],
        },
        {
            title: "one more is wrong",
            stack: () => [instance({ userData: script(16_385) })],
            finds: [found("userData", "16,385")],
        },
        {
            title: "bytes count, not characters",
            stack: () => [instance({ userData: script(10).padEnd(10_000, "é") })],
            finds: [found("userData", "19,990")],
        },
        {
            title: "what counts is the size before base64",
            stack: () => [template(base64(script(16_384))), instance({ userDataBase64: base64(script(20_000)) })],
            finds: [found("userDataBase64", "20,000")],
        },
        {
            title: "base64 in lines is base64",
            stack: () => [template(base64(script(16_384)).replaceAll(/.{76}/g, "$&\n"))],
            reads: ["instance.userData"],
        },
        {
            title: "compressed it fits",
            stack: () => [instance({ userDataBase64: base64(gzipSync(script(100_000))) })],
            reads: ["instance.userDataBase64"],
        },
        ...["launchConfiguration:LaunchConfiguration", "spotInstanceRequest:SpotInstanceRequest"].map((type) => ({
            title: `${type} is judged alike`,
            stack: () => [instance({ userData: script(16_385) }, type)],
            finds: [found("userData", "16,385")],
        })),
        {
            title: "each kind of instance of a spot fleet is judged by itself",
            stack: () => [
                fleet({ userData: script(16_384) }, { userData: script(16_385) }, { userData: base64(script(20_000)) }),
            ],
            finds: [
                found("launchSpecifications[1].userData", "16,385"),
                found("launchSpecifications[2].userData", "20,000"),
            ],
        },
        {
            title: "a kind that is not known hides no other",
            stack: () => [fleet(unknown, { userData: unknown }, { userData: script(16_385) })],
            finds: [found("launchSpecifications[2].userData", "16,385")],
        },
        {
            title: "kinds that are not known are judged in the update",
            stack: () => [instance({ launchSpecifications: unknown }, "spotFleetRequest:SpotFleetRequest")],
            reads: ["instance.launchSpecifications"],
        },
        {
            title: "what is not known is judged in the update, before the instance starts",
            stack: () => [instance({ userData: unknown, userDataBase64: unknown })],
            reads: ["instance.userData"],
        },
        {
            title: "a secret is not repeated",
            stack: () => [instance({ userData: secret(script(16_385)) })],
            finds: [found("userData", "16,385")],
        },
    ]);
});
